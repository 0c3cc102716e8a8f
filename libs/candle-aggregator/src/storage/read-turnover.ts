import type { CandleSeries } from '../candle-series';
import type { CandleRange } from '../candle-store';
import { cutSeries } from '../cut-series';
import { DEFAULT_SERIES } from '../series-name';
import { seriesOfMinute } from '../served-seconds';
import { minuteWithTurnover, observedWithTurnover, secondsWithTurnover } from '../with-turnover';
import type { Statement } from './data-sources';
import { type MinuteRow, SELECT_MINUTES, toStoredMinute } from './minute-rows';
import { readAround } from './read-around';
import { readSeconds } from './read-candles';

const SLICE_S = 43_200;

/** Seconds with the turnover of each, a minute a series. */
export async function* readSecondsWithTurnover(range: CandleRange, statement: Statement): AsyncIterable<CandleSeries> {
  const { symbol, series = DEFAULT_SERIES } = range;
  const startS = Math.ceil(range.startTs / 1000);
  const endS = Math.ceil(range.endTs / 1000);
  // Turnover is shared over whole minutes.
  const whole = { symbol, series, startTs: (startS - (startS % 60)) * 1000, endTs: (endS + 59 - ((endS + 59) % 60)) * 1000 };
  for await (const seconds of readSeconds(whole, statement)) {
    const firstS = minuteOf(seconds, 0);
    const lastS = minuteOf(seconds, seconds.length - 1);
    const { existing, observed } = await readAround({ symbol, series }, firstS, lastS, statement);
    const finals = new Map(existing.filter((minute) => minute.isFinal).map((minute) => [minute.openTimeS, minute]));
    for (let timeS = firstS; timeS <= lastS; timeS += 60) {
      const part = cutSeries(seconds, timeS, timeS + 60);
      const minute = finals.get(timeS);
      const seen = observed.get(timeS);
      let carrying = part;
      if (minute !== undefined) carrying = secondsWithTurnover(minute, part, seen);
      else if (seen !== undefined) carrying = observedWithTurnover(part, seen);
      const wanted = cutSeries(carrying, startS, endS);
      if (wanted.length > 0) yield wanted;
    }
  }
}

/** Final minutes with their turnover, each a series. */
export async function* readMinutesWithTurnover(range: CandleRange, statement: Statement): AsyncIterable<CandleSeries> {
  const { symbol, series = DEFAULT_SERIES, startTs, endTs } = range;
  const [known] = await statement<{ last_s: number | null; first_s: number | null }>(
    'SELECT max(m.open_time) AS last_s, min(m.open_time) AS first_s FROM market_symbol s JOIN candle_1m m ON m.symbol_id = s.id ' +
      'AND m.open_time >= ?3 AND m.open_time < ?4 WHERE s.symbol = ?1 AND s.series = ?2',
    [symbol, series, Math.ceil(startTs / 1000), Math.ceil(endTs / 1000)],
  );
  if (typeof known?.first_s !== 'number' || typeof known.last_s !== 'number') return;
  for (let fromS = known.first_s; fromS <= known.last_s; fromS += SLICE_S) {
    const rows = await statement<MinuteRow>(SELECT_MINUTES, [symbol, series, fromS, Math.min(known.last_s, fromS + SLICE_S - 1)]);
    for (const row of rows) {
      if (row.final !== 1) continue;
      const minute = toStoredMinute(row);
      yield minuteWithTurnover(minute, seriesOfMinute(minute));
    }
  }
}

function minuteOf(seconds: CandleSeries, row: number): number {
  const timeS = seconds.openTimeS[row] as number;
  return timeS - (timeS % 60);
}
