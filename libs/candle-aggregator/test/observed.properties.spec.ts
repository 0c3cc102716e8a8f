import type { MarketTrade } from '@prate/execution-interface';
import fc from 'fast-check';
import type { ObservedSecond } from '../src/observed/observed-second';
import { ObservedSeconds } from '../src/observed/observed-seconds';

const BASE_S = 1_788_000_000;
const SPAN_S = 90;
const GRID = { tickSize: '0.1', contractSize: '0.0001', contractStep: '1', kind: 'linear' } as const;
const RUNS = Number(process.env['OBSERVED_RUNS'] ?? 150);

const atMs = (offset: number): number => BASE_S * 1000 + offset;
const moments = fc.integer({ min: 0, max: SPAN_S * 1000 });

interface Made {
  readonly trade: MarketTrade;
  /** When its frames leave the venue: twice where it is repeated. */
  readonly sentAtMs: readonly number[];
}

/** Trades with ids in the order they were made; sent within 1.9 s, so in another order. */
const tapes: fc.Arbitrary<Made[]> = fc
  .array(
    fc.record({
      at: fc.oneof(
        moments,
        fc.integer({ min: 0, max: 30 }).map((step) => step * 500),
      ),
      price: fc.integer({ min: 600_000, max: 600_040 }),
      contracts: fc.integer({ min: 1, max: 9 }),
      isBuy: fc.boolean(),
      delays: fc.array(fc.integer({ min: 0, max: 1_900 }), { minLength: 1, maxLength: 3 }),
    }),
    { maxLength: 120 },
  )
  .map((made) =>
    [...made]
      .sort((a, b) => a.at - b.at)
      .map(({ at, price, contracts, isBuy, delays }, index) => ({
        trade: {
          id: String(9_990 + index),
          symbol: 'BTC_USDT',
          price: `${price / 10}` as const,
          contracts: `${contracts}` as const,
          takerSide: isBuy ? 'buy' : 'sell',
          atMs: atMs(at),
        },
        sentAtMs: delays.map((delay) => atMs(at + delay)),
      })),
  );

type Happening =
  { readonly at: number; readonly kind: 'cut' | 'heard' | 'take' } | { readonly at: number; readonly kind: 'call'; readonly limit: number };

const happenings: fc.Arbitrary<Happening[]> = fc.array(
  fc.oneof(
    { weight: 2, arbitrary: fc.record({ at: moments.map(atMs), kind: fc.constant('cut' as const) }) },
    { weight: 12, arbitrary: fc.record({ at: moments.map(atMs), kind: fc.constantFrom('heard' as const, 'take' as const) }) },
    {
      weight: 2,
      arbitrary: fc.record({ at: moments.map(atMs), kind: fc.constant('call' as const), limit: fc.integer({ min: 1, max: 40 }) }),
    },
  ),
  { maxLength: 60 },
);

/** What must come out: from the tape, and from the stretches that were covered. */
function reference(tape: readonly Made[], covered: readonly (readonly [number, number])[]): Map<number, string> {
  const seconds = new Map<number, string>();
  let close: number | undefined;
  for (let second = BASE_S; second < BASE_S + SPAN_S; second += 1) {
    if (!covered.some(([fromMs, toMs]) => fromMs <= second * 1000 && toMs >= second * 1000 + 3_000)) continue;
    const trades = tape.filter(({ trade }) => Math.floor(trade.atMs / 1000) === second).map(({ trade }) => trade);
    const prices = trades.map(({ price }) => Math.round(Number(price) * 10));
    close = prices.at(-1) ?? close;
    if (close === undefined) continue;
    const bounds = prices.length === 0 ? [close, close, close] : [prices[0], Math.max(...prices), Math.min(...prices)];
    const volume = trades.reduce((sum, { contracts }) => sum + Number(contracts), 0);
    const turnover = trades.reduce((sum, { price, contracts }) => sum + Math.round(Number(price) * 10) * Number(contracts), 0);
    seconds.set(second, [...bounds, close, volume, turnover].join(' '));
  }
  return seconds;
}

function textOf({ open, high, low, close, volume, turnover }: ObservedSecond): string {
  return [open, high, low, close, volume, Math.round(Number(turnover ?? 0) * 100_000)].join(' ');
}

test('seconds are those of the trades, and only of covered time: cuts, repeats, wrong order, trades by call', () => {
  fc.assert(
    fc.property(tapes, happenings, (tape, events) => {
      const observed = new ObservedSeconds(GRID);
      const told = new Map<number, string>();
      const covered: [number, number][] = [];
      let heard: [number, number] | undefined;
      const take = () => {
        const { seconds, withdrawn } = observed.take();
        for (const second of withdrawn) told.delete(second);
        for (const second of seconds) told.set(second.openTimeS, textOf(second));
        const times = seconds.map(({ openTimeS }) => openTimeS);
        expect(times).toEqual([...times].sort((a, b) => a - b));
      };
      const endConnection = () => {
        if (heard !== undefined) covered.push(heard);
        heard = undefined;
      };
      const sent = tape.flatMap(({ trade, sentAtMs }) => sentAtMs.map((at) => ({ at, kind: 'trade' as const, trade })));
      observed.ready('trades');
      for (const event of [...sent, ...events].sort((a, b) => a.at - b.at)) {
        switch (event.kind) {
          case 'trade':
            observed.addTrade(event.trade);
            break;
          case 'heard':
            observed.advanceTo('trades', event.at);
            heard = [heard?.[0] ?? event.at, event.at];
            break;
          case 'cut':
            observed.gap('trades');
            endConnection();
            observed.ready('trades');
            break;
          case 'call': {
            const trades = tape.filter(({ trade }) => trade.atMs <= event.at).slice(-event.limit);
            observed.addCalled({ trades: trades.map(({ trade: { id: _id, ...trade } }) => trade), askedAtMs: event.at });
            if (trades[0] !== undefined) covered.push([trades[0].trade.atMs + 1, event.at]);
            break;
          }
          case 'take':
            take();
        }
      }
      endConnection();
      take();
      expect(told).toEqual(reference(tape, covered));
      expect(observed.take()).toEqual({ seconds: [], withdrawn: [] });
    }),
    { numRuns: RUNS },
  );
});

test('by pushes: a minute covered whole sums to its last state, stands at each price pushed, and reaches its extremes', () => {
  const states = fc.array(
    fc.record({
      at: fc.integer({ min: 1, max: 59_999 }),
      price: fc.integer({ min: 600_000, max: 600_040 }),
      contracts: fc.integer({ min: 1, max: 9 }),
    }),
    { minLength: 1, maxLength: 80 },
  );
  fc.assert(
    fc.property(states, fc.integer({ min: 1, max: 7 }), (made, pushEvery) => {
      const trades = [...made].sort((a, b) => a.at - b.at);
      const prices = trades.map(({ price }) => price / 10);
      const observed = new ObservedSeconds(GRID);
      observed.ready('pushes');
      observed.advanceTo('pushes', atMs(-1));
      const closes = new Map<number, number>();
      trades.forEach(({ at }, index) => {
        const isLast = index === trades.length - 1;
        if (!isLast && index % pushEvery !== 0) return;
        const [open = 0, close = 0] = [prices[0], prices[index]];
        const seen = prices.slice(0, index + 1);
        const contracts = trades.slice(0, index + 1).reduce((sum, trade) => sum + trade.contracts, 0);
        const shape = { open, high: Math.max(...seen), low: Math.min(...seen), close };
        const candle = {
          symbol: 'BTC_USDT',
          openTimeMs: atMs(0),
          intervalSeconds: 60,
          stitched: shape,
          traded: shape,
          contracts,
          volume: contracts / 10_000,
        };
        // The last state may come after the minute is over.
        const sentAtMs = isLast ? atMs(at + 500) : atMs(at);
        observed.addPush({ ...candle, turnover: `${contracts * 3}` }, sentAtMs);
        closes.set(Math.min(Math.floor(sentAtMs / 1000), BASE_S + 59), Math.round(close * 10));
      });
      observed.advanceTo('pushes', atMs(62_000));
      const { seconds } = observed.take();
      const traded = seconds.filter(({ volume }) => volume > 0);
      const contracts = trades.reduce((sum, trade) => sum + trade.contracts, 0);
      expect(traded.reduce((sum, { volume }) => sum + volume, 0)).toBe(contracts);
      expect(traded.reduce((sum, { turnover }) => sum + Number(turnover), 0)).toBe(contracts * 3);
      expect(new Map(traded.map(({ openTimeS, close }) => [openTimeS, close]))).toEqual(closes);
      expect(traded[0]?.open).toBe(trades[0]?.price);
      expect(Math.max(...traded.map(({ high }) => high))).toBe(Math.max(...trades.map(({ price }) => price)));
      expect(Math.min(...traded.map(({ low }) => low))).toBe(Math.min(...trades.map(({ price }) => price)));
      expect(seconds.every(({ open, high, low, close }) => low <= Math.min(open, close) && high >= Math.max(open, close))).toBe(true);
      expect(seconds.every(({ openTimeS }) => openTimeS < BASE_S + 60)).toBe(true);
    }),
    { numRuns: RUNS },
  );
});
