import type { WirePushBonus } from '@prate/mexc-protocol';
import type { Stop, StreamHandlers } from '../../delivery/stream-event';
import type { PrivateStreams } from '../../dialogue/private-streams';

/** Bonus granted or used; the venue explains no field. Nothing is dropped. Source: reference 8.6. */
export function watchBonus(streams: PrivateStreams, handlers: StreamHandlers<WirePushBonus>): Stop {
  return streams.watch('bonus', handlers);
}
