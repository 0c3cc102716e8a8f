import { type ExecutionEvent, MemoryOrderJournal, clientOrderId } from '@prate/execution-interface';
import { buildInstrument } from '@prate/execution-interface/testing';
import { MexcFuturesAuth, RequestClock } from '@prate/mexc-auth';
import { MexcFuturesRest } from '@prate/mexc-rest';
import { MexcFuturesStream, type PersonalPush, type StreamHandlers } from '@prate/mexc-ws';
import { ManualTimer, ScriptedSocket } from '@prate/mexc-ws/testing';
import fc from 'fast-check';
import { createContext } from '../execution-context';
import { AccountState } from '../state/account-state';
import { PrivateFeed } from './private-feed';

const instrument = buildInstrument();
const { symbol } = instrument;
const order = {
  orderId: '860000000000000001',
  symbol,
  positionId: 0,
  price: 60010,
  vol: 10,
  leverage: 5,
  side: 1,
  category: 1,
  orderType: 1,
  dealAvgPrice: 0,
  dealVol: 0,
  openType: 1,
  state: 2,
  errorCode: 0,
  externalOid: 'ours-1',
  version: 1,
  createTime: 1_788_000_000_600,
  updateTime: 1_788_000_000_650,
};
const deal = {
  id: 't-1',
  symbol,
  side: 1,
  vol: 10,
  price: 60000,
  fee: 0.1,
  taker: true,
  orderId: order.orderId,
  timestamp: 1_788_000_000_650,
};
const position = { positionId: 1100000001, symbol, positionType: 1, openType: 1, state: 1, holdVol: 10, version: 1 };

interface Bench {
  readonly socket: ScriptedSocket;
  readonly timer: ManualTimer;
  readonly feed: PrivateFeed;
  readonly told: ExecutionEvent[];
  readonly hooks: string[];
  readonly journal: MemoryOrderJournal;
  push(topic: string, data: object): Promise<void>;
}

async function open(standIn?: MexcFuturesStream): Promise<Bench> {
  const timer = new ManualTimer();
  const socket = new ScriptedSocket((text) => {
    if (text.includes('"login"')) return ['{"channel":"rs.login","data":"success","ts":1}'];
    if (text.includes('"personal.filter"')) return ['{"channel":"rs.personal.filter","data":"success","ts":1}'];
    return [];
  });
  const auth = new MexcFuturesAuth({ credentials: { apiKey: 'sim_key', apiSecret: 'sim_secret' }, clock: new RequestClock(timer) });
  const stream = standIn ?? new MexcFuturesStream({ auth, timer, openSocket: socket.openSocket });
  const rest = new MexcFuturesRest({ auth });
  const journal = new MemoryOrderJournal(timer);
  const instruments = { getInstrument: async () => instrument, getInstruments: async () => [instrument] };
  const context = createContext({ rest, instruments, journal, clock: timer });
  const told: ExecutionEvent[] = [];
  const hooks: string[] = [];
  const state = new AccountState({ ...context, emit: (event) => told.push(event) });
  const feed = new PrivateFeed({
    stream,
    state,
    session: context.session,
    instruments,
    hooks: { onReady: () => hooks.push('ready'), onLost: () => hooks.push('lost'), onDoubt: () => hooks.push('doubt') },
  });
  feed.start();
  await timer.advance(1_000);
  closers.push(async () => {
    feed.end();
    await stream.disconnect();
    rest.close();
  });
  const push = async (topic: string, data: object): Promise<void> => {
    socket.push(JSON.stringify({ channel: `push.personal.${topic}`, data, ts: timer.nowMs() }));
    await timer.advance(10);
  };
  return { socket, timer, feed, told, hooks, journal, push };
}

const closers: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** The connection that stands has been read for. */
async function live(): Promise<Bench> {
  const bench = await open();
  await bench.feed.release();
  return bench;
}

test('behavior: pushes are kept back until they are released, and told in their order then', async () => {
  const bench = await open();
  await bench.push('order', order);
  await bench.push('order.deal', deal);
  expect(bench.told).toEqual([]);
  await bench.feed.release();
  expect(bench.told.map(({ kind }) => kind)).toEqual(['order', 'trade']);
  await bench.push('order', { ...order, state: 3, dealVol: 10, dealAvgPrice: 60000, version: 2 });
  expect(bench.told.at(-1)).toMatchObject({ kind: 'order', source: 'stream', epoch: bench.feed.epoch, order: { status: 'filled' } });
});

test('behavior: an order of the journal is ours; one of the web page, whose id is too long for one of ours, is not', async () => {
  const bench = await live();
  const id = clientOrderId('ours-1');
  await bench.journal.record({ kind: 'order', clientOrderId: id, symbol, command: {} as never, createdAtMs: 1 });
  await bench.push('order', order);
  await bench.push('order', { ...order, orderId: '860000000000000002', externalOid: '_m_0123456789abcdef0123456789abcdef' });
  expect(bench.told).toMatchObject([
    { kind: 'order', isOurs: true, order: { clientOrderId: 'ours-1' } },
    { kind: 'order', isOurs: false },
  ]);
  expect((bench.told[1] as { order: object }).order).not.toHaveProperty('clientOrderId');
});

test.each([
  ['side 7 of an order', 'order', { ...order, side: 7 }],
  ['a state of tomorrow', 'order', { ...order, state: 6 }],
  ['a category of tomorrow', 'order.deal', { ...deal, category: 9 }],
  ['a position mode of tomorrow', 'position.mode', { positionMode: 3 }],
  ['a position side of tomorrow', 'position', { ...position, positionType: 5, holdVol: 1, pnl: 1, holdAvgPrice: 1 }],
])('error: %s is told as unreadable and changes nothing', async (_, topic, data) => {
  const bench = await live();
  await bench.push(topic, data);
  expect(bench.told.map(({ kind }) => kind)).toEqual(['unreadable']);
  await bench.push('order', order);
  expect(bench.told.at(-1)).toMatchObject({ kind: 'order', order: { status: 'open' } });
});

test('behavior: what an old connection still says changes nothing', async () => {
  const bench = await live();
  await bench.push('order', order);
  const told = bench.told.length;
  bench.socket.cut();
  bench.socket.pushLate(JSON.stringify({ channel: 'push.personal.order', data: { ...order, state: 4, version: 2 }, ts: 1 }));
  await bench.timer.advance(5_000);
  expect(bench.hooks).toEqual(['ready', 'lost', 'ready']);
  await bench.feed.release();
  expect(bench.told.length).toBe(told);
});

test('behavior: whatever earlier epochs say, in whatever order, only the present one is believed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.record({ epoch: fc.integer({ min: 1, max: 4 }), state: fc.constantFrom(2, 4) })), async (pushes) => {
      let handlers: StreamHandlers<PersonalPush> | undefined;
      // The stream itself hands out nothing late: here it does.
      const standIn = {
        private: {
          watchEverything: (all: StreamHandlers<PersonalPush>) => {
            handlers = all;
            return () => undefined;
          },
        },
        disconnect: async () => undefined,
      } as unknown as MexcFuturesStream;
      const bench = await open(standIn);
      await handlers?.onReady?.({ epoch: 3 });
      await bench.feed.release();
      for (const [at, { epoch, state }] of pushes.entries()) {
        const data = {
          ...order,
          positionId: '0',
          price: '1',
          vol: '10',
          dealAvgPrice: '0',
          dealVol: '0',
          orderId: `86000000000000000${at}`,
          state,
        };
        await handlers?.onEvent({ epoch, receivedAtMs: 1, data: { topic: 'order', data } });
      }
      expect(bench.told.map(({ epoch }) => epoch)).toEqual(pushes.filter(({ epoch }) => epoch === 3).map(() => 3));
    }),
    { numRuns: 30 },
  );
});

test('behavior: a push that is cut off while it waits for its turn is not told', async () => {
  const bench = await open();
  await bench.push('order', order);
  bench.socket.cut();
  await bench.feed.release();
  expect(bench.told).toEqual([]);
});

test('behavior: a position that is not known and says too little has to be read', async () => {
  const bench = await live();
  await bench.push('position', position);
  expect(bench.hooks).toEqual(['ready', 'doubt']);
  expect(bench.told).toEqual([]);
});

test('behavior: a balance by push has the sum for its total, and says so; the same again is told once', async () => {
  const bench = await live();
  const asset = { currency: 'USDT', positionMargin: 10, frozenBalance: 5, availableBalance: 85, bonus: 0 };
  await bench.push('asset', asset);
  await bench.push('asset', asset);
  expect(bench.told).toMatchObject([{ kind: 'balance', balance: { available: '85', total: '100', isTotalEstimated: true } }]);
});

test('behavior: a warning of liquidation is told once', async () => {
  const bench = await live();
  const text = JSON.stringify({
    channel: 'push.personal.liquidate.risk',
    data: { symbol, positionId: 1100000001, marginRatio: 0.81, liquidatePrice: 1, adlLevel: 1 },
    ts: 5,
  });
  bench.socket.push(text);
  bench.socket.push(text);
  await bench.timer.advance(10);
  expect(bench.told).toMatchObject([{ kind: 'liquidation-warning', marginRatio: '0.81', positionId: '1100000001' }]);
});
