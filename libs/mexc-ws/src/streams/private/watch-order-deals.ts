import type { WirePushOrderDeal } from '@prate/mexc-protocol';
import type { Stop, StreamHandlers } from '../../delivery/stream-event';
import type { PrivateStreams } from '../../dialogue/private-streams';

/** Every fill. Nothing is dropped. Source: reference 8.6, 8.8. */
export function watchOrderDeals(streams: PrivateStreams, handlers: StreamHandlers<WirePushOrderDeal>): Stop {
  return streams.watch('order.deal', handlers);
}
