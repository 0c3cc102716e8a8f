/** Compiled by `typecheck`, never run: each line that must not compile says so. */
import type { CreateOrder, CreateOrderOutcome, OrderSize } from '../src/index';

export const market: CreateOrder = {
  symbol: 'BTC_USDT',
  side: 'buy',
  effect: 'open',
  type: 'market',
  quantity: '0.001',
  leverage: 10,
  marginMode: 'isolated',
};

// @ts-expect-error two sizes at once
export const twoSizes: OrderSize = { quantity: '0.001', contracts: 10 };

// @ts-expect-error no size at all
export const noSize: OrderSize = {};

// @ts-expect-error a market order carries no price
export const pricedMarket: CreateOrder = { ...market, type: 'market', price: '65000' };

// @ts-expect-error a limit order needs a price
export const pricelessLimit: CreateOrder = { symbol: 'BTC_USDT', side: 'sell', effect: 'close', type: 'limit', contracts: 10 };

// @ts-expect-error opening names its leverage and margin mode
export const unleveredOpen: CreateOrder = { symbol: 'BTC_USDT', side: 'buy', effect: 'open', type: 'market', contracts: 10 };

// @ts-expect-error words are no decimals
export const wordSize: OrderSize = { quantity: 'much' };

export const withOptions: CreateOrder = {
  ...market,
  type: 'limit',
  bestPrice: 'opposite-1',
  selfTrade: 'cancel-taker',
  protection: { stopLoss: { price: '60000', reference: 'mark' } },
  isPriceProtected: true,
};

// @ts-expect-error a market order takes no price from the book
export const bestPricedMarket: CreateOrder = { ...market, type: 'market', bestPrice: 'opposite-1' };

// @ts-expect-error one price or the other
export const twoPrices: CreateOrder = { ...withOptions, type: 'limit', price: '65000', bestPrice: 'same-1' };

// @ts-expect-error a quick close closes
export const flashOpen: CreateOrder = { ...market, isFlashClose: true };

const stops = { stopLoss: { price: '60000', reference: 'mark' } } as const;
// @ts-expect-error a close protects nothing
export const guarded: CreateOrder = { symbol: 'BTC_USDT', side: 'sell', effect: 'close', type: 'market', contracts: 1, protection: stops };

// @ts-expect-error a protection without a leg protects nothing
export const emptyProtection: CreateOrder = { ...market, protection: {} };

// @ts-expect-error the whole balance has a name of its own
export const wholeBalance: CreateOrder = { ...market, marketCeiling: true };

export function everyOutcomeIsHandled(outcome: CreateOrderOutcome): string {
  switch (outcome.status) {
    case 'accepted':
      return outcome.order.orderId;
    case 'denied':
      return outcome.denial.code;
    case 'rejected':
      return outcome.rejection.code;
    case 'unknown':
      return outcome.unknown.code;
  }
}

// @ts-expect-error `unknown` is forgotten, so some path returns nothing
export function oneOutcomeIsForgotten(outcome: CreateOrderOutcome): string {
  // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- the gap is the test
  switch (outcome.status) {
    case 'accepted':
      return outcome.order.orderId;
    case 'denied':
      return outcome.denial.code;
    case 'rejected':
      return outcome.rejection.code;
  }
}
