import {
  type DecimalText,
  type Instrument,
  type PlanOrder,
  type ReadProtectionLeg,
  type StopOrder,
  type TrailingOrder,
  type TriggerReference,
  decimal,
  positionId,
  venueOrderId,
} from '@prate/execution-interface';
import { isPositive, multiply } from '@prate/execution-interface/decimal';
import {
  type PlanStateWord,
  type StopStateWord,
  type TrackStateWord,
  type TrendWord,
  UnknownCodeError,
  type WirePlanOrder,
  type WirePushPlanOrder,
  type WirePushStopPlanOrder,
  type WireStopOrder,
  type WireTrackOrder,
  backTypeCodes,
  openTypeCodes,
  orderReasonCodes,
  orderTypeCodes,
  planStateCodes,
  positionTypeCodes,
  sideCodes,
  stopExecutionCodes,
  stopStateCodes,
  trackStateCodes,
  trendCodes,
  triggerSideCodes,
  triggerTypeCodes,
  volTypeCodes,
} from '@prate/mexc-protocol';
import { sideWords } from './from-wire';

type Sized = Pick<Instrument, 'kind' | 'contractSize'>;

const HOUR_MS = 3_600_000;
/** What the venue writes where a plan order never ends (reference 5.10). */
const NEVER_ENDS_HOURS = 87_600;
const REFERENCES: Readonly<Record<TrendWord, TriggerReference>> = { last: 'last', fair: 'mark', index: 'index' };
/** `invalid` is what the venue calls an order whose time is over, or whose position is gone (reference 5.10, 9.16). */
const WAITING_STATES: Readonly<Record<PlanStateWord & StopStateWord, PlanOrder['status']>> = {
  untriggered: 'waiting',
  cancelled: 'cancelled',
  executed: 'executed',
  invalid: 'expired',
  failed: 'failed',
};
const TRACK_STATES: Readonly<Record<TrackStateWord, TrailingOrder['status']>> = {
  inactive: 'waiting',
  active: 'active',
  executed: 'executed',
  failed: 'failed',
  cancelled: 'cancelled',
};

/** @throws {UnknownCodeError} for a code that no table knows */
export function planOrderFromWire(wire: WirePlanOrder | WirePushPlanOrder, instrument?: Sized): PlanOrder {
  const type = orderTypeCodes.toWord(wire.orderType);
  if (type === 'market-to-limit') throw new UnknownCodeError('orderType of a plan order', wire.orderType, [1, 2, 3, 4, 5]);
  const price = positiveOrNone(wire.price);
  const { executeCycle } = wire;
  const takeProfit = legOf(wire.takeProfitPrice, wire.profitTrend);
  const stopLoss = legOf(wire.stopLossPrice, wire.lossTrend);
  return {
    kind: 'plan',
    ...basicsOf(wire, instrument),
    status: WAITING_STATES[planStateCodes.toWord(wire.state)],
    ...childOf(wire.orderId),
    ...termsOf(wire),
    trigger: {
      price: decimal(wire.triggerPrice),
      reference: REFERENCES[trendCodes.toWord(wire.trend)],
      direction: triggerTypeCodes.toWord(wire.triggerType),
    },
    type,
    ...(type === 'market' || price === undefined ? {} : { price }),
    ...(takeProfit === undefined ? {} : { takeProfit }),
    ...(stopLoss === undefined ? {} : { stopLoss }),
    ...(executeCycle === undefined || executeCycle >= NEVER_ENDS_HOURS ? {} : { expiresAtMs: wire.createTime + executeCycle * HOUR_MS }),
  };
}

/** @throws {UnknownCodeError} for a code that no table knows */
export function stopOrderFromWire(wire: WireStopOrder | WirePushStopPlanOrder, instrument?: Sized): StopOrder {
  const fired = triggerSideCodes.toWord(wire.triggerSide);
  const takeProfit = legOf(wire.takeProfitPrice, wire.profitTrend, limitOf(wire.takeProfitType, wire.takeProfitOrderPrice));
  const stopLoss = legOf(wire.stopLossPrice, wire.lossTrend, limitOf(wire.stopLossType, wire.stopLossOrderPrice));
  const parent = childOf(wire.orderId).orderId;
  return {
    kind: 'stop',
    ...basicsOf(wire, instrument),
    status: WAITING_STATES[stopStateCodes.toWord(wire.state)],
    ...childOf(wire.placeOrderId),
    positionSide: positionTypeCodes.toWord(wire.positionType),
    positionId: positionId(wire.positionId),
    ...(parent === undefined ? {} : { parentOrderId: parent }),
    isWholePosition: wire.volType !== undefined && volTypeCodes.toWord(wire.volType) === 'whole-position',
    ...(takeProfit === undefined ? {} : { takeProfit }),
    ...(stopLoss === undefined ? {} : { stopLoss }),
    ...(fired === 'none' ? {} : { fired }),
  };
}

/** @throws {UnknownCodeError} for a code that no table knows */
export function trailingOrderFromWire(wire: WireTrackOrder, instrument?: Sized): TrailingOrder {
  const value = decimal(wire.backValue);
  const activationPrice = positiveOrNone(wire.activePrice);
  const bestPrice = positiveOrNone(wire.markPrice);
  const triggerPrice = positiveOrNone(wire.triggerPrice);
  return {
    kind: 'trailing',
    ...basicsOf(wire, instrument),
    status: TRACK_STATES[trackStateCodes.toWord(wire.state)],
    ...childOf(wire.orderId),
    ...termsOf(wire),
    callback: backTypeCodes.toWord(wire.backType) === 'percentage' ? { fraction: value } : { distance: value },
    reference: REFERENCES[trendCodes.toWord(wire.trend)],
    ...(activationPrice === undefined ? {} : { activationPrice }),
    ...(bestPrice === undefined ? {} : { bestPrice }),
    ...(triggerPrice === undefined ? {} : { triggerPrice }),
  };
}

function basicsOf(
  wire: Pick<WireTrackOrder, 'id' | 'symbol' | 'vol' | 'errorCode' | 'createTime' | 'updateTime'>,
  instrument: Sized | undefined,
) {
  const contracts = decimal(wire.vol);
  return {
    id: wire.id,
    symbol: wire.symbol,
    contracts,
    ...(instrument?.kind === 'linear' ? { baseQuantity: multiply(contracts, instrument.contractSize) } : {}),
    ...reasonOf(wire.errorCode),
    createdAtMs: wire.createTime,
    updatedAtMs: wire.updateTime,
  };
}

function termsOf({ side, leverage = 0, openType }: Pick<WireTrackOrder, 'side' | 'leverage' | 'openType'>) {
  return { ...sideWords(sideCodes.toWord(side)), leverage, marginMode: openTypeCodes.toWord(openType) };
}

/** Reasons of orders where the table has one; refusals of the API have codes of their own, and keep them. */
function reasonOf(errorCode: number | undefined): { readonly reason?: string } {
  if (errorCode === undefined || errorCode === 0) return {};
  try {
    return { reason: orderReasonCodes.toWord(errorCode) };
  } catch (error) {
    if (error instanceof UnknownCodeError) return { reason: `code-${errorCode}` };
    throw error;
  }
}

function childOf(orderId: string | undefined): { readonly orderId?: PlanOrder['orderId'] } {
  return orderId === undefined || orderId === '0' || orderId === '' ? {} : { orderId: venueOrderId(orderId) };
}

/** The venue watches the last price where it names none. */
function legOf(price: string | undefined, trend: number | undefined, limitPrice?: DecimalText): ReadProtectionLeg | undefined {
  const at = positiveOrNone(price);
  if (at === undefined) return undefined;
  const reference = trend === undefined || trend === 0 ? 'last' : REFERENCES[trendCodes.toWord(trend)];
  return { price: at, reference, ...(limitPrice === undefined ? {} : { limitPrice }) };
}

function limitOf(execution: number | undefined, price: string | undefined): DecimalText | undefined {
  if (execution === undefined || stopExecutionCodes.toWord(execution) === 'market') return undefined;
  return positiveOrNone(price);
}

function positiveOrNone(text: string | undefined): DecimalText | undefined {
  if (text === undefined) return undefined;
  const value = decimal(text);
  return isPositive(value) ? value : undefined;
}
