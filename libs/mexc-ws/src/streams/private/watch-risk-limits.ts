import type { WirePushRiskLimit } from '@prate/mexc-protocol';
import type { Stop, StreamHandlers } from '../../delivery/stream-event';
import type { PrivateStreams } from '../../dialogue/private-streams';

/** Risk limit and margin rates of a side of a contract changed. Nothing is dropped. Source: reference 8.6. */
export function watchRiskLimits(streams: PrivateStreams, handlers: StreamHandlers<WirePushRiskLimit>): Stop {
  return streams.watch('risk.limit', handlers);
}
