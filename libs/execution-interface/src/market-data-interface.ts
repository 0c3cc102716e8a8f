import type { Candle, CandleQuery } from './candle';
import type { FundingRate } from './funding-rate';
import type { IndexPrice } from './index-price';
import type { Instrument, InstrumentSource } from './instrument';
import type { InstrumentChange } from './instrument-change';
import type { MarkPrice } from './mark-price';
import type { MarketDataHandlers, StopWatching } from './market-data-handlers';
import type { MarketTrade, MarketTradeQuery } from './market-trade';
import type { OrderBook, OrderBookQuery } from './order-book';
import type { Ticker } from './ticker';

/**
 * What a market looks like, by call and by stream. Abstract, so that the class itself is the injection token.
 *
 * Every question rejects when the answer cannot be had, and with {@link UnknownSymbolError} before anything is asked when the venue does
 * not list the symbol. A watch rejects likewise, and subscribes to nothing then; once resolved it goes on through lost connections until it
 * is stopped. However many watch one thing, the venue is subscribed to once, and no longer than somebody watches.
 */
export abstract class MarketDataInterface implements InstrumentSource {
  /** The venue's clock, ms since the epoch. */
  abstract getServerTimeMs(): Promise<number>;
  abstract getInstrument(symbol: string): Promise<Instrument>;
  abstract getInstruments(): Promise<readonly Instrument[]>;
  /** Every candle the venue has with its open time in `[startMs, endMs)`, oldest first, the running one included; pages stay inside. */
  abstract getCandles(query: CandleQuery): Promise<readonly Candle[]>;
  abstract getTicker(symbol: string): Promise<Ticker>;
  abstract getOrderBook(query: OrderBookQuery): Promise<OrderBook>;
  /** The latest trades, oldest first. */
  abstract getTrades(query: MarketTradeQuery): Promise<readonly MarketTrade[]>;
  abstract getMarkPrice(symbol: string): Promise<MarkPrice>;
  abstract getIndexPrice(symbol: string): Promise<IndexPrice>;
  abstract getFundingRate(symbol: string): Promise<FundingRate>;

  /**
   * The running candle whenever it has changed, and the last state of the one before it. A candle never goes back to an earlier state. That a
   * candle is complete is not told: {@link getCandles} answers finished ones.
   */
  abstract watchCandles(query: CandleStreamQuery, handlers: MarketDataHandlers<Candle>): Promise<StopWatching>;
  abstract watchTicker(symbol: string, handlers: MarketDataHandlers<Ticker>): Promise<StopWatching>;
  /** The book whenever it has changed, first as soon as it is known whole; during a gap nothing is told. */
  abstract watchOrderBook(query: OrderBookQuery, handlers: MarketDataHandlers<OrderBook>): Promise<StopWatching>;
  /** Trades from now on, each once, in the order they arrive. */
  abstract watchTrades(symbol: string, handlers: MarketDataHandlers<MarketTrade>): Promise<StopWatching>;
  abstract watchMarkPrice(symbol: string, handlers: MarketDataHandlers<MarkPrice>): Promise<StopWatching>;
  abstract watchIndexPrice(symbol: string, handlers: MarketDataHandlers<IndexPrice>): Promise<StopWatching>;
  abstract watchFundingRate(symbol: string, handlers: MarketDataHandlers<FundingRate>): Promise<StopWatching>;
  /**
   * Changes of the contract list, of any contract. While somebody watches, {@link getInstrument} and {@link getInstruments} know of a change
   * as soon as the venue tells it; otherwise not before the list is read again.
   */
  abstract watchInstruments(handlers: MarketDataHandlers<InstrumentChange>): Promise<StopWatching>;
}

/** Which candles to watch. */
export type CandleStreamQuery = Pick<CandleQuery, 'symbol' | 'intervalSeconds'>;
