import {
  type Clock,
  FIRST_TRADING_STATE,
  JournalError,
  KillSwitch,
  type TradingState,
  type TradingStateChange,
  checkTradingStateChange,
} from '@prate/execution-interface';
import type { JournalDatabase } from './journal-database';
import { type TradingStateRow, toTradingStateChange } from './journal-rows';
import { ADD_FIRST_TRADING_STATE, ADD_TRADING_STATE, SELECT_TRADING_STATES } from './journal-statements';

/** Half of what is allowed, so that a change elsewhere is known within a second, the reading included. */
const KNOWN_FOR_MS = 500;

/** The trading state in the journal's database: it survives the process, and replicas on one database share it. */
export class TypeOrmKillSwitch extends KillSwitch {
  private known: { readonly change: TradingStateChange; readonly askedAtMs: number; readonly question: number } | undefined;
  private questions = 0;
  /** Counts our own changes: an answer that was asked for before one of them is old. */
  private changes = 0;

  /** A halt that was begun here and is not kept yet, or could not be: it counts here until another change is kept. */
  private halting: TradingStateChange | undefined;
  private latest: TradingState | undefined;

  /** Use {@link TypeOrmOrderJournal.killSwitch}. */
  constructor(
    private readonly database: JournalDatabase,
    private readonly clock: Clock,
  ) {
    super();
  }

  /** Makes the first state where there is none. @throws {JournalError} */
  async prepare(): Promise<void> {
    const { state, reason, by } = FIRST_TRADING_STATE;
    await this.database.write('kill switch', ADD_FIRST_TRADING_STATE, [state, reason, by, this.clock.nowMs()]);
  }

  async read(): Promise<TradingStateChange> {
    if (this.halting !== undefined) return this.halting;
    const askedAtMs = this.clock.nowMs();
    const ageMs = this.known === undefined ? Infinity : askedAtMs - this.known.askedAtMs;
    if (this.known !== undefined && ageMs >= 0 && ageMs < KNOWN_FOR_MS) return this.known.change;
    const { changes } = this;
    const question = (this.questions += 1);
    const [change] = await this.history(1);
    if (change === undefined) {
      throw new JournalError(`kill switch in ${this.database.where}: found no state, expected one; restore the journal from a copy`, {
        code: 'corrupt',
      });
    }
    if (changes !== this.changes || this.halting !== undefined) return await this.read();
    // Of two readings on the way the one that was asked for later knows more, whichever comes last.
    if (this.known !== undefined && this.known.question > question) return this.known.change;
    this.known = { change, askedAtMs, question };
    this.latest = change.state;
    return change;
  }

  async set(change: Omit<TradingStateChange, 'atMs'>): Promise<TradingStateChange> {
    const kept = { ...checkTradingStateChange(change), atMs: this.clock.nowMs() };
    if (kept.state === 'halted') this.halting = kept;
    const { halting } = this;
    await this.database.write('kill switch', ADD_TRADING_STATE, [kept.state, kept.reason, kept.by, kept.atMs]);
    this.changes += 1;
    // One that was begun meanwhile was decided after this.
    if (this.halting === halting) this.halting = undefined;
    this.latest = kept.state;
    // Asked for again: somebody else may have changed it right after us.
    this.known = undefined;
    return kept;
  }

  override lastKnown(): TradingState | undefined {
    return this.halting?.state ?? this.latest;
  }

  async history(limit?: number): Promise<readonly TradingStateChange[]> {
    const cut = limit === undefined ? '' : ` LIMIT ${Math.max(0, Math.trunc(limit))}`;
    const rows = await this.database.read<TradingStateRow>('kill switch', `${SELECT_TRADING_STATES}${cut}`);
    return rows.map(toTradingStateChange);
  }
}
