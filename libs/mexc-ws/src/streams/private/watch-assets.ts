import type { WirePushAsset } from '@prate/mexc-protocol';
import type { Stop, StreamHandlers } from '../../delivery/stream-event';
import type { PrivateStreams } from '../../dialogue/private-streams';

/** Balances by currency, absolute: the last one counts. Nothing is dropped. Source: reference 8.6. */
export function watchAssets(streams: PrivateStreams, handlers: StreamHandlers<WirePushAsset>): Stop {
  return streams.watch('asset', handlers);
}
