import { ClockSynchroniser, type ClockSyncOptions } from './clock-synchroniser';
import { checkConfig, type MexcRestConfig, type RestSettings } from './config';
import { bindAccount } from './endpoints/bind-account';
import { bindMarket } from './endpoints/bind-market';
import { bindMarketMaker } from './endpoints/bind-market-maker';
import { bindOrder } from './endpoints/bind-order';
import { bindPosition } from './endpoints/bind-position';
import { getServerTime } from './endpoints/public/get-server-time';
import { InvalidRequestError, TransportError } from './errors';
import type { LeaseState } from './lease/lease-state';
import { observeServerTime } from './observe-server-time';
import type { RestHealth } from './rest-health';
import { systemTimer } from './system-timer';
import { HostBreaker } from './transport/host-breaker';
import { HttpSend } from './transport/http-send';
import { ReadPolicy } from './transport/read-policy';
import { type CallOptions, createSendRequest, type SendRequest } from './transport/send-request';
import { createPriorityWindow } from './windows/create-priority-window';
import type { PriorityWindow } from './windows/priority-window';

/**
 * The REST endpoints of MEXC Futures, one function each; each is documented in the file named like it. Requests leave within the venue's
 * limits. Reads may be repeated, a mutation never is: every error says what it proves (`not-sent`, `refused`, `nothing`), and what to do
 * about it is the caller's.
 */
export class MexcFuturesRest {
  readonly public: ReturnType<typeof bindPublic>;
  readonly private: ReturnType<typeof bindPrivate>;
  readonly #settings: RestSettings;
  readonly #httpSend: HttpSend;
  readonly #window: PriorityWindow;
  readonly #breaker: HostBreaker;
  readonly #clock: ClockSynchroniser | undefined;
  readonly #readPolicy = new ReadPolicy();
  #lastAnswerAtMs: number | undefined;

  /** @throws {RestConfigInvalidError} naming everything that is wrong with the configuration */
  constructor(config: MexcRestConfig = {}) {
    const settings = checkConfig(config);
    const { auth } = settings;
    this.#settings = settings;
    this.#httpSend = new HttpSend(settings);
    this.#window = createPriorityWindow(settings);
    this.#breaker = new HostBreaker(settings.hostPauseMs);
    this.#clock = auth && new ClockSynchroniser({ clock: auth.clock, readServerTime: (options) => getServerTime(send, options) });
    const wire = {
      settings,
      httpSend: this.#httpSend,
      window: this.#window,
      breaker: this.#breaker,
      ...(this.#clock && { clock: this.#clock }),
      onAnswer: () => {
        this.#lastAnswerAtMs = systemTimer.nowMs();
      },
    };
    const send = createSendRequest(wire, this.#readPolicy);
    this.public = bindPublic(send, settings);
    this.private = bindPrivate(send, settings);
  }

  /** How long after it was signed the venue may still carry out what adds or changes, ms by its own clock; it refuses what comes later. */
  get receiveWindowMs(): number {
    return this.#settings.receiveWindowSeconds * 1_000;
  }

  /**
   * Reads the server's time five times and sets the clock that signs.
   *
   * @throws {InvalidRequestError} without `auth`: there is no such clock
   * @throws {MexcApiError | TransportError | UnreadableResponseError | WindowFullError | HostPausedError} it could not be read
   */
  async synchroniseClock(options?: CallOptions): Promise<void> {
    await this.#requireClock().synchronise(options);
  }

  /**
   * Does so by schedule, every 60 s, until `stopClockSync()` or `close()`. Keeps no process alive. The first round comes after the first
   * interval: `synchroniseClock()` before.
   *
   * @throws {InvalidRequestError} without `auth`
   */
  startClockSync(options?: ClockSyncOptions): void {
    this.#requireClock().start(options);
  }

  stopClockSync(): void {
    this.#clock?.stop();
  }

  /** How it stands with the venue, as far as it is known without asking. */
  async health(): Promise<RestHealth> {
    const { auth, lease } = this.#settings;
    const { clock } = auth ?? {};
    return {
      ...(this.#lastAnswerAtMs !== undefined && { lastAnswerAgeMs: systemTimer.nowMs() - this.#lastAnswerAtMs }),
      hostPausedForMs: this.#breaker.remainingMs,
      ...(clock && { isClockSynchronised: clock.isSynchronised, clockOffsetMs: clock.offsetMs }),
      ...(lease && { lease: stateOf(lease) }),
      headroom: await this.#window.headroom(),
      waiting: this.#window.waiting,
    };
  }

  /**
   * Lets go of all connections. Await the calls in flight first: they would end as TransportError `reset`, those that wait for a place as
   * `connect`. Later calls are not sent.
   */
  close(): void {
    this.#clock?.stop();
    this.#readPolicy.close();
    this.#httpSend.close();
    this.#window.dismiss((endpoint) => new TransportError(endpoint, { phase: 'connect', proves: 'not-sent', code: 'CLIENT_CLOSED' }));
  }

  #requireClock(): ClockSynchroniser {
    if (this.#clock !== undefined) return this.#clock;
    throw new InvalidRequestError('get-server-time', [{ parameter: 'auth', found: 'nothing', expected: 'a client with auth' }]);
  }
}

function stateOf(lease: LeaseState): RestHealth['lease'] {
  const { account, owner, fencingToken } = lease;
  return { account, owner, isHeld: lease.isHeld(), ...(fencingToken !== undefined && { fencingToken }) };
}

function bindPublic(send: SendRequest, { auth }: Pick<MexcRestConfig, 'auth'>) {
  return {
    /** Also tells the clock of `auth`, which signs by it. */
    getServerTime: (options?: CallOptions) => observeServerTime(auth?.clock, () => getServerTime(send, options)),
    ...bindMarket(send),
  };
}

function bindPrivate(send: SendRequest, settings: Pick<MexcRestConfig, 'legacySubmit'>) {
  return {
    ...bindAccount(send),
    ...bindPosition(send),
    ...bindOrder(send, settings),
    ...bindMarketMaker(send),
  };
}
