import {
  type StopDetailStateWord,
  type StopStateWord,
  orderReasonCodes,
  positionTypeCodes,
  profitLossVolTypeCodes,
  stopDetailStateCodes,
  stopExecutionCodes,
  stopStateCodes,
  triggerSideCodes,
  volTypeCodes,
  yesNoCodes,
  zeroOneCodes,
} from '@prate/mexc-protocol';
import type { SimulatedOrder } from '../exchange/order';
import type { SimulatedStopOrder, StopLeg } from '../exchange/stop-order';
import { stopPricesView } from './stop-prices-view';
import { bare } from './wire-text';

/** A take-profit / stop-loss order as it is listed and pushed (reference 5.11, 8.6): its own id bare, those of others quoted. */
export function stopView(stop: SimulatedStopOrder): object {
  const { terms } = stop;
  const { takeProfit, stopLoss } = terms;
  const isSeparate = terms.volumes === 'separate';
  return {
    id: bare(stop.stopOrderId),
    orderId: stop.orderId,
    symbol: stop.symbol,
    positionId: stop.positionId,
    ...stopPricesView(terms),
    state: stopStateCodes.toCode(stop.state),
    triggerSide: triggerSideCodes.toCode(stop.triggerSide),
    positionType: positionTypeCodes.toCode(stop.positionSide),
    vol: bare(terms.vol),
    realityVol: bare(stop.realityVol),
    placeOrderId: stop.placeOrderId,
    errorCode: orderReasonCodes.toCode(stop.reason),
    version: stop.version,
    isFinished: stop.state === 'untriggered' ? 0 : 1,
    priceProtect: zeroOneCodes.toCode(terms.isPriceProtected ? 'yes' : 'no'),
    profitLossVolType: profitLossVolTypeCodes.toCode(terms.volumes),
    ...(isSeparate && takeProfit ? { takeProfitVol: bare(takeProfit.vol) } : {}),
    ...(isSeparate && stopLoss ? { stopLossVol: bare(stopLoss.vol) } : {}),
    createTime: stop.createdAtMs,
    updateTime: stop.updatedAtMs,
    volType: volTypeCodes.toCode(terms.volType),
    takeProfitReverse: yesNoCodes.toCode(takeProfit?.isReversing === true ? 'yes' : 'no'),
    stopLossReverse: yesNoCodes.toCode(stopLoss?.isReversing === true ? 'yes' : 'no'),
    closeTryTimes: stop.closeTries,
    reverseTryTimes: stop.reverseTries,
    reverseErrorCode: orderReasonCodes.toCode(stop.reverseReason),
    ...executionView('takeProfit', takeProfit),
    ...executionView('stopLoss', stopLoss),
  };
}

/** `push.personal.stop.order`: what travels with an order from now on; a price that is none is left out. */
export function orderStopsView({ symbol, orderId, stops }: SimulatedOrder): object {
  return { symbol, orderId, ...stopPricesView(stops ?? {}) };
}

const detailStates: Readonly<Record<StopStateWord, StopDetailStateWord>> = {
  untriggered: 'untriggered',
  cancelled: 'cancelled',
  executed: 'executed',
  invalid: 'cancelled',
  failed: 'failed',
};

/** How it was carried out (reference 5.11, documented in April 2025): ids bare, states of their own. */
export function stopDetailView(stop: SimulatedStopOrder): object {
  const { takeProfit, stopLoss, vol } = stop.terms;
  const triggered = { none: undefined, 'take-profit': takeProfit, 'stop-loss': stopLoss }[stop.triggerSide];
  return {
    id: bare(stop.stopOrderId),
    stopOrderId: bare(stop.stopOrderId),
    positionId: bare(stop.positionId),
    orderId: bare(stop.orderId),
    symbol: stop.symbol,
    ...(stopLoss ? { stopLossPrice: bare(stopLoss.triggerPrice) } : {}),
    ...(takeProfit ? { takeProfitPrice: bare(takeProfit.triggerPrice) } : {}),
    state: stopDetailStateCodes.toCode(detailStates[stop.state]),
    vol: bare(vol),
    realityVol: bare(stop.realityVol),
    triggerPrice: triggered === undefined ? null : bare(triggered.triggerPrice),
    ...(stop.placeOrderId === '0' ? {} : { placeOrderId: bare(stop.placeOrderId) }),
    errorCode: orderReasonCodes.toCode(stop.reason),
    positionType: positionTypeCodes.toCode(stop.positionSide),
    createTime: stop.createdAtMs,
    updateTime: stop.updatedAtMs,
  };
}

function executionView(name: 'takeProfit' | 'stopLoss', leg: StopLeg | undefined): object {
  if (leg === undefined) return {};
  if (leg.orderPrice === undefined) return { [`${name}Type`]: stopExecutionCodes.toCode('market') };
  return { [`${name}Type`]: stopExecutionCodes.toCode('limit'), [`${name}OrderPrice`]: bare(leg.orderPrice) };
}
