import type { DecimalText } from '@prate/execution-interface/decimal';
import { Exchange } from '../src/exchange/exchange';
import { Listing } from '../src/exchange/listing';
import type { OrderRequest, SimulatedOrder } from '../src/exchange/order';
import { Refusal } from '../src/exchange/refusal';
import type { SimulatedContract } from '../src/simulated-contract';
import { simulatedContracts } from '../src/simulated-contracts';
import { ScriptedMarket } from './scripted-market';
import { SettableClock } from './settable-clock';

export const START_SECOND = 1_790_000_000;

export const contractNamed = (symbol: string): SimulatedContract =>
  simulatedContracts.find((contract) => contract.symbol === symbol) as SimulatedContract;

/** An exchange whose BTC_USDT stands at 65,000.0 (tick 0.1) until told otherwise, and BTC_USD at 50,000.0. */
export function scriptedExchange(
  options: { positionMode?: 'hedge' | 'one-way'; usdt?: DecimalText; contract?: Partial<SimulatedContract> } = {},
) {
  const clock = new SettableClock(START_SECOND * 1000);
  const market = new ScriptedMarket(650_000);
  const exchange = new Exchange({
    listings: [
      new Listing({ ...contractNamed('BTC_USDT'), ...options.contract }, market),
      new Listing(contractNamed('BTC_USD'), new ScriptedMarket(500_000)),
    ],
    balances: { USDT: options.usdt ?? '10000', BTC: '1' },
    positionMode: options.positionMode ?? 'hedge',
    clock,
  });
  const create = (over: Partial<OrderRequest> = {}): SimulatedOrder => {
    exchange.advance();
    return exchange.createOrder(orderRequest(over));
  };
  return {
    clock,
    market,
    exchange,
    create,
    /** The code of the refusal that `create` meets. */
    refusalOf(over: Partial<OrderRequest>): number {
      try {
        create(over);
      } catch (error) {
        if (error instanceof Refusal) return error.code;
        throw error;
      }
      return 0;
    },
    /** Lets time pass and matches. */
    pass(seconds: number): void {
      clock.advance(seconds * 1000);
      exchange.advance();
    },
    balance: (currency = 'USDT') => exchange.accounts.balance(currency, exchange.nowSecond),
  };
}

/** A market purchase of 10 contracts unless told otherwise. */
export function orderRequest(over: Partial<OrderRequest> = {}): OrderRequest {
  return {
    symbol: 'BTC_USDT',
    side: 'open-long',
    type: 'market',
    vol: '10',
    openType: 'isolated',
    leverage: 10,
    isReduceOnly: false,
    externalOid: '',
    ...over,
  };
}
