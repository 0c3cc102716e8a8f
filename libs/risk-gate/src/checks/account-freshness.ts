import type { Denial } from '@prate/execution-interface';
import { denial } from '../denied-reasons';
import type { RiskCheck, RiskCheckInput } from '../risk-check';

/** Limits are judged on orders and positions as they were a moment ago, never on what once was. */
export const accountFreshness: RiskCheck = {
  name: 'account-freshness',
  check({ command, account, maxAges }: RiskCheckInput): Denial | undefined {
    const { ageMs, problem } = account;
    if (ageMs !== undefined && ageMs <= maxAges.accountMs) return undefined;
    const found = ageMs === undefined ? 'none that was ever read' : `one of ${ageMs} ms ago`;
    const why = problem === undefined ? '' : `: ${problem}`;
    return denial(
      'account-stale',
      `orders and positions for ${command.symbol}: found ${found}, expected a reading of at most ${maxAges.accountMs} ms ago${why}`,
      { symbol: command.symbol, ageMs, limit: maxAges.accountMs, ...(problem === undefined ? {} : { problem }) },
    );
  },
};
