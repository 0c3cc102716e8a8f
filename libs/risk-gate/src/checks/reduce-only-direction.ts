import { type Denial, positionSideOf } from '@prate/execution-interface';
import { compare, isPositive } from '@prate/execution-interface/decimal';
import { denial } from '../denied-reasons';
import type { RiskCheck, RiskCheckInput } from '../risk-check';

/**
 * A close finds something to close, and no less than it asks for. Where positions could not be read it passes: what stands behind proves it
 * anew, and a closing order opens nothing.
 */
export const reduceOnlyDirection: RiskCheck = {
  name: 'reduce-only-direction',
  check({ command, account, value }: Pick<RiskCheckInput, 'command' | 'account' | 'value'>): Denial | undefined {
    const { closableContracts: closable } = account;
    if (command.effect !== 'close' || closable === undefined) return undefined;
    const { symbol } = command;
    const positionSide = positionSideOf(command.side, 'close');
    if (!isPositive(closable)) {
      return denial('position-not-found', `close of ${symbol}: found nothing to close, expected a ${positionSide} position`, {
        symbol,
        positionSide,
        closable,
      });
    }
    if (value === undefined || compare(value.contracts, closable) <= 0) return undefined;
    return denial(
      'position-too-small',
      `close of ${symbol} ${positionSide}: found ${closable} closable contracts, expected at least ${value.contracts}`,
      { symbol, positionSide, closable, asked: value.contracts },
    );
  },
};
