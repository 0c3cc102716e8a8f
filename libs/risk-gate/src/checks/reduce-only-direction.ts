import { type Denial, decimal, positionSideOf, toContracts } from '@prate/execution-interface';
import { compare, isDecimal, isPositive } from '@prate/execution-interface/decimal';
import { denial } from '../denied-reasons';
import type { RiskCheck, RiskCheckInput } from '../risk-check';

/**
 * A close finds something to close, and no less than it asks for. Where positions could not be read it passes: what stands behind proves it
 * anew, and a closing order opens nothing.
 */
export const reduceOnlyDirection: RiskCheck = {
  name: 'reduce-only-direction',
  check({ command, instrument, account, mark }: Pick<RiskCheckInput, 'command' | 'instrument' | 'account' | 'mark'>): Denial | undefined {
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
    const price = command.price ?? mark;
    const size = toContracts({ size: command, instrument, type: command.type, ...(isDecimal(price) ? { price: decimal(price) } : {}) });
    // What cannot be converted here is converted, or denied, by what stands behind.
    if (!size.ok || compare(size.size.contracts, closable) <= 0) return undefined;
    const { contracts } = size.size;
    return denial(
      'position-too-small',
      `close of ${symbol} ${positionSide}: found ${closable} closable contracts, expected at least ${contracts}`,
      { symbol, positionSide, closable, asked: contracts },
    );
  },
};
