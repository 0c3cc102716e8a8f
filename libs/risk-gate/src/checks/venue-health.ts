import type { Denial } from '@prate/execution-interface';
import { denial } from '../denied-reasons';
import type { RiskCheck, RiskCheckInput } from '../risk-check';

/** New exposure only while what stands behind the gate is healthy: connected, in step with the venue, no intent unknown. */
export const venueHealth: RiskCheck = {
  name: 'venue-health',
  check({ command, health }: RiskCheckInput): Denial | undefined {
    const { state, unknownIntents, reasons = [] } = health;
    if (state === 'healthy') return undefined;
    const { symbol } = command;
    const context = { symbol, found: state, expected: 'healthy', unknownIntents, reasons };
    if (state === 'disconnected') {
      return denial(
        'not-connected',
        `order of ${symbol}: found the connection disconnected, expected connect() to have answered ok first`,
        context,
      );
    }
    if (unknownIntents > 0) {
      return denial(
        'intent-unknown',
        `order of ${symbol}: found ${unknownIntents} earlier intent(s) of which nobody knows whether there is an order, expected none`,
        context,
      );
    }
    return denial(
      'not-healthy',
      `order of ${symbol}: found the connection ${state}${reasons.length === 0 ? '' : ` (${reasons.join(', ')})`}, expected healthy`,
      context,
    );
  },
};
