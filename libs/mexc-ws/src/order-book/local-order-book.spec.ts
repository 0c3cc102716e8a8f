import fc from 'fast-check';
import type { WirePushDepth } from '@prate/mexc-protocol';
import type { StreamHandlers } from '../delivery/stream-event';
import { ManualTimer } from '../testing/manual-timer';
import { type BookState, type DepthSnapshot, LocalOrderBook } from './local-order-book';

const symbol = 'BTC_USDT';
type Row = readonly [number, number, number];

/** The venue's own book, the plain way: two maps and a counter. */
class ModelBook {
  version = 42_000_000_000;
  readonly asks = new Map<number, number>([[60010, 5]]);
  readonly bids = new Map<number, number>([[60000, 5]]);
  /** Every state the book was in, by version. */
  readonly history = new Map<number, string>();

  constructor() {
    this.history.set(this.version, this.text());
  }

  change(side: 'asks' | 'bids', offset: number, contracts: number): Row {
    const price = side === 'asks' ? 60010 + offset : 60000 - offset;
    if (contracts > 0) this[side].set(price, contracts);
    else this[side].delete(price);
    this.version += 1;
    this.history.set(this.version, this.text());
    return [price, contracts, contracts > 0 ? 1 : 0];
  }

  snapshot(): DepthSnapshot {
    const rows = (side: Map<number, number>) => [...side].map(([price, contracts]) => [price, contracts, 1] as const);
    return { asks: rows(this.asks), bids: rows(this.bids), version: this.version };
  }

  text(): string {
    const rows = (side: Map<number, number>, sign: number) => [...side].sort(([a], [b]) => sign * (a - b));
    return JSON.stringify([rows(this.asks, 1), rows(this.bids, -1)]);
  }
}

const textOf = (book: LocalOrderBook) => {
  const { asks, bids } = book.top(1_000);
  const rows = (levels: typeof asks) => levels.map(({ price, contracts }) => [price, contracts]);
  return JSON.stringify([rows(asks), rows(bids)]);
};

/** A feed and a REST door that a test holds in its hands. */
function setUp({ compress = true } = {}) {
  const timer = new ManualTimer();
  const questions: { resolve: (snapshot: DepthSnapshot) => void; reject: (error: Error) => void }[] = [];
  const states: string[] = [];
  const errors: unknown[] = [];
  let handlers: StreamHandlers<WirePushDepth> | undefined;
  const book = new LocalOrderBook({
    symbol,
    compress,
    timer,
    feed: {
      watchDepth: (_parameters, given) => {
        handlers = given;
        return () => (handlers = undefined);
      },
    },
    getSnapshot: () => new Promise((resolve, reject) => questions.push({ resolve, reject })),
    onState: (state: BookState, reason) => states.push(`${state}: ${reason}`),
    onError: (error) => errors.push(error),
  });
  const push = (data: WirePushDepth, epoch = 1) => void handlers?.onEvent({ epoch, receivedAtMs: timer.nowMs(), data });
  const cut = (reason = 'cut', epoch = 1) => void handlers?.onGap?.({ epoch, reason, sinceMs: timer.nowMs() });
  const ready = (epoch = 1) => void handlers?.onReady?.({ epoch });
  const answer = async (snapshot: DepthSnapshot) => {
    questions.shift()?.resolve(snapshot);
    await timer.advance(0);
  };
  return { book, timer, push, cut, ready, answer, questions, states, errors, isWatching: () => handlers !== undefined };
}

const ask = (begin: number, end: number, ...asks: Row[]): WirePushDepth => ({ asks, bids: [], begin, end, version: end });
const base: DepthSnapshot = { asks: [['60010', '5', 1]], bids: [['60000', 5]], version: 100 };

describe('LocalOrderBook', () => {
  it('default: buffers, reads a snapshot after the first change, bridges, follows', async () => {
    const { book, push, answer, questions, states } = setUp();
    book.start();
    expect(questions).toHaveLength(0);
    push(ask(95, 101, [60011, 7, 1]));
    push(ask(102, 103, [60012, 8, 1]));
    expect([book.state, book.top(5)]).toEqual(['recovering', { asks: [], bids: [] }]);
    await answer(base);
    expect([book.state, book.version]).toEqual(['synced', 103]);
    push(ask(104, 104, [60010, 0, 0], [60011, 9, 1]));
    expect(book.top(1)).toEqual({ asks: [{ price: 60011, contracts: 9, orderCount: 1 }], bids: [{ price: 60000, contracts: 5 }] });
    expect(states).toEqual(['synced: snapshot bridged']);
  });

  it('behavior: what is old is dropped, what overlaps is applied, what leaves a hole recovers', async () => {
    const { book, push, answer, questions, states } = setUp();
    book.start();
    push(ask(90, 100, [60011, 7, 1]));
    await answer(base);
    push(ask(90, 100, [60011, 99, 1]));
    expect(book.top(9).asks).toHaveLength(1);
    push(ask(99, 105, [60011, 7, 1]));
    expect(book.version).toBe(105);
    push(ask(107, 108, [60011, 8, 1]));
    expect([book.state, states.at(-1), questions.length]).toEqual(['recovering', 'recovering: changes missing', 1]);
    await answer({ ...base, version: 107 });
    expect([book.state, book.version]).toEqual(['synced', 108]);
  });

  it('behavior: without ranges each version is the one before plus one', async () => {
    const { book, push, answer } = setUp({ compress: false });
    book.start();
    push({ asks: [], bids: [], version: 101 });
    await answer(base);
    push({ asks: [[60011, 7]], bids: [], version: 101 });
    push({ asks: [[60011, 8]], bids: [], version: 102 });
    expect([book.state, book.version]).toEqual(['synced', 102]);
    push({ asks: [], bids: [], version: 104 });
    expect(book.state).toBe('recovering');
  });

  it('behavior: a snapshot too old to bridge is read again, later and later', async () => {
    const { book, timer, push, answer, questions } = setUp();
    book.start();
    push(ask(150, 151));
    await answer(base);
    expect([book.state, questions.length]).toEqual(['recovering', 0]);
    await timer.advance(250);
    await answer(base);
    await timer.advance(499);
    expect(questions).toHaveLength(0);
    await timer.advance(1);
    await answer({ ...base, version: 149 });
    expect([book.state, book.version, timer.waiting]).toEqual(['synced', 151, 0]);
  });

  it('behavior: a crossed book is never shown', async () => {
    const { book, push, answer, states } = setUp();
    book.start();
    push(ask(101, 101));
    await answer(base);
    push(ask(102, 102, [59_999, 1, 1]));
    expect([book.state, states.at(-1), book.top(1).asks]).toEqual(['recovering', 'recovering: crossed', []]);
    push(ask(103, 103));
    await answer({ asks: [[60010, 1]], bids: [[60020, 1]], version: 103 });
    expect(book.state).toBe('recovering');
  });

  it('behavior: a cut recovers at once; a snapshot asked before it is worth nothing', async () => {
    const { book, timer, push, cut, answer, states } = setUp();
    book.start();
    push(ask(101, 101));
    cut('closed');
    push(ask(110, 110), 2);
    await answer({ ...base, version: 109 });
    expect(book.state).toBe('recovering');
    await timer.advance(250);
    await answer({ ...base, version: 109 });
    expect([book.state, book.version]).toEqual(['synced', 110]);
    cut('closed', 2);
    expect(states.at(-1)).toBe('recovering: closed');
    push(ask(999, 999), 1);
    expect(book.state).toBe('recovering');
  });

  it('behavior: a quiet topic that was asked for again is compared with a snapshot', async () => {
    const { book, timer, push, cut, ready, answer, questions } = setUp();
    book.start();
    push(ask(101, 101));
    await answer(base);
    cut('subscription silent');
    await timer.advance(10_000);
    expect([book.state, questions.length]).toEqual(['recovering', 0]);
    ready();
    await timer.advance(250);
    await answer({ ...base, version: 101 });
    expect(book.state).toBe('synced');
  });

  it('error: a snapshot that fails, or makes no sense, is told and asked again', async () => {
    const { book, timer, push, questions, errors, answer } = setUp();
    book.start();
    push(ask(101, 101));
    questions.shift()?.reject(new Error('timeout'));
    await timer.advance(250);
    await answer({ asks: [['x', '1']], bids: [], version: 100 });
    await timer.advance(500);
    await answer({ ...base, version: Number.NaN });
    expect(errors.map(String)).toEqual([
      'Error: timeout',
      'RangeError: snapshot of BTC_USDT: found a level that is no price and size',
      'RangeError: snapshot of BTC_USDT: found version NaN, expected a whole number',
    ]);
    await timer.advance(1_000);
    await answer(base);
    expect(book.state).toBe('synced');
  });

  it('behavior: stop at any time, twice; nothing is watched and no timer stays', async () => {
    const { book, timer, push, isWatching, answer } = setUp();
    book.start();
    book.start();
    push(ask(150, 151));
    await answer(base);
    book.stop();
    book.stop();
    book.start();
    expect([isWatching(), timer.waiting, book.state]).toEqual([false, 0, 'recovering']);
  });

  const step = fc.oneof(
    {
      weight: 12,
      arbitrary: fc.record({ kind: fc.constant('change' as const), isAsk: fc.boolean(), offset: fc.nat(8), contracts: fc.nat(3) }),
    },
    { weight: 8, arbitrary: fc.record({ kind: fc.constant('send' as const) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('lose' as const) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('repeat' as const) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('cut' as const) }) },
    { weight: 8, arbitrary: fc.record({ kind: fc.constant('answer' as const) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('fail' as const) }) },
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('wait' as const) }) },
  );

  it.each([true, false])(
    'behavior: synced means equal to the venue, under losses, cuts and slow snapshots (compress %s)',
    async (compress) => {
      let timesSynced = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 80, maxLength: 160 }), async (steps) => {
          const model = new ModelBook();
          const { book, timer, push, cut, questions } = setUp({ compress });
          let epoch = 1;
          let pending: { side: 'asks' | 'bids'; row: Row; version: number }[] = [];
          let last: WirePushDepth | undefined;
          const take = () => {
            const taken = compress ? pending.splice(0) : pending.splice(0, 1);
            const rows = (side: string) => taken.filter((one) => one.side === side).map(({ row }) => row);
            const [begin, end] = [taken[0]?.version, taken.at(-1)?.version];
            if (begin === undefined || end === undefined) return undefined;
            return { asks: rows('asks'), bids: rows('bids'), version: end, ...(compress && { begin, end }) };
          };
          const isTrue = () => {
            if (book.state === 'recovering') return expect(book.top(9)).toEqual({ asks: [], bids: [] });
            timesSynced += 1;
            expect(textOf(book)).toBe(model.history.get(book.version));
          };
          book.start();
          for (const one of steps) {
            if (one.kind === 'change') {
              const side = one.isAsk ? 'asks' : 'bids';
              const row = model.change(side, one.offset, one.contracts);
              pending.push({ side, row, version: model.version });
            } else if (one.kind === 'send') {
              const sent = take();
              if (sent !== undefined) push((last = sent), epoch);
            } else if (one.kind === 'lose') take();
            else if (one.kind === 'repeat' && last !== undefined) push(last, epoch);
            else if (one.kind === 'cut') {
              cut('cut', epoch);
              epoch += 1;
              pending = [];
              last = undefined;
            } else if (one.kind === 'answer') questions.shift()?.resolve(model.snapshot());
            else if (one.kind === 'fail') questions.shift()?.reject(new Error('no'));
            else if (one.kind === 'wait') await timer.advance(300);
            await timer.advance(0);
            isTrue();
          }
          // However it went: left in peace, it comes to what the venue has.
          for (let round = 0; round < 60 && (book.state === 'recovering' || book.version !== model.version); round += 1) {
            const row = model.change('asks', 1, 2);
            pending.push({ side: 'asks', row, version: model.version });
            for (let sent = take(); sent !== undefined; sent = take()) push(sent, epoch);
            questions.shift()?.resolve(model.snapshot());
            await timer.advance(10_000);
            isTrue();
          }
          expect([book.state, textOf(book)]).toEqual(['synced', model.text()]);
          book.stop();
          expect(timer.waiting).toBe(0);
        }),
        { numRuns: 150 },
      );
      expect(timesSynced).toBeGreaterThan(1_000);
    },
  );
});
