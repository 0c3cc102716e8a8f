import type {
  Candle,
  CandleQuery,
  CandleStreamQuery,
  MarketDataHandlers,
  MarketTrade,
  MarketTradeQuery,
  StopWatching,
} from '@prate/execution-interface';
import { buildInstrument } from '@prate/execution-interface/testing';

/** 2021-01-01T00:00:00Z. */
export const T = 1_609_459_200_000;

/** A minute of an invented venue; prices on ticks of 0.1, contract size 0.0001. */
export function candleAt(index: number, changes: Partial<Candle> = {}): Candle {
  const contracts = changes.contracts ?? 1_200;
  return {
    symbol: 'BTC_USDT',
    openTimeMs: T + index * 60_000,
    intervalSeconds: 60,
    stitched: { open: 28999.9, high: 29100, low: 28900, close: 29050 },
    traded: { open: 29000, high: 29100, low: 28900, close: 29050 },
    contracts,
    volume: contracts / 10_000,
    turnover: '3480.5',
    ...changes,
  };
}

/** A venue with a clock that stands, a list of minutes, and streams that say what a test makes them say. */
export class MinuteVenue {
  readonly asked: CandleQuery[] = [];
  timesAsked = 0;
  trades: readonly MarketTrade[] = [];
  readonly candleHandlers: MarketDataHandlers<Candle>[] = [];
  readonly tradeHandlers: MarketDataHandlers<MarketTrade>[] = [];

  constructor(
    public serverTimeMs: number,
    public candles: readonly Candle[] = [],
  ) {}

  getServerTimeMs = async (): Promise<number> => {
    this.timesAsked += 1;
    return this.serverTimeMs;
  };
  getInstrument = async () => buildInstrument();
  getCandles = async (query: CandleQuery): Promise<readonly Candle[]> => {
    this.asked.push(query);
    return this.candles.filter(({ openTimeMs }) => openTimeMs >= query.startMs && openTimeMs < query.endMs);
  };
  getTrades = async (_query: MarketTradeQuery): Promise<readonly MarketTrade[]> => this.trades;
  watchCandles = async (_query: CandleStreamQuery, handlers: MarketDataHandlers<Candle>): Promise<StopWatching> =>
    join(this.candleHandlers, handlers);
  watchTrades = async (_symbol: string, handlers: MarketDataHandlers<MarketTrade>): Promise<StopWatching> =>
    join(this.tradeHandlers, handlers);

  /** Says one thing to all who watch. */
  say(tell: (handlers: MarketDataHandlers<never>) => unknown, to: 'candles' | 'trades' | 'both' = 'both'): void {
    if (to !== 'trades') for (const handlers of [...this.candleHandlers]) tell(handlers as MarketDataHandlers<never>);
    if (to !== 'candles') for (const handlers of [...this.tradeHandlers]) tell(handlers as MarketDataHandlers<never>);
  }

  push(candle: Candle, sentAtMs: number): void {
    for (const handlers of [...this.candleHandlers]) void handlers.onData(candle, sentAtMs);
  }

  trade(trade: MarketTrade): void {
    for (const handlers of [...this.tradeHandlers]) void handlers.onData(trade, trade.atMs);
  }

  heard(serverTimeMs: number): void {
    this.say((handlers) => void handlers.onHeard?.({ serverTimeMs, receivedAtMs: serverTimeMs }));
  }
}

function join<Data>(all: MarketDataHandlers<Data>[], handlers: MarketDataHandlers<Data>): StopWatching {
  all.push(handlers);
  return () => void all.splice(all.indexOf(handlers) >>> 0, 1);
}
