import {
  type ConditionalStatus,
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
  type TrackStateWord,
  type WirePlanOrder,
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

const HOUR_MS = 3_600_000;
/** Read back, `executeCycle` counts hours; ten years are the web site's word for never (reference 5.10). */
const NEVER_HOURS = 87_600;

/** Plan and stop orders, 1 to 5. */
const STATUS: Readonly<Record<PlanStateWord, ConditionalStatus>> = {
  untriggered: 'waiting',
  cancelled: 'cancelled',
  executed: 'executed',
  invalid: 'expired',
  failed: 'failed',
};
/** Trailing orders, 0 to 4: another table (reference 5.12). */
const TRAILING_STATUS: Readonly<Record<TrackStateWord, ConditionalStatus>> = {
  inactive: 'waiting',
  active: 'active',
  executed: 'executed',
  failed: 'failed',
  cancelled: 'cancelled',
};

type Sizing = Pick<Instrument, 'kind' | 'contractSize'>;

/** As listed or as pushed: some fields of a list are missing in a push. */
export type AnyWirePlanOrder = Omit<WirePlanOrder, 'executeCycle'> & Partial<Pick<WirePlanOrder, 'executeCycle'>>;
export type AnyWireStopOrder = Omit<WireStopOrder, 'orderId'> & Partial<Pick<WireStopOrder, 'orderId'>>;

/** @throws {UnknownCodeError} for a code that no table knows */
export function planOrderFromWire(wire: AnyWirePlanOrder, instrument?: Sizing): PlanOrder {
  const type = orderTypeCodes.toWord(wire.orderType);
  const price = positiveOrNone(wire.price);
  const hours = wire.executeCycle;
  return {
    kind: 'plan',
    ...basics(wire, { status: STATUS[planStateCodes.toWord(wire.state)], contracts: wire.vol, orderId: wire.orderId, instrument }),
    ...terms(wire),
    trigger: {
      price: decimal(wire.triggerPrice),
      reference: referenceOf(wire.trend),
      direction: triggerTypeCodes.toWord(wire.triggerType),
    },
    type,
    ...(type === 'market' || price === undefined ? {} : { price }),
    ...protectionOfWire(wire),
    ...(hours === undefined || hours >= NEVER_HOURS ? {} : { expiresAtMs: wire.createTime + hours * HOUR_MS }),
  };
}

/** @throws {UnknownCodeError} for a code that no table knows */
export function stopOrderFromWire(wire: AnyWireStopOrder, instrument?: Sizing): StopOrder {
  const fired = triggerSideCodes.toWord(wire.triggerSide);
  const parent = wire.orderId === undefined || wire.orderId === '0' ? undefined : venueOrderId(wire.orderId);
  return {
    kind: 'stop',
    ...basics(wire, { status: STATUS[stopStateCodes.toWord(wire.state)], contracts: wire.vol, orderId: wire.placeOrderId, instrument }),
    positionSide: positionTypeCodes.toWord(wire.positionType),
    positionId: positionId(wire.positionId),
    ...(parent === undefined ? {} : { parentOrderId: parent }),
    isWholePosition: wire.volType !== undefined && volTypeCodes.toWord(wire.volType) === 'whole-position',
    ...protectionOfWire(wire),
    ...(fired === 'none' ? {} : { fired }),
  };
}

/** @throws {UnknownCodeError} for a code that no table knows */
export function trailingOrderFromWire(wire: WireTrackOrder, instrument?: Sizing): TrailingOrder {
  const value = decimal(wire.backValue);
  const activationPrice = positiveOrNone(wire.activePrice);
  const bestPrice = positiveOrNone(wire.markPrice);
  const triggerPrice = positiveOrNone(wire.triggerPrice);
  return {
    kind: 'trailing',
    ...basics(wire, {
      status: TRAILING_STATUS[trackStateCodes.toWord(wire.state)],
      contracts: wire.vol,
      orderId: wire.orderId,
      instrument,
    }),
    ...terms(wire),
    callback: backTypeCodes.toWord(wire.backType) === 'percentage' ? { fraction: value } : { distance: value },
    reference: referenceOf(wire.trend),
    ...(activationPrice === undefined ? {} : { activationPrice }),
    ...(bestPrice === undefined ? {} : { bestPrice }),
    ...(triggerPrice === undefined ? {} : { triggerPrice }),
  };
}

/** @throws {UnknownCodeError} for a code that no table knows */
export function referenceOf(trend: number): TriggerReference {
  const word = trendCodes.toWord(trend);
  return word === 'fair' ? 'mark' : word;
}

function basics(
  wire: {
    readonly id: string;
    readonly symbol: string;
    readonly errorCode?: number;
    readonly createTime: number;
    readonly updateTime: number;
  },
  given: {
    readonly status: ConditionalStatus;
    readonly contracts: string;
    readonly orderId: string | undefined;
    readonly instrument: Sizing | undefined;
  },
) {
  const contracts = decimal(given.contracts);
  const reason = wire.errorCode === undefined ? 'normal' : orderReasonCodes.toWord(wire.errorCode);
  const { orderId, instrument } = given;
  return {
    id: wire.id,
    symbol: wire.symbol,
    status: given.status,
    contracts,
    ...(instrument?.kind === 'linear' ? { baseQuantity: multiply(contracts, instrument.contractSize) } : {}),
    ...(orderId === undefined || orderId === '' || orderId === '0' ? {} : { orderId: venueOrderId(orderId) }),
    ...(reason === 'normal' ? {} : { reason }),
    createdAtMs: wire.createTime,
    updatedAtMs: wire.updateTime,
  };
}

function terms(wire: { readonly side: number; readonly leverage?: number; readonly openType: number }) {
  return {
    ...sideWords(sideCodes.toWord(wire.side)),
    leverage: wire.leverage ?? 0,
    marginMode: openTypeCodes.toWord(wire.openType),
  };
}

type WireLegs = Pick<
  WireStopOrder,
  | 'takeProfitPrice'
  | 'stopLossPrice'
  | 'profitTrend'
  | 'lossTrend'
  | 'takeProfitType'
  | 'stopLossType'
  | 'takeProfitOrderPrice'
  | 'stopLossOrderPrice'
>;

/** The legs that are set. @throws {UnknownCodeError} for a watched price that no table knows */
export function protectionOfWire(wire: WireLegs): { readonly takeProfit?: ReadProtectionLeg; readonly stopLoss?: ReadProtectionLeg } {
  const takeProfit = leg(wire.takeProfitPrice, wire.profitTrend, wire.takeProfitType, wire.takeProfitOrderPrice);
  const stopLoss = leg(wire.stopLossPrice, wire.lossTrend, wire.stopLossType, wire.stopLossOrderPrice);
  return { ...(takeProfit === undefined ? {} : { takeProfit }), ...(stopLoss === undefined ? {} : { stopLoss }) };
}

function leg(
  priceText: string | undefined,
  trend: number | undefined,
  execution: number | undefined,
  limitText: string | undefined,
): ReadProtectionLeg | undefined {
  const price = positiveOrNone(priceText);
  if (price === undefined) return undefined;
  const limitPrice = execution !== undefined && stopExecutionCodes.toWord(execution) === 'limit' ? positiveOrNone(limitText) : undefined;
  // The venue watches the last price where nothing else was said.
  return { price, reference: trend === undefined ? 'last' : referenceOf(trend), ...(limitPrice === undefined ? {} : { limitPrice }) };
}

function positiveOrNone(text: string | undefined): DecimalText | undefined {
  if (text === undefined) return undefined;
  const value = decimal(text);
  return isPositive(value) ? value : undefined;
}
