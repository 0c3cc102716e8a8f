import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import {
  CONTRACT_NOW_MS,
  type CandleStoreCase,
  HOUR,
  PROFILE,
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

const HOUR_S = START / 1000;
const MINUTE = 60_000;

/** Revisions, stamps, what the venue leaves out, and reading while somebody writes. */
export const logCases: readonly CandleStoreCase[] = [
  {
    name: 'CS40 every old version of a minute is in the log, and the watermark stands',
    async run(store) {
      await putOfficial(store, [official(0), official(1)]);
      await putOfficial(store, [official(0, { close: 290_001 })], CONTRACT_NOW_MS + 1_000);
      const report = await putOfficial(store, [official(0, { close: 290_002 })], CONTRACT_NOW_MS + 2_000);
      same([report.updated, report.revised], [1, [START]]);
      same(
        (await store.revisions(HOUR)).map(({ minute, replacedAtMs }) => [minute.revision, minute.close, minute.receivedAtMs, replacedAtMs]),
        [
          [0, 290_005, CONTRACT_NOW_MS, CONTRACT_NOW_MS + 1_000],
          [1, 290_001, CONTRACT_NOW_MS + 1_000, CONTRACT_NOW_MS + 2_000],
        ],
      );
      same(await store.revisions({ ...HOUR, startTs: START + MINUTE }), []);
      strictEqual(await store.watermark(SYMBOL), START + 2 * MINUTE);
    },
  },
  {
    name: 'CS41 the stamp of an hour grows with every change of it, and with nothing else',
    async run(store) {
      const range = { ...HOUR, endTs: START + 7_200_000 };
      const stamps = async (): Promise<(number | undefined)[]> => {
        const found = await store.hourStamps(range);
        return [found.get(HOUR_S), found.get(HOUR_S + 3_600)];
      };
      deepStrictEqual([...(await store.hourStamps(range))], []);
      await putOfficial(store, [official(0)]);
      const [first, none] = await stamps();
      ok((first ?? 0) > 0 && none === undefined);
      await putOfficial(store, [official(0)]);
      await putOfficial(store, [official(1, { isFinal: false })]);
      same((await stamps())[0], first);
      await putOfficial(store, [official(0, { close: 290_001 })]);
      const [second] = await stamps();
      ok((second ?? 0) > (first ?? 0));
      await store.putSeconds({ symbol: SYMBOL, receivedAtMs: CONTRACT_NOW_MS, seconds: [covered(3_600)] });
      const [same2, next] = await stamps();
      ok(same2 === second && (next ?? 0) > 0);
      await store.packHours(range);
      same(await stamps(), [second, next]);
      deepStrictEqual([...(await store.hourStamps({ ...HOUR, startTs: START + 3_599_999, endTs: START + 3_600_000 })).keys()], [HOUR_S]);
    },
  },
  {
    name: 'CS42 a minute the venue leaves out for the third time, ten minutes apart, is filled: 60 carried seconds at the close before',
    async run(store) {
      await putOfficial(store, [official(0), official(3)]);
      const note = (at: number) =>
        store.noteOmitted({
          symbol: SYMBOL,
          minutes: [START + MINUTE, START + 2 * MINUTE],
          profile: PROFILE,
          receivedAtMs: CONTRACT_NOW_MS + at,
        });
      same(
        [await note(0), await note(599_999), await note(600_000)],
        [
          { counted: 2, filled: [], refused: 0 },
          { counted: 0, filled: [], refused: 0 },
          { counted: 2, filled: [], refused: 0 },
        ],
      );
      same(await store.missing(SYMBOL, START, START + 4 * MINUTE), [{ from: START + MINUTE, to: START + 3 * MINUTE }]);
      same(await note(1_200_000), { counted: 2, filled: [START + MINUTE, START + 2 * MINUTE], refused: 0 });
      const filled = (await secondsOf(store)).slice(60, 180);
      ok(filled.every((one) => one.origin === 'carried' && one.volume === 0 && one.close === 29000.5 && one.flags.includes('filled')));
      same([filled.length, await store.missing(SYMBOL, START, START + 4 * MINUTE)], [120, []]);
      same(await note(1_800_000), { counted: 0, filled: [], refused: 2 });
    },
  },
  {
    name: 'CS43 nothing is filled before the first or after the last real minute, nor in a hole of more than 1,440',
    async run(store) {
      await putOfficial(store, [official(-1_500), official(0), official(2)]);
      for (const at of [0, 600_000, 1_200_000]) {
        const report = await store.noteOmitted({
          symbol: SYMBOL,
          minutes: [START - 1_501 * MINUTE, START - MINUTE, START + 3 * MINUTE],
          profile: PROFILE,
          receivedAtMs: CONTRACT_NOW_MS + at,
        });
        same(report, { counted: 0, filled: [], refused: 3 });
      }
      same(await store.noteOmitted({ symbol: 'X', minutes: [START], profile: PROFILE, receivedAtMs: CONTRACT_NOW_MS }), {
        counted: 0,
        filled: [],
        refused: 1,
      });
    },
  },
  {
    name: 'CS44 a filled minute gives way to the real one, never the other way; it stands at the close before it, whatever becomes of that',
    async run(store) {
      await putOfficial(store, [official(0), official(3)]);
      for (const at of [0, 600_000, 1_200_000])
        await store.noteOmitted({
          symbol: SYMBOL,
          minutes: [START + MINUTE, START + 2 * MINUTE],
          profile: PROFILE,
          receivedAtMs: CONTRACT_NOW_MS + at,
        });
      const report = await putOfficial(store, [official(0, { close: 290_001 })]);
      same(report.revised, [START, START + MINUTE, START + 2 * MINUTE]);
      same(
        (await store.minuteRecords(HOUR)).map((one) => [one.close, one.revision]),
        [
          [290_001, 1],
          [290_001, 1],
          [290_001, 1],
          [290_005, 0],
        ],
      );
      const real = await putOfficial(store, [official(1, { close: 290_007 })]);
      same([real.updated, real.refused], [1, 0]);
      same((await store.minuteRecords(HOUR)).map((one) => [one.close, one.flags]).slice(1, 3), [
        [290_007, 0],
        [290_007, 1],
      ]);
      const refused = await putOfficial(store, [official(1, { volume: 0, flags: 1 })]);
      same([refused.refused, refused.updated], [1, 0]);
    },
  },
  {
    name: 'CS45 a range read sees one state from its first row to its last, whatever is written meanwhile',
    async run(store) {
      const minutes = Array.from({ length: 600 }, (_, index) => official(index - 550));
      const range = { symbol: SYMBOL, startTs: START - 550 * MINUTE, endTs: START + 3_600_000 };
      await putOfficial(store, minutes);
      const expected = await secondsOf(store, range);
      const read: number[] = [];
      let isWritten = false;
      for await (const series of store.seconds(range)) {
        for (let row = 0; row < series.length; row += 1) read.push(series.close[row] as number);
        if (isWritten) continue;
        isWritten = true;
        await putOfficial(store, [official(-550, { close: 290_009 }), official(49, { close: 290_009 }), official(50)]);
      }
      same(read.length, expected.length);
      ok(expected.every((second, row) => second.close === (read[row] as number) / 10));
      strictEqual((await secondsOf(store, range)).length, expected.length + 60);
    },
  },
  {
    name: 'CS46 with turnover asked for, the seconds of a minute add up to it exactly; without, there is none',
    async run(store) {
      await store.putSeconds({ symbol: SYMBOL, receivedAtMs: CONTRACT_NOW_MS, seconds: coveredMinute(1) });
      await putOfficial(store, [official(0, { turnover: '1740030.123456' }), official(1, TWO_TRADES), official(2)]);
      const seconds = await secondsOf(store, { ...HOUR, turnover: true });
      const sum = (from: number): number =>
        seconds.slice(from, from + 60).reduce((total, second) => total + Math.round(Number(second.turnover) * 1e6), 0);
      same([sum(0), sum(60), seconds[70]?.turnover, seconds[100]?.turnover], [1_740_030_123_456, 87_000_500_000, '58001', '28999.5']);
      strictEqual(seconds[120]?.turnover, undefined);
      const cut = await secondsOf(store, { ...HOUR, startTs: START + 30_000, endTs: START + 90_000, turnover: true });
      same(cut, seconds.slice(30, 90));
      ok((await secondsOf(store)).every((second) => second.turnover === undefined));
      const amounts: (string | undefined)[] = [];
      for await (const series of store.minutes({ ...HOUR, turnover: true }))
        for (let row = 0; row < series.length; row += 1) amounts.push(series.turnover?.[row]?.toString());
      same(amounts, ['1740030123456', '870005', null]);
    },
  },
  {
    name: 'CS47 the same after packing, and after everything is made anew',
    async run(store) {
      await store.putSeconds({ symbol: SYMBOL, receivedAtMs: CONTRACT_NOW_MS, seconds: coveredMinute(61).slice(0, 20) });
      await store.putSeconds({ symbol: SYMBOL, receivedAtMs: CONTRACT_NOW_MS, seconds: coveredMinute(5) });
      await putOfficial(
        store,
        Array.from({ length: 60 }, (_, index) => (index === 5 ? official(5, TWO_TRADES) : official(index, { volume: index }))),
      );
      const range = { ...HOUR, endTs: START + 7_200_000 };
      const before = await answersOf(store, range);
      await store.packHours(range);
      strictEqual(await answersOf(store, range), before);
      strictEqual((await store.rebuild(range)).minutes, 60);
      strictEqual(await answersOf(store, range), before);
    },
  },
  {
    name: 'CS48 a filled minute in which trades were observed stays disputed when the close before it changes',
    async run(store) {
      await putOfficial(store, [official(0), official(2)]);
      await store.putSeconds({ symbol: SYMBOL, receivedAtMs: CONTRACT_NOW_MS, seconds: [covered(70, { volume: 1 })] });
      for (const at of [0, 600_000, 1_200_000])
        await store.noteOmitted({ symbol: SYMBOL, minutes: [START + MINUTE], profile: PROFILE, receivedAtMs: CONTRACT_NOW_MS + at });
      const flags = async (): Promise<unknown> => (await secondsOf(store)).slice(60, 61)[0]?.flags;
      same(await flags(), ['filled', 'disputed']);
      await putOfficial(store, [official(0, { close: 290_001 })]);
      same(await flags(), ['filled', 'disputed']);
      const [, filled] = await store.minuteRecords(HOUR);
      same([filled?.close, filled?.revision, filled?.origins], [290_001, 2, { observed: 0, interpolated: 0 }]);
      const faults = (await store.verify(HOUR)).faults;
      same(faults, []);
      const [open] = await store.differences(HOUR);
      same([open?.verdict, open?.resolvedAtMs], ['disputed', undefined]);
    },
  },
  {
    name: 'CS49 an overview counts of every symbol what is missing and what is disputed, as asking for each would tell',
    async run(store) {
      same(await store.overview(START, START + 600_000), []);
      await store.putSeconds({ symbol: 'A_USDT', receivedAtMs: CONTRACT_NOW_MS, seconds: [covered(0)] });
      same(await store.overview(START, START + 600_000), []);
      await putOfficial(store, [official(0), official(1), official(4)]);
      // On a finer price: in a store that keeps scales apart it stands elsewhere.
      await putOfficial(store, [official(2, { priceGrid: { step: 1, scale: 3 } })]);
      const put = { profile: PROFILE, receivedAtMs: CONTRACT_NOW_MS };
      await store.putSeconds({ symbol: 'B_USDT', receivedAtMs: CONTRACT_NOW_MS, seconds: [covered(70, { volume: 100 })] });
      await store.putMinutes({ ...put, symbol: 'B_USDT', minutes: [official(1), official(2, { isFinal: false })] });
      await store.putMinutes({ ...put, symbol: 'C_USDT', series: 'fair', minutes: [official(3)] });
      await store.putMinutes({ ...put, symbol: 'D_USDT', minutes: [official(3, { isFinal: false })] });
      same(await store.overview(START + 30_000, START + 6 * MINUTE), [
        { symbol: SYMBOL, finalUntilMs: START + 5 * MINUTE, missingMinutes: 2, disputed: {} },
        { symbol: 'B_USDT', finalUntilMs: START + 2 * MINUTE, missingMinutes: 4, disputed: { volume: 1 } },
        { symbol: 'D_USDT', missingMinutes: 3, disputed: {} },
      ]);
      same((await store.overview(START + 2 * MINUTE, START + 6 * MINUTE))[1]?.disputed, {});
      // What is not over yet is not missing.
      const [, b] = await store.overview(START, CONTRACT_NOW_MS + 3_600_000);
      const holes = await store.missing('B_USDT', START, CONTRACT_NOW_MS + 3_600_000);
      strictEqual(
        b?.missingMinutes,
        holes.reduce((sum, { from, to }) => sum + (to - from) / MINUTE, 0),
      );
      same(
        (await store.overview(START, START + 6 * MINUTE, 'fair')).map(({ symbol }) => symbol),
        ['C_USDT'],
      );
    },
  },
];
