import { positionModeCodes } from '@prate/mexc-protocol';
import type { Exchange } from '../exchange/exchange';
import type { ExchangeEvent } from '../exchange/exchange-event';
import { contractView } from '../http/contract-view';
import { planView } from '../http/plan-view';
import { orderStopsView, stopView } from '../http/stop-view';
import { trackPushView } from '../http/track-view';
import { reversalView } from './reversal-view';
import type { Push } from './frames';
import {
  adlLevelPushView,
  assetPushView,
  dealPushView,
  liquidateRiskPushView,
  notifyPushView,
  orderPushView,
  positionPushView,
  riskLimitPushView,
} from './private-views';
import type { PersonalKey } from './stream-topics';

/** A push for one connection's owner, and by what a filter may pick it. */
export interface PersonalPush extends Push {
  /** Topic without `personal.`. */
  readonly key: PersonalKey;
  /** The contract it is about; it stands inside of `data`. */
  readonly about?: string;
}

/** What an event of the exchange looks like on the private channels; `undefined` for a public one. */
export function personalPush(event: ExchangeEvent, exchange: Exchange): PersonalPush | undefined {
  const personal = (key: PersonalKey, data: unknown, about?: string): PersonalPush => ({
    topic: `personal.${key}`,
    key,
    data,
    ...(about === undefined ? {} : { about }),
  });
  switch (event.kind) {
    case 'order':
      return personal('order', orderPushView(event.order, exchange.listing(event.order.symbol)), event.order.symbol);
    case 'deal':
      return personal('order.deal', dealPushView(event.deal, exchange.listing(event.deal.order.symbol)), event.deal.order.symbol);
    case 'position':
      return personal('position', positionPushView(event.position, exchange), event.position.symbol);
    case 'asset':
      return personal('asset', assetPushView(event.currency, exchange.accounts.balance(event.currency, exchange.nowSecond)));
    case 'plan-order':
      return personal('plan.order', planView(event.plan), event.plan.request.symbol);
    case 'stop-order':
      return personal('stop.planorder', stopView(event.stop), event.stop.symbol);
    case 'order-stops':
      return personal('stop.order', orderStopsView(event.order), event.order.symbol);
    case 'track-order':
      return personal('track.order', trackPushView(event.track), event.track.request.symbol);
    case 'chase-failed':
      return personal('order.chase', { ec: event.code, s: event.symbol }, event.symbol);
    case 'reversal':
      return personal('reverse.position', reversalView(event, exchange), event.position.symbol);
    case 'close-all-failed':
      return personal('position.closeall.fail', undefined);
    case 'risk-limit':
      return personal('risk.limit', riskLimitPushView(event, exchange), event.symbol);
    case 'liquidate-risk':
      return personal('liquidate.risk', liquidateRiskPushView(event.position, exchange), event.position.symbol);
    case 'adl-level':
      return personal('adl.level', adlLevelPushView(event.position), event.position.symbol);
    case 'notify':
      return personal('generic.notify', notifyPushView(event));
    case 'position-mode':
      return personal('position.mode', { positionMode: positionModeCodes.toCode(event.positionMode) });
    case 'contract':
      return undefined;
  }
}

/** `push.contract`: the whole contract, its symbol outside as well. */
export function contractPush(symbol: string, exchange: Exchange): Push {
  return { topic: 'contract', symbol, data: contractView(exchange.listing(symbol).contract) };
}
