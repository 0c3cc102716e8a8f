import type { WirePushPrice } from '@prate/mexc-protocol';
import type { Stop, StreamHandlers } from '../../delivery/stream-event';
import type { PublicStreams } from '../../dialogue/public-streams';

export interface WatchIndexPriceParameters {
  /** Of an inverse contract it is the USDT symbol: `BTC_USDT` for `BTC_USD`. */
  readonly symbol: string;
}

/** Index price when it changes. Conflated: a slow handler gets the newest. Source: reference 8.3, 8.4. */
export function watchIndexPrice(
  streams: PublicStreams,
  parameters: WatchIndexPriceParameters,
  handlers: StreamHandlers<WirePushPrice>,
): Stop {
  return streams.watch({ ...parameters, topic: 'index.price' }, handlers, { kind: 'conflate', keyOf: () => 'newest' });
}
