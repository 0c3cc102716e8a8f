import { CandleAggregator, InMemoryCandleStore, ObservedPipeline, closeMinute } from '@prate/candle-aggregator';
import type { Candle } from '@prate/execution-interface';
import { START_MS, SimulatedVenue } from './simulated-venue';

const MINUTE = 60_000;
const FIRST_MS = START_MS - (START_MS % MINUTE);
jest.setTimeout(60_000);

const STEP_MS = 1_000;
const symbol = 'BTC_USDT';

/** A row of `contract/deals`: price, contracts, ms. */
interface Deal {
  readonly p: number;
  readonly v: number;
  readonly t: number;
}

let venue: SimulatedVenue;
beforeEach(async () => {
  venue = await SimulatedVenue.open();
});
afterEach(() => venue.close());

/** Follows the symbol until a moment, as a host does: a tick a second, a repair where one is needed. Keeps the trades there truly were. */
class Host {
  readonly truth = new Map<number, readonly Deal[]>();
  /** Seconds that were compared with it. */
  checked = 0;
  readonly errors: unknown[] = [];
  readonly store = new InMemoryCandleStore({ clock: venue.clock });
  readonly aggregator = new CandleAggregator(this.store, { clock: venue.clock });
  pipeline!: ObservedPipeline;
  isRepairing = true;

  static async open(options: { followsTrades?: boolean } = {}): Promise<Host> {
    const host = new Host();
    const { marketData } = venue;
    host.pipeline = await ObservedPipeline.open({
      marketData,
      aggregator: host.aggregator,
      store: host.store,
      symbol,
      fromMs: FIRST_MS,
      onError: (error) => void host.errors.push(error),
      ...options,
    });
    return host;
  }

  async runUntil(untilMs: number, at: (nowMs: number) => void = () => undefined): Promise<void> {
    while (venue.nowMs() < untilMs) {
      await venue.timer.advance(STEP_MS);
      venue.simulator.control.pump();
      await this.arrived();
      at(venue.nowMs());
      const second = Math.floor(venue.nowMs() / 1000);
      if (second % 5 === 0) await this.keepTruth(second - 5, second);
      await this.pipeline.tick();
      if (this.isRepairing && this.pipeline.needsRepair()) await this.pipeline.repair();
    }
  }

  /** What was sent in this step is here, however busy the machine is; waits in vain only while there is no connection. */
  private async arrived(): Promise<void> {
    const { streams } = venue.simulator.control;
    for (let waits = 0; waits < 50; waits += 1) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      if (streams.connectionCount > 0 && (this.pipeline.serverTimeMs ?? 0) >= venue.nowMs() - 2 * STEP_MS) return;
    }
  }

  /** The deals of some seconds, straight from the venue: none of the client's limits, streams and filters is in the way. */
  private async keepTruth(fromS: number, toS: number): Promise<void> {
    const answer = await fetch(`${venue.simulator.restUrl}/api/v1/contract/deals/${symbol}`);
    const { data } = (await answer.json()) as { data: Deal[] };
    expect(data.at(-1)?.t).toBeLessThan(fromS * 1000);
    const deals = data.reverse();
    for (let second = fromS; second < toS; second += 1)
      this.truth.set(
        second,
        deals.filter(({ t }) => Math.floor(t / 1000) === second),
      );
  }

  /** Minutes and seconds of what was stored, beside what the venue says at the end. */
  async compare(minutes: number): Promise<{ seconds: Awaited<ReturnType<CandleAggregator['getSecondCandles']>> }> {
    const endMs = FIRST_MS + minutes * MINUTE;
    for (let steps = 0; steps < 60 && this.pipeline.nextOpenMs < endMs; steps += 1) await this.runUntil(venue.nowMs() + STEP_MS);
    await this.pipeline.tick();
    const official = await venue.marketData.getCandles({ symbol, intervalSeconds: 60, startMs: FIRST_MS, endMs });
    const stored = await this.aggregator.getAggregatedCandles({ symbol, startTs: FIRST_MS, endTs: endMs, intervalSeconds: 60 });
    expect(stored.map(shapeOf)).toEqual(official.map(shapeOfOfficial));
    const seconds = await this.aggregator.getSecondCandles({ symbol, startTs: FIRST_MS, endTs: endMs });
    expect(seconds).toHaveLength(minutes * 60);
    official.forEach((candle, index) => {
      const own = seconds.slice(index * 60, index * 60 + 60);
      const traded = own.filter(({ volume }) => volume > 0);
      const contracts = own.reduce((sum, { volume }) => sum + Math.round(volume * 10_000), 0);
      expect([contracts, traded[0]?.open, traded.at(-1)?.close]).toEqual([candle.contracts, candle.traded?.open, candle.traded?.close]);
      expect(Math.max(...traded.map(({ high }) => high))).toBe(candle.traded?.high);
      expect(Math.min(...traded.map(({ low }) => low))).toBe(candle.traded?.low);
    });
    return { seconds };
  }

  /** Every second that is said to have been seen is what truly happened in it. */
  checkSeen(seconds: Awaited<ReturnType<CandleAggregator['getSecondCandles']>>): void {
    for (const { timestamp, origin, open, high, low, close, volume } of seconds) {
      const trades = this.truth.get(timestamp / 1000);
      if (origin !== 'observed' || trades === undefined) continue;
      this.checked += 1;
      const prices = trades.map(({ p }) => p);
      const contracts = trades.reduce((sum, { v }) => sum + v, 0);
      expect([timestamp, open, high, low, close, Math.round(volume * 10_000)]).toEqual([
        timestamp,
        prices[0],
        Math.max(...prices),
        Math.min(...prices),
        prices.at(-1),
        contracts,
      ]);
    }
  }
}

const shapeOf = ({
  timestamp,
  open,
  high,
  low,
  close,
  contracts,
  status,
}: {
  timestamp: number;
  open: number;
  high: number;
  low: number;
  close: number;
  contracts?: number;
  status: string;
}) => [timestamp, open, high, low, close, contracts, status === 'final' || status === 'revised'];
const shapeOfOfficial = ({ openTimeMs, traded, contracts }: Candle) => [
  openTimeMs,
  traded?.open,
  traded?.high,
  traded?.low,
  traded?.close,
  contracts,
  true,
];

test('default: a covered minute is seen whole, second by second, and sums exactly to the official one', async () => {
  const host = await Host.open();
  await host.runUntil(FIRST_MS + 2 * MINUTE + 5_000);
  const { seconds } = await host.compare(2);
  host.checkSeen(seconds);
  const covered = seconds.slice(60, 120);
  expect(host.checked).toBeGreaterThan(50);
  expect(new Set(covered.map(({ origin }) => origin))).toEqual(
    new Set(['observed', ...(covered.some(({ volume }) => volume === 0) ? ['carried'] : [])]),
  );
  expect(await host.store.differences({ symbol, startTs: FIRST_MS, endTs: FIRST_MS + 2 * MINUTE })).toEqual([]);
  expect([host.errors, host.pipeline.lateTrades]).toEqual([[], 0]);
  await host.pipeline.stop();
});

test('behavior: cuts mark seconds, REST repairs those that it reaches back to, and every minute still comes out exact', async () => {
  const host = await Host.open();
  const cuts = [70_300, 95_100, 130_700, 131_900, 158_300].map((ms) => FIRST_MS + ms);
  const isDone = new Set<number>();
  await host.runUntil(FIRST_MS + 3 * MINUTE + 5_000, (nowMs) => {
    // The first cuts stay as they are; after the others trades are asked for.
    host.isRepairing = nowMs < FIRST_MS + 65_000 || nowMs > FIRST_MS + 125_000;
    for (const cutMs of cuts) {
      if (nowMs < cutMs || isDone.has(cutMs)) continue;
      isDone.add(cutMs);
      venue.cut();
    }
  });
  const { seconds } = await host.compare(3);
  host.checkSeen(seconds);
  const countOf = (minute: number, origin: string) =>
    seconds.slice(minute * 60, minute * 60 + 60).filter((one) => one.origin === origin).length;
  // Each cut costs at least the second it was in and the one in which the connection came back.
  expect(countOf(1, 'interpolated')).toBeGreaterThanOrEqual(4);
  expect(countOf(1, 'observed')).toBeGreaterThan(20);
  expect(countOf(2, 'observed')).toBeGreaterThan(countOf(1, 'observed'));
  expect(host.checked).toBeGreaterThan(60);
  // Had a lost trade been taken for none, the official minute would contradict.
  expect(await host.store.differences({ symbol, startTs: FIRST_MS, endTs: FIRST_MS + 3 * MINUTE })).toEqual([]);
  expect(host.errors).toEqual([]);
  await host.pipeline.stop();
});

test('behavior: frames that are lost, or come twice or in the wrong order: the minutes are exact, the difference is recorded', async () => {
  const host = await Host.open();
  const { streams } = venue.simulator.control;
  await host.runUntil(FIRST_MS + 2 * MINUTE + 5_000, (nowMs) => {
    const at = nowMs - FIRST_MS;
    if (at === 65_500) streams.next('duplicate-push', { topic: 'deal' });
    if (at === 80_500) streams.next('reorder-pushes', { topic: 'deal' });
    if (at === 100_500) streams.next('drop-push', { topic: 'deal', count: 3 });
  });
  await host.compare(2);
  const differences = await host.store.differences({ symbol, startTs: FIRST_MS, endTs: FIRST_MS + 2 * MINUTE });
  expect(differences.map(({ timestamp }) => (timestamp - FIRST_MS) / MINUTE)).toEqual([1]);
  await host.pipeline.stop();
});

test('behavior: with the running minute alone, seconds are seen at push resolution, and minutes are exact', async () => {
  const host = await Host.open({ followsTrades: false });
  await host.runUntil(FIRST_MS + 2 * MINUTE + 5_000);
  const { seconds } = await host.compare(2);
  const seen = seconds.slice(60, 120).filter(({ origin }) => origin === 'observed');
  expect(seen.length).toBeGreaterThan(40);
  expect(seen.every(({ flags }) => flags.includes('byPushes'))).toBe(true);
  expect(venue.subscriptions('trades')).toEqual({ begun: 0, standing: 0 });
  await host.pipeline.stop();
});

test('behavior: half-open sockets cover nothing: what was not heard is not taken for silence', async () => {
  const host = await Host.open();
  await host.runUntil(FIRST_MS + 75_000);
  venue.simulator.control.streams.halfOpen();
  await host.runUntil(FIRST_MS + 95_000);
  const half = await host.aggregator.getSecondCandles({ symbol, startTs: FIRST_MS + 60_000, endTs: FIRST_MS + 95_000 });
  expect(half.at(-1)?.timestamp).toBeLessThan(FIRST_MS + 76_000);
  await host.runUntil(FIRST_MS + 2 * MINUTE + 5_000);
  const { seconds } = await host.compare(2);
  host.checkSeen(seconds);
  await host.pipeline.stop();
});

test('behavior: answers with a minute missing, doubled, late or corrected: the minutes are those of the venue in the end', async () => {
  const host = await Host.open();
  const { faults } = venue.simulator.control;
  const planned = ['minute-missing', 'minute-doubled', 'minute-late', 'minute-corrected'] as const;
  await host.runUntil(FIRST_MS + 5 * MINUTE + 5_000, (nowMs) => {
    // Cut a while before each minute ends, so that only a call can say what it was; and that call meets a fault.
    const fault = planned[Math.floor((nowMs - FIRST_MS - 50_000) / MINUTE)];
    if ((nowMs - FIRST_MS) % MINUTE !== 50_500 || fault === undefined) return;
    venue.cut();
    faults.next('get-klines', fault);
  });
  expect(faults.list()).toEqual([]);
  const { marketData, clock } = venue;
  const { aggregator, store, pipeline } = host;
  await closeMinute(symbol, { marketData, aggregator, store, clock, onPage: (page) => pipeline.answered(page) });
  const { seconds } = await host.compare(5);
  host.checkSeen(seconds);
  expect(await store.revisions({ symbol, startTs: FIRST_MS, endTs: FIRST_MS + 5 * MINUTE })).not.toEqual([]);
  expect(pipeline.nextOpenMs).toBe(FIRST_MS + 5 * MINUTE);
  await pipeline.stop();
});
