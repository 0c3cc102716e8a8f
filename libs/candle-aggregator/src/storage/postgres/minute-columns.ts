import type { DecimalText } from '@prate/execution-interface';
import type { MinuteSource, StoredMinute } from '../../minute';
import { ColumnLists } from './column-lists';

/** A column of `candle_1m` and `candle_1m_revision`, its type, and its value of a minute. */
const COLUMNS = new ColumnLists<StoredMinute>([
  ['open_time', 'bigint', (minute) => minute.openTimeS],
  ['open', 'bigint', (minute) => minute.open],
  ['high', 'bigint', (minute) => minute.high],
  ['low', 'bigint', (minute) => minute.low],
  ['close', 'bigint', (minute) => minute.close],
  ['price_step', 'bigint', (minute) => minute.priceGrid.step],
  ['price_scale', 'integer', (minute) => minute.priceGrid.scale],
  ['volume', 'bigint', (minute) => minute.volume],
  ['volume_step', 'bigint', (minute) => minute.volumeGrid.step],
  ['volume_scale', 'integer', (minute) => minute.volumeGrid.scale],
  ['contract_size', 'text', (minute) => minute.contractSize],
  ['contracts', 'text', (minute) => minute.contracts],
  ['turnover', 'text', (minute) => minute.turnover],
  ['stitched_open', 'bigint', (minute) => minute.stitched?.open],
  ['stitched_high', 'bigint', (minute) => minute.stitched?.high],
  ['stitched_low', 'bigint', (minute) => minute.stitched?.low],
  ['stitched_close', 'bigint', (minute) => minute.stitched?.close],
  ['stitched_scale', 'integer', (minute) => minute.stitchedScale],
  ['flags', 'integer', (minute) => minute.flags],
  ['final', 'boolean', (minute) => minute.isFinal],
  ['revision', 'integer', (minute) => minute.revision],
  ['method', 'text', (minute) => minute.profile.method],
  ['seed', 'bigint', (minute) => minute.profile.seed],
  ['received_at', 'bigint', (minute) => minute.receivedAtMs],
  ['observed_seconds', 'integer', (minute) => minute.origins?.observed],
  ['interpolated_seconds', 'integer', (minute) => minute.origins?.interpolated],
  ['source', 'text', (minute) => minute.testimony?.source],
  ['asked_at', 'bigint', (minute) => minute.testimony?.askedAtMs],
]);

export const MINUTE_COLUMNS = COLUMNS.names;

/** A row of {@link MINUTE_COLUMNS}. Whole numbers of eight bytes are text. */
export interface MinuteRow {
  readonly open_time: string;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly price_step: string;
  readonly price_scale: number;
  readonly volume: string;
  readonly volume_step: string;
  readonly volume_scale: number;
  readonly contract_size: string | null;
  readonly contracts: string | null;
  readonly turnover: string | null;
  readonly stitched_open: string | null;
  readonly stitched_high: string | null;
  readonly stitched_low: string | null;
  readonly stitched_close: string | null;
  readonly stitched_scale: number | null;
  readonly flags: number;
  readonly final: boolean;
  readonly revision: number;
  readonly method: string;
  readonly seed: string;
  readonly received_at: string;
  readonly observed_seconds: number | null;
  readonly interpolated_seconds: number | null;
  readonly source: MinuteSource | null;
  readonly asked_at: string | null;
}

/** Parameters: symbol id, then {@link toMinuteLists}. One statement for all of them; what is there is no omission. */
export const UPSERT_MINUTES =
  'WITH known AS (DELETE FROM candle_omission WHERE symbol_id = $1 AND open_time = ANY($2::bigint[])) ' +
  `INSERT INTO candle_1m (symbol_id, ${MINUTE_COLUMNS}) SELECT $1, given.* FROM ${COLUMNS.given} ` +
  `ON CONFLICT (symbol_id, open_time) DO UPDATE SET ${COLUMNS.updates}`;

/** Parameters: as {@link UPSERT_MINUTES}, then the time of the correction in ms. */
export const INSERT_REVISIONS =
  `INSERT INTO candle_1m_revision (symbol_id, ${MINUTE_COLUMNS}, replaced_at) ` +
  `SELECT $1, given.*, $${COLUMNS.count + 2}::bigint FROM ${COLUMNS.given} ON CONFLICT DO NOTHING`;

/** One list a column. */
export function toMinuteLists(minutes: readonly StoredMinute[]): unknown[][] {
  return COLUMNS.of(minutes);
}

/** The minute a row holds. */
export function toStoredMinute(row: MinuteRow): StoredMinute {
  const { stitched_open: open, stitched_high: high, stitched_low: low, stitched_close: close, stitched_scale: stitchedScale } = row;
  const hasStitched = open !== null && high !== null && low !== null && close !== null && stitchedScale !== null;
  const { observed_seconds: observed, interpolated_seconds: interpolated } = row;
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
    ...(row.contracts === null ? {} : { contracts: row.contracts as DecimalText }),
    ...(row.turnover === null ? {} : { turnover: row.turnover as DecimalText }),
    ...(hasStitched ? { stitched: { open: Number(open), high: Number(high), low: Number(low), close: Number(close) }, stitchedScale } : {}),
    flags: row.flags,
    isFinal: row.final,
    revision: row.revision,
    profile: { method: row.method, seed: Number(row.seed) },
    receivedAtMs: Number(row.received_at),
    ...(observed === null || interpolated === null ? {} : { origins: { observed, interpolated } }),
    ...(row.source === null || row.asked_at === null ? {} : { testimony: { source: row.source, askedAtMs: Number(row.asked_at) } }),
  };
}
