import type { WirePushPosition } from '@prate/mexc-protocol';
import type { Stop, StreamHandlers } from '../../delivery/stream-event';
import type { PrivateStreams } from '../../dialogue/private-streams';

/** Every change of a position; a closed one comes once, with nothing held. Nothing is dropped. Source: reference 8.6, 8.9. */
export function watchPositions(streams: PrivateStreams, handlers: StreamHandlers<WirePushPosition>): Stop {
  return streams.watch('position', handlers);
}
