import type { Denial } from '@prate/execution-interface';
import { denial } from '../denied-reasons';
import type { RiskCheck, RiskCheckInput } from '../risk-check';

/** New exposure in `active` only; a switch that cannot be read counts as thrown. */
export const tradingState: RiskCheck = {
  name: 'trading-state',
  check({ command, tradingState: state }: RiskCheckInput): Denial | undefined {
    const { symbol } = command;
    if (typeof state === 'object') {
      return denial(
        'trading-state-unknown',
        `order of ${symbol}: the kill switch could not be read, expected the state active: ${state.problem}`,
        { symbol, problem: state.problem, expected: 'active' },
      );
    }
    if (state === 'active') return undefined;
    const allowed = state === 'halted' ? 'only cancels and closes pass' : 'only what reduces passes';
    return denial(
      state === 'halted' ? 'trading-halted' : 'trading-reducing',
      `order of ${symbol}: found trading ${state}, expected active; ${allowed}`,
      { symbol, found: state, expected: 'active' },
    );
  },
};
