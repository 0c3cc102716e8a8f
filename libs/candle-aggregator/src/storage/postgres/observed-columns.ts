import type { DecimalText } from '@prate/execution-interface';
import type { ObservedMinute } from '../../observed-minute';
import type { ObservedSecond } from '../../observed/observed-second';
import { ColumnLists } from './column-lists';

const COLUMNS = new ColumnLists<ObservedSecond>([
  ['open_time', 'bigint', (second) => second.openTimeS],
  ['open', 'bigint', (second) => second.open],
  ['high', 'bigint', (second) => second.high],
  ['low', 'bigint', (second) => second.low],
  ['close', 'bigint', (second) => second.close],
  ['price_step', 'bigint', (second) => second.priceGrid.step],
  ['price_scale', 'integer', (second) => second.priceGrid.scale],
  ['volume', 'bigint', (second) => second.volume],
  ['volume_step', 'bigint', (second) => second.volumeGrid.step],
  ['volume_scale', 'integer', (second) => second.volumeGrid.scale],
  ['contract_size', 'text', (second) => second.contractSize],
  ['turnover', 'text', (second) => second.turnover],
  ['flags', 'integer', (second) => second.flags],
]);

interface ObservedRow {
  readonly open_time: string;
  /** None: every second of the minute that begins then was withdrawn. */
  readonly open: string | null;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly price_step: string;
  readonly price_scale: number;
  readonly volume: string;
  readonly volume_step: string;
  readonly volume_scale: number;
  readonly contract_size: string | null;
  readonly turnover: string | null;
  readonly flags: number;
  readonly minute_revision: number;
}
export type { ObservedRow };

/** Parameters: symbol id, then {@link toObservedLists}. */
export const UPSERT_OBSERVED =
  `INSERT INTO observed_1s (symbol_id, ${COLUMNS.names}) SELECT $1, given.* FROM ${COLUMNS.given} ` +
  `ON CONFLICT (symbol_id, open_time) DO UPDATE SET ${COLUMNS.updates}`;

/** Parameters: symbol id, open times of minutes, their revisions. */
export const UPSERT_OBSERVED_MINUTES =
  'INSERT INTO observed_minute (symbol_id, open_time, revision) SELECT $1, given.* FROM unnest($2::bigint[], $3::integer[]) AS given ' +
  'ON CONFLICT (symbol_id, open_time) DO UPDATE SET revision = excluded.revision';

/** Parameters: symbol id, first and end time in whole seconds. In time order. */
export const SELECT_OBSERVED =
  `SELECT ${COLUMNS.each((name) => `o.${name}`)}, coalesce(m.revision, 0) AS minute_revision FROM observed_1s o ` +
  'LEFT JOIN observed_minute m ON m.symbol_id = o.symbol_id AND m.open_time = o.open_time - o.open_time % 60 ' +
  'WHERE o.symbol_id = $1 AND o.open_time >= $2 AND o.open_time < $3 ORDER BY o.open_time';

/** The same parameters, on whole minutes. A minute of which no second is left is one row without values. */
export const SELECT_OBSERVED_TO_WRITE =
  `(${SELECT_OBSERVED}) UNION ALL (SELECT m.open_time, ${COLUMNS.each((name, type) => `NULL::${type} AS ${name}`, 1)}, m.revision FROM observed_minute m ` +
  'WHERE m.symbol_id = $1 AND m.open_time >= $2 AND m.open_time < $3 AND NOT EXISTS (SELECT FROM observed_1s o ' +
  'WHERE o.symbol_id = m.symbol_id AND o.open_time >= m.open_time AND o.open_time < m.open_time + 60))';

/** One list a column. */
export function toObservedLists(seconds: readonly ObservedSecond[]): unknown[][] {
  return COLUMNS.of(seconds);
}

export function toObservedSecond(row: ObservedRow): ObservedSecond {
  return {
    openTimeS: Number(row.open_time),
    open: Number(row.open),
    high: Number(row.high),
    low: Number(row.low),
    close: Number(row.close),
    priceGrid: { step: Number(row.price_step), scale: row.price_scale },
    volume: Number(row.volume),
    volumeGrid: { step: Number(row.volume_step), scale: row.volume_scale },
    ...(row.contract_size === null ? {} : { contractSize: row.contract_size as DecimalText }),
    ...(row.turnover === null ? {} : { turnover: row.turnover as DecimalText }),
    flags: row.flags,
  };
}

/** Rows in time order by their minute. */
export function toObservedMinutes(rows: readonly ObservedRow[]): Map<number, ObservedMinute> {
  const minutes = new Map<number, { openTimeS: number; seconds: ObservedSecond[]; revision: number }>();
  for (const row of rows) {
    if (row.open === null) {
      minutes.set(Number(row.open_time), { openTimeS: Number(row.open_time), seconds: [], revision: row.minute_revision });
      continue;
    }
    const second = toObservedSecond(row);
    const openTimeS = second.openTimeS - (second.openTimeS % 60);
    const minute = minutes.get(openTimeS);
    if (minute === undefined) minutes.set(openTimeS, { openTimeS, seconds: [second], revision: row.minute_revision });
    else minute.seconds.push(second);
  }
  return minutes;
}
