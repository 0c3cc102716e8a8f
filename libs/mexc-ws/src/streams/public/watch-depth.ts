import type { WirePushDepth } from '@prate/mexc-protocol';
import type { Stop, StreamHandlers } from '../../delivery/stream-event';
import type { PublicStreams } from '../../dialogue/public-streams';

export interface WatchDepthParameters {
  readonly symbol: string;
  /** Aggregated every 200 ms; default true. Otherwise one push a change. */
  readonly compress?: boolean;
}

/**
 * Changes of the order book of one contract. They mean something only without a hole, so most want {@link LocalOrderBook}. For a slow handler so
 * many wait, then they are dropped, counted, and announced by `onGap`. Source: reference 8.3, 8.4.
 */
export function watchDepth(streams: PublicStreams, parameters: WatchDepthParameters, handlers: StreamHandlers<WirePushDepth>): Stop {
  return streams.watch({ ...parameters, topic: 'depth' }, handlers, { kind: 'bounded', limit: streams.queueLimit });
}
