import type { DecimalText } from '@prate/execution-interface';
import type { MinuteSource, StoredMinute } from '../minute';
import { originOfMinute } from '../minute';
import { powerOfTen } from '../scaled-number';
import type { ValueScale } from '../seconds-scale';
import { packTable } from './packed-table';

/** A row of `candle_1m` with the scales of its symbol row. */
export interface MinuteRow {
  readonly symbol_id: number;
  readonly open_time: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  readonly price_step: number;
  readonly price_scale: number;
  readonly volume_step: number;
  readonly volume_scale: number;
  readonly stitched_open: number | null;
  readonly stitched_high: number | null;
  readonly stitched_low: number | null;
  readonly stitched_close: number | null;
  readonly stitched_scale: number | null;
  readonly contracts: string | null;
  readonly turnover: string | null;
  readonly flags: number;
  readonly revision: number;
  readonly method: string;
  readonly seed: number;
  readonly received_at: number;
  readonly final: number;
  readonly observed_seconds: number | null;
  readonly interpolated_seconds: number | null;
  readonly source: MinuteSource | null;
  readonly asked_at: number | null;
  readonly row_price_scale: number;
  readonly row_volume_scale: number;
  readonly contract_size: string;
}

const VALUE_COLUMNS = [
  ...['open', 'high', 'low', 'close', 'volume', 'price_step', 'price_scale', 'volume_step', 'volume_scale'],
  ...['stitched_open', 'stitched_high', 'stitched_low', 'stitched_close', 'stitched_scale', 'contracts', 'turnover'],
  ...['origin', 'flags', 'revision', 'method', 'seed', 'received_at', 'final'],
  ...['observed_seconds', 'interpolated_seconds', 'source', 'asked_at'],
];

/** One statement that stores minutes on one symbol row, as many as `row_number` has numbers at most. */
export function upsertMinutes(
  minutes: readonly StoredMinute[],
  scale: ValueScale & { readonly id: number },
): { readonly sql: string; readonly parameters: readonly unknown[] } {
  const { expressions, parameters } = packTable(minutes.map((minute) => [scale.id, ...toMinuteValues(minute, scale)]));
  const sql =
    `INSERT INTO candle_1m (symbol_id, open_time, ${VALUE_COLUMNS.join(', ')}) SELECT ${expressions.join(', ')} ` +
    `FROM row_number WHERE i < ${minutes.length} ON CONFLICT (symbol_id, open_time) DO UPDATE SET ` +
    VALUE_COLUMNS.map((name) => `${name} = excluded.${name}`).join(', ');
  return { sql, parameters };
}

const OF_SYMBOL = 'FROM market_symbol s JOIN candle_1m m ON m.symbol_id = s.id WHERE s.symbol = ?1 AND s.series = ?2';
const WITH_SCALES = 'm.*, s.price_scale AS row_price_scale, s.volume_scale AS row_volume_scale, s.contract_size';

/** Parameters: symbol, series, first and last open time in whole seconds, both inclusive. */
export const SELECT_MINUTES = `SELECT ${WITH_SCALES} ${OF_SYMBOL} AND m.open_time >= ?3 AND m.open_time <= ?4 ORDER BY m.open_time`;

/** Parameters: symbol, series, first open time and the time before which they end. Old versions, with `replaced_at`. */
export const SELECT_REVISIONS =
  `SELECT ${WITH_SCALES} FROM market_symbol s JOIN candle_1m_revision m ON m.symbol_id = s.id WHERE s.symbol = ?1 AND s.series = ?2 ` +
  'AND m.open_time >= ?3 AND m.open_time < ?4 ORDER BY m.open_time, m.revision';

/** Parameters: symbol, series, first and last time. Open times of the latest final minute before, and of the first after that was not filled. */
export const SELECT_NEIGHBOURS =
  'SELECT max((SELECT open_time FROM candle_1m WHERE symbol_id = s.id AND open_time < ?3 AND final = 1 ORDER BY open_time DESC LIMIT 1)) AS before_s, ' +
  'min((SELECT open_time FROM candle_1m WHERE symbol_id = s.id AND open_time > ?4 AND final = 1 AND flags & 1 = 0 ORDER BY open_time LIMIT 1)) AS after_s ' +
  'FROM market_symbol s WHERE s.symbol = ?1 AND s.series = ?2';

/** Parameters: symbol, series, time. Open time of the first final minute after it that was not filled. */
export const SELECT_REAL_AFTER =
  'SELECT min((SELECT open_time FROM candle_1m WHERE symbol_id = s.id AND open_time > ?3 AND final = 1 AND flags & 1 = 0 ' +
  'ORDER BY open_time LIMIT 1)) AS time_s FROM market_symbol s WHERE s.symbol = ?1 AND s.series = ?2';

/** Parameters: symbol, series, time. Open time of the latest final minute before it that was not filled. */
export const SELECT_REAL_BEFORE =
  'SELECT max((SELECT open_time FROM candle_1m WHERE symbol_id = s.id AND open_time < ?3 AND final = 1 AND flags & 1 = 0 ' +
  'ORDER BY open_time DESC LIMIT 1)) AS time_s FROM market_symbol s WHERE s.symbol = ?1 AND s.series = ?2';

/** A minute as one list of values, on the scales of its symbol row. */
function toMinuteValues(minute: StoredMinute, scale: ValueScale): readonly (number | string | null)[] {
  const price = powerOfTen(scale.priceScale - minute.priceGrid.scale);
  const unit = powerOfTen(scale.volumeScale - minute.volumeGrid.scale);
  const { stitched, stitchedScale, priceGrid, volumeGrid, profile } = minute;
  return [
    minute.openTimeS,
    minute.open * price,
    minute.high * price,
    minute.low * price,
    minute.close * price,
    minute.volume * unit,
    priceGrid.step,
    priceGrid.scale,
    volumeGrid.step,
    volumeGrid.scale,
    stitched?.open ?? null,
    stitched?.high ?? null,
    stitched?.low ?? null,
    stitched?.close ?? null,
    stitchedScale ?? null,
    minute.contracts ?? null,
    minute.turnover ?? null,
    originOfMinute(minute),
    minute.flags,
    minute.revision,
    profile.method,
    profile.seed,
    minute.receivedAtMs,
    minute.isFinal ? 1 : 0,
    minute.origins?.observed ?? null,
    minute.origins?.interpolated ?? null,
    minute.testimony?.source ?? null,
    minute.testimony?.askedAtMs ?? null,
  ];
}

/** The minute a row holds, on the grid it was made with. */
export function toStoredMinute(row: MinuteRow): StoredMinute {
  const price = powerOfTen(row.row_price_scale - row.price_scale);
  const { observed_seconds: observed, interpolated_seconds: interpolated } = row;
  const { stitched_open: open, stitched_high: high, stitched_low: low, stitched_close: close, stitched_scale: stitchedScale } = row;
  const hasStitched = open !== null && high !== null && low !== null && close !== null && stitchedScale !== null;
  return {
    openTimeS: row.open_time,
    open: row.open / price,
    high: row.high / price,
    low: row.low / price,
    close: row.close / price,
    priceGrid: { step: row.price_step, scale: row.price_scale },
    volume: row.volume / powerOfTen(row.row_volume_scale - row.volume_scale),
    volumeGrid: { step: row.volume_step, scale: row.volume_scale },
    ...(row.contract_size === '' ? {} : { contractSize: row.contract_size as DecimalText }),
    ...(row.contracts === null ? {} : { contracts: row.contracts as DecimalText }),
    ...(row.turnover === null ? {} : { turnover: row.turnover as DecimalText }),
    ...(hasStitched ? { stitched: { open, high, low, close }, stitchedScale } : {}),
    flags: row.flags,
    isFinal: row.final === 1,
    revision: row.revision,
    profile: { method: row.method, seed: row.seed },
    receivedAtMs: row.received_at,
    ...(observed === null || interpolated === null ? {} : { origins: { observed, interpolated } }),
    ...(row.source === null || row.asked_at === null ? {} : { testimony: { source: row.source, askedAtMs: row.asked_at } }),
  };
}
