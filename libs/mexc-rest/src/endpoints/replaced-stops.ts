import { type BareNumber, bareNumber } from '@prate/mexc-protocol';
import type { Issue } from '../errors';
import { attachedStopsIssues } from './attached-stops';
import { trend } from './order-rules';
import { optional, type ParameterRule, positiveDecimal } from './parameter-rules';

/**
 * The take-profit and the stop-loss that an order shall have from now on. The venue reads a missing price as one to remove; here a price
 * forgotten is an error, and `null` removes it.
 */
export interface ReplacedStops {
  /** Decimal text, or `null` for none. */
  readonly stopLossPrice: string | null;
  /** Decimal text, or `null` for none. */
  readonly takeProfitPrice: string | null;
  /** The price that the stop-loss watches: 1 last, 2 fair, 3 index. With every stop-loss. */
  readonly lossTrend?: number;
  /** The price that the take-profit watches: 1 last, 2 fair, 3 index. With every take-profit. */
  readonly profitTrend?: number;
}

const priceOrNull: ParameterRule = (value, parameter) =>
  value === null ? [] : positiveDecimal(value, parameter).map((issue) => ({ ...issue, expected: `${issue.expected}, or null for none` }));

export const replacedStopsRules = {
  stopLossPrice: priceOrNull,
  takeProfitPrice: priceOrNull,
  lossTrend: optional(trend),
  profitTrend: optional(trend),
};

/** A price and what it watches come together. */
export function replacedStopsIssues({ stopLossPrice, takeProfitPrice, lossTrend, profitTrend }: ReplacedStops): readonly Issue[] {
  const issues = [
    ...attachedStopsIssues({
      ...(stopLossPrice !== null && { stopLossPrice }),
      ...(takeProfitPrice !== null && { takeProfitPrice }),
      ...(lossTrend !== undefined && { lossTrend }),
      ...(profitTrend !== undefined && { profitTrend }),
    }),
  ];
  const lacks = (parameter: string, price: string) => issues.push({ parameter, found: 'nothing', expected: `a code with ${price}` });
  if (stopLossPrice !== null && lossTrend === undefined) lacks('lossTrend', 'stopLossPrice');
  if (takeProfitPrice !== null && profitTrend === undefined) lacks('profitTrend', 'takeProfitPrice');
  return issues;
}

/** These fields of a body; 0 removes. */
export function replacedStopsBody({ stopLossPrice, takeProfitPrice, lossTrend, profitTrend }: ReplacedStops): object {
  return { stopLossPrice: bareOrZero(stopLossPrice), takeProfitPrice: bareOrZero(takeProfitPrice), lossTrend, profitTrend };
}

function bareOrZero(price: string | null): BareNumber {
  return bareNumber(price ?? '0');
}
