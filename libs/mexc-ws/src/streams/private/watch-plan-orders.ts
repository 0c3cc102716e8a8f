import type { WirePushPlanOrder } from '@prate/mexc-protocol';
import type { Stop, StreamHandlers } from '../../delivery/stream-event';
import type { PrivateStreams } from '../../dialogue/private-streams';

/** Every change of a plan (trigger) order. Nothing is dropped. Source: reference 8.6, 5.10. */
export function watchPlanOrders(streams: PrivateStreams, handlers: StreamHandlers<WirePushPlanOrder>): Stop {
  return streams.watch('plan.order', handlers);
}
