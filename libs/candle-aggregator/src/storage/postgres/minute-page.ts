import type { DecimalText } from '@prate/execution-interface';
import { OriginCode } from '../../candle-origin';
import { CandleSeries, type SeriesScale, isSameScale } from '../../candle-series';
import { isFlat } from '../../minute';

/** What a series of minutes needs of each: half of the columns there are. */
export const PAGE_COLUMNS =
  'open_time, open, high, low, close, volume, price_scale, volume_scale, contract_size, flags, revision, observed_seconds, interpolated_seconds';

/** A row of {@link PAGE_COLUMNS}. Whole numbers of eight bytes are text. */
export interface PageRow {
  readonly open_time: string;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly volume: string;
  readonly price_scale: number;
  readonly volume_scale: number;
  readonly contract_size: string | null;
  readonly flags: number;
  readonly revision: number;
  readonly observed_seconds: number | null;
  readonly interpolated_seconds: number | null;
}

/** Final minutes as columns; a new series wherever the scales change, or where observed minutes begin or end. */
export function toMinuteSeries(rows: readonly PageRow[]): CandleSeries[] {
  const made: CandleSeries[] = [];
  let series: CandleSeries | undefined;
  rows.forEach((row, index) => {
    const scale = scaleOf(row);
    const isObserved = row.observed_seconds !== null;
    if (series === undefined || !isSameScale(series.scale, scale) || (series.observedSeconds !== undefined) !== isObserved) {
      const capacity = rows.length - index;
      series = new CandleSeries(60, scale, capacity);
      if (isObserved) {
        series.observedSeconds = new Uint8Array(capacity);
        series.interpolatedSeconds = new Uint8Array(capacity);
      }
      made.push(series);
    }
    append(series, row);
  });
  return made;
}

function scaleOf({ price_scale: priceScale, volume_scale: volumeScale, contract_size: contractSize }: PageRow): SeriesScale {
  return { priceScale, volumeScale, ...(contractSize === null ? {} : { contractSize: contractSize as DecimalText }) };
}

function append(series: CandleSeries, row: PageRow): void {
  const at = series.length;
  const [high, low, volume] = [Number(row.high), Number(row.low), Number(row.volume)];
  series.openTimeS[at] = Number(row.open_time);
  series.open[at] = Number(row.open);
  series.high[at] = high;
  series.low[at] = low;
  series.close[at] = Number(row.close);
  series.volume[at] = volume;
  series.origin[at] = isFlat({ high, low, volume }) ? OriginCode.Carried : OriginCode.Interpolated;
  series.flags[at] = row.flags;
  series.revision[at] = row.revision;
  if (series.observedSeconds !== undefined) series.observedSeconds[at] = row.observed_seconds ?? 0;
  if (series.interpolatedSeconds !== undefined) series.interpolatedSeconds[at] = row.interpolated_seconds ?? 0;
  series.length = at + 1;
}
