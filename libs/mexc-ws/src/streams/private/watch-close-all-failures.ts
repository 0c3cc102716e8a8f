import type { Stop, StreamHandlers } from '../../delivery/stream-event';
import type { PrivateStreams } from '../../dialogue/private-streams';

/** Closing all positions failed; the venue says nothing more. Nothing is dropped. Source: reference 8.6. */
export function watchCloseAllFailures(streams: PrivateStreams, handlers: StreamHandlers<null>): Stop {
  return streams.watch('position.closeall.fail', handlers);
}
