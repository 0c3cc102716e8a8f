import type { StreamSettings } from '../config';
import type { StreamState } from '../connection-record';
import type { WireDrift } from '../delivery/wire-drift';

/** What all connections of one stream share. */
export interface StreamContext {
  readonly settings: StreamSettings;
  readonly drift: WireDrift;
  /** Numbers of connections, growing over all sockets of the stream. */
  readonly nextEpoch: () => number;
  readonly tellState: (state: StreamState) => void;
}
