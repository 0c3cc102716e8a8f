import type { Denial } from '@prate/execution-interface';
import { denial } from '../denied-reasons';
import type { RiskCheck, RiskCheckInput } from '../risk-check';

/** Orders of the account that work, are under way or unknown, and this one. */
export const maxOpenOrders: RiskCheck = {
  name: 'max-open-orders',
  check({ command, limits, account }: RiskCheckInput): Denial | undefined {
    const found = account.openOrders + 1;
    if (found <= limits.maxOpenOrders) return undefined;
    return denial(
      'max-open-orders',
      `open orders: found ${found} with this one of ${command.symbol}, expected at most ${limits.maxOpenOrders}`,
      {
        symbol: command.symbol,
        found,
        limit: limits.maxOpenOrders,
      },
    );
  },
};
