import { type Clock, SystemClock } from './clock';
import { FIRST_TRADING_STATE, KillSwitch, type TradingState, type TradingStateChange, checkTradingStateChange } from './kill-switch';

/** A switch that forgets when the process ends. For simulators and tests; never in front of real money. */
export class MemoryKillSwitch extends KillSwitch {
  private readonly changes: TradingStateChange[];

  constructor(private readonly clock: Clock = new SystemClock()) {
    super();
    this.changes = [{ ...FIRST_TRADING_STATE, atMs: clock.nowMs() }];
  }

  async read(): Promise<TradingStateChange> {
    return this.changes.at(-1) as TradingStateChange;
  }

  async set(change: Omit<TradingStateChange, 'atMs'>): Promise<TradingStateChange> {
    const kept = { ...checkTradingStateChange(change), atMs: this.clock.nowMs() };
    this.changes.push(kept);
    return kept;
  }

  override lastKnown(): TradingState | undefined {
    return this.changes.at(-1)?.state;
  }

  async history(limit = Infinity): Promise<readonly TradingStateChange[]> {
    return [...this.changes].reverse().slice(0, limit);
  }
}
