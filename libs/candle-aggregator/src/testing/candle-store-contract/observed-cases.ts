import type { DecimalText } from '@prate/execution-interface';
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

/** Seconds that a stream covered, and what becomes of them when their minute is final. */
export const observedCases: readonly CandleStoreCase[] = [
  {
    name: 'CS20 covered seconds are read before their minute is final, which stays missing',
    async run(store) {
      const report = await store.putSeconds({ ...RECEIVED, seconds: coveredMinute(0).slice(8, 12) });
      same([report.inserted, report.updated, report.unchanged, report.refused], [4, 0, 0, 0]);
      const seconds = await secondsOf(store);
      same(
        seconds.map(({ timestamp, close, volume, origin, revision }) => [(timestamp - START) / 1000, close, volume, origin, revision]),
        [
          [8, 29000, 0, 'carried', 0],
          [9, 29000, 0, 'carried', 0],
          [10, 29001, 2, 'observed', 0],
          [11, 29001, 0, 'carried', 0],
        ],
      );
      same(await store.minuteRecords(HOUR), []);
      same(await store.watermark(SYMBOL), undefined);
    },
  },
  {
    name: 'CS21 a late trade reopens its second and raises the revision; the same put again changes nothing',
    async run(store) {
      await store.putSeconds({ ...RECEIVED, seconds: coveredMinute(0) });
      const late = { ...RECEIVED, seconds: [covered(20, { open: 290_010, high: 290_010, low: 290_001, close: 290_001, volume: 1 })] };
      const report = await store.putSeconds(late);
      same([report.inserted, report.updated, report.revised], [0, 1, [START]]);
      const after = await answersOf(store);
      const stamps = [...(await store.hourStamps(HOUR))];
      same(new Set((await secondsOf(store)).map((second) => second.revision)).size === 1 && (await secondsOf(store))[0]?.revision, 1);
      const again = await store.putSeconds(late);
      same([again.updated, again.unchanged, again.revised], [0, 1, []]);
      strictEqual(await answersOf(store), after);
      same([...(await store.hourStamps(HOUR))], stamps);
    },
  },
  {
    name: 'CS22 trades beat pushes, whichever came first',
    async run(store) {
      const pushed = covered(5, { high: 290_003, close: 290_003, volume: 2, flags: CandleFlag.ByPushes });
      const traded = covered(5, { high: 290_004, close: 290_003, volume: 2 });
      await store.putSeconds({ ...RECEIVED, seconds: [pushed] });
      strictEqual((await store.putSeconds({ ...RECEIVED, seconds: [traded] })).updated, 1);
      const report = await store.putSeconds({ ...RECEIVED, seconds: [pushed] });
      same([report.updated, report.refused], [0, 1]);
      same(
        (await store.observedSeconds(HOUR)).map((second) => [second.high, second.flags]),
        [[290_004, 0]],
      );
    },
  },
  {
    name: 'CS23 seconds that agree with the final minute stay as readers had them, at the same revision',
    async run(store) {
      await store.putSeconds({ ...RECEIVED, seconds: coveredMinute(0) });
      const before = await secondsOf(store);
      same((await putOfficial(store, [official(0, TWO_TRADES)])).revised, []);
      same(await secondsOf(store), before);
      const [record] = await store.minuteRecords(HOUR);
      same([record?.revision, record?.origins, record?.flags], [0, { observed: 2, interpolated: 0 }, 0]);
      same(await store.differences(HOUR), []);
      for await (const series of store.minutes(HOUR))
        same([series.observedSeconds?.[0], series.interpolatedSeconds?.[0], series.close[0]], [2, 0, 289_995]);
    },
  },
  {
    name: 'CS24 a minute that contradicts them is interpolated and served; they are kept beside it, and the difference is open until both agree',
    async run(store) {
      await store.putSeconds({ ...RECEIVED, seconds: coveredMinute(0) });
      const report = await putOfficial(store, [official(0, { ...TWO_TRADES, high: 290_030 })]);
      same(report.revised, [START]);
      const [disputed] = await store.minuteRecords(HOUR);
      ok(((disputed?.flags ?? 0) & CandleFlag.Disputed) !== 0);
      ok((await secondsOf(store)).every((second) => second.origin === 'interpolated' && second.flags.includes('disputed')));
      strictEqual((await store.observedSeconds(HOUR)).length, 60);
      const [open] = await store.differences(HOUR);
      same([open?.timestamp, open?.verdict, open?.difference.kind, open?.resolvedAtMs], [START, 'disputed', 'high', undefined]);

      await putOfficial(store, [official(0, TWO_TRADES)], CONTRACT_NOW_MS + 60_000);
      const [resolved, ...others] = await store.differences(HOUR);
      same([resolved?.foundAtMs, resolved?.resolvedAtMs, others.length], [CONTRACT_NOW_MS, CONTRACT_NOW_MS + 60_000, 0]);
      strictEqual((await secondsOf(store))[10]?.origin, 'observed');
      same(
        (await store.minuteRecords(HOUR)).map((record) => [record.revision, record.flags]),
        [[2, 0]],
      );
    },
  },
  {
    name: 'CS25 seconds that come after their minute settle it anew: the next revision, its old version in the log',
    async run(store) {
      await putOfficial(store, [official(0, TWO_TRADES), official(1)]);
      const follower = (await secondsOf(store)).slice(60);
      const report = await store.putSeconds({ ...RECEIVED, seconds: coveredMinute(0) });
      same([report.inserted, report.revised], [60, [START]]);
      same(
        (await secondsOf(store))
          .slice(0, 60)
          .map((second) => second.origin)
          .filter((origin) => origin === 'observed').length,
        2,
      );
      same((await secondsOf(store)).slice(60), follower);
      same(
        (await store.revisions(HOUR)).map((one) => [one.minute.openTimeS * 1000, one.minute.revision, one.replacedAtMs]),
        [[START, 0, CONTRACT_NOW_MS]],
      );
      const again = await answersOf(store);
      await store.putSeconds({ ...RECEIVED, seconds: coveredMinute(0) });
      strictEqual(await answersOf(store), again);
    },
  },
  {
    name: 'CS26 a minute that was covered in part is filled so that the whole is the official minute',
    async run(store) {
      await store.putSeconds({ ...RECEIVED, seconds: coveredMinute(0).slice(0, 30) });
      await putOfficial(store, [official(0, TWO_TRADES)]);
      const seconds = await secondsOf(store);
      strictEqual(seconds.length, 60);
      same([seconds[10]?.origin, seconds[10]?.close, seconds[10]?.volume], ['observed', 29001, 2]);
      strictEqual(
        seconds.reduce((sum, second) => sum + second.volume, 0),
        3,
      );
      same([Math.min(...seconds.map((second) => second.low)), seconds.at(-1)?.close], [28999, 28999.5]);
    },
  },
  {
    name: 'CS27 series kinds do not touch each other; what is stored without a name is of trades',
    async run(store) {
      await putOfficial(store, [official(0)]);
      const range = { ...HOUR, series: 'fair' as const };
      const put = { symbol: SYMBOL, series: 'fair' as const, profile: { method: 'linear@1', seed: 0 }, receivedAtMs: CONTRACT_NOW_MS };
      await store.putMinutes({ ...put, minutes: [official(1, { volume: 0, close: 290_001 })] });
      same([(await secondsOf(store)).length, (await secondsOf(store, range)).length], [60, 60]);
      same([await store.watermark(SYMBOL), await store.watermark(SYMBOL, 'fair')], [START + 60_000, START + 120_000]);
      same(await secondsOf(store, { ...HOUR, series: 'trade' }), await secondsOf(store));
      same(await store.missing(SYMBOL, START, START + 120_000, 'index'), []);
      same([...(await store.hourStamps({ ...HOUR, series: 'index' }))], []);
    },
  },
  {
    name: 'CS28 seconds on a finer price or volume than before are exact, and so are those of a minute on a finer one',
    async run(store) {
      await store.putSeconds({ ...RECEIVED, seconds: [covered(0), covered(1, { high: 290_001, close: 290_001, volume: 1 })] });
      const fine = { priceGrid: { step: 1, scale: 4 }, volumeGrid: { step: 1, scale: 3 } };
      await store.putSeconds({
        ...RECEIVED,
        seconds: [covered(2, { open: 290_001_000, high: 290_001_005, low: 290_001_000, close: 290_001_005, volume: 7, ...fine })],
      });
      same(
        (await secondsOf(store)).map(({ close, volume }) => [close, volume]),
        [
          [29000, 0],
          [29000.1, 1],
          [29000.1005, 0.007],
        ],
      );
      const seen = await store.observedSeconds(HOUR);
      same([seen[1]?.priceGrid, seen[2]?.priceGrid, seen[2]?.close], [{ step: 1, scale: 1 }, { step: 1, scale: 4 }, 290_001_005]);
    },
  },
  {
    name: 'CS33 a minute that is not over takes nothing of what was observed of it, whatever its prices and its contract size',
    async run(store) {
      const stood = async (): Promise<string> => JSON.stringify([await secondsOf(store), await store.observedSeconds(HOUR)]);
      await store.putSeconds({ ...RECEIVED, seconds: coveredMinute(0).slice(0, 30) });
      const before = await stood();
      const fine = { priceGrid: { step: 1, scale: 2 }, open: 2_900_000, high: 2_900_025, low: 2_900_000, close: 2_900_000 };
      for (const other of [fine, { contractSize: '0.0001' as DecimalText }, {}]) {
        await putOfficial(store, [official(0, { ...other, isFinal: false })]);
        strictEqual(await stood(), before);
        same((await store.minuteRecords(HOUR)).length, 1);
        strictEqual((await store.verify(HOUR)).faultCount, 0);
      }
      await putOfficial(store, [official(0, { ...fine, isFinal: false })]);
      await store.withdrawSeconds({ ...RECEIVED, openTimesS: [START / 1000 + 29] });
      await store.putSeconds({ ...RECEIVED, seconds: coveredMinute(0).slice(30) });
      same((await secondsOf(store)).length, 59);
      same((await store.minuteRecords(HOUR)).length, 1);
      await putOfficial(store, [official(0, TWO_TRADES)]);
      same([(await secondsOf(store)).length, (await store.verify(HOUR)).faultCount], [60, 0]);
    },
  },
  {
    name: 'CS34 a turnover of final seconds never changes at the same revision',
    async run(store) {
      const text = (amount: string): DecimalText => amount as DecimalText;
      const flat = { open: 290_000, high: 290_000, low: 290_000, close: 290_000, volume: 60, turnover: text('1740000') };
      const seconds = Array.from({ length: 60 }, (_, i) => covered(i, { volume: 1 }));
      await putOfficial(store, [official(0, flat)]);
      await store.putSeconds({ ...RECEIVED, seconds });
      const told = async () => (await secondsOf(store, { ...HOUR, turnover: true })).map(({ turnover, revision }) => [turnover, revision]);
      same((await told())[0], ['29000', 1]);
      const report = await store.putSeconds({ ...RECEIVED, seconds: [covered(0, { volume: 1, turnover: text('28990') })] });
      same([(await told())[0], report.revised], [['28990', 2], [START]]);
    },
  },
  {
    name: 'CS35 a difference that is found in the moment another was resolved is another',
    async run(store) {
      await store.putSeconds({ ...RECEIVED, seconds: coveredMinute(0) });
      for (const high of [290_030, 290_010, 290_050, 290_010]) await putOfficial(store, [official(0, { ...TWO_TRADES, high })]);
      same(
        (await store.differences(HOUR)).map(({ difference, foundAtMs, resolvedAtMs }) => [difference.official, foundAtMs, resolvedAtMs]),
        [
          ['29003', CONTRACT_NOW_MS, CONTRACT_NOW_MS],
          ['29005', CONTRACT_NOW_MS, CONTRACT_NOW_MS],
        ],
      );
    },
  },
];
