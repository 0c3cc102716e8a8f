import type { Issue } from '../errors';
import { optional, positiveDecimal } from './parameter-rules';
import { trend } from './order-rules';
import { bareIfGiven } from './bare-if-given';

/** Take-profit and stop-loss that travel with an order. */
export interface AttachedStops {
  /** Decimal text. */
  readonly stopLossPrice?: string;
  /** Decimal text. */
  readonly takeProfitPrice?: string;
  /** The price that the stop-loss watches: 1 last (also when left out), 2 fair, 3 index. */
  readonly lossTrend?: number;
  /** The price that the take-profit watches: 1 last (also when left out), 2 fair, 3 index. */
  readonly profitTrend?: number;
}

export const attachedStopsRules = {
  stopLossPrice: optional(positiveDecimal),
  takeProfitPrice: optional(positiveDecimal),
  lossTrend: optional(trend),
  profitTrend: optional(trend),
};

/** A trend without its price would say nothing. */
export function attachedStopsIssues({ stopLossPrice, takeProfitPrice, lossTrend, profitTrend }: AttachedStops): readonly Issue[] {
  const issues: Issue[] = [];
  const lacks = (parameter: string, found: number, price: string) =>
    issues.push({ parameter, found: String(found), expected: `none without ${price}` });
  if (lossTrend !== undefined && stopLossPrice === undefined) lacks('lossTrend', lossTrend, 'stopLossPrice');
  if (profitTrend !== undefined && takeProfitPrice === undefined) lacks('profitTrend', profitTrend, 'takeProfitPrice');
  return issues;
}

/** These fields of a body. */
export function attachedStopsBody({ stopLossPrice, takeProfitPrice, lossTrend, profitTrend }: AttachedStops): object {
  return { stopLossPrice: bareIfGiven(stopLossPrice), takeProfitPrice: bareIfGiven(takeProfitPrice), lossTrend, profitTrend };
}
