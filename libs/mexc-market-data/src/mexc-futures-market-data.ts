import {
  type Candle,
  type CandleQuery,
  type CandleStreamQuery,
  type FundingRate,
  type IndexPrice,
  type Instrument,
  type InstrumentChange,
  type MarkPrice,
  type MarketDataHandlers,
  MarketDataInterface,
  type MarketTrade,
  type MarketTradeQuery,
  type OrderBook,
  type OrderBookQuery,
  type StopWatching,
  SystemClock,
  type Ticker,
} from '@prate/execution-interface';
import { MexcFuturesRest } from '@prate/mexc-rest';
import { MexcFuturesStream } from '@prate/mexc-ws';
import type { MexcFuturesMarketDataOptions, OwnWireOptions } from './config';
import { ContractCatalog } from './contract-catalog';
import { MarketDataClosedError } from './errors';
import { InstrumentFeed } from './instrument-feed';
import type { MarketContext } from './market-context';
import { getCandles } from './questions/get-candles';
import { getOrderBook } from './questions/get-order-book';
import { getFundingRate, getIndexPrice, getMarkPrice } from './questions/get-prices';
import { getTicker } from './questions/get-ticker';
import { getTrades } from './questions/get-trades';
import { SharedOrderBooks } from './shared-order-books';
import { systemTimer } from './system-timer';
import { GuardedHandlers } from './telling/guarded-handlers';
import type { Begin } from './watches/begin-watch';
import { watchCandles } from './watches/watch-candles';
import { watchInstruments } from './watches/watch-instruments';
import { watchOrderBook } from './watches/watch-order-book';
import { watchFundingRate, watchIndexPrice, watchMarkPrice, watchTicker } from './watches/watch-statements';
import { watchTrades } from './watches/watch-trades';

/**
 * What MEXC Futures markets look like, by call and by stream. Every question throws a `MexcError` when the venue's answer cannot be had; what
 * each of them refuses besides is said in the file named like it. Constructing it opens nothing.
 */
export class MexcFuturesMarketData extends MarketDataInterface {
  private readonly context: MarketContext;
  private readonly onHandlerError?: (error: unknown) => void;
  private readonly stops = new Set<StopWatching>();
  private isClosed = false;
  private ownsWire = false;

  constructor({ rest, stream, clock, timer, instrumentsMaxAgeMs, onHandlerError }: MexcFuturesMarketDataOptions) {
    super();
    if (onHandlerError !== undefined) this.onHandlerError = onHandlerError;
    const ticking = timer ?? systemTimer;
    const catalog = new ContractCatalog({
      list: () => rest.public.getContractDetail(),
      onChange: (change) => this.context.instrumentFeed.tell(change),
      ...(clock === undefined ? {} : { clock }),
      ...(instrumentsMaxAgeMs === undefined ? {} : { maxAgeMs: instrumentsMaxAgeMs }),
    });
    this.context = {
      rest,
      stream,
      clock: clock ?? new SystemClock(),
      catalog,
      instrumentFeed: new InstrumentFeed({ catalog, feed: stream.public, timer: ticking }),
      books: new SharedOrderBooks({
        feed: stream.public,
        getSnapshot: (symbol, limit) => rest.public.getDepth({ symbol, limit }),
        timer: ticking,
      }),
    };
  }

  /** With a REST client and streams of its own, without keys; `close()` lets go of them. */
  static create({ baseUrl, streamUrl, ...options }: OwnWireOptions = {}): MexcFuturesMarketData {
    const { onHandlerError } = options;
    const marketData = new MexcFuturesMarketData({
      ...options,
      rest: new MexcFuturesRest(baseUrl === undefined ? {} : { baseUrl }),
      stream: new MexcFuturesStream({
        ...(streamUrl === undefined ? {} : { url: streamUrl }),
        ...(onHandlerError === undefined ? {} : { onHandlerError }),
      }),
    });
    marketData.ownsWire = true;
    return marketData;
  }

  getServerTimeMs(): Promise<number> {
    return this.context.rest.public.getServerTime();
  }

  /** @throws {UnknownSymbolError} naming some known symbols */
  getInstrument(symbol: string): Promise<Instrument> {
    return this.context.catalog.getInstrument(symbol);
  }

  getInstruments(): Promise<readonly Instrument[]> {
    return this.context.catalog.getInstruments();
  }

  /** The list is read again when somebody asks an hour later (`instrumentsMaxAgeMs`); where that fails, the old one answers for a day. */
  get instrumentsReadAtMs(): number | undefined {
    return this.context.catalog.readAtMs;
  }

  /** Intervals: 60, 300, 900, 1800, 3600, 14400, 28800, 86400 and 604800 seconds; of {@link watchCandles}, too. */
  getCandles(query: CandleQuery): Promise<readonly Candle[]> {
    return getCandles(this.context, query);
  }

  getTicker(symbol: string): Promise<Ticker> {
    return getTicker(this.context, symbol);
  }

  getOrderBook(query: OrderBookQuery): Promise<OrderBook> {
    return getOrderBook(this.context, query);
  }

  getTrades(query: MarketTradeQuery): Promise<readonly MarketTrade[]> {
    return getTrades(this.context, query);
  }

  getMarkPrice(symbol: string): Promise<MarkPrice> {
    return getMarkPrice(this.context, symbol);
  }

  getIndexPrice(symbol: string): Promise<IndexPrice> {
    return getIndexPrice(this.context, symbol);
  }

  getFundingRate(symbol: string): Promise<FundingRate> {
    return getFundingRate(this.context, symbol);
  }

  async watchCandles(query: CandleStreamQuery, handlers: MarketDataHandlers<Candle>): Promise<StopWatching> {
    return watchCandles(this.context, query, this.beginOf('watchCandles', handlers, query.symbol));
  }

  async watchTicker(symbol: string, handlers: MarketDataHandlers<Ticker>): Promise<StopWatching> {
    return watchTicker(this.context, symbol, this.beginOf('watchTicker', handlers, symbol));
  }

  async watchOrderBook(query: OrderBookQuery, handlers: MarketDataHandlers<OrderBook>): Promise<StopWatching> {
    return watchOrderBook(this.context, query, this.beginOf('watchOrderBook', handlers, query.symbol));
  }

  async watchTrades(symbol: string, handlers: MarketDataHandlers<MarketTrade>): Promise<StopWatching> {
    return watchTrades(this.context, symbol, this.beginOf('watchTrades', handlers, symbol));
  }

  async watchMarkPrice(symbol: string, handlers: MarketDataHandlers<MarkPrice>): Promise<StopWatching> {
    return watchMarkPrice(this.context, symbol, this.beginOf('watchMarkPrice', handlers, symbol));
  }

  async watchIndexPrice(symbol: string, handlers: MarketDataHandlers<IndexPrice>): Promise<StopWatching> {
    return watchIndexPrice(this.context, symbol, this.beginOf('watchIndexPrice', handlers, symbol));
  }

  async watchFundingRate(symbol: string, handlers: MarketDataHandlers<FundingRate>): Promise<StopWatching> {
    return watchFundingRate(this.context, symbol, this.beginOf('watchFundingRate', handlers, symbol));
  }

  /** A contract that is paused, closed to the API or changed is known as such at once while somebody watches here, else when the list is read. */
  async watchInstruments(handlers: MarketDataHandlers<InstrumentChange>): Promise<StopWatching> {
    return watchInstruments(this.context, this.beginOf('watchInstruments', handlers));
  }

  /**
   * Ends every watch of this object; those who call may go on asking unless it made its REST client itself: then that and its streams are
   * closed, too. May be called at any time and twice.
   */
  async close(): Promise<void> {
    this.isClosed = true;
    for (const stop of [...this.stops]) stop();
    if (!this.ownsWire) return;
    this.context.rest.close();
    await this.context.stream.disconnect();
  }

  private beginOf<Data>(operation: string, handlers: MarketDataHandlers<Data>, symbol?: string): Begin<Data> {
    const { onHandlerError } = this;
    const watched = { operation, ...(symbol === undefined ? {} : { symbol }), ...(onHandlerError === undefined ? {} : { onHandlerError }) };
    this.requireOpen(operation, symbol);
    return (subscribe) => {
      // Closed, perhaps, while the symbol was looked up.
      this.requireOpen(operation, symbol);
      const leave = subscribe(new GuardedHandlers(handlers, watched));
      const stop = (): void => {
        if (this.stops.delete(stop)) leave();
      };
      this.stops.add(stop);
      return stop;
    };
  }

  /** @throws {MarketDataClosedError} */
  private requireOpen(operation: string, symbol: string | undefined): void {
    if (this.isClosed) throw new MarketDataClosedError(operation, symbol);
  }
}
