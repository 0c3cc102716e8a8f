import type { WirePushTicker } from '@prate/mexc-protocol';
import type { Stop, StreamHandlers } from '../../delivery/stream-event';
import type { PublicStreams } from '../../dialogue/public-streams';

export interface WatchTickerParameters {
  readonly symbol: string;
}

/** Price, best bid and ask, volumes and funding of one contract, at most once a second. Conflated: a slow handler gets the newest. Source: reference 8.3, 8.4. */
export function watchTicker(streams: PublicStreams, parameters: WatchTickerParameters, handlers: StreamHandlers<WirePushTicker>): Stop {
  return streams.watch({ ...parameters, topic: 'ticker' }, handlers, { kind: 'conflate', keyOf: () => 'newest' });
}
