/** Parameters: symbol, series. */
export const SELECT_FIRST_KNOWN =
  'SELECT min((SELECT open_time FROM candle_1m WHERE symbol_id = s.id ORDER BY open_time LIMIT 1)) AS first_s FROM market_symbol s WHERE s.symbol = ?1 AND s.series = ?2';

const FINAL_MINUTES =
  'SELECT m.open_time AS t FROM market_symbol s JOIN candle_1m m ON m.symbol_id = s.id WHERE s.symbol = ?1 AND s.series = ?2 AND m.final = 1';

/** Parameters: symbol, series, start and end in whole seconds, multiples of 60. Half-open ranges without a final minute, merged and sorted. */
export const SELECT_HOLES =
  `WITH known (t) AS (SELECT ?3 - 60 UNION ALL SELECT t FROM (${FINAL_MINUTES} AND m.open_time >= ?3 AND m.open_time < ?4) UNION ALL SELECT ?4), ` +
  'steps (from_s, to_s) AS (SELECT t + 60, lead(t) OVER (ORDER BY t) FROM known) ' +
  'SELECT from_s, to_s FROM steps WHERE to_s > from_s ORDER BY from_s';

/** Parameters: symbol, series. End of the run of final minutes that begins at the first known one. */
export const SELECT_WATERMARK =
  `WITH first (t) AS (${SELECT_FIRST_KNOWN}), known (t) AS (SELECT t - 60 FROM first UNION ALL SELECT t FROM (${FINAL_MINUTES})), ` +
  'steps (end_s, next_s) AS (SELECT t + 60, lead(t) OVER (ORDER BY t) FROM known) ' +
  'SELECT min(end_s) AS watermark_s FROM steps WHERE next_s IS NULL OR next_s > end_s';

export const SELECT_STATS =
  'SELECT (SELECT count(*) FROM candle_1m) AS minutes, (SELECT count(*) FROM candle_1s) AS seconds, ' +
  '(SELECT count(DISTINCT symbol) FROM market_symbol) AS symbols';
