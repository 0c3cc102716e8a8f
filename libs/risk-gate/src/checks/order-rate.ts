import type { Denial } from '@prate/execution-interface';
import { denial } from '../denied-reasons';
import type { RiskCheck, RiskCheckInput } from '../risk-check';

/** Orders handed on within any window of that length, and this one. */
export const orderRate: RiskCheck = {
  name: 'order-rate',
  check({ command, limits, ordersInWindow }: RiskCheckInput): Denial | undefined {
    const { count, windowMs } = limits.orderRate;
    const found = ordersInWindow + 1;
    if (found <= count) return undefined;
    return denial(
      'order-rate',
      `orders: found ${found} within ${windowMs} ms with this one of ${command.symbol}, expected at most ${count}`,
      {
        symbol: command.symbol,
        found,
        limit: count,
        windowMs,
      },
    );
  },
};
