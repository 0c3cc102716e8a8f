import type { WirePushOrderChase } from '@prate/mexc-protocol';
import type { Stop, StreamHandlers } from '../../delivery/stream-event';
import type { PrivateStreams } from '../../dialogue/private-streams';

/** Chasing the best price failed. Nothing is dropped. Source: reference 8.6. */
export function watchOrderChaseFailures(streams: PrivateStreams, handlers: StreamHandlers<WirePushOrderChase>): Stop {
  return streams.watch('order.chase', handlers);
}
