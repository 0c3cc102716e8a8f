import {
  backTypeCodes,
  openTypeCodes,
  orderReasonCodes,
  positionModeCodes,
  sideCodes,
  trackStateCodes,
  trendCodes,
  triggerTypeCodes,
} from '@prate/mexc-protocol';
import type { SimulatedTrackOrder } from '../exchange/track-order';
import { sells } from '../exchange/track-rules';
import { bare } from './wire-text';

/** A trailing order as it is pushed (reference 5.12, 8.6): ids quoted; 0 for a price there is not. */
export function trackPushView(track: SimulatedTrackOrder): object {
  return rowOf(track, track.orderId);
}

/** The same as it is listed: an `orderId` that there is not is a bare 0 (reference 3.4). */
export function trackView(track: SimulatedTrackOrder): object {
  return rowOf(track, track.orderId === '0' ? bare('0') : track.orderId);
}

function rowOf(track: SimulatedTrackOrder, orderId: unknown): object {
  const { request, terms } = track;
  return {
    id: track.trackOrderId,
    symbol: request.symbol,
    leverage: request.leverage,
    side: sideCodes.toCode(request.side),
    vol: bare(terms.vol),
    openType: openTypeCodes.toCode(request.openType),
    trend: trendCodes.toCode(terms.trend),
    activePrice: bare(terms.activePrice ?? '0'),
    markPrice: bare(track.extremePrice),
    backType: backTypeCodes.toCode(terms.backType),
    backValue: bare(terms.backValue),
    triggerPrice: bare(track.triggerPrice),
    orderId,
    errorCode: orderReasonCodes.toCode(track.reason),
    state: trackStateCodes.toCode(track.state),
    createTime: track.createdAtMs,
    updateTime: track.updatedAtMs,
    positionMode: positionModeCodes.toCode(request.positionMode),
    reduceOnly: request.isReduceOnly,
    triggerType: triggerTypeCodes.toCode(sells(request) ? 'at-or-below' : 'at-or-above'),
  };
}
