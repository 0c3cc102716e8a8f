import { ExecutionError } from '@prate/execution-interface';

/** Limits that are no limits. Thrown by the constructor of the gate; nothing can be sent through a gate that was not made. */
export class RiskLimitsError extends ExecutionError {
  override readonly name = 'RiskLimitsError';
  constructor(readonly problems: readonly string[]) {
    super(`risk limits: ${problems.join('; ')}`);
  }
}
