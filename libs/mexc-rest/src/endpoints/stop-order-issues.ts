import { stopExecutionCodes } from '@prate/mexc-protocol';
import type { Issue } from '../errors';
import type { CreateStopOrderParameters } from './private/create-stop-order';

const LIMIT = stopExecutionCodes.toCode('limit');

/** One of the two halves of a take-profit / stop-loss order, with the names of its fields. */
interface Half {
  readonly name: 'takeProfit' | 'stopLoss';
  readonly price?: string;
  readonly vol?: string;
  readonly type?: number;
  readonly orderPrice?: string;
}

/** What the fields of a take-profit / stop-loss order mean together (reference 5.11). */
export function stopOrderIssues(order: CreateStopOrderParameters): readonly Issue[] {
  const { takeProfitPrice, stopLossPrice, profitLossVolType } = order;
  const issues: Issue[] = [];
  if (takeProfitPrice === undefined && stopLossPrice === undefined) {
    issues.push({ parameter: 'stopLossPrice', found: 'nothing', expected: 'stopLossPrice, takeProfitPrice, or both' });
  }
  const halves: readonly Half[] = [
    {
      name: 'takeProfit',
      price: takeProfitPrice,
      vol: order.takeProfitVol,
      type: order.takeProfitType,
      orderPrice: order.takeProfitOrderPrice,
    },
    { name: 'stopLoss', price: stopLossPrice, vol: order.stopLossVol, type: order.stopLossType, orderPrice: order.stopLossOrderPrice },
  ];
  return [...issues, ...halves.flatMap((half) => halfIssues(half, profitLossVolType === 'SEPARATE'))];
}

function halfIssues({ name, price, vol, type, orderPrice }: Half, isSeparate: boolean): readonly Issue[] {
  const issues: Issue[] = [];
  const refuse = (field: string, found: string, expected: string) => issues.push({ parameter: `${name}${field}`, found, expected });
  if (price === undefined) {
    const given = { Vol: vol, Type: type, OrderPrice: orderPrice };
    for (const [field, value] of Object.entries(given)) {
      if (value !== undefined) refuse(field, String(value), `none without ${name}Price`);
    }
    return issues;
  }
  if (isSeparate && vol === undefined) refuse('Vol', 'nothing', 'a size with SEPARATE');
  if (!isSeparate && vol !== undefined) refuse('Vol', vol, 'none without SEPARATE');
  if (type === LIMIT && orderPrice === undefined) refuse('OrderPrice', 'nothing', `a price with ${name}Type ${LIMIT}`);
  if (type !== LIMIT && orderPrice !== undefined) refuse('OrderPrice', orderPrice, `none without ${name}Type ${LIMIT}`);
  return issues;
}
