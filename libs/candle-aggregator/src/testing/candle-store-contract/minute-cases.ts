import type { DecimalText } from '@prate/execution-interface';
import { ok, rejects, strictEqual } from 'node:assert';
import { CandleAggregator } from '../../candle-aggregator';
import { CandleInputError } from '../../errors';
import { CONTRACT_NOW_MS, type CandleStoreCase, HOUR, START, SYMBOL, minute, same, secondsOf } from './case-support';

/** Minutes and the seconds made of them. */
export const minuteCases: readonly CandleStoreCase[] = [
  {
    name: 'CS01 a minute is stored with its 60 seconds, and both are read back',
    async run(store, clock) {
      const report = await new CandleAggregator(store, { clock, method: 'linear' }).processAndStore([minute(0)], SYMBOL);
      same([report.count, report.inserted, report.updated, report.unchanged], [60, 60, 0, 0]);
      const seconds = await secondsOf(store);
      strictEqual(seconds.length, 60);
      same([seconds[0]?.open, seconds[16]?.low, seconds[50]?.high, seconds[59]?.close], [29000, 28900, 29100, 29050]);
      const { minutes, symbols } = await store.stats();
      same([minutes, symbols], [1, 1]);
    },
  },
  {
    name: 'CS02 the same put again changes nothing, not even the time of receipt',
    async run(store, clock) {
      const aggregator = new CandleAggregator(store, { clock, method: 'linear' });
      await aggregator.processAndStore([minute(0), minute(1, { close: 29010 })], SYMBOL);
      const before = [await store.minuteRecords(HOUR), await secondsOf(store)];
      const again = await aggregator.processAndStore([minute(0), minute(1, { close: 29010 })], SYMBOL, {
        serverTimeMs: CONTRACT_NOW_MS + 5_000,
      });
      same([again.inserted, again.updated, again.unchanged], [0, 0, 120]);
      same([await store.minuteRecords(HOUR), await secondsOf(store)], before);
    },
  },
  {
    name: 'CS03 a corrected final minute gets the next revision; of its follower only the opening untraded seconds change',
    async run(store, clock) {
      const aggregator = new CandleAggregator(store, { clock, method: 'linear' });
      const thin = minute(1, { volume: 3 });
      await aggregator.processAndStore([minute(0), thin, minute(2)], SYMBOL);
      const before = await secondsOf(store);
      const report = await aggregator.processAndStore([minute(0, { close: 28950 })], SYMBOL);
      strictEqual(report.updated, 60);
      const after = await secondsOf(store);
      const changed = after
        .filter((second, index) => JSON.stringify(second) !== JSON.stringify(before[index]))
        .map((second) => (second.timestamp - START) / 1000);
      ok(changed.some((second) => second < 60));
      same(
        changed.filter((second) => second >= 60),
        Array.from({ length: 19 }, (_, index) => 60 + index),
      );
      same(
        after.slice(60, 79).map((second) => second.close),
        Array.from({ length: 19 }, () => 28950),
      );
      same(
        (await store.minuteRecords(HOUR)).map((record) => record.revision),
        [1, 0, 0],
      );
    },
  },
  {
    name: 'CS04 a minute that is not over has no seconds, is missing, and never replaces its final version',
    async run(store, clock) {
      const aggregator = new CandleAggregator(store, { clock, method: 'linear' });
      const serverTimeMs = START + 30_000;
      const forming = await aggregator.processAndStore([minute(0, { volume: 7 })], SYMBOL, { serverTimeMs });
      same([forming.count, forming.minutes], [0, 1]);
      strictEqual((await secondsOf(store)).length, 0);
      same(await store.missing(SYMBOL, START, START + 60_000), [{ from: START, to: START + 60_000 }]);
      const final = await aggregator.processAndStore([minute(0)], SYMBOL);
      same([final.inserted, (await store.minuteRecords(HOUR))[0]?.revision], [60, 0]);
      const late = await aggregator.processAndStore([minute(0, { volume: 7 })], SYMBOL, { serverTimeMs });
      strictEqual(late.count, 0);
      strictEqual(
        (await secondsOf(store)).reduce((sum, second) => sum + second.volume, 0),
        120,
      );
    },
  },
  {
    name: 'CS05 ranges are half-open, on seconds and on minutes',
    async run(store, clock) {
      await new CandleAggregator(store, { clock, method: 'linear' }).processAndStore([minute(0), minute(1), minute(2)], SYMBOL);
      const cut = await secondsOf(store, { symbol: SYMBOL, startTs: START + 30_000, endTs: START + 121_000 });
      same([cut.length, cut[0]?.timestamp, cut.at(-1)?.timestamp], [91, START + 30_000, START + 120_000]);
      const times: number[] = [];
      for await (const series of store.minutes({ symbol: SYMBOL, startTs: START + 60_000, endTs: START + 120_000 })) {
        for (let row = 0; row < series.length; row += 1) times.push((series.openTimeS[row] as number) * 1000);
      }
      same(times, [START + 60_000]);
    },
  },
  {
    name: 'CS06 missing ranges are merged, sorted, from the first known minute to now; the watermark ends before the first hole',
    async run(store, clock) {
      strictEqual(await store.watermark(SYMBOL), undefined);
      same(await store.missing(SYMBOL, 0, CONTRACT_NOW_MS), []);
      await new CandleAggregator(store, { clock, method: 'linear' }).processAndStore([minute(1), minute(2), minute(5)], SYMBOL);
      same(await store.missing(SYMBOL, 0, START + 480_000), [
        { from: START + 180_000, to: START + 300_000 },
        { from: START + 360_000, to: START + 480_000 },
      ]);
      same((await store.missing(SYMBOL, 0, CONTRACT_NOW_MS * 2)).at(-1), { from: START + 360_000, to: START + 3_600_000 });
      strictEqual(await store.watermark(SYMBOL), START + 180_000);
    },
  },
  {
    name: 'CS07 finer prices and volumes later on are exact, and what was there stays',
    async run(store, clock) {
      const aggregator = new CandleAggregator(store, { clock, method: 'linear' });
      await aggregator.processAndStore([minute(0), minute(2)], SYMBOL);
      const fine = { open: 29000.12345, high: 29100.5, low: 28900.25, close: 29050.00001, volume: 0.00012345 };
      await aggregator.processAndStore([minute(1, fine)], SYMBOL);
      await aggregator.processAndStore([minute(2, fine)], SYMBOL);
      const candles = await aggregator.getAggregatedCandles({ ...HOUR, intervalSeconds: 60 });
      same(
        candles.map(({ open, high, low, close, volume, revision }) => ({ open, high, low, close, volume, revision })),
        [
          { open: 29000, high: 29100, low: 28900, close: 29050, volume: 120, revision: 0 },
          { ...fine, revision: 0 },
          { ...fine, revision: 1 },
        ],
      );
      const seconds = await secondsOf(store);
      strictEqual(seconds.length, 180);
      strictEqual(new Set(seconds.map((second) => second.timestamp)).size, 180);
      const [whole] = await aggregator.getAggregatedCandles({ ...HOUR, intervalSeconds: 180 });
      same([whole?.open, whole?.close, whole?.volume, whole?.revision], [29000, 29050.00001, 120.0002469, 1]);
    },
  },
  {
    name: 'CS08 symbols do not touch each other, an unknown one is empty',
    async run(store, clock) {
      const aggregator = new CandleAggregator(store, { clock, method: 'linear' });
      await aggregator.processAndStore([minute(0)], SYMBOL);
      await aggregator.processAndStore([minute(0, { close: 28901 })], 'ETH_USDT');
      strictEqual((await secondsOf(store)).at(-1)?.close, 29050);
      same(await secondsOf(store, { ...HOUR, symbol: 'DOGE_USDT' }), []);
      same(await store.missing('DOGE_USDT', START, START + 60_000), []);
    },
  },
  {
    name: 'CS09 the largest numbers survive',
    async run(store, clock) {
      const aggregator = new CandleAggregator(store, { clock, method: 'linear' });
      const largest = Number.MAX_SAFE_INTEGER;
      await aggregator.processAndStore(
        [minute(0, { volume: largest }), minute(1, { volume: largest }), minute(2, { volume: 0.5 })],
        SYMBOL,
      );
      const candles = await aggregator.getAggregatedCandles({ ...HOUR, intervalSeconds: 60 });
      same(
        candles.map((candle) => candle.volume),
        [largest, largest, 0.5],
      );
      const [sum] = await aggregator.getAggregatedCandles({ ...HOUR, intervalSeconds: 300 });
      strictEqual(sum?.volume, Number('18014398509481982.5'));
    },
  },
  {
    name: 'CS10 the same put several times at once is stored once',
    async run(store, clock) {
      const aggregator = new CandleAggregator(store, { clock, method: 'linear' });
      const put = () => aggregator.processAndStore([minute(0), minute(1)], SYMBOL);
      const reports = await Promise.all([put(), put(), put()]);
      strictEqual(
        reports.reduce((sum, report) => sum + report.inserted, 0),
        120,
      );
      strictEqual(
        reports.reduce((sum, report) => sum + report.unchanged, 0),
        240,
      );
      same(
        (await store.minuteRecords(HOUR)).map((record) => record.revision),
        [0, 0],
      );
    },
  },
  {
    name: 'CS11 what came with a minute is kept with it: contracts, turnover, continuous form, profile',
    async run(store, clock) {
      const stitched = { open: 28999.9, high: 29100, low: 28900, close: 29050 };
      const given = minute(0, { volume: 0.012, contracts: 120, turnover: '348000.123456789012', stitched });
      const instrument = { tickSize: '0.1', contractSize: '0.0001', contractStep: '1' } as const;
      await new CandleAggregator(store, { clock, method: 'linear', seed: 9 }).processAndStore([given], SYMBOL, { instrument });
      const [record] = await store.minuteRecords(HOUR);
      same([record?.contracts, record?.turnover, record?.contractSize], ['120', '348000.123456789012', '0.0001']);
      same(record?.profile, { method: 'linear@1', seed: 9 });
      same([record?.stitched?.open, record?.stitchedScale, record?.receivedAtMs], [289999, 1, CONTRACT_NOW_MS]);
      const [bucket] = await new CandleAggregator(store, { clock, method: 'linear' }).getAggregatedCandles({
        ...HOUR,
        intervalSeconds: 60,
      });
      same([bucket?.contracts, bucket?.volume], [120, 0.012]);
    },
  },
  {
    name: 'CS12 a put that cannot be stored whole is not stored at all',
    async run(store, clock) {
      const aggregator = new CandleAggregator(store, { clock, method: 'linear' });
      const huge = { open: 9e15, high: 9e15, low: 9e15, close: 9e15, volume: 1 };
      const tiny = { open: 0.000123456789, high: 0.000123456789, low: 0.000123456789, close: 0.000123456789, volume: 1 };
      await rejects(aggregator.processAndStore([minute(0), minute(1, huge), minute(2, tiny)], SYMBOL), CandleInputError);
      same(await store.minuteRecords(HOUR), []);
      same(await secondsOf(store), []);
    },
  },
  {
    name: 'CS13 what was asked earlier, and what a stream says after a call, corrects nothing; a call corrects a stream at any time',
    async run(store, clock) {
      const aggregator = new CandleAggregator(store, { clock, method: 'linear' });
      const say = async (volume: number, source: 'stream' | 'call', atS: number): Promise<unknown> => {
        await aggregator.processAndStore([minute(0, { volume })], SYMBOL, { source, serverTimeMs: START + atS * 1000 });
        const [record] = await store.minuteRecords(HOUR);
        return [record?.volume, record?.revision, record?.testimony?.source, ((record?.testimony?.askedAtMs ?? 0) - START) / 1000];
      };
      same(await say(58, 'stream', 65), [58, 0, 'stream', 65]);
      same(await say(57, 'stream', 64), [58, 0, 'stream', 65]);
      same(await say(60, 'call', 63), [60, 1, 'call', 63]);
      same(await say(59, 'stream', 120), [60, 1, 'call', 63]);
      same(await say(130, 'call', 130), [130, 2, 'call', 130]);
      same(await say(120, 'call', 70), [130, 2, 'call', 130]);
      same((await store.revisions(HOUR)).length, 2);
    },
  },
  {
    name: 'CS14 a call that confirms what a stream said changes nothing of the minute but who said so, and only once',
    async run(store, clock) {
      const aggregator = new CandleAggregator(store, { clock, method: 'linear' });
      const say = (volume: number, source: 'stream' | 'call', atS: number) =>
        aggregator.processAndStore([minute(0, { volume })], SYMBOL, { source, serverTimeMs: START + atS * 1000 });
      await say(60, 'stream', 65);
      const [before] = await store.minuteRecords(HOUR);
      const stamps = [...(await store.hourStamps(HOUR))];
      same((await say(60, 'call', 63)).unchanged, 60);
      const { testimony, ...rest } = (await store.minuteRecords(HOUR))[0] ?? {};
      const { testimony: _, ...restBefore } = before ?? {};
      same([testimony, rest, [...(await store.hourStamps(HOUR))]], [{ source: 'call', askedAtMs: START + 63_000 }, restBefore, stamps]);
      await say(60, 'call', 90);
      await say(59, 'stream', 120);
      const [after] = await store.minuteRecords(HOUR);
      same([after?.volume, after?.revision, after?.testimony?.askedAtMs], [60, 0, START + 63_000]);
    },
  },
  {
    name: 'CS15 of a contract whose size or tick changed, the same numbers of the venue change nothing; a correction keeps grid and size',
    async run(store, clock) {
      const aggregator = new CandleAggregator(store, { clock, method: 'linear' });
      const put = (contracts: number, contractSize: DecimalText, tickSize: DecimalText) =>
        aggregator.processAndStore([minute(0, { contracts, volume: contracts * Number(contractSize) })], SYMBOL, {
          instrument: { tickSize, contractSize },
        });
      await put(1_200, '0.0001', '0.1');
      const before = [await store.minuteRecords(HOUR), await secondsOf(store)];
      for (const [contractSize, tickSize] of [
        ['0.001', '0.1'],
        ['0.0001', '0.01'],
        ['0.00001', '0.5'],
      ] as const) {
        strictEqual((await put(1_200, contractSize, tickSize)).unchanged, 60);
        same([await store.minuteRecords(HOUR), await secondsOf(store)], before);
      }
      strictEqual((await put(1_300, '0.001', '0.01')).updated, 60);
      const [record] = await store.minuteRecords(HOUR);
      same(
        [record?.contracts, record?.volume, record?.volumeGrid, record?.contractSize, record?.priceGrid, record?.revision, record?.flags],
        ['1300', 1_300, { step: 1, scale: 4 }, '0.0001', { step: 1, scale: 1 }, 1, 0],
      );
    },
  },
];
