import type { WirePushOrder } from '@prate/mexc-protocol';
import type { Stop, StreamHandlers } from '../../delivery/stream-event';
import type { PrivateStreams } from '../../dialogue/private-streams';

/** Every change of an order. Fills may come before their order, and orders before their fills. Nothing is dropped. Source: reference 8.6, 8.7. */
export function watchOrders(streams: PrivateStreams, handlers: StreamHandlers<WirePushOrder>): Stop {
  return streams.watch('order', handlers);
}
