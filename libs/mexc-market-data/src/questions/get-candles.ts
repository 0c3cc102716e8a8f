import type { Candle, CandleQuery } from '@prate/execution-interface';
import { type KlineInterval, klineIntervalOf, klineIntervalSeconds } from '@prate/mexc-protocol';
import { CandleQueryError, KlineRowError } from '../errors';
import { candlesFromWire } from '../from-wire/candles-from-wire';
import { type KlinePage, klinePages } from '../kline-pages';
import type { MarketContext } from '../market-context';

/**
 * Candles with their open time in `[startMs, endMs)`, oldest first, the running one included.
 *
 * @throws {CandleQueryError} for an interval the venue has not, a bound that is no time, or a reversed range
 * @throws {UnknownSymbolError} when the venue does not list the symbol
 * @throws {KlineRowError} when the venue answers with rows that were not asked for
 */
export async function getCandles(
  { catalog, rest }: MarketContext,
  { symbol, intervalSeconds, startMs, endMs }: CandleQuery,
): Promise<readonly Candle[]> {
  const asking = `getCandles of ${symbol}`;
  const interval = requireInterval(intervalSeconds, asking);
  const pages = [...klinePages({ interval, startMs, endMs, asking })];
  const instrument = await catalog.getInstrument(symbol);
  const candles = new Map<number, Candle>();
  for (const page of pages) {
    const klines = await rest.public.getKlines({ symbol, interval, ...page });
    for (const candle of candlesFromWire(klines, { instrument, intervalSeconds })) {
      requireInside(candle, page);
      // Of a bar on the seam the later reading stands: the running one has grown meanwhile.
      candles.set(candle.openTimeMs, candle);
    }
  }
  return [...candles.values()].sort((a, b) => a.openTimeMs - b.openTimeMs);
}

/** @throws {CandleQueryError} naming the intervals there are */
export function requireInterval(intervalSeconds: number, asking: string): KlineInterval {
  const interval = klineIntervalOf(intervalSeconds);
  if (interval !== undefined) return interval;
  const known = Object.values(klineIntervalSeconds).join(', ');
  throw new CandleQueryError('interval-unsupported', `${asking}: intervalSeconds: found ${intervalSeconds}, expected one of ${known}`);
}

function requireInside({ symbol, openTimeMs }: Candle, { startSeconds, endSeconds }: KlinePage): void {
  if (openTimeMs >= startSeconds * 1_000 && openTimeMs <= endSeconds * 1_000) return;
  throw new KlineRowError(
    `klines of ${symbol}: found a row at ${openTimeMs / 1_000} s, expected ${startSeconds} to ${endSeconds} s as asked`,
  );
}
