import type { WirePushReversePosition } from '@prate/mexc-protocol';
import type { Stop, StreamHandlers } from '../../delivery/stream-event';
import type { PrivateStreams } from '../../dialogue/private-streams';

/** How reversing a position went. Nothing is dropped. Source: reference 8.6. */
export function watchPositionReversals(streams: PrivateStreams, handlers: StreamHandlers<WirePushReversePosition>): Stop {
  return streams.watch('reverse.position', handlers);
}
