import type { WirePushDeal } from '@prate/mexc-protocol';
import type { Stop, StreamHandlers } from '../../delivery/stream-event';
import type { PublicStreams } from '../../dialogue/public-streams';

export interface WatchDealsParameters {
  readonly symbol: string;
  /** Aggregated by the venue; default true. */
  readonly compress?: boolean;
}

/** Trades of one contract. For a slow handler so many pushes wait, then they are dropped, counted, and announced by `onGap`. Source: reference 8.3, 8.4. */
export function watchDeals(
  streams: PublicStreams,
  parameters: WatchDealsParameters,
  handlers: StreamHandlers<readonly WirePushDeal[]>,
): Stop {
  return streams.watch({ ...parameters, topic: 'deal' }, handlers, { kind: 'bounded', limit: streams.queueLimit });
}
