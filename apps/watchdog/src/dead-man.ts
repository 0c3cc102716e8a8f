import type { Beat, StandDown } from './beat';
import type { Condition, Fired, FiringReport, LastBeat } from './condition';
import type { WatchClock } from './watch-clock';

/** Why a beat or a stand-down changed nothing. */
export type RefusedBecause =
  /** Only a person brings it back. */
  | 'fired'
  /** Not newer than the last beat of its session. */
  | 'old-sequence'
  /** Another run has beaten since, or this one has stood down. */
  | 'old-session';

export type BeatAnswer =
  { readonly kind: 'taken'; readonly silenceMs: number } | { readonly kind: 'refused'; readonly because: RefusedBecause };

export interface DeadManOptions {
  /** The longest silence that any host may ask for, ms. */
  readonly maxSilenceMs: number;
  readonly clock: WatchClock;
  /** What the state file remembers; an armed one counts from now. */
  readonly condition: Condition;
}

/** Not looked at for this long: this process itself was stopped, and beats may be waiting unread. */
const OWN_PAUSE_MS = 1_000;
const SESSIONS_REMEMBERED = 1_000;

/** Knows whether the host is silent for too long. Does nothing about it: whoever asks `isSilent()` does. */
export class DeadMan {
  readonly #maxSilenceMs: number;
  readonly #clock: WatchClock;
  readonly #oldSessions = new Set<string>();
  #condition: Condition;
  #heardAtMs: number;
  #lookedAtMs: number;
  #lastBeat: LastBeat | undefined;

  constructor({ maxSilenceMs, clock, condition }: DeadManOptions) {
    this.#maxSilenceMs = maxSilenceMs;
    this.#clock = clock;
    this.#condition = condition;
    this.#heardAtMs = this.#lookedAtMs = clock.monotonicMs();
  }

  get condition(): Condition {
    return this.#condition;
  }

  /** The last one that was taken since this process began. */
  get lastBeat(): LastBeat | undefined {
    return this.#lastBeat;
  }

  /** ms since the last beat, or since it was armed without one. */
  get silentForMs(): number {
    return this.#clock.monotonicMs() - this.#heardAtMs;
  }

  /** Armed without a beat. Changes nothing when it is armed or has fired. */
  arm(): void {
    if (this.#condition.kind === 'armed' || this.#condition.kind === 'fired') return;
    this.#heardAtMs = this.#clock.monotonicMs();
    this.#condition = { kind: 'armed', sinceMs: this.#clock.nowMs(), silenceMs: this.#maxSilenceMs };
  }

  /** The first one arms it. */
  beat({ session, sequence, state, silenceMs: asked = this.#maxSilenceMs }: Beat): BeatAnswer {
    const before = this.#condition;
    if (before.kind === 'fired') return { kind: 'refused', because: 'fired' };
    if (this.#oldSessions.has(session)) return { kind: 'refused', because: 'old-session' };
    const last = this.#lastBeat;
    if (last?.session === session && sequence <= last.sequence) return { kind: 'refused', because: 'old-sequence' };
    if (last !== undefined && last.session !== session) this.#retire(last.session);
    const silenceMs = Math.min(asked, this.#maxSilenceMs);
    this.#lastBeat = { session, sequence, atMs: this.#clock.nowMs(), state };
    this.#heardAtMs = this.#clock.monotonicMs();
    const isSame = before.kind === 'armed' && before.session === session && before.silenceMs === silenceMs;
    if (!isSame) this.#condition = { kind: 'armed', sinceMs: this.#clock.nowMs(), silenceMs, session };
    return { kind: 'taken', silenceMs };
  }

  /** A planned stop: silent from now on, until somebody beats again. A run that was followed by another cannot disarm it. */
  standDown({ session, reason }: StandDown): BeatAnswer {
    const before = this.#condition;
    if (before.kind === 'fired') return { kind: 'refused', because: 'fired' };
    if (before.kind === 'stood-down') return { kind: 'taken', silenceMs: 0 };
    if (session !== undefined) {
      if (this.#oldSessions.has(session)) return { kind: 'refused', because: 'old-session' };
      const watched = this.#lastBeat?.session ?? (before.kind === 'armed' ? before.session : undefined);
      if (watched !== undefined && watched !== session) return { kind: 'refused', because: 'old-session' };
      this.#retire(session);
    }
    this.#condition = { kind: 'stood-down', reason, atMs: this.#clock.nowMs() };
    return { kind: 'taken', silenceMs: 0 };
  }

  /** Whether it is time. To be asked often: after a pause of this process the beats that wait get a moment to be read. */
  isSilent(): boolean {
    const nowMs = this.#clock.monotonicMs();
    const wasPaused = nowMs - this.#lookedAtMs > OWN_PAUSE_MS;
    this.#lookedAtMs = nowMs;
    const condition = this.#condition;
    return condition.kind === 'armed' && !wasPaused && this.silentForMs > condition.silenceMs;
  }

  /** From now on it stays fired. */
  fire(reason: string): Fired {
    const lastBeat = this.#lastBeat;
    const fired: Fired = { kind: 'fired', reason, atMs: this.#clock.nowMs(), outcome: 'cancelling', ...(lastBeat && { lastBeat }) };
    this.#condition = fired;
    return fired;
  }

  /** What came of it. */
  ended(outcome: 'proven' | 'unproven', report: FiringReport): void {
    if (this.#condition.kind !== 'fired') throw new Error(`found ${this.#condition.kind}, expected fired`);
    this.#condition = { ...this.#condition, outcome, report, endedAtMs: this.#clock.nowMs() };
  }

  /** A person has cleared what had fired. */
  clear(condition: Condition): void {
    this.#condition = condition;
  }

  #retire(session: string): void {
    this.#oldSessions.add(session);
    for (const oldest of this.#oldSessions) {
      if (this.#oldSessions.size <= SESSIONS_REMEMBERED) break;
      this.#oldSessions.delete(oldest);
    }
  }
}
