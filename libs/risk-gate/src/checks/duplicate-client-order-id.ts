import type { Denial } from '@prate/execution-interface';
import { denial } from '../denied-reasons';
import type { RiskCheck, RiskCheckInput } from '../risk-check';

/** In this process; across restarts the journal is the guard. An id whose order provably never was may be used again. */
export const duplicateClientOrderId: RiskCheck = {
  name: 'duplicate-client-order-id',
  check({ command, isClientOrderIdUsed }: RiskCheckInput): Denial | undefined {
    const { clientOrderId, symbol } = command;
    if (clientOrderId === undefined || !isClientOrderIdUsed) return undefined;
    return denial(
      'client-order-id-reused',
      `clientOrderId of ${symbol}: found ${clientOrderId}, under which an order went out already, expected one that is new`,
      { symbol, clientOrderId },
    );
  },
};
