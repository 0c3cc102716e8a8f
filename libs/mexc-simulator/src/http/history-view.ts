import { absolute, divide, isNegative, isZero, negate, roundToStep } from '@prate/execution-interface/decimal';
import { openTypeCodes, orderCategoryCodes, positionModeCodes, positionTypeCodes, sideCodes } from '@prate/mexc-protocol';
import type { SimulatedDeal } from '../exchange/exchange-event';
import type { Listing } from '../exchange/listing';
import { QUOTIENT_SCALE } from '../exchange/margin';
import { type SimulatedPosition, realised } from '../exchange/positions';
import { bare, toWholeSecond } from './wire-text';

/** A fill as `order_deals` answers it (reference 5.9): both ids quoted, paid fees positive. */
export function dealView({ dealId, order, vol, price, fee, profit, role, isSelf, atMs }: SimulatedDeal, { contract }: Listing): object {
  return {
    id: dealId,
    symbol: order.symbol,
    side: sideCodes.toCode(order.side),
    vol: bare(vol),
    price: bare(price),
    fee: bare(fee),
    feeCurrency: contract.settleCoin,
    profit: bare(profit),
    category: orderCategoryCodes.toCode(order.category),
    orderId: order.orderId,
    timestamp: atMs,
    positionMode: positionModeCodes.toCode(order.positionMode),
    taker: role === 'taker',
    ...(order.externalOid === '' ? {} : { externalOid: order.externalOid }),
    ...(order.positionMode === 'one-way' ? { reduceOnly: order.isReduceOnly } : {}),
    isSelf: isSelf ?? false,
  };
}

/** A closed position as `history_positions` answers it (reference 5.3): nothing is held, times are whole seconds. */
export function closedPositionView(position: SimulatedPosition): object {
  const result = realised(position);
  const ratio = isZero(position.openedMargin) ? '0' : divide(result, position.openedMargin, QUOTIENT_SCALE);
  return {
    positionId: bare(position.positionId),
    symbol: position.symbol,
    positionType: positionTypeCodes.toCode(position.side),
    openType: openTypeCodes.toCode(position.openType),
    state: 3,
    holdVol: 0,
    frozenVol: 0,
    closeVol: bare(position.closeVol),
    holdAvgPrice: bare(position.holdAvgPrice),
    holdAvgPriceFullyScale: position.holdAvgPrice,
    openAvgPrice: bare(position.openAvgPrice),
    openAvgPriceFullyScale: position.openAvgPrice,
    closeAvgPrice: bare(position.closeAvgPrice),
    liquidatePrice: 0,
    oim: 0,
    im: 0,
    holdFee: bare(position.holdFee),
    realised: bare(result),
    leverage: position.leverage,
    marginRatio: 0,
    autoAddIm: position.isAutoAddMargin,
    version: position.version,
    profitRatio: bare(roundToStep(ratio, '0.0001', isNegative(ratio) ? 'up' : 'down')),
    newOpenAvgPrice: bare(position.openAvgPrice),
    newCloseAvgPrice: bare(position.closeAvgPrice),
    closeProfitLoss: bare(position.closeProfit),
    fee: bare(negate(position.fees)),
    totalFee: bare(absolute(position.fees)),
    positionShowStatus: 'CLOSED',
    deductFeeList: [],
    createTime: toWholeSecond(position.createdAtMs),
    updateTime: toWholeSecond(position.updatedAtMs),
  };
}
