import { type EventEvidence, type ExecutionEvent, venueOrderId } from '@prate/execution-interface';
import { decimal } from '@prate/execution-interface/decimal';
import {
  type WirePushOrderChase,
  type WirePushRiskLimit,
  type WirePushStopOrder,
  positionTypeCodes,
  riskSourceCodes,
} from '@prate/mexc-protocol';
import { protectionOfWire } from '../from-wire-conditional';

/** An event without what it stands on. */
type Notice<Kind extends ExecutionEvent['kind']> = Omit<Extract<ExecutionEvent, { kind: Kind }>, keyof EventEvidence>;

/** `push.personal.order.chase`. */
export function chaseFailureOf({ s, ec }: WirePushOrderChase): Notice<'chase-failed'> {
  return { kind: 'chase-failed', symbol: s, code: String(ec) };
}

/** `push.personal.stop.order`: all that travels with the order now. @throws {UnknownCodeError} for a price that no table knows */
export function protectionChangeOf({ symbol, orderId, ...legs }: WirePushStopOrder): Notice<'protection-changed'> {
  return { kind: 'protection-changed', symbol, orderId: venueOrderId(orderId), ...protectionOfWire(legs) };
}

/** `push.personal.risk.limit`. @throws {UnknownCodeError} for a side that no table knows */
export function riskLimitChangeOf(push: WirePushRiskLimit): Notice<'risk-limit-changed'> {
  const { symbol, positionType, level, maxVol, maxLeverage, mmr, imr, riskSource } = push;
  return {
    kind: 'risk-limit-changed',
    symbol,
    positionSide: positionTypeCodes.toWord(positionType),
    level,
    maxContracts: decimal(maxVol),
    maxLeverage,
    maintenanceMarginRate: decimal(mmr),
    initialMarginRate: decimal(imr),
    isByVenue: riskSource !== undefined && riskSourceCodes.toWord(riskSource) === 'liquidation-service',
  };
}
