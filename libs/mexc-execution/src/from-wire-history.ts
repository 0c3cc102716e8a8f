import {
  type ClosedPosition,
  type FundingPayment,
  type Instrument,
  type Trade,
  type Transfer,
  decimal,
  positionId,
  tradeId,
  venueOrderId,
} from '@prate/execution-interface';
import { absolute, add, isNegative, multiply, negate, subtract } from '@prate/execution-interface/decimal';
import {
  type WireDeal,
  type WireFundingRecord,
  type WirePosition,
  type WireTransferRecord,
  openTypeCodes,
  orderCategoryCodes,
  positionTypeCodes,
  sideCodes,
  transferStateCodes,
  transferTypeCodes,
} from '@prate/mexc-protocol';
import { clientOrderIdOf, sideWords } from './from-wire';

const TRANSFER_STATUS = { waiting: 'waiting', succeeded: 'success', failed: 'failed' } as const;

/** @throws {UnknownCodeError} for a side or category that no table knows */
export function tradeFromWire(wire: WireDeal, instrument?: Pick<Instrument, 'kind' | 'contractSize'>): Trade {
  const contracts = decimal(wire.vol);
  const ourId = clientOrderIdOf(wire.externalOid);
  return {
    tradeId: tradeId(wire.id),
    orderId: venueOrderId(wire.orderId),
    ...(ourId === undefined ? {} : { clientOrderId: ourId }),
    symbol: wire.symbol,
    ...sideWords(sideCodes.toWord(wire.side)),
    price: decimal(wire.price),
    contracts,
    ...(instrument?.kind === 'linear' ? { baseQuantity: multiply(contracts, instrument.contractSize) } : {}),
    fee: decimal(wire.fee),
    feeCurrency: wire.feeCurrency,
    closingPnl: decimal(wire.profit ?? '0'),
    // Where the venue does not say, the dearer one.
    liquidity: wire.taker === false ? 'maker' : 'taker',
    isSelfTrade: wire.isSelf ?? false,
    category: wire.category === undefined ? 'normal' : orderCategoryCodes.toWord(wire.category),
    atMs: wire.timestamp,
  };
}

/** @throws {UnknownCodeError} for a side or margin mode that no table knows */
export function closedPositionFromWire(wire: WirePosition): ClosedPosition {
  const realizedPnl = decimal(wire.realised);
  const funding = decimal(wire.holdFee ?? '0');
  const stated = wire.totalFee ?? wire.fee ?? '0';
  const closingPnl =
    wire.closeProfitLoss === undefined ? add(subtract(realizedPnl, funding), absolute(decimal(stated))) : decimal(wire.closeProfitLoss);
  // The magnitude is the venue's; its sign changed between years (reference 10.26), so the identity of the result gives it.
  const implied = subtract(add(closingPnl, funding), realizedPnl);
  const magnitude = absolute(decimal(stated));
  return {
    positionId: positionId(wire.positionId),
    symbol: wire.symbol,
    side: positionTypeCodes.toWord(wire.positionType),
    marginMode: openTypeCodes.toWord(wire.openType),
    leverage: wire.leverage,
    closedContracts: decimal(wire.closeVol),
    entryPrice: decimal(wire.openAvgPriceFullyScale ?? wire.openAvgPrice),
    closePrice: decimal(wire.closeAvgPrice ?? '0'),
    closingPnl,
    fees: isNegative(implied) ? negate(magnitude) : magnitude,
    funding,
    realizedPnl,
    openedAtMs: wire.createTime,
    closedAtMs: wire.updateTime,
  };
}

/** @throws {UnknownCodeError} for a side that no table knows */
export function fundingFromWire(wire: WireFundingRecord): FundingPayment {
  return {
    id: wire.id,
    symbol: wire.symbol,
    ...(wire.positionId === undefined || wire.positionId === '0' ? {} : { positionId: positionId(wire.positionId) }),
    positionSide: positionTypeCodes.toWord(wire.positionType),
    amount: decimal(wire.funding),
    rate: decimal(wire.rate),
    positionValue: decimal(wire.positionValue),
    atMs: wire.settleTime,
  };
}

/** @throws {UnknownCodeError} for a direction or state that no table knows */
export function transferFromWire(wire: WireTransferRecord): Transfer {
  return {
    id: wire.id,
    currency: wire.currency,
    amount: absolute(decimal(wire.amount)),
    direction: transferTypeCodes.toWord(wire.type),
    status: TRANSFER_STATUS[transferStateCodes.toWord(wire.state)],
    atMs: wire.createTime,
  };
}
