import type { WirePushTickersRow } from '@prate/mexc-protocol';
import type { Stop, StreamHandlers } from '../../delivery/stream-event';
import type { PublicStreams } from '../../dialogue/public-streams';

/** Prices of all contracts every 2 s, without bid, ask, open interest and funding. Conflated: a slow handler gets the newest list. Source: reference 8.3, 8.4. */
export function watchTickers(streams: PublicStreams, handlers: StreamHandlers<readonly WirePushTickersRow[]>): Stop {
  return streams.watch({ topic: 'tickers' }, handlers, { kind: 'conflate', keyOf: () => 'newest' });
}
