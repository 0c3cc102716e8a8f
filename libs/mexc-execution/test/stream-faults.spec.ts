import { truthOf } from './account-mirror';
import { accepted, marketBuy, restingBuy } from './desk';
import { StateDesk } from './state-desk';

let desk: StateDesk;
beforeEach(async () => {
  desk = await StateDesk.connected();
});

const streams = () => desk.simulator.control.streams;

/** Opens, rests, cancels, closes a part: something on every channel. */
async function trade(): Promise<void> {
  const { execution } = desk;
  await accepted(execution.createOrder(marketBuy({ quantity: '0.002' })));
  await desk.pass(300);
  const { order } = await accepted(execution.createOrder(restingBuy()));
  await accepted(execution.createOrder(restingBuy({ symbol: 'ETH_USDT', price: '2000', quantity: '0.1' })));
  await desk.pass(300);
  await execution.cancelOrder('BTC_USDT', order.orderId);
  await accepted(execution.closeLong({ symbol: 'BTC_USDT', type: 'market', contracts: 5 }));
  await desk.pass(300);
}

/** All differences are told by the next comparison at the latest. */
async function compared(): Promise<void> {
  await desk.settled();
  await desk.pass(301_000, 5_000);
  await desk.settled();
}

test.each([
  ['drop-push', { count: 5 }],
  ['gap', { count: 4 }],
  ['duplicate-push', { count: 20 }],
  ['reorder-pushes', { count: 6 }],
  ['delay-push', { count: 6, delayMs: 2_000 }],
  ['unmapped-channel', { count: 5 }],
  ['unmapped-field', { count: 5 }],
] as const)(
  'behavior: %s: in the end what was told is what the exchange holds, each fill once, no final state left',
  async (fault, scope) => {
    streams().next(fault, scope);
    await trade();
    await compared();
    expect(desk.mirror.seen()).toEqual(truthOf(desk.simulator));
    expect(desk.mirror.trades.size).toBe(2);
  },
);

test('behavior: cut in the middle of a fill: the fill is told once, by reading', async () => {
  streams().next('cut-at-push', { topic: 'personal.order.deal' });
  await accepted(desk.execution.createOrder(marketBuy({ clientOrderId: 'cut-1' })));
  await desk.pass(1_000);
  await desk.settled();
  expect(desk.of('trade')).toHaveLength(1);
  expect(desk.of('trade')[0]).toMatchObject({ source: 'read', isOurs: true });
  expect(desk.of('health').map(({ health: { state, reasons } }) => [state, ...(reasons ?? [])].join(' '))).toEqual(
    expect.arrayContaining(['degraded stream-lost', 'syncing account-unread', 'healthy']),
  );
  expect(desk.mirror.seen()).toEqual(truthOf(desk.simulator));
});

test('behavior: a fill, a cancel and a liquidation during a cut appear once each', async () => {
  const { execution, simulator } = desk;
  await accepted(execution.createOrder(marketBuy({ quantity: '0.002' })));
  const resting = await accepted(execution.createOrder(restingBuy()));
  await accepted(execution.createOrder(marketBuy({ symbol: 'ETH_USDT', quantity: '0.1' })));
  await desk.settled();
  const before = desk.events.length;
  const epoch = desk.events.filter(({ source }) => source === 'stream').at(-1)?.epoch;

  streams().cut();
  await accepted(execution.createOrder(marketBuy({ clientOrderId: 'in-the-cut' })));
  await execution.cancelOrder('BTC_USDT', resting.order.orderId);
  simulator.control.liquidate('ETH_USDT', 'long');
  await desk.pass(1_000);
  await desk.settled();

  const since = desk.events.slice(before);
  const fills = since.filter((event) => event.kind === 'trade');
  expect(fills.filter(({ trade: { clientOrderId } }) => clientOrderId === 'in-the-cut')).toHaveLength(1);
  const ends = since.filter((event) => event.kind === 'order' && event.order.status === 'cancelled');
  expect(ends).toMatchObject([{ order: { orderId: resting.order.orderId }, isOurs: true }]);
  const forced = since.filter((event) => event.kind === 'order' && event.order.category !== 'normal');
  expect(new Set(forced.map((event) => event.kind === 'order' && event.order.orderId)).size).toBe(forced.length);
  expect(
    forced.map((event) => event.kind === 'order' && [event.order.symbol, event.order.category, event.order.status, event.isOurs]),
  ).toEqual([
    ['ETH_USDT', 'liquidation', 'filled', false],
    ['ETH_USDT', 'custody-close', 'filled', false],
  ]);
  expect(since.filter((event) => event.kind === 'position-closed')).toMatchObject([{ symbol: 'ETH_USDT', positionSide: 'long' }]);
  expect(since.filter(({ source }) => source === 'stream').every((event) => (event.epoch ?? 0) > (epoch ?? 0))).toBe(true);
  expect(desk.mirror.seen()).toEqual(truthOf(simulator));
});

test('behavior: an order that was made long before a cut and ended in it is told with its end', async () => {
  const { order } = await accepted(desk.execution.createOrder(restingBuy()));
  await desk.pass(600_000, 10_000);
  await desk.settled();
  streams().cut();
  await desk.rest.private.cancelOrders({ orderIds: [order.orderId] });
  await desk.pass(1_000);
  await desk.settled();
  expect(desk.of('order').map((event) => `${event.source} ${event.order.status}`)).toEqual(['stream open', 'read cancelled']);
});

test('behavior: half-open: nothing comes and nothing says so; silence is noticed, health says it, then all is told', async () => {
  streams().halfOpen();
  await accepted(desk.execution.createOrder(marketBuy()));
  await desk.pass(45_000, 1_000);
  await desk.settled();
  expect(desk.of('health').map(({ health: { state } }) => state)).toContain('degraded');
  expect(desk.of('trade')).toHaveLength(1);
  expect(desk.mirror.seen()).toEqual(truthOf(desk.simulator));
});

test('behavior: one topic silent while the socket lives: a fill without its order is read, cancels come with the next comparison', async () => {
  streams().silence('personal.order');
  await trade();
  await compared();
  expect(desk.of('trade').every(({ isOurs }) => isOurs)).toBe(true);
  expect(desk.mirror.seen()).toEqual(truthOf(desk.simulator));
});

test('behavior: fills silent while the socket lives: an order without its fills has them read within seconds', async () => {
  streams().silence('personal.order.deal');
  await accepted(desk.execution.createOrder(marketBuy()));
  await desk.pass(4_000);
  await desk.settled();
  expect(desk.of('trade')).toHaveLength(1);
  expect(desk.of('trade')[0]).toMatchObject({ source: 'read' });
});

test('behavior: twenty cuts while trading: nothing is told twice, nothing is missing', async () => {
  for (let cut = 0; cut < 20; cut += 1) {
    await accepted(desk.execution.createOrder(cut % 3 === 0 ? restingBuy() : marketBuy()));
    streams().cut();
    await desk.pass(300);
  }
  await desk.pass(30_000, 1_000);
  await desk.settled();
  expect(desk.mirror.seen()).toEqual(truthOf(desk.simulator));
  expect(desk.mirror.trades.size).toBe(13);
});
