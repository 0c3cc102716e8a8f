import type { Clock, KillSwitch, TradingState, TradingStateChange } from '@prate/execution-interface';
import { messageOf } from './message-of';

/** Never older than this: another process may have thrown the switch. */
const MAX_AGE_MS = 1_000;
/** Read again from this age on: the switch may answer what it read half a second ago, and what is asked for has to be young enough when it counts. */
const READ_AGAIN_MS = 450;

export type KnownTradingState = TradingState | { readonly problem: string };

/** The kill switch as of at most a second ago, and what was decided here in front of it. */
export class TradingStateReader {
  private last?: { readonly state: TradingState; readonly readAtMs: number };
  /** Thrown here and not yet kept: nothing else counts while it stands. */
  private latched = false;
  private latches = 0;
  private problem?: string;
  /** Changes made here so far: an answer that was asked for before the latest says nothing any more. */
  private changes = 0;
  private questions = 0;
  /** The latest question that was answered. */
  private answered = 0;

  constructor(
    private readonly killSwitch: KillSwitch,
    private readonly clock: Clock,
  ) {}

  /** Reads unless that was done within the last 450 ms. Never throws: what went wrong stands in {@link current}. */
  async freshen(): Promise<void> {
    const nowMs = this.clock.nowMs();
    if (this.last !== undefined && isWithin(READ_AGAIN_MS, this.last.readAtMs, nowMs)) return;
    const { changes } = this;
    const question = (this.questions += 1);
    try {
      const { state } = await this.killSwitch.read();
      // Of two readings on the way the one that was asked for later knows more, whichever comes last.
      if (this.changes === changes && question > this.answered) {
        this.last = { state, readAtMs: nowMs };
        this.answered = question;
      }
      this.problem = undefined;
    } catch (error) {
      this.problem = messageOf(error);
    }
  }

  /** What counts at this moment. */
  get current(): KnownTradingState {
    if (this.latched) return 'halted';
    if (this.last !== undefined && isWithin(MAX_AGE_MS, this.last.readAtMs, this.clock.nowMs())) return this.last.state;
    return { problem: this.problem ?? 'it was not read within the last second' };
  }

  /** What was decided here or read last, however long ago; `undefined`: it was never read. */
  get lastKnown(): TradingState | undefined {
    return this.latched ? 'halted' : this.last?.state;
  }

  /** How often it was changed here. */
  get ownChanges(): number {
    return this.changes;
  }

  /** Halts here, at once, before anything is awaited. */
  latch(): void {
    this.latched = true;
    this.latches += 1;
  }

  /**
   * Ends the latches that stood when it was called; one that came meanwhile was decided after it, and stands.
   *
   * @throws what the switch throws when it cannot keep the change; every latch stands then
   */
  async set(change: Omit<TradingStateChange, 'atMs'>): Promise<TradingStateChange> {
    const { latches } = this;
    const kept = await this.killSwitch.set(change);
    this.changes += 1;
    this.last = { state: kept.state, readAtMs: this.clock.nowMs() };
    if (this.latches === latches) this.latched = false;
    return kept;
  }
}

function isWithin(ageMs: number, readAtMs: number, nowMs: number): boolean {
  return nowMs >= readAtMs && nowMs - readAtMs < ageMs;
}
