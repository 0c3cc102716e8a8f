import { type DecimalText, compare, isPositive, multiply } from '@prate/execution-interface/decimal';

/** Least return on margin of levels 2 to 5. */
const RETURNS: readonly DecimalText[] = ['0.1', '0.25', '0.5', '1'];

/**
 * Place in line for deleveraging, 1 (last) to 5 (first): by return on margin, which is profit times leverage. The venue ranks all accounts;
 * with one account the steps are a reading of ours.
 */
export function deleveragingLevel(unrealised: DecimalText, margin: DecimalText): number {
  if (!isPositive(unrealised)) return 1;
  return 1 + RETURNS.filter((least) => compare(unrealised, multiply(least, margin)) >= 0).length;
}
