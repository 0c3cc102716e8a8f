import type { WirePushDepthStep } from '@prate/mexc-protocol';
import type { Stop, StreamHandlers } from '../../delivery/stream-event';
import type { PublicStreams } from '../../dialogue/public-streams';

export interface WatchDepthStepParameters {
  readonly symbol: string;
  /** One of the contract's depth steps, decimal text such as `0.1`. */
  readonly step: string;
}

/** The order book in steps of a price, whole with every push. Conflated: a slow handler gets the newest. Source: reference 8.3, 8.4. */
export function watchDepthStep(
  streams: PublicStreams,
  parameters: WatchDepthStepParameters,
  handlers: StreamHandlers<WirePushDepthStep>,
): Stop {
  return streams.watch({ ...parameters, topic: 'depth.step' }, handlers, { kind: 'conflate', keyOf: () => 'newest' });
}
