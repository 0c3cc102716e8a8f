import { type Denial, decimal } from '@prate/execution-interface';
import { add, compare, isDecimal, multiply, subtract } from '@prate/execution-interface/decimal';
import { denial, markUnavailable } from '../denied-reasons';
import type { RiskCheck, RiskCheckInput } from '../risk-check';

/**
 * A limit price may be dearer than the mark by no more than the collar: buys not above, sells not below. On the other side it only rests.
 * An order that waits is compared with the price it waits for.
 */
export const priceCollar: RiskCheck = {
  name: 'price-collar',
  check({ command, limits, mark, markProblem, triggerPrice }: RiskCheckInput): Denial | undefined {
    // Without a price of its own it takes one out of the book when it arrives.
    if (!isDecimal(command.price)) return undefined;
    const reference = triggerPrice ?? mark;
    if (reference === undefined) return markUnavailable(command, markProblem);
    const { symbol, side } = command;
    const price = decimal(command.price);
    const share = multiply(reference, limits.priceCollar);
    const limit = side === 'buy' ? add(reference, share) : subtract(reference, share);
    if (side === 'buy' ? compare(price, limit) <= 0 : compare(price, limit) >= 0) return undefined;
    const of = triggerPrice === undefined ? 'mark' : 'trigger';
    return denial(
      'price-collar',
      `price of ${symbol}: found ${side} at ${price}, expected ${side === 'buy' ? 'at most' : 'at least'} ${limit} (${of} ${reference}, collar ${limits.priceCollar})`,
      { symbol, found: price, limit, [of]: reference, collar: limits.priceCollar },
    );
  },
};
