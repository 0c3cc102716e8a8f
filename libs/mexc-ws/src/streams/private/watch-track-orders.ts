import type { WirePushTrackOrder } from '@prate/mexc-protocol';
import type { Stop, StreamHandlers } from '../../delivery/stream-event';
import type { PrivateStreams } from '../../dialogue/private-streams';

/** Every change of a trailing order. Nothing is dropped. Source: reference 8.6, 5.12. */
export function watchTrackOrders(streams: PrivateStreams, handlers: StreamHandlers<WirePushTrackOrder>): Stop {
  return streams.watch('track.order', handlers);
}
