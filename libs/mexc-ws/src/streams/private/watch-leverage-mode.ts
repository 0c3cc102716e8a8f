import type { WirePushLeverageMode } from '@prate/mexc-protocol';
import type { Stop, StreamHandlers } from '../../delivery/stream-event';
import type { PrivateStreams } from '../../dialogue/private-streams';

/** Advanced or simple leverage mode was chosen. Nothing is dropped. Source: reference 8.6. */
export function watchLeverageMode(streams: PrivateStreams, handlers: StreamHandlers<WirePushLeverageMode>): Stop {
  return streams.watch('leverage.mode', handlers);
}
