import { type Denial, positionSideOf } from '@prate/execution-interface';
import { denial } from '../denied-reasons';
import type { RiskCheck, RiskCheckInput } from '../risk-check';

/** Only contracts and position sides on the list are opened. */
export const allowedSymbolsAndSides: RiskCheck = {
  name: 'allowed-symbols-and-sides',
  check({ command, limits }: RiskCheckInput): Denial | undefined {
    const { symbol, side } = command;
    if (limits.symbols !== undefined && !limits.symbols.includes(symbol)) {
      return denial('symbol-not-allowed', `symbol: found ${symbol}, expected one of ${limits.symbols.join(', ') || 'an empty list'}`, {
        found: symbol,
        limit: limits.symbols,
      });
    }
    const positionSide = positionSideOf(side, 'open');
    if (limits.sides.includes(positionSide)) return undefined;
    return denial(
      'side-not-allowed',
      `side of ${symbol}: found ${positionSide}, expected ${limits.sides.join(' or ') || 'none to be opened'}`,
      {
        symbol,
        found: positionSide,
        limit: limits.sides,
      },
    );
  },
};
