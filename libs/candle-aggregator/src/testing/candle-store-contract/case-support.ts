import type { Clock, DecimalText } from '@prate/execution-interface';
import { strictEqual } from 'node:assert';
import type { CandleRange, CandleStore, PutReport } from '../../candle-store';
import type { Minute } from '../../minute';
import type { MinuteInput } from '../../minute-input';
import type { ObservedSecond } from '../../observed/observed-second';
import { type SecondCandle, toSecondCandle } from '../../second-candle';

/** One thing every store must hold. Throws where it does not; needs no test framework. */
export interface CandleStoreCase {
  readonly name: string;
  /** `store` is empty and asks `clock`, which stands at {@link CONTRACT_NOW_MS}. */
  run(store: CandleStore, clock: Clock): Promise<void>;
}

/** 2021-01-01T01:00:10Z. */
export const CONTRACT_NOW_MS = 1_609_462_810_000;

export const START = 1_609_459_200_000;
export const SYMBOL = 'BTC_USDT';
export const HOUR: CandleRange = { symbol: SYMBOL, startTs: START, endTs: START + 3_600_000 };
export const PROFILE = { method: 'linear@1', seed: 0 };

/** A minute as a caller hands it in; the index counts from {@link START}. */
export function minute(index: number, overrides: Partial<MinuteInput> = {}): MinuteInput {
  return { timestamp: START + index * 60_000, open: 29000, high: 29100, low: 28900, close: 29050, volume: 120, ...overrides };
}

/** A final minute in whole numbers: prices in steps of 0.1 around 29,000, volume in whole units. */
export function official(index: number, overrides: Partial<Minute> = {}): Minute {
  return {
    openTimeS: START / 1000 + index * 60,
    open: 290_000,
    high: 290_010,
    low: 289_990,
    close: 290_005,
    priceGrid: { step: 1, scale: 1 },
    volume: 60,
    volumeGrid: { step: 1, scale: 0 },
    flags: 0,
    isFinal: true,
    ...overrides,
  };
}

/** A covered second; flat, without a trade, where nothing else is said. */
export function covered(second: number, overrides: Partial<ObservedSecond> = {}): ObservedSecond {
  return {
    openTimeS: START / 1000 + second,
    open: 290_000,
    high: 290_000,
    low: 290_000,
    close: 290_000,
    priceGrid: { step: 1, scale: 1 },
    volume: 0,
    volumeGrid: { step: 1, scale: 0 },
    flags: 0,
    ...overrides,
  };
}

/** All 60 seconds of a minute, of which two traded: together they are {@link TWO_TRADES}. */
export function coveredMinute(index: number): ObservedSecond[] {
  return Array.from({ length: 60 }, (_, i) => {
    if (i === 10) return covered(index * 60 + i, { high: 290_010, close: 290_010, volume: 2, turnover: '58001' as DecimalText });
    if (i === 40)
      return covered(index * 60 + i, {
        open: 290_010,
        high: 290_010,
        low: 289_990,
        close: 289_995,
        volume: 1,
        turnover: '28999.5' as DecimalText,
      });
    const price = i < 10 ? 290_000 : i < 40 ? 290_010 : 289_995;
    return covered(index * 60 + i, { open: price, high: price, low: price, close: price });
  });
}

/** What the venue says of a minute that was {@link coveredMinute}. */
export const TWO_TRADES: Partial<Minute> = {
  open: 290_000,
  high: 290_010,
  low: 289_990,
  close: 289_995,
  volume: 3,
  turnover: '87000.5' as DecimalText,
};

export function putOfficial(store: CandleStore, minutes: readonly Minute[], receivedAtMs = CONTRACT_NOW_MS): Promise<PutReport> {
  return store.putMinutes({ symbol: SYMBOL, minutes, profile: PROFILE, receivedAtMs });
}

export async function secondsOf(store: CandleStore, range: CandleRange = HOUR): Promise<SecondCandle[]> {
  const candles: SecondCandle[] = [];
  for await (const series of store.seconds(range))
    for (let row = 0; row < series.length; row += 1)
      candles.push(toSecondCandle(range.symbol, series, row, range.series === undefined ? {} : { series: range.series }));
  return candles;
}

/** All that can be asked about an hour, as text. */
export async function answersOf(store: CandleStore, range: CandleRange = HOUR): Promise<string> {
  const minutes: number[][] = [];
  for await (const series of store.minutes(range))
    for (let row = 0; row < series.length; row += 1)
      minutes.push(
        [series.openTimeS, series.open, series.high, series.low, series.close, series.volume].map((column) => column[row] as number),
      );
  return JSON.stringify([
    minutes,
    await secondsOf(store, range),
    await store.minuteRecords(range),
    await store.observedSeconds(range),
    await store.revisions(range),
    await store.differences(range),
    await store.missing(range.symbol, range.startTs, range.endTs, range.series),
    (await store.watermark(range.symbol, range.series)) ?? null,
  ]);
}

/** Compared as text: what a native module answers may belong to another realm, whose lists are never strictly equal to ours. */
export function same(actual: unknown, expected: unknown): void {
  strictEqual(JSON.stringify(actual, null, 1), JSON.stringify(expected, null, 1));
}
