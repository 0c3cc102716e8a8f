import type { AggregatedCandle } from '../aggregated-candle';
import type { AggregatedCandleQuery } from '../aggregated-query';
import type { CandleAggregator, SecondCandleQuery } from '../candle-aggregator';
import { flagNames } from '../candle-flag';
import type { DecimalGrid } from '../candle-grid';
import type { CandleRange, CandleStore } from '../candle-store';
import { ExactSum } from '../exact-sum';
import type { StoredMinute } from '../minute';
import type { ObservedSecond } from '../observed/observed-second';
import { fromScaled } from '../scaled-number';
import { DEFAULT_SERIES } from '../series-name';
import type { SecondCandle } from '../second-candle';
import { type CandleTable, type Cell, columnsOf } from './table';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

const KEY = 'symbol:text series:text timestamp:time';
const PRICES = 'open high low close volume';
const GRID = 'priceStep:text volumeStep:text contractSize:text';

/** Final minutes with all that makes their seconds: what {@link importMinutes} reads back as it was. */
export function minuteTable(store: CandleStore, range: CandleRange): CandleTable {
  const columns = columnsOf(
    `${KEY} ${PRICES} contracts:text turnover:text stitchedOpen stitchedHigh stitchedLow stitchedClose ${GRID} ` +
      'method:text seed:integer revision:integer flags:text',
  );
  const key: Cell[] = [range.symbol, range.series ?? DEFAULT_SERIES];
  return {
    columns,
    batches: inPieces(range, DAY_MS, async (piece) => finals(await store.minuteRecords(piece)).map((row) => minuteRow(key, row))),
  };
}

/** Seconds as they are served, of every origin. To keep and to look at: what makes them is minutes and observed seconds. */
export function secondTable(aggregator: CandleAggregator, query: SecondCandleQuery): CandleTable {
  const columns = columnsOf(`${KEY} ${PRICES} contracts turnover:text origin:text status:text revision:integer flags:text`);
  return { columns, batches: mapped(aggregator.iterateSecondSlices(query), secondRow) };
}

/** What a stream saw, second by second, also of minutes that are disputed: what {@link importSeconds} reads back as it was. */
export function observedTable(store: CandleStore, range: CandleRange): CandleTable {
  const columns = columnsOf(`${KEY} ${PRICES} turnover:text ${GRID} origin:text flags:text`);
  const key: Cell[] = [range.symbol, range.series ?? DEFAULT_SERIES];
  return {
    columns,
    batches: inPieces(range, HOUR_MS, async (piece) => (await store.observedSeconds(piece)).map((row) => observedRow(key, row))),
  };
}

/** Buckets of one length. */
export function bucketTable(aggregator: CandleAggregator, query: AggregatedCandleQuery): CandleTable {
  const columns = columnsOf(
    `${KEY} intervalSeconds:integer ${PRICES} contracts turnover:text origin:text observedSeconds:integer interpolatedSeconds:integer ` +
      'carriedSeconds:integer coverage status:text revision:integer flags:text',
  );
  return { columns, batches: mapped(aggregator.iterateAggregatedSlices(query), bucketRow) };
}

async function* inPieces(range: CandleRange, pieceMs: number, read: (piece: CandleRange) => Promise<Cell[][]>): AsyncIterable<Cell[][]> {
  for (let startTs = range.startTs; startTs < range.endTs; startTs += pieceMs) {
    const rows = await read({ ...range, startTs, endTs: Math.min(range.endTs, startTs + pieceMs) });
    if (rows.length > 0) yield rows;
  }
}

async function* mapped<Row>(slices: AsyncIterable<readonly Row[]>, toCells: (row: Row) => Cell[]): AsyncIterable<Cell[][]> {
  for await (const slice of slices) if (slice.length > 0) yield slice.map(toCells);
}

function finals(records: readonly StoredMinute[]): readonly StoredMinute[] {
  return records.filter((record) => record.isFinal);
}

function minuteRow(key: readonly Cell[], minute: StoredMinute): Cell[] {
  const { open, high, low, close, priceGrid, volume, volumeGrid, contracts, turnover, stitched, stitchedScale = 0, profile } = minute;
  const price = (scaled: number): number => fromScaled(scaled, priceGrid.scale);
  const continuous = (scaled: number | undefined): Cell => (scaled === undefined ? undefined : fromScaled(scaled, stitchedScale));
  return [
    ...key,
    minute.openTimeS * 1000,
    ...[price(open), price(high), price(low), price(close), fromScaled(volume, volumeGrid.scale), contracts, turnover],
    ...[continuous(stitched?.open), continuous(stitched?.high), continuous(stitched?.low), continuous(stitched?.close)],
    ...[stepText(priceGrid), stepText(volumeGrid), minute.contractSize],
    ...[profile.method, profile.seed, minute.revision, flagNames(minute.flags).join(' ')],
  ];
}

function secondRow(second: SecondCandle): Cell[] {
  const { symbol, series, timestamp, open, high, low, close, volume, contracts, turnover, origin, status, revision, flags } = second;
  return [symbol, series, timestamp, open, high, low, close, volume, contracts, turnover, origin, status, revision, flags.join(' ')];
}

function observedRow(key: readonly Cell[], second: ObservedSecond): Cell[] {
  const { open, high, low, close, priceGrid, volume, volumeGrid, turnover, contractSize } = second;
  const price = (scaled: number): number => fromScaled(scaled, priceGrid.scale);
  return [
    ...key,
    second.openTimeS * 1000,
    ...[price(open), price(high), price(low), price(close), fromScaled(volume, volumeGrid.scale), turnover],
    ...[stepText(priceGrid), stepText(volumeGrid), contractSize, 'observed', flagNames(second.flags).join(' ')],
  ];
}

function bucketRow(candle: AggregatedCandle): Cell[] {
  const { symbol, series, timestamp, intervalSeconds, open, high, low, close, volume, contracts, turnover } = candle;
  const { origin, observedSeconds, interpolatedSeconds, carriedSeconds, coverage, status, revision, flags } = candle;
  return [
    ...[symbol, series, timestamp, intervalSeconds, open, high, low, close, volume, contracts, turnover],
    ...[origin, observedSeconds, interpolatedSeconds, carriedSeconds, coverage, status, revision, flags.join(' ')],
  ];
}

/** The step of a grid as decimal text, such as 0.5; keeps the scale: 0.10 is another grid than 0.1. */
function stepText({ step, scale }: DecimalGrid): string {
  const sum = new ExactSum();
  sum.reset(scale);
  sum.add(step, scale);
  const text = sum.toText();
  if (scale === 0) return text;
  const [whole = '0', fraction = ''] = text.split('.');
  return `${whole}.${fraction.padEnd(scale, '0')}`;
}
