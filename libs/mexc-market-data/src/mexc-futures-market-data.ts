import { type Candle, type CandleQuery, type Instrument, MarketDataInterface, type MarkPrice } from '@prate/execution-interface';
import { klineIntervalOf, klineIntervalSeconds } from '@prate/mexc-protocol';
import { MexcFuturesRest } from '@prate/mexc-rest';
import type { MexcFuturesMarketDataOptions } from './config';
import { ContractCatalog } from './contract-catalog';
import { CandleQueryError, KlineRowError } from './errors';
import { candlesFromWire, markPriceFromWire } from './from-wire';
import { type KlinePage, klinePages } from './kline-pages';

/** What MEXC Futures markets look like, by call. Every method throws a `MexcError` when the venue's answer cannot be had. */
export class MexcFuturesMarketData extends MarketDataInterface {
  private readonly rest: MexcFuturesRest;
  private readonly catalog: ContractCatalog;
  private ownsRest = false;

  constructor({ rest, clock, instrumentsMaxAgeMs }: MexcFuturesMarketDataOptions) {
    super();
    this.rest = rest;
    this.catalog = new ContractCatalog({
      list: () => rest.public.getContractDetail(),
      ...(clock === undefined ? {} : { clock }),
      ...(instrumentsMaxAgeMs === undefined ? {} : { maxAgeMs: instrumentsMaxAgeMs }),
    });
  }

  /** With a REST client of its own, without keys; `close()` lets go of it. */
  static create(config: { readonly baseUrl?: string } = {}): MexcFuturesMarketData {
    const marketData = new MexcFuturesMarketData({ rest: new MexcFuturesRest(config) });
    marketData.ownsRest = true;
    return marketData;
  }

  getServerTimeMs(): Promise<number> {
    return this.rest.public.getServerTime();
  }

  /** @throws {UnknownSymbolError} naming some known symbols */
  getInstrument(symbol: string): Promise<Instrument> {
    return this.catalog.getInstrument(symbol);
  }

  getInstruments(): Promise<readonly Instrument[]> {
    return this.catalog.getInstruments();
  }

  /**
   * Candles with their open time in `[startMs, endMs)`, oldest first, the running one included. Intervals: 60, 300, 900, 1800, 3600, 14400,
   * 28800, 86400 and 604800 seconds.
   *
   * @throws {CandleQueryError} for another interval, a bound that is no time, or a reversed range
   * @throws {UnknownSymbolError} when the venue does not list the symbol
   * @throws {KlineRowError} when the venue answers with rows that were not asked for
   */
  async getCandles({ symbol, intervalSeconds, startMs, endMs }: CandleQuery): Promise<readonly Candle[]> {
    const interval = klineIntervalOf(intervalSeconds);
    if (interval === undefined) {
      const known = Object.values(klineIntervalSeconds).join(', ');
      throw new CandleQueryError('interval-unsupported', `intervalSeconds: found ${intervalSeconds}, expected one of ${known}`);
    }
    const pages = [...klinePages({ interval, startMs, endMs })];
    const instrument = await this.getInstrument(symbol);
    const candles = new Map<number, Candle>();
    for (const page of pages) {
      const klines = await this.rest.public.getKlines({ symbol, interval, ...page });
      for (const candle of candlesFromWire(klines, { instrument, intervalSeconds })) {
        requireInside(candle, page);
        // Of a bar on the seam the later reading stands: the running one has grown meanwhile.
        candles.set(candle.openTimeMs, candle);
      }
    }
    return [...candles.values()].sort((a, b) => a.openTimeMs - b.openTimeMs);
  }

  /** @throws {UnknownSymbolError} when the venue does not list the symbol */
  async getMarkPrice(symbol: string): Promise<MarkPrice> {
    await this.getInstrument(symbol);
    return markPriceFromWire(await this.rest.public.getFairPrice({ symbol }));
  }

  /** Lets go of kept-alive connections if this object made its REST client itself. */
  close(): void {
    if (this.ownsRest) this.rest.close();
  }
}

function requireInside({ symbol, openTimeMs }: Candle, { startSeconds, endSeconds }: KlinePage): void {
  if (openTimeMs >= startSeconds * 1_000 && openTimeMs <= endSeconds * 1_000) return;
  throw new KlineRowError(
    `klines of ${symbol}: found a row at ${openTimeMs / 1_000} s, expected ${startSeconds} to ${endSeconds} s as asked`,
  );
}
