import type { WirePushFundingRate } from '@prate/mexc-protocol';
import type { Stop, StreamHandlers } from '../../delivery/stream-event';
import type { PublicStreams } from '../../dialogue/public-streams';

export interface WatchFundingRateParameters {
  readonly symbol: string;
}

/** Funding rate of one contract when it changes. Conflated: a slow handler gets the newest. Source: reference 8.3, 8.4. */
export function watchFundingRate(
  streams: PublicStreams,
  parameters: WatchFundingRateParameters,
  handlers: StreamHandlers<WirePushFundingRate>,
): Stop {
  return streams.watch({ ...parameters, topic: 'funding.rate' }, handlers, { kind: 'conflate', keyOf: () => 'newest' });
}
