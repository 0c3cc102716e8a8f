import { type DayStartEquity, DayStartStore } from './day-start-store';

/** Forgets when the process ends: after a restart the day's loss counts from then on. For simulators and tests; never in front of real money. */
export class MemoryDayStartStore extends DayStartStore {
  private kept?: { readonly dayStartMs: number; readonly equity: DayStartEquity };

  async read(dayStartMs: number): Promise<DayStartEquity | undefined> {
    return this.kept?.dayStartMs === dayStartMs ? this.kept.equity : undefined;
  }

  async keep(dayStartMs: number, equity: DayStartEquity): Promise<DayStartEquity> {
    const kept = { ...equity, ...(await this.read(dayStartMs)) };
    this.kept = { dayStartMs, equity: kept };
    return kept;
  }
}
