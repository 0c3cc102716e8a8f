import type { ExecutionEvent, ExecutionEventHandler, ExecutionHealth, StopWatching, VenueOrderId } from '@prate/execution-interface';
import type { WirePosition } from '@prate/mexc-protocol';
import type { MexcFuturesStream } from '@prate/mexc-ws';
import type { StateSettings } from './config';
import type { ExecutionContext } from './execution-context';
import type { ExecutionTimer } from './execution-timer';
import { PrivateFeed } from './feed/private-feed';
import { type FeedState, healthOf } from './health';
import { AccountReader } from './reconcile/account-reader';
import { reconcile, repairOrder } from './reconcile/reconcile';
import { readToldUpTo } from './reconcile/read-told-up-to';
import { IntentResolver } from './resolve/intent-resolver';
import { AccountState } from './state/account-state';
import { EventHub } from './state/event-hub';
import { PlanExpiry } from './state/plan-expiry';

/** How often it is looked whether something is due. */
const PULSE_MS = 250;
/** Order and fills come apart; longer than this apart, one of the two was not heard. */
const UNEVEN_FOR_MS = 2_000;
const REPAIRS = 3;
/** Between attempts that failed. */
const RETRY_MS = [1_000, 2_000, 5_000, 10_000, 30_000];
/** Between logins that are refused. */
const LOGIN_EVERY_MS = 60_000;
/** How far the account has been told is written down this often at most: a restart looks a little further back at worst. */
const KEEP_TOLD_EVERY_MS = 60_000;

export interface AccountKeeperOptions {
  /** As it is at the moment: the REST client may be replaced between two connections. */
  readonly context: () => ExecutionContext;
  readonly stream?: () => MexcFuturesStream | undefined;
  readonly timer: ExecutionTimer;
  readonly settings: StateSettings;
  readonly onHandlerError?: (error: unknown) => void;
}

/**
 * Keeps what is known of the account true while there is a connection: pushes as they come, the whole account read after each connect and now
 * and then, read all the time where there is no stream, unknown intents looked for. One thing after the other, on one timer.
 */
export class AccountKeeper {
  private readonly hub: EventHub;
  private state: AccountState;
  private feed?: PrivateFeed;
  private resolver?: IntentResolver;
  private cancelPulse?: () => void;
  private job?: Promise<void>;
  private isRunning = false;
  private isSynced = false;
  /** Whether this process has looked at the account before. */
  private hasRead = false;
  /** Something happened that only a reading can tell about. */
  private isReadingWanted = false;
  private reconciledAtMs?: number;
  /** Orders that worked when an earlier process looked last. */
  private workedBefore: readonly VenueOrderId[] = [];
  private toldKeptAtMs?: number;
  private loggedInAtMs?: number;
  private nextReadAtMs = 0;
  private failures = 0;
  private readonly unevenSince = new Map<VenueOrderId, { atMs: number; repairs: number }>();
  private readonly expiry = new PlanExpiry();
  private toldHealth = '';
  /** Ends the reads that are under way. */
  private abort = new AbortController();
  private streamWaiters: Array<() => void> = [];

  constructor(private readonly options: AccountKeeperOptions) {
    this.hub = new EventHub(options.onHandlerError);
    this.state = this.newState();
    const { intents } = options.context();
    intents.listen({
      onUnknown: (id) => {
        void this.resolver?.wake(id).catch(() => undefined);
        this.noteHealth();
      },
      onResolved: (clientOrderId, resolution) => {
        this.state.tell({ kind: 'intent-resolved', clientOrderId, resolution }, { source: 'read', receivedAtMs: this.now() });
        this.noteHealth();
      },
    });
  }

  watch(handler: ExecutionEventHandler): StopWatching {
    return this.hub.watch(handler);
  }

  /** Resolves when the account has been read, or when that failed once: it goes on by itself then. */
  async start(): Promise<void> {
    await this.stop();
    const { settings, timer } = this.options;
    const context = this.options.context();
    this.isRunning = true;
    const reader = new AccountReader(context, this.abort.signal);
    const resolver = { context, state: this.state, reader };
    this.resolver = new IntentResolver({ ...resolver, isConnectionHealthy: () => this.isSynced && this.health().state !== 'stale' });
    if (this.reconciledAtMs === undefined) await this.goOnFrom(context);
    const stream = this.options.stream?.();
    if (stream !== undefined) {
      this.feed = this.newFeed(stream, context);
      const isReady = new Promise<void>((resolve) => this.streamWaiters.push(resolve));
      let cancel: () => void = () => undefined;
      const isLate = new Promise<void>((resolve) => (cancel = timer.after(settings.streamWaitMs, resolve)));
      this.feed.start();
      await Promise.race([isReady, isLate]);
      cancel();
    }
    if (!this.isRunning) return;
    this.isReadingWanted = true;
    this.failures = 0;
    await this.work();
    this.pulse();
  }

  /** Nothing is read, heard or told afterwards until the next {@link start}. */
  async stop(): Promise<void> {
    this.isRunning = false;
    this.isSynced = false;
    this.cancelPulse?.();
    delete this.cancelPulse;
    this.abort.abort();
    this.abort = new AbortController();
    this.feed?.end();
    delete this.feed;
    delete this.resolver;
    for (const resolve of this.streamWaiters.splice(0)) resolve();
    await this.job;
    this.noteHealth();
  }

  health(): ExecutionHealth {
    const { session, intents, clock, instruments } = this.options.context();
    const { instrumentsReadAtMs } = instruments;
    const streamAgeMs = this.feed?.isUp === true ? this.options.stream?.()?.health().private.ageMs : undefined;
    const nowMs = clock.nowMs();
    const lostSinceMs = this.feed?.lostSinceMs;
    return healthOf({
      session,
      unknownIntents: intents.unknownCount,
      feed: this.feedState(),
      isSynced: this.isSynced,
      ...(streamAgeMs === undefined ? {} : { streamAgeMs }),
      ...(this.isSynced && this.reconciledAtMs !== undefined ? { reconcileAgeMs: Math.max(0, nowMs - this.reconciledAtMs) } : {}),
      ...(instrumentsReadAtMs === undefined ? {} : { instrumentsAgeMs: Math.max(0, nowMs - instrumentsReadAtMs) }),
      ...(lostSinceMs === undefined ? {} : { lostForMs: Math.max(0, nowMs - lostSinceMs) }),
      nowMs,
      limits: this.options.settings.limits,
    });
  }

  /** What is known now, for those who keep watch: tests, diagnostics. */
  get account(): AccountState {
    return this.state;
  }

  /** Open positions as pushed, while the stream stands and the account has been read under it; the venue's last word on each. */
  keptPositions(): readonly WirePosition[] | undefined {
    return this.hasRead && this.feed?.isUp === true ? this.state.positions.positions() : undefined;
  }

  private feedState(): FeedState {
    if (this.feed === undefined) return 'none';
    return this.feed.isUp ? 'live' : 'lost';
  }

  private newState(): AccountState {
    const context = this.options.context();
    return new AccountState({ ...context, emit: (event: ExecutionEvent) => this.hub.emit(event) });
  }

  private newFeed(stream: MexcFuturesStream, { session, instruments }: ExecutionContext): PrivateFeed {
    return new PrivateFeed({
      stream,
      state: this.state,
      session,
      instruments,
      hooks: {
        onReady: () => {
          // What the gap hid is read before anything new is told.
          this.isSynced = false;
          this.failures = 0;
          this.wantReading();
          for (const resolve of this.streamWaiters.splice(0)) resolve();
        },
        onLost: () => {
          for (const resolve of this.streamWaiters.splice(0)) resolve();
          this.wantReading();
        },
        onDoubt: () => this.wantReading(),
      },
    });
  }

  private wantReading(): void {
    this.isReadingWanted = true;
    this.noteHealth();
    // While it starts, the first reading is on its way anyhow.
    if (this.cancelPulse !== undefined) void this.work();
  }

  private pulse(): void {
    if (!this.isRunning) return;
    this.cancelPulse = this.options.timer.after(PULSE_MS, () => {
      void this.work();
      this.noteExpiries();
      this.noteHealth();
      this.pulse();
    });
  }

  /** One thing at a time; asked for again meanwhile, the pulse comes back to it. */
  private work(): Promise<void> {
    if (!this.isRunning) return Promise.resolve();
    this.job ??= this.doDue().finally(() => {
      delete this.job;
      this.noteHealth();
    });
    return this.job;
  }

  private async doDue(): Promise<void> {
    if (this.isReadingDue()) await this.read();
    await this.repair();
    if (this.isRunning) await this.resolver?.run();
  }

  private isReadingDue(): boolean {
    const nowMs = this.now();
    const { reconcileEveryMs, pollEveryMs } = this.options.settings;
    const everyMs = this.feed?.isUp === true ? reconcileEveryMs : pollEveryMs;
    // A clock that was set back must not put it off.
    if (this.nextReadAtMs - nowMs > Math.max(everyMs, ...RETRY_MS)) this.nextReadAtMs = nowMs;
    if (this.failures > 0) return nowMs >= this.nextReadAtMs;
    return (
      this.isReadingWanted || this.reconciledAtMs === undefined || nowMs - this.reconciledAtMs >= everyMs || nowMs < this.reconciledAtMs
    );
  }

  private async read(): Promise<void> {
    const context = this.options.context();
    const beganAtMs = this.now();
    const { feed } = this;
    const epoch = feed?.epoch;
    this.isReadingWanted = false;
    try {
      const sinceMs = Math.min(this.reconciledAtMs ?? beganAtMs, beganAtMs);
      await reconcile(context, this.state, new AccountReader(context, this.abort.signal), {
        sinceMs,
        isFirst: !this.hasRead,
        workedBefore: this.workedBefore,
      });
      this.hasRead = true;
      this.workedBefore = [];
      this.reconciledAtMs = beganAtMs;
      // Neither is waited for: pushes are kept back until this ends.
      void this.keepTold(context, beganAtMs);
      // Read again by its source when it is due: nobody may have asked for a contract lately.
      if (context.instruments.instrumentsReadAtMs !== undefined) void context.instruments.getInstruments().catch(() => []);
      this.failures = 0;
    } catch {
      // Health tells: it stays as old as it is. The pushes that were kept back are told now rather than later, for each has its version.
      this.failures += 1;
      this.nextReadAtMs = this.now() + (RETRY_MS[this.failures - 1] ?? (RETRY_MS.at(-1) as number));
      this.isReadingWanted = true;
    }
    // A connection that was lost or came back meanwhile has to be read after.
    const isSame = feed === this.feed && epoch === feed?.epoch;
    if (isSame) await feed?.release();
    if (this.failures === 0 && this.isRunning && isSame && !this.isReadingWanted) this.isSynced = true;
    this.logInAgain(context);
  }

  /** A stream that was refused at its first login has given up; the refusal may have been the clock's. */
  private logInAgain(context: ExecutionContext): void {
    const stream = this.options.stream?.();
    if (this.feed === undefined || stream === undefined || stream.health().private.state !== 'off') return;
    const nowMs = this.now();
    if (this.loggedInAtMs !== undefined && Math.abs(nowMs - this.loggedInAtMs) < LOGIN_EVERY_MS) return;
    this.loggedInAtMs = nowMs;
    void stream.connectPrivate().catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      if (this.isRunning) this.state.unreadable(`private stream: ${message}`, { source: 'stream', receivedAtMs: context.clock.nowMs() });
    });
  }

  /** An order whose fills do not add up for a while is read with its fills; where even that does not help, it is told. */
  private async repair(): Promise<void> {
    const uneven = this.state.orders.unevenOrders();
    for (const orderId of this.unevenSince.keys()) if (!uneven.has(orderId)) this.unevenSince.delete(orderId);
    for (const orderId of [...uneven.keys()]) {
      if (!this.isRunning) return;
      const since = this.unevenSince.get(orderId) ?? { atMs: this.now(), repairs: 0 };
      this.unevenSince.set(orderId, since);
      if (this.now() - since.atMs < UNEVEN_FOR_MS * (since.repairs + 1)) continue;
      since.repairs += 1;
      const context = this.options.context();
      try {
        await repairOrder(context, this.state, new AccountReader(context, this.abort.signal), orderId);
      } catch {
        // Read again with the next pulse that finds it due.
      }
      if (since.repairs < REPAIRS || !uneven.has(orderId)) continue;
      this.state.orders.acceptFills(orderId);
      this.state.unreadable(`fills of order ${orderId}: what the venue lists does not add up to what the order says`, {
        source: 'read',
        receivedAtMs: this.now(),
      });
    }
  }

  /** Where an earlier process ended: how far it told the account, and what worked then, as the journal has it. */
  private async goOnFrom(context: ExecutionContext): Promise<void> {
    const { fromMs, working, told } = await readToldUpTo(context);
    if (fromMs === undefined) return;
    this.reconciledAtMs = fromMs;
    this.workedBefore = working;
    for (const tradeId of told) this.state.orders.rememberTrade(tradeId);
  }

  /** Best effort: what cannot be written makes the next process look further back. */
  private async keepTold({ journal }: ExecutionContext, atMs: number): Promise<void> {
    const isRecent = this.toldKeptAtMs !== undefined && Math.abs(atMs - this.toldKeptAtMs) < KEEP_TOLD_EVERY_MS;
    if (isRecent || !this.state.isArchived) return;
    try {
      await journal.keepToldUpTo({ atMs, working: this.state.orders.workingOrders().map(({ orderId }) => orderId) });
      this.toldKeptAtMs = atMs;
    } catch {
      // With the next reading.
    }
  }

  /** Only while the account is known: what waits may have fired in a gap. */
  private noteExpiries(): void {
    if (!this.isSynced) return;
    const nowMs = this.now();
    const { soon, isReadingWanted } = this.expiry.look(this.state.conditional.waitingOrders(), nowMs);
    for (const order of soon) this.state.tell({ kind: 'plan-expiring', order }, { source: 'read', receivedAtMs: nowMs });
    if (isReadingWanted) this.wantReading();
  }

  private noteHealth(): void {
    const health = this.health();
    const text = JSON.stringify([health.state, health.reasons, health.unknownIntents]);
    if (text === this.toldHealth) return;
    this.toldHealth = text;
    this.state.tell({ kind: 'health', health }, { source: 'read', receivedAtMs: this.now() });
  }

  private now(): number {
    return this.options.context().clock.nowMs();
  }
}
