import type { WirePushContract } from '@prate/mexc-protocol';
import type { Stop, StreamHandlers } from '../../delivery/stream-event';
import type { PublicStreams } from '../../dialogue/public-streams';

/** Contracts whose terms or state change, any of them. Conflated by contract: a slow handler gets the newest of each. Source: reference 8.3, 8.4. */
export function watchContracts(streams: PublicStreams, handlers: StreamHandlers<WirePushContract>): Stop {
  return streams.watch({ topic: 'contract' }, handlers, { kind: 'conflate', keyOf: ({ symbol }) => symbol });
}
