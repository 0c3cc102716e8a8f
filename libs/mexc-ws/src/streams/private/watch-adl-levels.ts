import type { WirePushAdlLevel } from '@prate/mexc-protocol';
import type { Stop, StreamHandlers } from '../../delivery/stream-event';
import type { PrivateStreams } from '../../dialogue/private-streams';

/** How soon a position is reduced by auto-deleveraging, 1 to 5. Nothing is dropped. Source: reference 8.6. */
export function watchAdlLevels(streams: PrivateStreams, handlers: StreamHandlers<WirePushAdlLevel>): Stop {
  return streams.watch('adl.level', handlers);
}
