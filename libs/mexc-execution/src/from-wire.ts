import {
  type Balance,
  type ClientOrderId,
  type DecimalText,
  type Instrument,
  type Leverage,
  type MarkPrice,
  type Order,
  type Position,
  IdentifierError,
  clientOrderId,
  decimal,
  positionId,
  venueOrderId,
} from '@prate/execution-interface';
import { isPositive, multiply, subtract } from '@prate/execution-interface/decimal';
import {
  type SideWord,
  type WireAsset,
  type WireLeverage,
  type WireOrder,
  type WirePosition,
  openTypeCodes,
  orderCategoryCodes,
  orderReasonCodes,
  orderTypeCodes,
  positionTypeCodes,
  sideCodes,
} from '@prate/mexc-protocol';
import { orderStatusOf } from './order-status';
import { profitAt } from './position-pnl';

const SIDES: Readonly<Record<SideWord, Pick<Order, 'side' | 'effect' | 'positionSide'>>> = {
  'open-long': { side: 'buy', effect: 'open', positionSide: 'long' },
  'close-short': { side: 'buy', effect: 'close', positionSide: 'short' },
  'open-short': { side: 'sell', effect: 'open', positionSide: 'short' },
  'close-long': { side: 'sell', effect: 'close', positionSide: 'long' },
};

/** What a side of the wire means. */
export function sideWords(word: SideWord): Pick<Order, 'side' | 'effect' | 'positionSide'> {
  return SIDES[word];
}

/**
 * @param instrument for the base quantities; without one (a contract that is listed no more) they are left out
 * @throws {UnknownCodeError} for a side, type, state, margin mode, category or reason that no table knows
 */
export function orderFromWire(wire: WireOrder, instrument?: Pick<Instrument, 'kind' | 'contractSize'>): Order {
  const type = orderTypeCodes.toWord(wire.orderType);
  const contracts = decimal(wire.vol);
  const filledContracts = decimal(wire.dealVol);
  const price = decimal(wire.price);
  const averagePrice = decimal(wire.dealAvgPrice);
  const reason = orderReasonCodes.toWord(wire.errorCode);
  const ourId = clientOrderIdOf(wire.externalOid);
  const linear = instrument?.kind === 'linear' ? instrument : undefined;
  return {
    orderId: venueOrderId(wire.orderId),
    ...(ourId === undefined ? {} : { clientOrderId: ourId }),
    symbol: wire.symbol,
    ...SIDES[sideCodes.toWord(wire.side)],
    type,
    status: orderStatusOf(wire),
    // Of a market order it is a derived number that means nothing (reference 9.4).
    ...(type === 'market' || !isPositive(price) ? {} : { price }),
    contracts,
    ...(linear === undefined ? {} : { baseQuantity: multiply(contracts, linear.contractSize) }),
    filledContracts,
    ...(linear === undefined ? {} : { filledBaseQuantity: multiply(filledContracts, linear.contractSize) }),
    ...(isPositive(filledContracts) && isPositive(averagePrice) ? { averagePrice } : {}),
    leverage: wire.leverage,
    marginMode: openTypeCodes.toWord(wire.openType),
    ...(wire.positionId === '0' ? {} : { positionId: positionId(wire.positionId) }),
    ...(reason === 'normal' ? {} : { reason }),
    category: orderCategoryCodes.toWord(wire.category),
    createdAtMs: wire.createTime,
    updatedAtMs: wire.updateTime,
  };
}

/** Ids of other makers (the web site's have 35 characters) are none of ours and none that could be. */
export function clientOrderIdOf(externalOid: string | undefined): ClientOrderId | undefined {
  if (externalOid === undefined) return undefined;
  try {
    return clientOrderId(externalOid);
  } catch (error) {
    if (error instanceof IdentifierError) return undefined;
    throw error;
  }
}

/**
 * The venue's list has no unrealised profit: it is computed from the mark (reference 5.3, 9.7), and left out where mark or instrument are
 * not known.
 *
 * @throws {UnknownCodeError} for a side or margin mode that no table knows
 */
export function positionFromWire(
  wire: WirePosition,
  {
    instrument,
    mark,
    asOfMs,
  }: {
    instrument: Pick<Instrument, 'kind' | 'contractSize'> | undefined;
    mark: Pick<MarkPrice, 'price' | 'atMs'> | undefined;
    asOfMs: number;
  },
): Position {
  const side = positionTypeCodes.toWord(wire.positionType);
  const contracts = decimal(wire.holdVol);
  const entryPrice = decimal(wire.holdAvgPriceFullyScale ?? wire.holdAvgPrice);
  const liquidationPrice = positiveOrNone(wire.liquidatePrice);
  return {
    positionId: positionId(wire.positionId),
    symbol: wire.symbol,
    side,
    contracts,
    ...(instrument?.kind === 'linear' ? { baseQuantity: multiply(contracts, instrument.contractSize) } : {}),
    closableContracts: closableContracts(wire),
    entryPrice,
    ...(mark === undefined ? {} : { markPrice: mark.price, markPriceAtMs: mark.atMs }),
    ...(mark === undefined || instrument === undefined
      ? {}
      : { unrealizedPnl: profitAt({ instrument, side, contracts, entryPrice, price: mark.price }) }),
    realizedPnl: decimal(wire.realised),
    leverage: wire.leverage,
    marginMode: openTypeCodes.toWord(wire.openType),
    margin: decimal(wire.im),
    ...(liquidationPrice === undefined ? {} : { liquidationPrice }),
    ...(wire.marginRatio === undefined ? {} : { marginRatio: decimal(wire.marginRatio) }),
    ...(wire.adlLevel ? { adlLevel: wire.adlLevel } : {}),
    asOfMs,
  };
}

/** Contracts that no working close order holds back. */
export function closableContracts({ holdVol, frozenVol }: Pick<WirePosition, 'holdVol' | 'frozenVol'>): DecimalText {
  return subtract(decimal(holdVol), decimal(frozenVol));
}

export function balanceFromWire(wire: WireAsset, { asOfMs }: { asOfMs: number }): Balance {
  return {
    currency: wire.currency,
    available: decimal(wire.availableBalance),
    frozen: decimal(wire.frozenBalance),
    positionMargin: decimal(wire.positionMargin),
    unrealizedPnl: decimal(wire.unrealized),
    total: decimal(wire.equity),
    asOfMs,
  };
}

/** @throws {UnknownCodeError} for a side or margin mode that no table knows */
export function leverageFromWire({ positionType, openType, leverage }: WireLeverage, symbol: string): Leverage {
  return { symbol, positionSide: positionTypeCodes.toWord(positionType), leverage, marginMode: openTypeCodes.toWord(openType) };
}

function positiveOrNone(text: string | undefined): DecimalText | undefined {
  if (text === undefined) return undefined;
  const value = decimal(text);
  return isPositive(value) ? value : undefined;
}
