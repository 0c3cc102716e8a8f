import type {
  DecimalText,
  OrderType,
  PositionId,
  PositionMode,
  ReadProtectionLeg,
  ReadTrigger,
  Side,
  TriggerReference,
} from '@prate/execution-interface';
import {
  backTypeCodes,
  executeCycleCodes,
  openTypeCodes,
  orderTypeCodes,
  positionModeCodes,
  profitLossVolTypeCodes,
  stopExecutionCodes,
  triggerTypeCodes,
  volTypeCodes,
  yesNoCodes,
} from '@prate/mexc-protocol';
import type { MexcFuturesRest } from '@prate/mexc-rest';
import {
  type AttachedLegs,
  type ClosingExposure,
  type OpeningExposure,
  attachedLegsToWire,
  priceProtectToWire,
  reduceOnlyToWire,
  sideCodeOf,
  trendOf,
} from './to-wire';

type Private = MexcFuturesRest['private'];
export type CreatePlanOrderBody = Parameters<Private['createPlanOrder']>[0];
export type CreateStopOrderBody = Parameters<Private['createStopOrder']>[0];
export type CreateTrackOrderBody = Parameters<Private['createTrackOrder']>[0];

/** Everything a plan order needs, decided. */
export interface PlanToSend {
  readonly symbol: string;
  readonly side: Side;
  readonly type: OrderType;
  readonly contracts: DecimalText;
  readonly price?: DecimalText;
  readonly trigger: ReadTrigger;
  readonly validFor: 'one-day' | 'seven-days';
  readonly positionMode: PositionMode;
  readonly exposure: OpeningExposure | ClosingExposure;
  readonly legs?: AttachedLegs;
  readonly isPriceProtected?: boolean;
}

/** Body of `planorder/place/v2` (reference 5.10). It knows no position id: in hedge mode the close side alone closes. */
export function planToWire(plan: PlanToSend): CreatePlanOrderBody {
  const { exposure, positionMode } = plan;
  return {
    symbol: plan.symbol,
    side: sideCodeOf(plan.side, exposure.effect),
    vol: plan.contracts,
    openType: openTypeCodes.toCode(exposure.marginMode),
    ...triggerToWire(plan),
    executeCycle: executeCycleCodes.toCode(plan.validFor),
    positionMode: positionModeCodes.toCode(positionMode),
    ...priceProtectToWire(plan.isPriceProtected),
    ...(exposure.effect === 'open' ? { leverage: exposure.leverage, ...attachedLegsToWire(plan.legs) } : reduceOnlyToWire(positionMode)),
  };
}

/** The fields that say when a plan fires and what it places. */
export function triggerToWire({ trigger, type, price }: Pick<PlanToSend, 'trigger' | 'type' | 'price'>) {
  return {
    triggerPrice: trigger.price,
    triggerType: triggerTypeCodes.toCode(trigger.direction),
    trend: trendOf(trigger.reference),
    orderType: orderTypeCodes.toCode(type),
    ...(type === 'market' || price === undefined ? {} : { price }),
  };
}

/** Everything a take-profit / stop-loss order on a position needs, decided. */
export interface StopToSend {
  readonly positionId: PositionId;
  readonly contracts: DecimalText;
  readonly isWholePosition: boolean;
  readonly takeProfit?: ReadProtectionLeg;
  readonly stopLoss?: ReadProtectionLeg;
  readonly isPriceProtected?: boolean;
}

/** Body of `stoporder/place` (reference 5.11): sizes and reversal are always said, their defaults are not documented. */
export function stopToWire({
  positionId,
  contracts,
  isWholePosition,
  takeProfit,
  stopLoss,
  isPriceProtected,
}: StopToSend): CreateStopOrderBody {
  const none = yesNoCodes.toCode('no');
  return {
    positionId,
    vol: contracts,
    lossTrend: trendOf((stopLoss ?? takeProfit)?.reference ?? 'last'),
    profitTrend: trendOf((takeProfit ?? stopLoss)?.reference ?? 'last'),
    ...(stopLoss === undefined ? {} : { stopLossPrice: stopLoss.price }),
    ...(takeProfit === undefined ? {} : { takeProfitPrice: takeProfit.price }),
    profitLossVolType: profitLossVolTypeCodes.toCode('same') as 'SAME',
    volType: volTypeCodes.toCode(isWholePosition ? 'whole-position' : 'partial'),
    takeProfitReverse: none,
    stopLossReverse: none,
    ...executionToWire('takeProfit', takeProfit),
    ...executionToWire('stopLoss', stopLoss),
    ...priceProtectToWire(isPriceProtected),
  };
}

function executionToWire(name: 'takeProfit' | 'stopLoss', leg: ReadProtectionLeg | undefined) {
  if (leg === undefined) return {};
  if (leg.limitPrice === undefined) return { [`${name}Type`]: stopExecutionCodes.toCode('market') };
  return { [`${name}Type`]: stopExecutionCodes.toCode('limit'), [`${name}OrderPrice`]: leg.limitPrice };
}

/** How far the price has to come back. */
export type CallbackToSend = { readonly fraction: DecimalText } | { readonly distance: DecimalText };

export interface TrailingTerms {
  readonly contracts: DecimalText;
  readonly callback: CallbackToSend;
  readonly reference: TriggerReference;
  readonly activationPrice?: DecimalText;
}

export interface TrailingToSend extends TrailingTerms {
  readonly symbol: string;
  readonly side: Side;
  readonly positionMode: PositionMode;
  readonly exposure: (OpeningExposure | ClosingExposure) & { readonly leverage: number };
}

/** Body of `trackorder/place` (reference 5.12), which wants a leverage on closing orders, too. */
export function trailingToWire({ symbol, side, positionMode, exposure, ...terms }: TrailingToSend): CreateTrackOrderBody {
  return {
    symbol,
    side: sideCodeOf(side, exposure.effect),
    leverage: exposure.leverage,
    openType: openTypeCodes.toCode(exposure.marginMode),
    positionMode: positionModeCodes.toCode(positionMode),
    ...trailingTermsToWire(terms),
    ...(exposure.effect === 'close' ? reduceOnlyToWire(positionMode) : {}),
  };
}

export function trailingTermsToWire({ contracts, callback, reference, activationPrice }: TrailingTerms) {
  const isFraction = 'fraction' in callback;
  return {
    vol: contracts,
    trend: trendOf(reference),
    backType: backTypeCodes.toCode(isFraction ? 'percentage' : 'absolute'),
    backValue: isFraction ? callback.fraction : callback.distance,
    ...(activationPrice === undefined ? {} : { activePrice: activationPrice }),
  };
}
