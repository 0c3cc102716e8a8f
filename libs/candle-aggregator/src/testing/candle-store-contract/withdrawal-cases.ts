import { ok, strictEqual } from 'node:assert';
import { CandleFlag } from '../../candle-flag';
import {
  CONTRACT_NOW_MS,
  type CandleStoreCase,
  HOUR,
  START,
  SYMBOL,
  TWO_TRADES,
  answersOf,
  covered,
  coveredMinute,
  official,
  putOfficial,
  same,
  secondsOf,
} from './case-support';

const RECEIVED = { symbol: SYMBOL, receivedAtMs: CONTRACT_NOW_MS };
const seconds = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => START / 1000 + from + index);

/** Seconds that were put as covered, of a stream that turned out to have been silent. */
export const withdrawalCases: readonly CandleStoreCase[] = [
  {
    name: 'CS29 seconds taken back before their minute is final are read no more, and its revision goes up; again changes nothing',
    async run(store) {
      await store.putSeconds({ ...RECEIVED, seconds: coveredMinute(0).slice(0, 20) });
      const stamps = await store.hourStamps(HOUR);
      const report = await store.withdrawSeconds({ ...RECEIVED, openTimesS: seconds(15, 25) });
      same([report.removed, report.unknown, report.revised], [5, 5, [START]]);
      const left = await secondsOf(store);
      same([left.length, left.at(-1)?.timestamp, left[0]?.revision], [15, START + 14_000, 1]);
      strictEqual((await store.observedSeconds(HOUR)).length, 15);
      ok(((await store.hourStamps(HOUR)).get(START / 1000) ?? 0) > (stamps.get(START / 1000) ?? 0));
      const after = [await answersOf(store), ...(await store.hourStamps(HOUR))];
      same(await store.withdrawSeconds({ ...RECEIVED, openTimesS: seconds(15, 25) }), { removed: 0, unknown: 10, revised: [] });
      same([await answersOf(store), ...(await store.hourStamps(HOUR))], after);
    },
  },
  {
    name: 'CS30 what is seen again after every second was taken back has a higher revision than before, and so has its minute',
    async run(store) {
      await store.putSeconds({ ...RECEIVED, seconds: [covered(0), covered(1)] });
      await store.withdrawSeconds({ ...RECEIVED, openTimesS: seconds(0, 60) });
      same([(await secondsOf(store)).length, (await store.observedSeconds(HOUR)).length], [0, 0]);
      await store.putSeconds({ ...RECEIVED, seconds: coveredMinute(0) });
      same([...new Set((await secondsOf(store)).map(({ revision }) => revision))], [1]);
      await store.withdrawSeconds({ ...RECEIVED, openTimesS: seconds(0, 60) });
      await putOfficial(store, [official(0, TWO_TRADES)]);
      const [record] = await store.minuteRecords(HOUR);
      same([record?.revision, record?.origins ?? null], [2, null]);
      same((await store.verify(HOUR)).faults, []);
    },
  },
  {
    name: 'CS31 of a final minute they are taken back by a revision: it is filled or interpolated, and what contradicted it is settled',
    async run(store) {
      const silent = coveredMinute(0).map((second, index) => (index < 20 ? second : covered(index, { ...flatAt(290_010) })));
      await store.putSeconds({ ...RECEIVED, seconds: silent });
      await putOfficial(store, [official(0, TWO_TRADES), official(1)]);
      ok((((await store.minuteRecords(HOUR))[0]?.flags ?? 0) & CandleFlag.Disputed) !== 0);
      const follower = (await secondsOf(store)).slice(60);
      const stamp = (await store.hourStamps(HOUR)).get(START / 1000) ?? 0;
      const later = { symbol: SYMBOL, receivedAtMs: CONTRACT_NOW_MS + 60_000 };
      const report = await store.withdrawSeconds({ ...later, openTimesS: seconds(20, 60) });
      same([report.removed, report.unknown, report.revised], [40, 0, [START]]);
      const served = await secondsOf(store);
      same([served[10]?.origin, served.slice(0, 60).reduce((sum, { volume }) => sum + volume, 0)], ['observed', 3]);
      same(served.slice(60), follower);
      const [record] = await store.minuteRecords(HOUR);
      strictEqual((record?.flags ?? 0) & CandleFlag.Disputed, 0);
      const old = await store.revisions(HOUR);
      same([old.at(-1)?.minute.revision, old.at(-1)?.replacedAtMs], [(record?.revision ?? 0) - 1, CONTRACT_NOW_MS + 60_000]);
      const [difference, ...others] = await store.differences(HOUR);
      same([difference?.verdict, difference?.resolvedAtMs, others.length], ['disputed', CONTRACT_NOW_MS + 60_000, 0]);
      ok(((await store.hourStamps(HOUR)).get(START / 1000) ?? 0) > stamp);
      await store.withdrawSeconds({ ...later, openTimesS: seconds(0, 20) });
      ok((await secondsOf(store)).slice(0, 60).every(({ origin }) => origin !== 'observed'));
      same((await store.verify(HOUR)).faults, []);
    },
  },
  {
    name: 'CS32 taking back what agrees with the final minute changes no second of it, nor its revision',
    async run(store) {
      const quiet = official(0, { open: 290_000, high: 290_000, low: 290_000, close: 290_000, volume: 0 });
      await store.putSeconds({ ...RECEIVED, seconds: Array.from({ length: 60 }, (_, index) => covered(index)) });
      await putOfficial(store, [quiet]);
      const before = await secondsOf(store);
      same((await store.withdrawSeconds({ ...RECEIVED, openTimesS: seconds(0, 60) })).revised, []);
      same(await secondsOf(store), before);
      same(await store.revisions(HOUR), []);
    },
  },
];

function flatAt(price: number): { open: number; high: number; low: number; close: number } {
  return { open: price, high: price, low: price, close: price };
}
