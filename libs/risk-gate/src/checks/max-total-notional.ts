import type { Denial } from '@prate/execution-interface';
import { add, compare } from '@prate/execution-interface/decimal';
import { denial, markUnavailable, noLimit, shown } from '../denied-reasons';
import type { RiskCheck, RiskCheckInput } from '../risk-check';

/** Both sides of all contracts of one settle currency, and this order. */
export const maxTotalNotional: RiskCheck = {
  name: 'max-total-notional',
  check({ command, instrument, limits, account, value, markProblem }: RiskCheckInput): Denial | undefined {
    const { symbol, settleCurrency } = instrument;
    const limit = limits.maxTotalNotional;
    if (limit === undefined) return noLimit('max-total-notional', 'maxTotalNotional', instrument);
    if (value === undefined) return markUnavailable(command, markProblem);
    const total = add(account.totalNotional, value.notional);
    if (compare(total, limit) <= 0) return undefined;
    const [found, before] = [shown(total), shown(account.totalNotional)];
    return denial(
      'max-total-notional',
      `notional of all ${settleCurrency} contracts: found ${found} (${before} before this order of ${symbol}), expected at most ${limit}`,
      { symbol, found, limit, before, settleCurrency },
    );
  },
};
