import { absolute, isZero, negate } from '@prate/execution-interface/decimal';
import {
  bboTypeCodes,
  openTypeCodes,
  orderCategoryCodes,
  orderReasonCodes,
  orderStateCodes,
  orderTypeCodes,
  positionModeCodes,
  positionStateCodes,
  positionTypeCodes,
  riskSourceCodes,
  notifyTypeCodes,
  sideCodes,
} from '@prate/mexc-protocol';
import type { SimulatedBalance } from '../exchange/accounts';
import type { Exchange } from '../exchange/exchange';
import type { ExchangeEvent, SimulatedDeal } from '../exchange/exchange-event';
import type { Listing } from '../exchange/listing';
import { grossProfit, realFeeRate } from '../exchange/margin';
import { type SimulatedOrder, remainingVol, usedMargin } from '../exchange/order';
import { type SimulatedPosition, realised } from '../exchange/positions';
import { maxVolOf } from '../exchange/risk-tiers';
import { sideMeanings } from '../exchange/sides';
import { attachedStopsView } from '../http/stop-prices-view';
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
    category: orderCategoryCodes.toCode(order.category),
    orderType: orderTypeCodes.toCode(order.type),
    dealAvgPrice: bare(order.dealAvgPrice),
    dealVol: bare(order.dealVol),
    remainVol: bare(remainingVol(order)),
    orderMargin: bare(order.orderMargin),
    usedMargin: bare(usedMargin(order)),
    takerFee: bare(order.takerFee),
    makerFee: bare(order.makerFee),
    takerFeeRate: bare(realFeeRate(contract, 'taker')),
    makerFeeRate: bare(realFeeRate(contract, 'maker')),
    profit: bare(order.profit),
    feeCurrency: contract.settleCoin,
    openType: openTypeCodes.toCode(order.openType),
    state: orderStateCodes.toCode(order.state),
    errorCode: orderReasonCodes.toCode(order.reason),
    externalOid: order.externalOid,
    positionMode: positionModeCodes.toCode(order.positionMode),
    ...(order.positionMode === 'one-way' ? { reduceOnly: order.isReduceOnly } : {}),
    bboTypeNum: bboTypeCodes.toCode(order.bboType ?? 'none'),
    ...attachedStopsView(order.stops),
    bizSource: 1,
    version: order.version,
    createTime: order.createdAtMs,
    updateTime: order.updatedAtMs,
  };
}

/** `push.personal.order.deal` (reference 8.8): both ids quoted, the observed name `taker`. */
export function dealPushView({ dealId, order, vol, price, fee, profit, role, isSelf, atMs }: SimulatedDeal, { contract }: Listing): object {
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
    category: orderCategoryCodes.toCode(order.category),
    orderId: order.orderId,
    externalOid: order.externalOid,
    positionMode: positionModeCodes.toCode(order.positionMode),
    ...(order.positionMode === 'one-way' ? { reduceOnly: order.isReduceOnly } : {}),
    isSelf: isSelf ?? false,
    timestamp: atMs,
  };
}

/** `push.personal.position` (reference 8.9). Closed: state 3, and nothing is held. */
export function positionPushView(position: SimulatedPosition, { listings, orders, risks, nowSecond }: Exchange): object {
  const listing = listings.get(position.symbol) as Listing;
  const { contract } = listing;
  const { side, holdVol: vol, holdAvgPrice: entryPrice, margin } = position;
  const fairPrice = listing.fairPrice(nowSecond);
  const isClosed = isZero(vol);
  return {
    positionId: bare(position.positionId),
    symbol: position.symbol,
    positionType: positionTypeCodes.toCode(side),
    openType: openTypeCodes.toCode(position.openType),
    state: positionStateCodes.toCode(position.state),
    holdVol: bare(vol),
    frozenVol: bare(isClosed ? '0' : orders.frozenVol(position.symbol, side)),
    closeVol: bare(position.closeVol),
    holdAvgPrice: bare(entryPrice),
    openAvgPrice: bare(position.openAvgPrice),
    closeAvgPrice: bare(position.closeAvgPrice),
    liquidatePrice: bare(risks.liquidationPrice(position, nowSecond)),
    oim: bare(position.originalMargin),
    im: bare(margin),
    holdFee: bare(position.holdFee),
    realised: bare(realised(position)),
    closeProfitLoss: bare(position.closeProfit),
    fee: bare(negate(position.fees)),
    totalFee: bare(absolute(position.fees)),
    leverage: position.leverage,
    marginRatio: bare(risks.marginRatio(position, nowSecond)),
    adlLevel: position.adlLevel,
    pnl: bare(isClosed ? '0' : grossProfit(contract, { side, vol, entryPrice, price: fairPrice })),
    makerFeeRate: bare(realFeeRate(contract, 'maker')),
    takerFeeRate: bare(realFeeRate(contract, 'taker')),
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

/** `push.personal.risk.limit` (reference 8.6). */
export function riskLimitPushView({ symbol, setting, source }: Extract<ExchangeEvent, { kind: 'risk-limit' }>, exchange: Exchange): object {
  const listing = exchange.listing(symbol);
  const tier = exchange.limits.present(listing, setting);
  const maxVol = bare(maxVolOf(listing.contract, tier, listing.fairPrice(exchange.nowSecond)));
  return {
    symbol,
    positionType: positionTypeCodes.toCode(setting.side),
    riskSource: riskSourceCodes.toCode(source),
    level: tier.level,
    maxVol,
    maxLeverage: tier.maxLeverage,
    mmr: bare(tier.mmr),
    imr: bare(tier.imr),
    leverage: setting.leverage,
    openType: openTypeCodes.toCode(setting.openType),
    limitBySys: false,
    maxVolView: maxVol,
  };
}

/** `push.personal.liquidate.risk`: the margin ratio has come close to 1. */
export function liquidateRiskPushView(position: SimulatedPosition, { risks, nowSecond }: Exchange): object {
  return {
    symbol: position.symbol,
    positionId: bare(position.positionId),
    liquidatePrice: bare(risks.liquidationPrice(position, nowSecond)),
    marginRatio: bare(risks.marginRatio(position, nowSecond)),
    adlLevel: position.adlLevel,
  };
}

/** `push.personal.adl.level`. */
export function adlLevelPushView({ adlLevel, positionId }: SimulatedPosition): object {
  return { adlLevel, positionId: bare(positionId) };
}

/** `push.personal.generic.notify`: 1 liquidated, 2 close to it. */
export function notifyPushView({ position, notifyType, marginRatio }: Extract<ExchangeEvent, { kind: 'notify' }>): object {
  const { symbol, openType } = position;
  const names = { dn: symbol, dne: symbol, multiAssets: false };
  const param = { notifyType: notifyTypeCodes.toCode(notifyType), openType: openTypeCodes.toCode(openType), ...names };
  return { type: 1, param: { ...param, marginRate: bare(marginRatio) } };
}
