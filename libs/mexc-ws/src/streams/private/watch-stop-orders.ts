import type { WirePushStopOrder } from '@prate/mexc-protocol';
import type { Stop, StreamHandlers } from '../../delivery/stream-event';
import type { PrivateStreams } from '../../dialogue/private-streams';

/** Take-profit and stop-loss prices on a limit order changed. Nothing is dropped. Source: reference 8.6. */
export function watchStopOrders(streams: PrivateStreams, handlers: StreamHandlers<WirePushStopOrder>): Stop {
  return streams.watch('stop.order', handlers);
}
