import type { DecimalText } from '@prate/execution-interface/decimal';
import type { TrendWord } from '@prate/mexc-protocol';
import { Exchange } from '../src/exchange/exchange';
import type { ExchangeEvent } from '../src/exchange/exchange-event';
import { Listing } from '../src/exchange/listing';
import type { OrderRequest, SimulatedOrder } from '../src/exchange/order';
import type { SimulatedPosition } from '../src/exchange/positions';
import { Refusal } from '../src/exchange/refusal';
import type { StopLeg, StopRequest } from '../src/exchange/stop-order';
import type { SimulatedContract } from '../src/simulated-contract';
import { contractNamed, orderRequest, START_SECOND } from './scripted-exchange';
import { SettableClock } from './settable-clock';
import { ThreePriceMarket } from './three-price-market';

export const START_TICKS = { BTC_USDT: 650_000, BTC_USD: 500_000 } as const;
export type DeskSymbol = keyof typeof START_TICKS;

/** A leg that watches the last price and closes 4 contracts at market unless told otherwise. */
export const leg = (triggerPrice: DecimalText, over: Partial<StopLeg> = {}): StopLeg => ({
  triggerPrice,
  trend: 'last',
  vol: '4',
  isReversing: false,
  ...over,
});

/** An exchange with a linear and an inverse contract whose last, fair and index prices move apart. */
export function triggerDesk(
  options: { positionMode?: 'hedge' | 'one-way'; contract?: Partial<SimulatedContract>; lotsPerSecond?: number } = {},
) {
  const clock = new SettableClock(START_SECOND * 1000);
  const market = (symbol: DeskSymbol): ThreePriceMarket => new ThreePriceMarket(START_TICKS[symbol], options.lotsPerSecond);
  const markets = { BTC_USDT: market('BTC_USDT'), BTC_USD: market('BTC_USD') };
  const exchange = new Exchange({
    listings: (['BTC_USDT', 'BTC_USD'] as const).map(
      (symbol) => new Listing({ ...contractNamed(symbol), ...options.contract }, markets[symbol]),
    ),
    balances: { USDT: '10000', BTC: '1' },
    positionMode: options.positionMode ?? 'hedge',
    clock,
  });
  const events: ExchangeEvent[] = [];
  /** What was told, as it was then. */
  const told: string[] = [];
  exchange.listen((event) => {
    events.push(event);
    told.push(JSON.stringify(event));
  });
  const create = (over: Partial<OrderRequest> = {}): SimulatedOrder => {
    exchange.advance();
    return exchange.createOrder(orderRequest({ leverage: 5, ...over }));
  };
  return {
    clock,
    exchange,
    events,
    told,
    create,
    /** Opens a position at market. */
    hold(over: Partial<OrderRequest> = {}): SimulatedPosition {
      const order = create(over);
      return exchange.positions.byPositionId(order.positionId) as SimulatedPosition;
    },
    place(positionId: string, over: Partial<StopRequest>) {
      exchange.advance();
      const terms = { vol: '4', volType: 'partial', volumes: 'same', isPriceProtected: false } as const;
      return exchange.stops.place({ positionId, ...terms, ...over }, exchange);
    },
    /** From the next second on a price stands elsewhere. */
    move(ticks: number, trend: TrendWord, symbol: DeskSymbol = 'BTC_USDT'): void {
      markets[symbol].move(exchange.nowSecond + 1, trend, ticks);
    },
    /** A second passes, at whose end a price stands elsewhere. */
    tick(ticks: number, trend: TrendWord | 'all' = 'all', symbol: DeskSymbol = 'BTC_USDT'): void {
      const second = exchange.nowSecond + 1;
      for (const each of trend === 'all' ? (['last', 'fair', 'index'] as const) : [trend]) markets[symbol].move(second, each, ticks);
      clock.advance(1_000);
      exchange.advance();
    },
    pass(seconds: number): void {
      clock.advance(seconds * 1_000);
      exchange.advance();
    },
  };
}

/** The code of the refusal that it meets; 0 for none. */
export function codeOf(act: () => unknown): number {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return 0;
}
