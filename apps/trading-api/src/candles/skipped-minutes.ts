import type { SkippedMinute } from '@prate/candle-aggregator';

/** More minutes than this are not remembered. */
const MOST = 10_000;

/** Minutes that cannot be a candle, each told once: the jobs ask for them again and again. */
export class SkippedMinutes {
  private readonly told = new Set<string>();

  constructor(private readonly onNew: (minutes: readonly SkippedMinute[]) => void) {}

  tell(minutes: readonly SkippedMinute[]): void {
    const fresh = minutes.filter(({ symbol, openTimeMs }) => !this.told.has(`${symbol} ${openTimeMs}`));
    if (this.told.size + fresh.length > MOST) this.told.clear();
    for (const { symbol, openTimeMs } of fresh) this.told.add(`${symbol} ${openTimeMs}`);
    if (fresh.length > 0) this.onNew(fresh);
  }
}
