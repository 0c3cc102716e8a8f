import type { WirePushDepthFull } from '@prate/mexc-protocol';
import type { Stop, StreamHandlers } from '../../delivery/stream-event';
import type { PublicStreams } from '../../dialogue/public-streams';

export interface WatchDepthFullParameters {
  readonly symbol: string;
  /** Levels of each side; default 20. */
  readonly limit?: 5 | 10 | 20;
}

/** The best levels of the order book, whole with every push. Conflated: a slow handler gets the newest. Source: reference 8.3, 8.4. */
export function watchDepthFull(
  streams: PublicStreams,
  parameters: WatchDepthFullParameters,
  handlers: StreamHandlers<WirePushDepthFull>,
): Stop {
  return streams.watch({ ...parameters, topic: 'depth.full' }, handlers, { kind: 'conflate', keyOf: () => 'newest' });
}
