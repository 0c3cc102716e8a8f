import { checkAttachedStops } from './attached-stops';
import type { Exchange } from './exchange';
import type { SimulatedOrder } from './order';
import { Refusal } from './refusal';
import { type StopPriceChanges, changedStop } from './stop-order';

/**
 * Gives a working limit order the take-profit and stop-loss that it travels with from now on; without any it travels alone. What was
 * filled before keeps the prices it was filled with.
 *
 * @throws {Refusal} 2040 unknown, 2041 final, 2029 no limit order, 600 an order that only closes, 2015, 5003
 */
export function changeStopsOfOrder(exchange: Exchange, order: SimulatedOrder | undefined, changes: StopPriceChanges): void {
  if (order === undefined) throw new Refusal(2040, 'order not exist');
  if (order.state !== 'working') throw new Refusal(2041, `order state: found ${order.state}, expected working`);
  if (order.type === 'market') throw new Refusal(2029, 'order type: found market, expected a limit order');
  const takeProfit = changedStop(order.stops?.takeProfit, changes.takeProfit, {});
  const stopLoss = changedStop(order.stops?.stopLoss, changes.stopLoss, {});
  const isNone = takeProfit === undefined && stopLoss === undefined;
  const stops = isNone ? undefined : { takeProfit, stopLoss, isPriceProtected: order.stops?.isPriceProtected ?? false };
  checkAttachedStops(exchange.listing(order.symbol), { ...order, stops }, exchange.nowSecond);
  order.stops = stops;
  exchange.tell({ kind: 'order-stops', order });
}
