import { CandleAggregator, InMemoryCandleStore, RequestPace } from '@prate/candle-aggregator';
import type { CandleDatabase } from '@prate/candle-aggregator/storage';
import type { Candle, DecimalText, MarketDataHandlers, MarketTrade } from '@prate/execution-interface';
import { ManualClock, buildInstrument } from '@prate/execution-interface/testing';
import type { Environment } from '../environment';
import type { PublicMarketData } from '../modes/public-market-data';
import { AppLog } from '../observability/app-log';
import type { CandleJobMetrics } from './candle-job.metrics';
import type { CandleJobsService } from './candle-jobs.service';
import { CandleStreamsService } from './candle-streams.service';
import { FollowedSymbols } from './followed-symbols';

const T = Date.UTC(2026, 0, 15, 12);
const HOUR = 3_600_000;

/** An exchange that says on its streams what a test makes it say. */
class Venue {
  listed = ['A_USDT', 'B_USDT'];
  contractSize: DecimalText = '0.0001';
  /** Questions for candles of these are never answered. */
  silent = new Set<string>();
  timesAsked = 0;
  readonly watchers = new Map<string, MarketDataHandlers<Candle & MarketTrade>[]>();

  getInstruments = async () => this.listed.map((symbol) => buildInstrument({ symbol }));
  getInstrument = async (symbol: string) => buildInstrument({ symbol, contractSize: this.contractSize });
  getServerTimeMs = async () => {
    this.timesAsked += 1;
    return T + HOUR;
  };
  getTrades = async () => [];
  getCandles = ({ symbol }: { symbol: string }) => (this.silent.has(symbol) ? new Promise<never>(() => undefined) : Promise.resolve([]));
  watchCandles = async ({ symbol }: { symbol: string }, handlers: MarketDataHandlers<never>) => this.watch(symbol, handlers);
  watchTrades = async (symbol: string, handlers: MarketDataHandlers<never>) => this.watch(symbol, handlers);

  tell(symbol: string, tell: (handlers: MarketDataHandlers<Candle & MarketTrade>) => void): void {
    for (const handlers of this.watchers.get(symbol) ?? []) tell(handlers);
  }

  private watch(symbol: string, handlers: MarketDataHandlers<never>): () => void {
    const all = this.watchers.get(symbol) ?? [];
    this.watchers.set(symbol, all);
    all.push(handlers as MarketDataHandlers<Candle & MarketTrade>);
    return () => void all.splice(all.indexOf(handlers as MarketDataHandlers<Candle & MarketTrade>) >>> 0, 1);
  }
}

const started: CandleStreamsService[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((service) => service.stop(1_000)));
});

function setUp(venue = new Venue()) {
  const clock = new ManualClock(T);
  const store = new InMemoryCandleStore({ clock });
  const errors: string[] = [];
  const withdrawn = { seconds: 0 };
  const late = { trades: 0 };
  const log = new AppLog({ out: () => undefined, error: (line) => void errors.push(line) }, clock);
  const environment = { symbols: 'all', candles: { streams: 'trades' } } as unknown as Environment;
  const marketData = venue as unknown as PublicMarketData;
  const aggregator = new CandleAggregator(store, { clock });
  const service = new CandleStreamsService(
    environment,
    marketData,
    aggregator,
    store as unknown as CandleDatabase,
    {
      owner: 'test',
      pace: new RequestPace({ perSecond: 1_000 }),
      sources: {},
      tellPagesTo: () => undefined,
      patienceMs: 90_000,
    } as unknown as CandleJobsService,
    new FollowedSymbols(environment, marketData, clock),
    {
      started: () => () => undefined,
      withdrawn: (seconds: number) => (withdrawn.seconds += seconds),
      late: (trades: number) => (late.trades += trades),
    } as unknown as CandleJobMetrics,
    clock,
    log,
  );
  started.push(service);
  service.onApplicationBootstrap();
  return { venue, clock, store, errors, service, withdrawn, late };
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const endOfPatience = Date.now() + 20_000;
  while (!(await isSo())) {
    if (Date.now() > endOfPatience) throw new Error(`it never was so: ${isSo.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('CandleStreamsService', () => {
  it('behavior: who is not listed any more is not followed any more, and who is new is', async () => {
    const { venue, clock, service, errors } = setUp();
    await until(() => service.followed.length === 2);
    venue.listed = ['A_USDT', 'C_USDT'];
    clock.advance(HOUR);
    await until(() => service.followed.includes('C_USDT'));
    expect(service.followed).toEqual(['A_USDT', 'C_USDT']);
    expect([...venue.watchers].map(([symbol, { length }]) => [symbol, length > 0])).toEqual([
      ['A_USDT', true],
      ['B_USDT', false],
      ['C_USDT', true],
    ]);
    expect(await service.stop(20_000)).toBe(true);
    expect([...venue.watchers.values()].flat()).toEqual([]);
    expect(errors).toEqual([]);
  });

  it('behavior: a contract of which the size has changed is followed anew, so that no second is counted in the old one', async () => {
    const { venue, service, errors } = setUp();
    await until(() => service.followed.length === 2);
    const before = [...(venue.watchers.get('A_USDT') ?? [])];
    venue.contractSize = '0.001';
    await until(() => service.followed.length === 2 && venue.watchers.get('A_USDT')?.some((one) => before.includes(one)) === false);
    expect(venue.watchers.get('A_USDT')).toHaveLength(before.length);
    expect(await service.stop(20_000)).toBe(true);
    expect(errors).toEqual([]);
  });

  it('behavior: a question the exchange does not answer holds up no other contract, and not the end', async () => {
    const { venue, store, service, errors } = setUp();
    venue.silent.add('A_USDT');
    await until(() => service.followed.length === 2);
    // Minutes of A are over, and nothing makes them final: it has to ask.
    venue.tell('A_USDT', (handlers) => void handlers.onHeard?.({ serverTimeMs: T + HOUR, receivedAtMs: T }));
    await until(() => venue.timesAsked > 0);
    venue.tell('B_USDT', (handlers) => void handlers.onReady?.());
    venue.tell('B_USDT', (handlers) => void handlers.onHeard?.({ serverTimeMs: T, receivedAtMs: T }));
    const trade = { symbol: 'B_USDT', id: '1', price: '100', contracts: '1', takerSide: 'buy', atMs: T + 500 } as const;
    for (const handlers of venue.watchers.get('B_USDT')?.slice(-1) ?? []) void handlers.onData(trade as unknown as Candle & MarketTrade);
    venue.tell('B_USDT', (handlers) => void handlers.onHeard?.({ serverTimeMs: T + 4_000, receivedAtMs: T }));
    await until(async () => (await store.observedSeconds({ symbol: 'B_USDT', startTs: T, endTs: T + HOUR })).length === 2);
    expect(await service.stop(20_000)).toBe(true);
    expect(errors).toEqual([]);
  });

  it('behavior: a trade that comes after its minute is final is counted, once', async () => {
    const { venue, store, service, late, errors } = setUp();
    const prices = { open: 100, high: 100, low: 100, close: 100 };
    const candle = (index: number) => ({
      ...{ symbol: 'B_USDT', openTimeMs: T + index * 60_000, intervalSeconds: 60, stitched: prices, traded: prices },
      ...{ contracts: 1, volume: 0.0001, turnover: '0.01' },
    });
    const tellCandle = (index: number, sentAtMs: number) => {
      for (const handlers of venue.watchers.get('B_USDT')?.slice(0, 2) ?? [])
        void handlers.onData(candle(index) as unknown as Candle & MarketTrade, sentAtMs);
    };
    await until(() => service.followed.length === 2);
    venue.tell('B_USDT', (handlers) => void handlers.onReady?.());
    venue.tell('B_USDT', (handlers) => void handlers.onHeard?.({ serverTimeMs: T, receivedAtMs: T }));
    tellCandle(0, T + 30_000);
    tellCandle(1, T + 61_000);
    venue.tell('B_USDT', (handlers) => void handlers.onHeard?.({ serverTimeMs: T + 70_000, receivedAtMs: T }));
    await until(async () => (await store.minuteRecords({ symbol: 'B_USDT', startTs: T, endTs: T + HOUR })).some(({ isFinal }) => isFinal));
    const trade = { symbol: 'B_USDT', id: '1', price: '100', contracts: '1', takerSide: 'buy', atMs: T + 500 } as const;
    void venue.watchers
      .get('B_USDT')
      ?.at(-1)
      ?.onData(trade as unknown as Candle & MarketTrade);
    await until(() => late.trades > 0);
    expect(await service.stop(20_000)).toBe(true);
    expect(late.trades).toBe(1);
    expect(errors).toEqual([]);
  });

  it('behavior: seconds of a stream that turns out to have been silent are taken back from the store, and counted', async () => {
    const { venue, store, service, withdrawn, errors } = setUp();
    const range = { symbol: 'B_USDT', startTs: T, endTs: T + HOUR };
    const secondsOf = async () => (await store.observedSeconds(range)).map(({ openTimeS }) => openTimeS - T / 1000);
    await until(() => service.followed.length === 2);
    venue.tell('B_USDT', (handlers) => void handlers.onReady?.());
    venue.tell('B_USDT', (handlers) => void handlers.onHeard?.({ serverTimeMs: T, receivedAtMs: T }));
    const trade = { symbol: 'B_USDT', id: '1', price: '100', contracts: '1', takerSide: 'buy', atMs: T + 500 } as const;
    const trades = venue.watchers.get('B_USDT')?.at(-1);
    void trades?.onData(trade as unknown as Candle & MarketTrade);
    venue.tell('B_USDT', (handlers) => void handlers.onHeard?.({ serverTimeMs: T + 9_000, receivedAtMs: T + 9_000 }));
    await until(async () => (await secondsOf()).length === 7);
    void trades?.onGap?.({ sinceMs: T + 4_000, reason: 'subscription silent' });
    void trades?.onReady?.();
    await until(() => withdrawn.seconds > 0);
    expect(await secondsOf()).toEqual([0, 1]);
    expect(withdrawn.seconds).toBe(5);
    expect(await service.stop(20_000)).toBe(true);
    expect(errors).toEqual([]);
  });
});
