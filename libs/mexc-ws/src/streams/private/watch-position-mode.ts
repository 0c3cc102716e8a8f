import type { WirePushPositionMode } from '@prate/mexc-protocol';
import type { Stop, StreamHandlers } from '../../delivery/stream-event';
import type { PrivateStreams } from '../../dialogue/private-streams';

/** Hedge or one-way mode was chosen. Nothing is dropped. Source: reference 8.6. */
export function watchPositionMode(streams: PrivateStreams, handlers: StreamHandlers<WirePushPositionMode>): Stop {
  return streams.watch('position.mode', handlers);
}
