import { type ClosePosition, type Instrument, MemoryKillSwitch, UnknownSymbolError } from '@prate/execution-interface';
import { RiskGate } from '@prate/risk-gate';
import { marketBuy, openDesk } from '../desk';
import type { StateDesk } from '../state-desk';
import { type GateDesk, closeLong, codeOf, openGateDesk } from './gate-desk';

const wholeLong: ClosePosition = { symbol: 'BTC_USDT', positionSide: 'long', type: 'market' };
/** Cannot be read, and is not asked for again: what is tried three times takes its real time. */
const dead = ({ simulator }: Pick<StateDesk, 'simulator'>, ...endpoints: Parameters<typeof simulator.control.faults.sometimes>[0][]) => {
  for (const endpoint of endpoints) simulator.control.faults.sometimes(endpoint, 'truncated-json', { probability: 1 });
};
const held = ({ simulator }: Pick<StateDesk, 'simulator'>) => simulator.control.snapshot().positions.map(({ holdVol }) => holdVol);

/** From now on the contract list answers this of the symbol. */
function lose({ marketData }: StateDesk, symbol: string, error: (symbol: string) => Error): void {
  const get = marketData.getInstrument.bind(marketData);
  marketData.getInstrument = (asked: string): Promise<Instrument> => (asked === symbol ? Promise.reject(error(asked)) : get(asked));
}

const losses: readonly (readonly [string, (symbol: string) => Error])[] = [
  ['the contract list cannot be read', () => new Error('contract list: HTTP 502')],
  ["this contract's row cannot be read", () => new Error('state: found 9, expected one of 0, 1, 2, 3, 4')],
  ['the contract left the list', (symbol) => new UnknownSymbolError(symbol, ['ETH_USDT'])],
];

describe.each(losses)('%s', (_what, error) => {
  test('behavior: each way of closing goes out', async () => {
    const { desk, gate } = await openGateDesk();
    await desk.during(gate.createOrder(marketBuy({ quantity: '0.004' })));
    lose(desk, 'BTC_USDT', error);
    expect(codeOf(await desk.during(gate.createOrder(marketBuy())))).not.toBe('accepted');
    expect(codeOf(await desk.during(gate.createOrder(closeLong(10))))).toBe('accepted');
    // The last row that was known converts, and holds against its grid.
    const inBase = { ...closeLong(10), contracts: undefined, quantity: '0.001' } as never;
    expect(codeOf(await desk.during(gate.createOrder(inBase)))).toBe('accepted');
    const limit = { ...closeLong(10), type: 'limit', price: '90000.05' } as never;
    expect(codeOf(await desk.during(gate.createOrder(limit)))).toBe('price-off-tick');
    expect(codeOf(await desk.during(gate.closePosition({ ...wholeLong, size: { contracts: 10 } })))).toBe('accepted');
    expect(await desk.during(gate.closeAllPositions())).toMatchObject({ status: 'done', results: [{ outcome: { status: 'accepted' } }] });
    expect(held(desk)).toEqual([]);
  });

  test('behavior: so do closes of a process that never knew the contract, in contracts', async () => {
    const { desk, gate } = await openGateDesk();
    await desk.during(gate.createOrder(marketBuy({ quantity: '0.002' })));
    await desk.during(gate.disconnect());
    lose(desk, 'BTC_USDT', error);
    const list = desk.marketData.getInstruments.bind(desk.marketData);
    desk.marketData.getInstruments = async () => (await list()).filter(({ symbol }) => symbol !== 'BTC_USDT');
    const { execution } = desk.another(desk.journal);
    expect(await desk.during(execution.connect())).toMatchObject({ ok: true });
    const inBase = { ...closeLong(10), contracts: undefined, quantity: '0.001' } as never;
    expect(codeOf(await desk.during(execution.createOrder(inBase)))).toMatch(/^(not-sent|symbol-unknown)$/);
    expect(codeOf(await desk.during(execution.createOrder(closeLong(5))))).toBe('accepted');
    expect(codeOf(await desk.during(execution.createOrder({ ...closeLong(5), type: 'limit', price: '90000' } as never)))).toBe('accepted');
    expect(codeOf(await desk.during(execution.closePosition(wholeLong)))).toBe('accepted');
    await desk.during(execution.disconnect());
    expect(held(desk)).toEqual(['5']);
  });
});

test('behavior: a position in a contract that is not listed hides no other, and stops nothing in others', async () => {
  const { desk, gate } = await openGateDesk();
  await desk.during(gate.createOrder(marketBuy({ symbol: 'ETH_USDT', quantity: '0.1' })));
  await desk.during(gate.disconnect());
  lose(desk, 'ETH_USDT', (symbol) => new UnknownSymbolError(symbol, ['BTC_USDT']));
  const list = desk.marketData.getInstruments.bind(desk.marketData);
  desk.marketData.getInstruments = async () => (await list()).filter(({ symbol }) => symbol !== 'ETH_USDT');
  dead(desk, 'get-fair-price');
  const get = desk.rest.public.getFairPrice;
  desk.rest.public.getFairPrice = (query, ...rest) =>
    query.symbol === 'ETH_USDT' ? Promise.reject(new Error('no such contract')) : get(query, ...rest);
  desk.simulator.control.faults.clear();
  const { execution } = desk.another(desk.journal);
  const again = new RiskGate({
    over: execution,
    instruments: desk.marketData,
    marks: (symbol) => desk.marketData.getMarkPrice(symbol),
    indexes: (symbol) => desk.marketData.getIndexPrice(symbol),
    limits: { maxOrderNotional: '100000' },
    clock: desk.timer,
    killSwitch: new MemoryKillSwitch(desk.timer),
  });
  expect(await desk.during(again.connect())).toMatchObject({ ok: true });
  await desk.until(() => again.health().state === 'healthy');
  expect(codeOf(await desk.during(again.createOrder(marketBuy())))).toBe('accepted');
  const positions = await desk.during(again.getPositions());
  const [eth] = positions.filter(({ symbol }) => symbol === 'ETH_USDT');
  expect(eth).toMatchObject({ side: 'long', contracts: '10', marginMode: 'isolated', margin: expect.any(String) as string });
  for (const name of ['markPrice', 'markPriceAtMs', 'unrealizedPnl', 'baseQuantity']) expect(eth).not.toHaveProperty(name);
  expect(positions.find(({ symbol }) => symbol === 'BTC_USDT')).toHaveProperty('unrealizedPnl');
  await desk.during(again.disconnect());
});

describe('positions that cannot be read', () => {
  test('behavior: what the stream keeps is closed by position', async () => {
    const { desk, gate } = await openGateDesk();
    await desk.during(gate.createOrder(marketBuy({ quantity: '0.004' })));
    await desk.settled();
    dead(desk, 'list-open-positions');
    expect(codeOf(await desk.during(gate.closePosition({ ...wholeLong, size: { contracts: 10 } })))).toBe('accepted');
    await desk.pass(500);
    expect(await desk.during(gate.closeAllPositions())).toEqual({
      status: 'done',
      results: [{ symbol: 'BTC_USDT', positionSide: 'long', outcome: expect.objectContaining({ status: 'accepted' }) as object }],
    });
    expect(held(desk)).toEqual([]);
  });

  test('behavior: what the stream does not know of, the venue is asked to close as well', async () => {
    const { desk, gate } = await openGateDesk();
    for (const topic of ['personal.position', 'personal.order', 'personal.order.deal'] as const)
      desk.simulator.control.streams.silence(topic);
    await desk.during(gate.createOrder(marketBuy({ quantity: '0.004' })));
    dead(desk, 'list-open-positions');
    expect(await desk.during(gate.closeAllPositions())).toEqual({ status: 'done', results: [], everything: { status: 'accepted' } });
    expect(held(desk)).toEqual([]);
  });

  test('behavior: without a stream the venue is asked to close it all, once', async () => {
    const { desk, gate, arrivals } = await openGateDesk({}, { hasStream: false });
    await desk.during(gate.createOrder(marketBuy({ quantity: '0.004' })));
    dead(desk, 'list-open-positions');
    expect(codeOf(await desk.during(gate.closePosition(wholeLong)))).toBe('not-sent');
    expect(await desk.during(gate.closeAllPositions())).toEqual({ status: 'done', results: [], everything: { status: 'accepted' } });
    expect(held(desk)).toEqual([]);
    expect(arrivals().filter((path) => path === 'position/close_all')).toHaveLength(1);
  });

  test('behavior: a trip that flattens says that the venue closed it all', async () => {
    const { desk, gate } = await openGateDesk({ trip: { isFlattening: true } }, { hasStream: false });
    await desk.during(gate.createOrder(marketBuy({ quantity: '0.002' })));
    dead(desk, 'list-open-positions');
    const report = await desk.during(gate.trip('drill', 'anna'));
    expect(report.closed).toEqual([{ symbol: 'all', status: 'accepted' }]);
    expect(held(desk)).toEqual([]);
  });
});

describe('a process that never came to be connected', () => {
  const restarted = async (
    positionMode: 'hedge' | 'one-way',
    ...endpoints: Parameters<GateDesk['desk']['simulator']['control']['faults']['next']>[0][]
  ) => {
    const { desk, gate } = await openGateDesk({}, { positionMode });
    await desk.during(gate.createOrder(marketBuy({ quantity: '0.002' })));
    await desk.during(gate.disconnect());
    dead(desk, ...endpoints);
    const { execution } = desk.another(desk.journal);
    return { desk, execution };
  };

  test.each(['hedge', 'one-way'] as const)('behavior: closes go out though the position mode was never read: %s', async (positionMode) => {
    const { desk, execution } = await restarted(positionMode, 'get-position-mode');
    expect(await desk.during(execution.connect())).toMatchObject({ ok: false, problems: [{ code: 'position-mode-unknown' }] });
    expect(codeOf(await desk.during(execution.createOrder(marketBuy())))).toBe('not-connected');
    expect(codeOf(await desk.during(execution.createOrder(closeLong(5))))).toBe('accepted');
    expect(codeOf(await desk.during(execution.closePosition({ ...wholeLong, size: { contracts: 5 } })))).toBe('accepted');
    expect(await desk.during(execution.closeAllPositions())).toMatchObject({ results: [{ outcome: { status: 'accepted' } }] });
    await desk.during(execution.disconnect());
    expect(held(desk)).toEqual([]);
  });

  test('behavior: nor where the whole account cannot be read', async () => {
    const { desk, execution } = await restarted('hedge', 'get-assets', 'list-open-positions');
    expect(await desk.during(execution.connect())).toMatchObject({ ok: false });
    expect(codeOf(await desk.during(execution.createOrder(closeLong(5))))).toBe('accepted');
    expect(await desk.during(execution.closeAllPositions())).toMatchObject({ everything: { status: 'accepted' } });
    await desk.during(execution.disconnect());
    expect(held(desk)).toEqual([]);
  });

  test('error: not before connect(), nor after disconnect(), nor with keys that the venue refuses', async () => {
    const { desk, execution } = await restarted('hedge');
    const closes = async () => [
      codeOf(await desk.during(execution.createOrder(closeLong(5)))),
      codeOf((await desk.during(execution.closeAllPositions())) as never),
    ];
    expect(await closes()).toEqual(['not-connected', 'not-connected']);
    desk.simulator.control.access.blockAddress();
    await desk.during(execution.connect());
    expect(await closes()).toEqual(['not-connected', 'not-connected']);
    desk.simulator.control.access.unblockAddress();
    await desk.during(execution.connect());
    await desk.during(execution.disconnect());
    expect(await closes()).toEqual(['not-connected', 'not-connected']);
  });
});

test('behavior: a market close in quote currency goes out without a fair price, by any price there is', async () => {
  const { desk, gate } = await openGateDesk();
  await desk.during(gate.createOrder(marketBuy({ quantity: '0.003' })));
  const close = (quoteQuantity: string) => desk.during(gate.createOrder({ ...closeLong(1), contracts: undefined, quoteQuantity } as never));
  let nearest: { readonly below?: { readonly quoteQuantity?: string } } | undefined;
  for (const endpoint of ['get-fair-price', 'get-ticker', 'get-index-price'] as const) {
    dead(desk, endpoint);
    const outcome = await close('66');
    // Nothing is rounded; at what price it was converted shows in the nearest sizes.
    expect(codeOf(outcome)).toBe('size-off-grid');
    nearest = (outcome as { denial: { context: { nearest?: typeof nearest } } }).denial.context.nearest;
  }
  // With no market at all, the price that was paid.
  expect(codeOf(await close(nearest?.below?.quoteQuantity as string))).toBe('accepted');
  expect(codeOf(await desk.during(gate.createOrder(marketBuy({ quantity: undefined, quoteQuantity: '66' }))))).not.toBe('accepted');
});

test.each(['hedge', 'one-way'] as const)(
  'behavior: %s, dead reads: a close goes out, and one too many opens nothing (R-214)',
  async (positionMode) => {
    const desk = await openDesk({ positionMode });
    expect(codeOf(await desk.execution.createOrder(marketBuy()))).toBe('accepted');
    dead(desk, 'list-open-positions', 'get-position-mode');
    expect(codeOf(await desk.execution.createOrder(closeLong(10)))).toBe('accepted');
    expect(codeOf(await desk.execution.createOrder(closeLong(10)))).toBe('rejected');
    expect(desk.simulator.control.snapshot().positions).toEqual([]);
  },
);
