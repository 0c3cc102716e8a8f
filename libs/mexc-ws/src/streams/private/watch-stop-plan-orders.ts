import type { WirePushStopPlanOrder } from '@prate/mexc-protocol';
import type { Stop, StreamHandlers } from '../../delivery/stream-event';
import type { PrivateStreams } from '../../dialogue/private-streams';

/** Every change of a take-profit or stop-loss order. Nothing is dropped. Source: reference 8.6, 5.11. */
export function watchStopPlanOrders(streams: PrivateStreams, handlers: StreamHandlers<WirePushStopPlanOrder>): Stop {
  return streams.watch('stop.planorder', handlers);
}
