import type { WirePushGenericNotify } from '@prate/mexc-protocol';
import type { Stop, StreamHandlers } from '../../delivery/stream-event';
import type { PrivateStreams } from '../../dialogue/private-streams';

/** Liquidated, or close to it: a notice for people. Nothing is dropped. Source: reference 8.6. */
export function watchNotifications(streams: PrivateStreams, handlers: StreamHandlers<WirePushGenericNotify>): Stop {
  return streams.watch('generic.notify', handlers);
}
