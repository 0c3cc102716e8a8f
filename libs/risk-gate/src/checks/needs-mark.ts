import type { CreateOrder, Instrument } from '@prate/execution-interface';

/**
 * Whether this order cannot be judged by its own price: a market order has none, nor has one that takes it out of the book, and a limit order whose fill can only be dearer than its
 * price (linear sells fill at or above it; of inverse contracts the notional grows as the price falls, so buys) is worth what the market
 * pays. A post-only order rests at its own price.
 */
export function needsMark(command: CreateOrder, { kind }: Pick<Instrument, 'kind'>): boolean {
  if (command.price === undefined) return command.effect !== 'close' || command.quoteQuantity !== undefined;
  if (command.effect === 'close' || command.type === 'post-only') return false;
  return command.side === (kind === 'linear' ? 'sell' : 'buy');
}
