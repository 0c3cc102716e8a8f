import {
  type ClientOrderId,
  type DecimalText,
  type MarginMode,
  type OrderType,
  type PositionEffect,
  type PositionId,
  type PositionMode,
  type PositionSide,
  type Side,
  positionSideOf,
} from '@prate/execution-interface';
import { openTypeCodes, orderTypeCodes, positionModeCodes, positionTypeCodes, sideCodes } from '@prate/mexc-protocol';
import type { MexcFuturesRest } from '@prate/mexc-rest';

/** Body of `order/create` (reference 5.7). */
export type CreateOrderBody = Parameters<MexcFuturesRest['private']['createOrder']>[0];

/** Everything an order needs, decided: nothing is left to a default of the venue. */
export interface OrderToSend {
  readonly symbol: string;
  readonly side: Side;
  readonly type: OrderType;
  readonly contracts: DecimalText;
  /** On every order but a market order. */
  readonly price?: DecimalText;
  readonly positionMode: PositionMode;
  readonly clientOrderId: ClientOrderId;
  readonly exposure:
    | { readonly effect: 'open'; readonly marginMode: MarginMode; readonly leverage: number }
    /** Without a position id where positions could not be read: the close side is then the venue's only guard. */
    | { readonly effect: 'close'; readonly marginMode: MarginMode; readonly positionId?: PositionId };
}

/** Buying opens a long and closes a short: 1 and 2; selling opens a short and closes a long: 3 and 4 (reference 6.2). */
export function sideCodeOf(side: Side, effect: PositionEffect): number {
  return sideCodes.toCode(`${effect}-${positionSideOf(side, effect)}`);
}

export function orderToWire({ symbol, side, type, contracts, price, positionMode, clientOrderId, exposure }: OrderToSend): CreateOrderBody {
  const body = {
    symbol,
    side: sideCodeOf(side, exposure.effect),
    type: orderTypeCodes.toCode(type),
    vol: contracts,
    ...(type === 'market' || price === undefined ? {} : { price }),
    openType: openTypeCodes.toCode(exposure.marginMode),
    positionMode: positionModeCodes.toCode(positionMode),
    externalOid: clientOrderId,
  };
  if (exposure.effect === 'open') return { ...body, leverage: exposure.leverage };
  return {
    ...body,
    ...(exposure.positionId === undefined ? {} : { positionId: exposure.positionId }),
    // A hedge account refuses the flag; there the side alone closes (reference 9.5).
    ...(positionMode === 'one-way' ? { reduceOnly: true } : {}),
  };
}

/** Body of `change_leverage`: by position where one is open, else by symbol and side (reference 5.5). */
export function leverageToWire(
  { symbol, positionSide, leverage, marginMode }: { symbol: string; positionSide: PositionSide; leverage: number; marginMode: MarginMode },
  openPosition?: PositionId,
): Parameters<MexcFuturesRest['private']['changeLeverage']>[0] {
  if (openPosition !== undefined) return { positionId: openPosition, leverage };
  return { symbol, leverage, openType: openTypeCodes.toCode(marginMode), positionType: positionTypeCodes.toCode(positionSide) };
}
