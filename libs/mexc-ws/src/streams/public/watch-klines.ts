import type { KlineInterval, WirePushKline } from '@prate/mexc-protocol';
import type { Stop, StreamHandlers } from '../../delivery/stream-event';
import type { PublicStreams } from '../../dialogue/public-streams';

export interface WatchKlinesParameters {
  readonly symbol: string;
  readonly interval: KlineInterval;
}

/** Running klines of one contract. Conflated by window: a slow handler gets the newest state of each window, so the last of a finished one, too. Source: reference 8.3, 8.4. */
export function watchKlines(streams: PublicStreams, parameters: WatchKlinesParameters, handlers: StreamHandlers<WirePushKline>): Stop {
  return streams.watch({ ...parameters, topic: 'kline' }, handlers, { kind: 'conflate', keyOf: ({ t }) => t });
}
