import { type DecimalText, absolute, add, compare, decimalPlaces, negate, roundToStep } from '@prate/execution-interface/decimal';
import {
  type BareNumber,
  bareNumber,
  bboTypeCodes,
  openTypeCodes,
  orderCategoryCodes,
  orderReasonCodes,
  orderStateCodes,
  orderTypeCodes,
  positionModeCodes,
  positionStateCodes,
  positionTypeCodes,
  sideCodes,
} from '@prate/mexc-protocol';
import type { SimulatedBalance } from '../exchange/accounts';
import type { LeverageSetting } from '../exchange/leverages';
import type { Listing } from '../exchange/listing';
import { type SimulatedOrder, isFinal, usedMargin } from '../exchange/order';
import type { PositionRisks } from '../exchange/position-risks';
import { type SimulatedPosition, realised } from '../exchange/positions';
import type { RiskLimits } from '../exchange/risk-limits';
import { maxVolOf, riskTiers, tierByLeverage } from '../exchange/risk-tiers';
import type { Kline } from '../market/klines';
import { attachedStopsView } from './stop-prices-view';

/** Bare JSON number, digit for digit. */
export const bare = (text: string): BareNumber => bareNumber(text);

/** Eighteen decimals, as in the venue's string twins. */
function fullScale(text: DecimalText): string {
  const places = decimalPlaces(text);
  return `${text}${places === 0 ? '.' : ''}${'0'.repeat(Math.max(0, 18 - places))}`;
}

/** From ten million on the venue writes turnover with an exponent: `6.106243567181E7` (reference 3.3). */
export function turnoverText(text: DecimalText): string {
  if (compare(text, 10_000_000) < 0) return text;
  const [whole = '', fraction = ''] = text.split('.');
  const digits = `${whole}${fraction}`.replace(/0+$/, '');
  return `${digits.charAt(0)}.${digits.slice(1) || '0'}E${whole.length - 1}`;
}

/** Times of finished orders read back in whole seconds (reference 3.3). */
export const toWholeSecond = (timeMs: number): number => Math.floor(timeMs / 1000) * 1000;

/** An order as `order/get` answers it (reference 5.9): ids of orders quoted, of positions bare. */
export function orderView(order: SimulatedOrder, { contract }: Listing): object {
  const time = isFinal(order) ? toWholeSecond : (timeMs: number): number => timeMs;
  return {
    orderId: order.orderId,
    symbol: order.symbol,
    positionId: bare(order.positionId),
    price: bare(order.price),
    priceStr: fullScale(order.price),
    vol: bare(order.vol),
    leverage: order.leverage,
    side: sideCodes.toCode(order.side),
    category: orderCategoryCodes.toCode(order.category),
    orderType: orderTypeCodes.toCode(order.type),
    dealAvgPrice: bare(order.dealAvgPrice),
    dealAvgPriceStr: fullScale(order.dealAvgPrice),
    dealVol: bare(order.dealVol),
    orderMargin: bare(order.orderMargin),
    usedMargin: bare(usedMargin(order)),
    takerFee: bare(order.takerFee),
    makerFee: bare(order.makerFee),
    profit: bare(order.profit),
    feeCurrency: contract.settleCoin,
    openType: openTypeCodes.toCode(order.openType),
    state: orderStateCodes.toCode(order.state),
    externalOid: order.externalOid,
    errorCode: orderReasonCodes.toCode(order.reason),
    positionMode: positionModeCodes.toCode(order.positionMode),
    ...(order.positionMode === 'one-way' ? { reduceOnly: order.isReduceOnly } : {}),
    bboTypeNum: bboTypeCodes.toCode(order.bboType ?? 'none'),
    ...attachedStopsView(order.stops),
    version: order.version,
    showCancelReason: 0,
    showProfitRateShare: 0,
    totalFee: bare(add(order.takerFee, order.makerFee)),
    createTime: time(order.createdAtMs),
    updateTime: time(order.updatedAtMs),
  };
}

/** A position as `open_positions` answers it (reference 5.3). Paid fees are negative. */
export function positionView(position: SimulatedPosition, frozenVol: DecimalText, risks: PositionRisks, second: number): object {
  const { side, holdVol: vol, holdAvgPrice: entryPrice, margin } = position;
  return {
    positionId: bare(position.positionId),
    symbol: position.symbol,
    positionType: positionTypeCodes.toCode(side),
    openType: openTypeCodes.toCode(position.openType),
    state: positionStateCodes.toCode(position.state),
    holdVol: bare(vol),
    frozenVol: bare(frozenVol),
    closeVol: bare(position.closeVol),
    holdAvgPrice: bare(entryPrice),
    holdAvgPriceFullyScale: entryPrice,
    openAvgPrice: bare(position.openAvgPrice),
    openAvgPriceFullyScale: position.openAvgPrice,
    closeAvgPrice: bare(position.closeAvgPrice),
    liquidatePrice: bare(risks.liquidationPrice(position, second)),
    oim: bare(position.originalMargin),
    im: bare(margin),
    holdFee: bare(position.holdFee),
    realised: bare(realised(position)),
    closeProfitLoss: bare(position.closeProfit),
    fee: bare(negate(position.fees)),
    totalFee: bare(absolute(position.fees)),
    leverage: position.leverage,
    marginRatio: bare(risks.marginRatio(position, second)),
    adlLevel: position.adlLevel,
    autoAddIm: position.isAutoAddMargin,
    version: position.version,
    createTime: position.createdAtMs,
    updateTime: position.updatedAtMs,
  };
}

/** One currency as `account/assets` answers it (reference 5.1). */
export function assetView(currency: string, balance: SimulatedBalance): object {
  const cash = compare(balance.available, 0) > 0 ? roundToStep(balance.available, '0.00000001', 'down') : '0';
  return {
    currency,
    positionMargin: bare(balance.positionMargin),
    frozenBalance: bare(balance.frozen),
    availableBalance: bare(balance.available),
    cashBalance: bare(cash),
    equity: bare(balance.equity),
    unrealized: bare(balance.unrealised),
    bonus: 0,
    availableCash: bare(cash),
    availableOpen: bare(balance.available),
    debtAmount: 0,
    contributeMarginAmount: 0,
  };
}

/** One side as `account/risk_limit` answers it (reference 5.4): the tier that liquidation goes by. */
export function riskLimitView(setting: LeverageSetting, listing: Listing, limits: RiskLimits, second: number): object {
  const { contract } = listing;
  const tier = limits.present(listing, setting);
  return {
    symbol: contract.symbol,
    positionType: positionTypeCodes.toCode(setting.side),
    level: tier.level,
    maxVol: bare(maxVolOf(contract, tier, listing.fairPrice(second))),
    maxLeverage: tier.maxLeverage,
    mmr: bare(tier.mmr),
    imr: bare(tier.imr),
    openType: openTypeCodes.toCode(setting.openType),
    leverage: setting.leverage,
    limitBySys: false,
    currentMmr: bare(limits.currentMmr(listing, setting.side)),
  };
}

/** One side as `position/leverage` answers it (reference 5.4): the highest tier that the leverage reaches. */
export function leverageView(setting: LeverageSetting, listing: Listing, limits: RiskLimits, second: number): object {
  const { contract } = listing;
  const tier = tierByLeverage(contract, setting.leverage);
  return {
    positionType: positionTypeCodes.toCode(setting.side),
    level: tier.level,
    imr: bare(tier.imr),
    mmr: bare(tier.mmr),
    leverage: setting.leverage,
    openType: openTypeCodes.toCode(setting.openType),
    maxVol: bare(maxVolOf(contract, tier, listing.fairPrice(second))),
    maxLeverageView: riskTiers(contract)[0]?.maxLeverage ?? contract.maxLeverage,
    currentMmr: bare(limits.currentMmr(listing, setting.side)),
    limitBySys: false,
  };
}

/** Column form of kline rows (reference 4.7). */
export function klinesView(rows: readonly Kline[]): object {
  const column = (name: Exclude<keyof Kline, 'time' | 'amount'>): readonly BareNumber[] => rows.map((row) => bare(row[name]));
  return {
    time: rows.map((row) => row.time),
    open: column('open'),
    close: column('close'),
    high: column('high'),
    low: column('low'),
    vol: column('vol'),
    amount: rows.map((row) => bare(turnoverText(row.amount))),
    realOpen: column('realOpen'),
    realClose: column('realClose'),
    realHigh: column('realHigh'),
    realLow: column('realLow'),
  };
}
