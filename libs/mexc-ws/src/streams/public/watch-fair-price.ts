import type { WirePushPrice } from '@prate/mexc-protocol';
import type { Stop, StreamHandlers } from '../../delivery/stream-event';
import type { PublicStreams } from '../../dialogue/public-streams';

export interface WatchFairPriceParameters {
  readonly symbol: string;
}

/** Fair (mark) price of one contract when it changes. Conflated: a slow handler gets the newest. Source: reference 8.3, 8.4. */
export function watchFairPrice(
  streams: PublicStreams,
  parameters: WatchFairPriceParameters,
  handlers: StreamHandlers<WirePushPrice>,
): Stop {
  return streams.watch({ ...parameters, topic: 'fair.price' }, handlers, { kind: 'conflate', keyOf: () => 'newest' });
}
