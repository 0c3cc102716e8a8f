import {
  CandleAggregator,
  ConfirmationPlan,
  InMemoryCandleStore,
  VenueTime,
  backfill,
  closeMinute,
  refreshGroups,
  repairGaps,
  verify,
} from '@prate/candle-aggregator';
import { ManualClock } from '@prate/execution-interface/testing';
import { MexcFuturesRest } from '@prate/mexc-rest';
import { type MexcSimulator, startMexcSimulator } from '@prate/mexc-simulator';
import { MexcFuturesStream } from '@prate/mexc-ws';
import { MexcFuturesMarketData } from '../src';

jest.setTimeout(60_000);

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 9, 7, 12, 0, 3);
const symbol = 'BTC_USDT';

let simulator: MexcSimulator;
let marketData: MexcFuturesMarketData;
let rest: MexcFuturesRest;
const clock = new ManualClock(NOW);

beforeEach(async () => {
  clock.set(NOW);
  simulator = await startMexcSimulator({ clock });
  rest = new MexcFuturesRest({ baseUrl: simulator.restUrl });
  marketData = new MexcFuturesMarketData({ rest, stream: new MexcFuturesStream({ url: simulator.wsUrl }), clock });
});
afterEach(async () => {
  await marketData.close();
  rest.close();
  await simulator.stop();
});

function sources() {
  const store = new InMemoryCandleStore({ clock });
  const aggregator = new CandleAggregator(store, { clock });
  return { marketData, store, aggregator, clock, venueTime: new VenueTime(marketData, { timer: clock }) };
}

/** Requests so far, by the part of their path that says what was asked. */
const asked = (part: string) => simulator.control.log.filter(({ path }) => path.includes(part)).length;

test('backfill: one request a page of 1,999 minutes, none for the time of each; every minute as the venue has it', async () => {
  const own = sources();
  const toMs = NOW - (NOW % MINUTE);
  const fromMs = toMs - 2_010 * MINUTE;
  const report = await backfill({ symbol, fromMs, toMs }, own);
  expect(report).toMatchObject({ pages: 2, minutesIn: 2_010, isComplete: true });
  expect([asked('/kline/'), asked('/ping')]).toEqual([2, 1]);
  const official = await marketData.getCandles({ symbol, intervalSeconds: 60, startMs: fromMs, endMs: toMs });
  const stored = await own.aggregator.getAggregatedCandles({ symbol, startTs: fromMs, endTs: toMs, intervalSeconds: 60 });
  expect(stored.map(({ timestamp, open, high, low, close, contracts }) => [timestamp, open, high, low, close, contracts])).toEqual(
    official.map(({ openTimeMs, traded, contracts }) => [openTimeMs, traded?.open, traded?.high, traded?.low, traded?.close, contracts]),
  );
  expect(await verify({ symbol, fromMs: toMs - 100 * MINUTE, toMs }, own)).toMatchObject({ minutes: 100, faultCount: 0, disputed: {} });
});

test('faults: a minute missing in one answer is repaired by the next, a wrong one is a revision, one left out is noted', async () => {
  const own = sources();
  const toMs = NOW - (NOW % MINUTE);
  const window = { symbol, fromMs: toMs - 60 * MINUTE, toMs };
  const { faults } = simulator.control;
  faults.next('get-klines', 'minute-missing', { minuteMs: toMs - 30 * MINUTE });
  await backfill(window, own);
  expect(await own.store.missing(symbol, window.fromMs, toMs)).toEqual([{ from: toMs - 30 * MINUTE, to: toMs - 29 * MINUTE }]);
  faults.next('get-klines', 'minute-missing', { minuteMs: toMs - 30 * MINUTE });
  expect(await repairGaps(window, own)).toMatchObject({ windows: 1, omitted: 1, filled: [] });
  expect(await repairGaps(window, own)).toMatchObject({ windows: 1, omitted: 0, left: [] });
  faults.next('get-klines', 'minute-corrected');
  clock.set(NOW + MINUTE);
  await closeMinute(symbol, own);
  await closeMinute(symbol, own);
  const revised = await own.store.revisions({ symbol, startTs: toMs, endTs: toMs + MINUTE });
  expect(revised).toHaveLength(1);
  faults.next('get-klines', 'minute-doubled');
  expect(await verify({ ...window, toMs: toMs + MINUTE }, own, {}, { isAgainstVenue: true })).toMatchObject({
    minutesIn: 61,
    corrected: 0,
    faultCount: 0,
  });
});

test('R-554: contracts are confirmed at one request each, once in five minutes', async () => {
  const own = sources();
  const symbols = (await marketData.getInstruments()).map((instrument) => instrument.symbol);
  const plan = new ConfirmationPlan();
  plan.follow(symbols, NOW);
  const questions = asked('');
  for (let minute = 0; minute < 10; minute += 1) {
    clock.set(NOW + minute * MINUTE);
    const { failed } = await refreshGroups({ plan, nowMs: clock.nowMs() }, own);
    expect(failed).toEqual([]);
  }
  expect(symbols.map((one) => simulator.control.log.filter(({ path }) => path.endsWith(`/kline/${one}`)).length)).toEqual(
    symbols.map(() => 2),
  );
  // Beside the candles themselves: the venue's time, once a minute at most.
  expect(asked('') - questions).toBeLessThanOrEqual(2 * symbols.length + 10);
});
