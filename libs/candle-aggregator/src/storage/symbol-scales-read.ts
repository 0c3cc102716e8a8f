import type { DecimalText } from '@prate/execution-interface';
import type { SeriesScale } from '../candle-series';
import type { SeriesName } from '../series-name';
import type { Statement } from './data-sources';

/** How the numbers of each symbol row are read, by its id. */
export type Scales = ReadonlyMap<number, SeriesScale>;

export async function readScales(
  { symbol, series }: { readonly symbol: string; readonly series: SeriesName },
  statement: Statement,
): Promise<Scales> {
  const rows = await statement<{ id: number; price_scale: number; volume_scale: number; contract_size: string }>(
    'SELECT id, price_scale, volume_scale, contract_size FROM market_symbol WHERE symbol = ?1 AND series = ?2',
    [symbol, series],
  );
  return new Map(
    rows.map(({ id, price_scale: priceScale, volume_scale: volumeScale, contract_size: size }) => {
      const contractSize = size === '' ? {} : { contractSize: size as DecimalText };
      return [id, { priceScale, volumeScale, ...contractSize }];
    }),
  );
}

export function scaleOf(scales: Scales, symbolId: number): SeriesScale {
  const scale = scales.get(symbolId);
  if (scale === undefined) throw new RangeError(`symbol row: found id ${symbolId}, expected one of ${[...scales.keys()].join(', ')}`);
  return scale;
}
