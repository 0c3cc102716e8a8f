import { checkConfig, type MexcStreamConfig, type StreamSettings } from './config';
import type { StreamState } from './connection-record';
import type { Stop } from './delivery/stream-event';
import { guardHook } from './delivery/surface-error';
import { WireDrift } from './delivery/wire-drift';
import { PrivateStreams } from './dialogue/private-streams';
import { PublicStreams } from './dialogue/public-streams';
import { addUp, type StreamHealth } from './stream-health';
import { bindPrivateStreams } from './streams/private/bind-private-streams';
import { bindPublicStreams } from './streams/public/bind-public-streams';

/**
 * The WebSocket streams of MEXC Futures. Sockets are opened when something is watched, come back by themselves, log in and subscribe again;
 * every event tells its connection epoch, and every gap between epochs is announced. Nothing is replayed by the venue: what a gap may have
 * hidden is to be read by REST.
 */
export class MexcFuturesStream {
  readonly public: ReturnType<typeof bindPublicStreams>;
  readonly private: ReturnType<typeof bindPrivateStreams>;
  readonly #settings: StreamSettings;
  readonly #drift: WireDrift;
  readonly #publicStreams: PublicStreams;
  readonly #privateStreams: PrivateStreams;
  readonly #stateWatchers = new Set<(state: StreamState) => void>();
  #epochs = 0;

  /** @throws {StreamConfigInvalidError} naming everything that is wrong with the configuration */
  constructor(config: MexcStreamConfig = {}) {
    const settings = checkConfig(config);
    const { onHandlerError } = settings;
    const onFrame = guardHook(settings.onFrame, onHandlerError);
    this.#settings = { ...settings, ...(onFrame && { onFrame }) };
    if (settings.onState !== undefined) this.watchState(settings.onState);
    this.#drift = new WireDrift(guardHook(settings.onDrift, onHandlerError));
    const context = {
      settings: this.#settings,
      drift: this.#drift,
      nextEpoch: () => ++this.#epochs,
      tellState: (state: StreamState) => {
        for (const tell of this.#stateWatchers) tell(state);
      },
    };
    this.#publicStreams = new PublicStreams(context);
    this.#privateStreams = new PrivateStreams(context);
    this.public = bindPublicStreams(this.#publicStreams);
    this.private = bindPrivateStreams(this.#privateStreams);
  }

  /**
   * Opens the private connection and resolves when private pushes flow. Watching something private opens it, too; this waits for it, and is
   * the way to hear of a refused login as a promise. Network trouble is no reason to reject: it goes on until {@link disconnect}.
   *
   * @throws {CredentialsMissingError} without `auth`
   * @throws {LoginRefusedError} when the first login is refused; the connection is closed then, because a wrong key does not become right
   * @throws {StreamClosedError} when disconnected meanwhile or before
   */
  async connectPrivate(): Promise<void> {
    await this.#privateStreams.connect();
  }

  /** Closes the private connection. Watchers stay, and hear of the next {@link connectPrivate}. May be called at any time, twice, too. */
  async disconnectPrivate(): Promise<void> {
    await this.#privateStreams.connection.stop();
  }

  /** Ends everything for good: watchers hear nothing more, no socket and no timer stays. May be called at any time, twice, too. */
  async disconnect(): Promise<void> {
    await Promise.all([this.#publicStreams.stop(), this.#privateStreams.stop()]);
  }

  /** Told of connects, losses, retries and silent topics of all connections. */
  watchState(handler: (state: StreamState) => void): Stop {
    const own = guardHook(handler, this.#settings.onHandlerError);
    if (own === undefined) return () => undefined;
    this.#stateWatchers.add(own);
    return () => void this.#stateWatchers.delete(own);
  }

  health(): StreamHealth {
    const { registry } = this.#publicStreams;
    const { state, epoch, heardAtMs } = this.#privateStreams.connection;
    const nowMs = this.#settings.timer.nowMs();
    const heard = [...registry.connections].map((connection) => connection.heardAtMs);
    const open = heard.filter((atMs) => atMs !== undefined);
    return {
      public: {
        ...registry.counts,
        open: open.length,
        ...(open.length > 0 && open.length === heard.length && { ageMs: nowMs - Math.min(...open) }),
      },
      private: { state, ...(epoch !== undefined && { epoch }), ...(heardAtMs !== undefined && { ageMs: nowMs - heardAtMs }) },
      queues: addUp([...this.#publicStreams.counts, ...this.#privateStreams.counts]),
      drift: this.#drift.counts,
    };
  }
}
