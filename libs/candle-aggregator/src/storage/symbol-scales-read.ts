import type { DecimalText } from '@prate/execution-interface';
import type { SeriesScale } from '../candle-series';
import type { SeriesName } from '../series-name';
import type { Statement } from './data-sources';

/** What a symbol row says of its numbers. */
export interface ScaleRow {
  readonly price_scale: number;
  readonly volume_scale: number;
  /** Empty where no instrument was named. */
  readonly contract_size: string;
}

/** How the numbers of each symbol row are read, by its id. */
export type Scales = ReadonlyMap<number, SeriesScale>;

export async function readScales(
  { symbol, series }: { readonly symbol: string; readonly series: SeriesName },
  statement: Statement,
): Promise<Scales> {
  const rows = await statement<ScaleRow & { readonly id: number }>(
    'SELECT id, price_scale, volume_scale, contract_size FROM market_symbol WHERE symbol = ?1 AND series = ?2',
    [symbol, series],
  );
  return new Map(rows.map((row) => [row.id, toScale(row)]));
}

export function toScale({ price_scale: priceScale, volume_scale: volumeScale, contract_size: size }: ScaleRow): SeriesScale {
  return { priceScale, volumeScale, ...(size === '' ? {} : { contractSize: size as DecimalText }) };
}

export function scaleOf(scales: Scales, symbolId: number): SeriesScale {
  const scale = scales.get(symbolId);
  if (scale === undefined) throw new RangeError(`symbol row: found id ${symbolId}, expected one of ${[...scales.keys()].join(', ')}`);
  return scale;
}
