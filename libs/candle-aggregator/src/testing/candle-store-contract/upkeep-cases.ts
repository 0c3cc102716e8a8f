import { ok, strictEqual } from 'node:assert';
import {
  CONTRACT_NOW_MS,
  type CandleStoreCase,
  HOUR,
  START,
  SYMBOL,
  TWO_TRADES,
  answersOf,
  coveredMinute,
  official,
  putOfficial,
  same,
  secondsOf,
} from './case-support';

const DAY_MS = 86_400_000;
const DAY_MINUTES = 1_440;
const ALL = { symbol: SYMBOL, startTs: START - 40 * DAY_MS, endTs: START + DAY_MS };

/** What is removed, what is looked at, what is made again. */
export const upkeepCases: readonly CandleStoreCase[] = [
  {
    name: 'CS60 seconds that are too old to be kept are made again when read: pruning them changes no answer',
    async run(store) {
      await putOfficial(store, [official(-20 * DAY_MINUTES), official(-20 * DAY_MINUTES + 1, { volume: 3 }), official(0)]);
      const before = await answersOf(store, ALL);
      const report = await store.prune({ nowMs: CONTRACT_NOW_MS });
      strictEqual(report.observedSeconds, 0);
      ok(report.interpolatedSeconds === 0 || report.interpolatedSeconds === 120);
      strictEqual(await answersOf(store, ALL), before);
      same(await store.prune({ nowMs: CONTRACT_NOW_MS }), {
        observedSeconds: 0,
        interpolatedSeconds: 0,
        packedHours: 0,
        revised: [],
      });
      await putOfficial(store, [official(-20 * DAY_MINUTES, { close: 289_990 })]);
      const [, second] = await store.minuteRecords(ALL);
      strictEqual(second?.revision, 0);
      strictEqual((await secondsOf(store, ALL)).slice(60, 61)[0]?.close, 28999);
    },
  },
  {
    name: 'CS61 observed seconds that are too old go; their minutes are interpolated from then on, which is a revision, and nothing of them stays open',
    async run(store) {
      const old = -35 * DAY_MINUTES;
      await store.putSeconds({ symbol: SYMBOL, receivedAtMs: CONTRACT_NOW_MS, seconds: coveredMinute(old) });
      await putOfficial(store, [official(old, TWO_TRADES), official(0)]);
      await putOfficial(store, [official(old, { ...TWO_TRADES, high: 290_030 })]);
      const [stamp] = [...(await store.hourStamps(ALL)).values()];
      const report = await store.prune({ nowMs: CONTRACT_NOW_MS });
      strictEqual(report.observedSeconds, 60);
      const from = START + old * 60_000;
      same(report.revised, [{ symbol: SYMBOL, series: 'trade', from, to: from + 60_000, revision: 2 }]);
      same(await store.observedSeconds(ALL), []);
      const seconds = await secondsOf(store, ALL);
      same([seconds.length, seconds[0]?.origin, seconds[0]?.flags], [120, 'interpolated', []]);
      const [record] = await store.minuteRecords(ALL);
      same([record?.revision, record?.flags, record?.origins], [2, 0, undefined]);
      same(
        (await store.revisions(ALL)).map(({ minute, replacedAtMs }) => [minute.revision, replacedAtMs]),
        [0, 1].map((revision) => [revision, CONTRACT_NOW_MS]),
      );
      same(
        (await store.differences(ALL)).map((difference) => difference.resolvedAtMs),
        [CONTRACT_NOW_MS],
      );
      same((await store.prune({ nowMs: CONTRACT_NOW_MS })).revised, []);
      ok(([...(await store.hourStamps(ALL)).values()][0] ?? 0) > (stamp ?? 0));
    },
  },
  {
    name: 'CS62 nothing of the newest day is ever removed, however old it is',
    async run(store) {
      await store.putSeconds({ symbol: SYMBOL, receivedAtMs: CONTRACT_NOW_MS, seconds: coveredMinute(0) });
      await putOfficial(store, [official(0, TWO_TRADES), official(1)]);
      const before = await answersOf(store);
      const report = await store.prune({ nowMs: CONTRACT_NOW_MS + 900 * DAY_MS, observedDays: 0, interpolatedDays: 0, packedDays: 0 });
      same([report.observedSeconds, report.interpolatedSeconds], [0, 0]);
      strictEqual(await answersOf(store), before);
    },
  },
  {
    name: 'CS63 what was stored is found to be whole, of every kind',
    async run(store) {
      await store.putSeconds({ symbol: SYMBOL, receivedAtMs: CONTRACT_NOW_MS, seconds: coveredMinute(1) });
      await store.putSeconds({ symbol: SYMBOL, receivedAtMs: CONTRACT_NOW_MS, seconds: coveredMinute(3).slice(0, 30) });
      await putOfficial(store, [
        official(0, { volume: 0, high: 290_000, low: 290_000, close: 290_000 }),
        official(1, TWO_TRADES),
        official(2, { volume: 7 }),
        official(3, TWO_TRADES),
      ]);
      const { minutes, seconds, faults, faultCount } = await store.verify(HOUR);
      same({ minutes, seconds, faults, faultCount }, { minutes: 4, seconds: 240, faults: [], faultCount: 0 });
      same((await store.verify({ ...HOUR, symbol: 'X' })).minutes, 0);
    },
  },
];
