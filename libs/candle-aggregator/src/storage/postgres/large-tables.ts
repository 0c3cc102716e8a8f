const DAY_S = 86_400;

/**
 * The tables that grow by the minute, and what one chunk of them spans, s, where they are hypertables. Minutes are kept for years, and a put looks
 * for the last one before it and the first one after it in all chunks: few of them. Observed seconds are pruned day by day.
 */
export const LARGE_TABLES: Readonly<Record<string, number>> = { candle_1m: 84 * DAY_S, observed_minute: 7 * DAY_S, observed_1s: DAY_S };
