import { type DecimalText, isPositive, subtract } from '@prate/execution-interface/decimal';
import type { OrderRequest, SimulatedOrder } from './order';
import { Refusal } from './refusal';

/** The order that replaces a working limit order; `vol` counts what is filled already. @throws {Refusal} 2041, 2029, 2011 */
export function amendedRequest(
  order: SimulatedOrder,
  { price, vol }: { readonly price: DecimalText; readonly vol: DecimalText },
): OrderRequest {
  if (order.state !== 'working') throw new Refusal(2041, `order state: found ${order.state}, expected working`);
  const { symbol, side, type, openType, isReduceOnly, externalOid, leverage, dealVol, stops } = order;
  if (type !== 'limit' && type !== 'post-only') throw new Refusal(2029, `order type: found ${type}, expected a limit order`);
  const left = subtract(vol, dealVol);
  if (!isPositive(left)) throw new Refusal(2011, `vol: found ${vol}, expected more than the ${dealVol} filled already`);
  return { symbol, side, type, vol: left, price, openType, isReduceOnly, externalOid, stops, ...(leverage === 0 ? {} : { leverage }) };
}
