import type { WirePushLiquidateRisk } from '@prate/mexc-protocol';
import type { Stop, StreamHandlers } from '../../delivery/stream-event';
import type { PrivateStreams } from '../../dialogue/private-streams';

/** A position is close to liquidation. Nothing is dropped. Source: reference 8.6. */
export function watchLiquidationRisk(streams: PrivateStreams, handlers: StreamHandlers<WirePushLiquidateRisk>): Stop {
  return streams.watch('liquidate.risk', handlers);
}
