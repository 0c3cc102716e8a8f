import type { DecimalText, ExecutionInterface, InstrumentSource } from '@prate/execution-interface';
import { isDecimal, isPositive } from '@prate/execution-interface/decimal';
import { RiskLimitsError } from './errors';

export interface RiskLimits {
  /**
   * Largest notional of one opening order, in the settle currency. A single text counts for linear contracts; a contract settled in its base
   * currency (inverse) needs a row of its own, because 5000 USDT and 5000 BTC are no one limit: `{ USDT: '5000', BTC: '0.05' }`. A settle
   * currency without a limit opens nothing.
   */
  readonly maxOrderNotional: DecimalText | Readonly<Record<string, DecimalText>>;
}

export interface RiskGateOptions {
  /** What stands behind the gate. */
  readonly over: ExecutionInterface;
  readonly instruments: InstrumentSource;
  /** Mark price of a symbol, quote currency. Asked only where a check needs it; a refusal denies the order as `mark-unavailable`. */
  readonly marks: (symbol: string) => Promise<DecimalText>;
  readonly limits: RiskLimits;
}

/**
 * Looks at every limit and complains about all of them at once.
 *
 * @throws {RiskLimitsError} when a limit is missing or no positive decimal: a missing limit is never "no limit"
 */
export function checkLimits(limits: RiskLimits): void {
  const given: unknown = (limits as Partial<RiskLimits> | undefined)?.maxOrderNotional;
  const rows: Array<[string, unknown]> =
    typeof given === 'object' && given !== null
      ? Object.entries(given).map(([currency, limit]) => [`maxOrderNotional.${currency}`, limit])
      : [['maxOrderNotional', given]];
  const problems = rows
    .filter(([, limit]) => !isDecimal(limit) || !isPositive(limit))
    .map(([name, limit]) => `${name}: found ${JSON.stringify(limit) ?? 'nothing'}, expected a positive decimal such as "5000"`);
  if (rows.length === 0) problems.push('maxOrderNotional: found no settle currency, expected at least one');
  if (problems.length > 0) throw new RiskLimitsError(problems);
}
