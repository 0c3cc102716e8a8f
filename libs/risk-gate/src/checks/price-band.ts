import { type Denial, decimal } from '@prate/execution-interface';
import { add, compare, isDecimal, multiply, roundToStep, subtract } from '@prate/execution-interface/decimal';
import { denial } from '../denied-reasons';
import type { RiskCheck, RiskCheckInput } from '../risk-check';

/**
 * The venue's own band around the index price, where the instrument states one: both bounds on the tick below. Orders that wait for a
 * trigger are judged by the venue when they are placed.
 */
export const priceBand: RiskCheck = {
  name: 'price-band',
  check({ command, instrument, index, indexProblem, triggerPrice }: RiskCheckInput): Denial | undefined {
    const { priceBand: band, tickSize, symbol } = instrument;
    if (band === undefined || !isDecimal(command.price) || triggerPrice !== undefined) return undefined;
    if (index === undefined) {
      const problem = indexProblem ?? 'none was given';
      return denial('index-unavailable', `index of ${symbol}: its price band cannot be computed without one: ${problem}`, {
        symbol,
        problem,
      });
    }
    const isBuy = command.side === 'buy';
    const bound = isBuy ? multiply(index, add(1, band.above)) : multiply(index, subtract(1, band.below));
    const limit = roundToStep(bound, tickSize, 'down');
    const price = decimal(command.price);
    if (isBuy ? compare(price, limit) <= 0 : compare(price, limit) >= 0) return undefined;
    return denial(
      'price-band',
      `price of ${symbol}: found ${command.side} at ${price}, expected ${isBuy ? 'at most' : 'at least'} ${limit} (the venue's band, index ${index})`,
      { symbol, found: price, limit, index },
    );
  },
};
