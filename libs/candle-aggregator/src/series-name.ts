/**
 * Which price of an instrument a candle tells: of trades, of the index, or the fair price. Part of the key of everything stored. In `index` and
 * `fair` nothing is traded: volume is always 0, and every second of a minute that moves counts as traded (candle rules, section 4.2).
 */
export type SeriesName = 'trade' | 'index' | 'fair';

/** The one meant where none is named. */
export const DEFAULT_SERIES: SeriesName = 'trade';

export const SERIES_NAMES: readonly SeriesName[] = ['trade', 'index', 'fair'];
