import type { Denial } from '@prate/execution-interface';
import { denial } from '../denied-reasons';
import type { RiskCheck, RiskCheckInput } from '../risk-check';

/** Leverage of an opening order. What the contract itself allows is for the engine to say. */
export const maxLeverage: RiskCheck = {
  name: 'max-leverage',
  check({ command, limits }: RiskCheckInput): Denial | undefined {
    const { symbol, leverage } = command;
    const isCount = Number.isSafeInteger(leverage) && (leverage as number) >= 1;
    if (isCount && (leverage as number) <= limits.maxLeverage) return undefined;
    return denial(
      'max-leverage',
      `leverage of ${symbol}: found ${String(leverage)}, expected a whole number from 1 to ${limits.maxLeverage}`,
      {
        symbol,
        found: leverage,
        limit: limits.maxLeverage,
      },
    );
  },
};
