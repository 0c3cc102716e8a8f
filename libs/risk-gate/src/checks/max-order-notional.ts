import type { Denial } from '@prate/execution-interface';
import { compare } from '@prate/execution-interface/decimal';
import { denial, markUnavailable, noLimit, shown } from '../denied-reasons';
import type { RiskCheck, RiskCheckInput } from '../risk-check';

/** Contracts times price of one order. Judged at the dearest of limit price and, where the market may be dearer, mark. */
export const maxOrderNotional: RiskCheck = {
  name: 'max-order-notional',
  check({ command, instrument, limits, value, markProblem }: RiskCheckInput): Denial | undefined {
    const { symbol, settleCurrency } = instrument;
    const limit = limits.maxOrderNotional;
    if (limit === undefined) return noLimit('max-order-notional', 'maxOrderNotional', instrument);
    if (value === undefined) return markUnavailable(command, markProblem);
    const { contracts, price, notional } = value;
    if (compare(notional, limit) <= 0) return undefined;
    const found = shown(notional);
    return denial(
      'max-order-notional',
      `notional of ${symbol}: found ${found} ${settleCurrency} (${contracts} contracts at ${price}), expected at most ${limit}`,
      { symbol, found, limit, settleCurrency, contracts, price },
    );
  },
};
