import { absolute, isZero, negate, subtract } from '@prate/execution-interface/decimal';
import {
  openTypeCodes,
  orderReasonCodes,
  orderStateCodes,
  orderTypeCodes,
  positionModeCodes,
  positionTypeCodes,
  sideCodes,
} from '@prate/mexc-protocol';
import type { SimulatedBalance } from '../exchange/accounts';
import type { Exchange } from '../exchange/exchange';
import type { SimulatedDeal } from '../exchange/exchange-event';
import type { Listing } from '../exchange/listing';
import { grossProfit, liquidationPrice, marginRatio } from '../exchange/margin';
import { type SimulatedOrder, remainingVol, usedMargin } from '../exchange/order';
import type { SimulatedPosition } from '../exchange/positions';
import { sideMeanings } from '../exchange/sides';
import { bare } from '../http/wire-text';

/** `push.personal.order` (reference 8.7), keys in the observed order, the order's id quoted. */
export function orderPushView(order: SimulatedOrder, { contract }: Listing): object {
  const { direction, position } = sideMeanings[order.side];
  return {
    orderId: order.orderId,
    symbol: order.symbol,
    positionId: bare(order.positionId),
    price: bare(order.price),
    vol: bare(order.vol),
    leverage: order.leverage,
    side: sideCodes.toCode(order.side),
    sideType: direction,
    positionType: position,
    category: 1,
    orderType: orderTypeCodes.toCode(order.type),
    dealAvgPrice: bare(order.dealAvgPrice),
    dealVol: bare(order.dealVol),
    remainVol: bare(remainingVol(order)),
    orderMargin: bare(order.orderMargin),
    usedMargin: bare(usedMargin(order)),
    takerFee: bare(order.takerFee),
    makerFee: bare(order.makerFee),
    takerFeeRate: bare(contract.takerFeeRate),
    makerFeeRate: bare(contract.makerFeeRate),
    profit: bare(order.profit),
    feeCurrency: contract.settleCoin,
    openType: openTypeCodes.toCode(order.openType),
    state: orderStateCodes.toCode(order.state),
    errorCode: orderReasonCodes.toCode(order.reason),
    externalOid: order.externalOid,
    positionMode: positionModeCodes.toCode(order.positionMode),
    ...(order.positionMode === 'one-way' ? { reduceOnly: order.isReduceOnly } : {}),
    bboTypeNum: 0,
    bizSource: 1,
    version: order.version,
    createTime: order.createdAtMs,
    updateTime: order.updatedAtMs,
  };
}

/** `push.personal.order.deal` (reference 8.8): both ids quoted, the observed name `taker`. */
export function dealPushView({ dealId, order, vol, price, fee, profit, role, atMs }: SimulatedDeal, { contract }: Listing): object {
  return {
    id: dealId,
    symbol: order.symbol,
    side: sideCodes.toCode(order.side),
    vol: bare(vol),
    price: bare(price),
    fee: bare(fee),
    feeCurrency: contract.settleCoin,
    profit: bare(profit),
    taker: role === 'taker',
    category: 1,
    orderId: order.orderId,
    externalOid: order.externalOid,
    positionMode: positionModeCodes.toCode(order.positionMode),
    ...(order.positionMode === 'one-way' ? { reduceOnly: order.isReduceOnly } : {}),
    isSelf: false,
    timestamp: atMs,
  };
}

/** `push.personal.position` (reference 8.9). Closed: state 3, and nothing is held. */
export function positionPushView(position: SimulatedPosition, { listings, orders, nowSecond }: Exchange): object {
  const listing = listings.get(position.symbol) as Listing;
  const { contract } = listing;
  const { side, holdVol: vol, holdAvgPrice: entryPrice, margin } = position;
  const fairPrice = listing.fairPrice(nowSecond);
  const holding = { side, vol, entryPrice, margin };
  const isClosed = isZero(vol);
  return {
    positionId: bare(position.positionId),
    symbol: position.symbol,
    positionType: positionTypeCodes.toCode(side),
    openType: openTypeCodes.toCode(position.openType),
    state: isClosed ? 3 : 1,
    holdVol: bare(vol),
    frozenVol: bare(isClosed ? '0' : orders.frozenVol(position.symbol, side)),
    closeVol: bare(position.closeVol),
    holdAvgPrice: bare(entryPrice),
    openAvgPrice: bare(position.openAvgPrice),
    closeAvgPrice: bare(position.closeAvgPrice),
    liquidatePrice: bare(isClosed || position.openType === 'cross' ? '0' : liquidationPrice(contract, holding)),
    oim: bare(position.originalMargin),
    im: bare(margin),
    holdFee: 0,
    realised: bare(subtract(position.closeProfit, position.fees)),
    closeProfitLoss: bare(position.closeProfit),
    fee: bare(negate(position.fees)),
    totalFee: bare(absolute(position.fees)),
    leverage: position.leverage,
    marginRatio: bare(isClosed ? '0' : marginRatio(contract, holding, fairPrice)),
    pnl: bare(isClosed ? '0' : grossProfit(contract, { side, vol, entryPrice, price: fairPrice })),
    makerFeeRate: bare(contract.makerFeeRate),
    takerFeeRate: bare(contract.takerFeeRate),
    autoAddIm: position.isAutoAddMargin,
    version: position.version,
    createTime: position.createdAtMs,
    updateTime: position.updatedAtMs,
  };
}

/** `push.personal.asset` (reference 8.6): no equity in it. */
export function assetPushView(currency: string, balance: SimulatedBalance): object {
  return {
    currency,
    positionMargin: bare(balance.positionMargin),
    frozenBalance: bare(balance.frozen),
    availableBalance: bare(balance.available),
    bonus: 0,
  };
}
