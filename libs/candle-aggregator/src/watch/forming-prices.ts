import type { AggregatedCandle } from '../aggregated-candle';
import { CandleFlag, flagNames } from '../candle-flag';
import { MINUTE_SETTLE_MS } from '../check-minutes';
import { CandleInputError } from '../errors';
import type { BucketSpec } from '../aggregated-query';
import type { LabelRange } from '../read-buckets';
import { DEFAULT_SERIES, type SeriesName } from '../series-name';

/** The last price of the running minute, as a stream pushed it. Never stored. */
export interface FormingPrice {
  readonly symbol: string;
  /** `trade` by default. */
  readonly series?: SeriesName;
  /** Quote currency. */
  readonly price: number;
  /** When it was true, ms since 1970 by the venue's clock. */
  readonly atMs: number;
}

const FLAGS = Object.freeze(flagNames(CandleFlag.ByPushes));

/** The newest pushed price of each symbol and series, until a stored second that is as late takes its place. */
export class FormingPrices {
  private readonly prices = new Map<string, FormingPrice>();

  /**
   * Takes a price; one that is older than what is there is left out.
   *
   * @throws {CandleInputError} `number`
   */
  accept(price: FormingPrice): void {
    const isPrice = Number.isFinite(price.price) && price.price > 0 && Number.isSafeInteger(price.atMs) && price.atMs >= 0;
    if (!isPrice) {
      const found = `price ${String(price.price)} at ${String(price.atMs)}`;
      throw new CandleInputError('acceptForming', [{ code: 'number', found, expected: 'a finite price above 0 and whole ms since 1970' }]);
    }
    const key = keyOf(price.symbol, price.series ?? DEFAULT_SERIES);
    if ((this.prices.get(key)?.atMs ?? -1) <= price.atMs) this.prices.set(key, price);
  }

  /** Forgets the price where seconds up to `toMs` are stored. */
  forget(symbol: string, series: SeriesName, toMs: number): void {
    const key = keyOf(symbol, series);
    if ((this.prices.get(key)?.atMs ?? Infinity) < toMs) this.prices.delete(key);
  }

  /** Label of the bucket the price stands in, whole seconds. */
  labelIn({ symbol, series, grid }: BucketSpec): number | undefined {
    const price = this.prices.get(keyOf(symbol, series));
    return price === undefined ? undefined : grid.labelOf(Math.floor(price.atMs / 1000));
  }

  /** Puts the price into the bucket that is still forming; makes the bucket where no second of it is known. */
  async *overlay(
    spec: BucketSpec,
    { fromS, toS }: LabelRange,
    nowMs: number,
    slices: AsyncIterable<readonly AggregatedCandle[]>,
  ): AsyncIterable<readonly AggregatedCandle[]> {
    const { symbol, series, grid } = spec;
    const labelS = this.labelIn(spec);
    const price = this.prices.get(keyOf(symbol, series))?.price;
    const isForming = labelS !== undefined && nowMs < grid.endOf(labelS) * 1000 + MINUTE_SETTLE_MS;
    if (price === undefined || labelS === undefined || !isForming || labelS < fromS || labelS >= toS) return yield* slices;
    let isDone = false;
    for await (const slice of slices) {
      if (isDone || (slice.at(-1)?.timestamp ?? -1) < labelS * 1000) {
        yield slice;
        continue;
      }
      isDone = true;
      const at = slice.findIndex((candle) => candle.timestamp >= labelS * 1000);
      const found = slice[at];
      const isThere = found !== undefined && found.timestamp === labelS * 1000;
      const candle = isThere ? withPrice(found, price) : emptyWith(spec, labelS, price);
      yield [...slice.slice(0, at), candle, ...slice.slice(isThere ? at + 1 : at)];
    }
    if (!isDone) yield [emptyWith(spec, labelS, price)];
  }
}

function keyOf(symbol: string, series: SeriesName): string {
  return `${symbol} ${series}`;
}

function withPrice(candle: AggregatedCandle, price: number): AggregatedCandle {
  if (candle.status !== 'forming' || candle.coverage === 1) return candle;
  const flags = candle.flags.includes('byPushes') ? candle.flags : [...candle.flags, ...FLAGS];
  return Object.freeze({ ...candle, high: Math.max(candle.high, price), low: Math.min(candle.low, price), close: price, flags });
}

function emptyWith({ symbol, series, grid }: BucketSpec, labelS: number, price: number): AggregatedCandle {
  return Object.freeze({
    symbol,
    series,
    timestamp: labelS * 1000,
    intervalSeconds: grid.intervalSeconds,
    open: price,
    high: price,
    low: price,
    close: price,
    volume: 0,
    origin: 'carried' as const,
    observedSeconds: 0,
    interpolatedSeconds: 0,
    carriedSeconds: 0,
    coverage: 0,
    status: 'forming' as const,
    revision: 0,
    flags: FLAGS,
  });
}
