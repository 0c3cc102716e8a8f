import {
  type BestPrice,
  type ClientOrderId,
  type DecimalText,
  type MarginMode,
  type OrderType,
  type PositionEffect,
  type PositionId,
  type PositionMode,
  type PositionSide,
  type ReadProtectionLeg,
  type SelfTradeMode,
  type Side,
  type TriggerReference,
  positionSideOf,
} from '@prate/execution-interface';
import {
  bboTypeCodes,
  openTypeCodes,
  orderTypeCodes,
  positionModeCodes,
  positionTypeCodes,
  sideCodes,
  stpModeCodes,
  trendCodes,
  zeroOneCodes,
} from '@prate/mexc-protocol';
import type { MexcFuturesRest } from '@prate/mexc-rest';

/** Body of `order/create` (reference 5.7). */
export type CreateOrderBody = Parameters<MexcFuturesRest['private']['createOrder']>[0];

/** Everything an order needs, decided: nothing is left to a default of the venue. */
export interface OrderToSend {
  readonly symbol: string;
  readonly side: Side;
  readonly type: OrderType;
  readonly contracts: DecimalText;
  /** On every order but a market order; beside `bestPrice` where the book stood a moment ago. */
  readonly price?: DecimalText;
  readonly bestPrice?: BestPrice;
  readonly selfTrade?: SelfTradeMode;
  readonly positionMode: PositionMode;
  readonly clientOrderId: ClientOrderId;
  readonly exposure: OpeningExposure | ClosingExposure;
  /** Of orders that open. */
  readonly legs?: AttachedLegs;
  readonly isPriceProtected?: boolean;
  /** Of market orders that open. */
  readonly isMarketCeiling?: boolean;
  /** Of orders that close. */
  readonly isFlashClose?: boolean;
}

export interface OpeningExposure {
  readonly effect: 'open';
  readonly marginMode: MarginMode;
  readonly leverage: number;
}

/** Without a position where positions could not be read: the close side is then the venue's only guard. */
export interface ClosingExposure {
  readonly effect: 'close';
  readonly marginMode: MarginMode;
  readonly positionId?: PositionId;
  /** Of the position; sent by those endpoints only that ask for it. */
  readonly leverage?: number;
}

/** Take profit and stop loss that travel with an order; they close at the market. */
export interface AttachedLegs {
  readonly takeProfit?: Pick<ReadProtectionLeg, 'price' | 'reference'>;
  readonly stopLoss?: Pick<ReadProtectionLeg, 'price' | 'reference'>;
}

/** Buying opens a long and closes a short: 1 and 2; selling opens a short and closes a long: 3 and 4 (reference 6.2). */
export function sideCodeOf(side: Side, effect: PositionEffect): number {
  return sideCodes.toCode(`${effect}-${positionSideOf(side, effect)}`);
}

export function orderToWire(order: OrderToSend): CreateOrderBody {
  const { symbol, side, type, contracts, price, bestPrice, selfTrade, positionMode, clientOrderId, exposure } = order;
  const body = {
    symbol,
    side: sideCodeOf(side, exposure.effect),
    type: orderTypeCodes.toCode(type),
    vol: contracts,
    ...(type === 'market' || price === undefined ? {} : { price }),
    ...(bestPrice === undefined ? {} : { bboTypeNum: bboTypeCodes.toCode(bestPrice) }),
    ...(selfTrade === undefined ? {} : { stpMode: stpModeCodes.toCode(selfTrade === 'allow' ? 'none' : selfTrade) }),
    openType: openTypeCodes.toCode(exposure.marginMode),
    positionMode: positionModeCodes.toCode(positionMode),
    externalOid: clientOrderId,
  };
  if (exposure.effect === 'open') {
    return {
      ...body,
      leverage: exposure.leverage,
      ...attachedLegsToWire(order.legs),
      ...priceProtectToWire(order.isPriceProtected),
      ...(order.isMarketCeiling === true ? { marketCeiling: true } : {}),
    };
  }
  return {
    ...body,
    ...(exposure.positionId === undefined ? {} : { positionId: exposure.positionId }),
    ...(order.isFlashClose === true ? { flashClose: true } : {}),
    ...reduceOnlyToWire(positionMode),
  };
}

/** A hedge account refuses the flag; there the side alone closes (reference 9.5). */
export function reduceOnlyToWire(positionMode: PositionMode): { readonly reduceOnly?: true } {
  return positionMode === 'one-way' ? { reduceOnly: true } : {};
}

/** The price that a trigger watches. */
export function trendOf(reference: TriggerReference): number {
  return trendCodes.toCode(reference === 'mark' ? 'fair' : reference);
}

export function attachedLegsToWire({ takeProfit, stopLoss }: AttachedLegs = {}) {
  return {
    ...(stopLoss === undefined ? {} : { stopLossPrice: stopLoss.price, lossTrend: trendOf(stopLoss.reference) }),
    ...(takeProfit === undefined ? {} : { takeProfitPrice: takeProfit.price, profitTrend: trendOf(takeProfit.reference) }),
  };
}

export function priceProtectToWire(isPriceProtected: boolean | undefined): { readonly priceProtect?: number } {
  return isPriceProtected === undefined ? {} : { priceProtect: zeroOneCodes.toCode(isPriceProtected ? 'yes' : 'no') };
}

/** Body of `change_leverage`: by position where one is open, else by symbol and side (reference 5.5). */
export function leverageToWire(
  { symbol, positionSide, leverage, marginMode }: { symbol: string; positionSide: PositionSide; leverage: number; marginMode: MarginMode },
  openPosition?: PositionId,
): Parameters<MexcFuturesRest['private']['changeLeverage']>[0] {
  if (openPosition !== undefined) return { positionId: openPosition, leverage };
  return { symbol, leverage, openType: openTypeCodes.toCode(marginMode), positionType: positionTypeCodes.toCode(positionSide) };
}
