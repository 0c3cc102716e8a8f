import type { Clock, Instrument, InstrumentSource } from '@prate/execution-interface';
import { dailyLoss } from './checks/daily-loss';
import { DEFAULT_MAX_AGES, type MaxAges } from './config';
import type { DailyEquity } from './daily-equity';
import { effectiveLimits } from './effective-limits';
import type { RiskLimits } from './limits';
import type { GuardTimer } from './protection/guard-timer';
import type { RiskCheckInput } from './risk-check';

/** More often than openings read equity anew: none of them has to wait for it. */
const LOOKS_PER_AGE = 6;
/** Between two looks, whatever the venue tells. */
const AT_LEAST_MS = 2_000;

export interface DailyLossWatchParts {
  readonly equity: DailyEquity;
  readonly instruments: InstrumentSource;
  readonly limits: RiskLimits;
  readonly maxAges: MaxAges | undefined;
  readonly clock: Clock;
  readonly timer: GuardTimer;
  /** Told at every look at which a limit is reached. */
  readonly onLoss: (message: string) => void;
}

/** Holds the loss of the day against its limit while nothing is ordered: orders that rest and positions that are held lose, too. */
export class DailyLossWatch {
  private cancelTimer?: () => void;
  /** Each start has its own: a look that outlives its watch does nothing. */
  private run: object | undefined;
  private isLooking = false;
  private dueAtMs = Infinity;
  private lookedAtMs = -Infinity;

  constructor(private readonly parts: DailyLossWatchParts) {}

  start(): void {
    if (this.run !== undefined) return;
    this.run = {};
    this.isLooking = false;
    this.plan(0);
  }

  stop(): void {
    this.run = undefined;
    this.cancelTimer?.();
    delete this.cancelTimer;
  }

  /** Equity may have changed. */
  heard(): void {
    if (this.run === undefined || this.isLooking) return;
    const nowMs = this.parts.clock.nowMs();
    const soonMs = Math.max(0, this.lookedAtMs + AT_LEAST_MS - nowMs);
    if (nowMs + soonMs < this.dueAtMs) this.plan(soonMs);
  }

  private plan(delayMs: number): void {
    this.cancelTimer?.();
    this.dueAtMs = this.parts.clock.nowMs() + delayMs;
    this.cancelTimer = this.parts.timer.after(delayMs, () => {
      delete this.cancelTimer;
      void this.look();
    });
  }

  private async look(): Promise<void> {
    const { equity, clock, maxAges, onLoss } = this.parts;
    const { run } = this;
    this.isLooking = true;
    this.lookedAtMs = clock.nowMs();
    await equity.freshen(this.lookedAtMs);
    const message = await this.lossMessage();
    if (run === undefined || this.run !== run) return;
    this.isLooking = false;
    if (message !== undefined) onLoss(message);
    const { equityMs } = { ...DEFAULT_MAX_AGES, ...maxAges };
    this.plan(equityMs / LOOKS_PER_AGE);
  }

  private async lossMessage(): Promise<string | undefined> {
    const { equity, clock, limits, maxAges } = this.parts;
    let contracts: ReadonlyMap<string, Instrument>;
    try {
      contracts = await this.contracts();
    } catch {
      // What a limit is in a currency cannot be said; the next look tries again, and openings are denied for the same reason.
      return undefined;
    }
    for (const currency of equity.currencies()) {
      const instrument = contracts.get(currency);
      if (instrument === undefined) continue;
      const denied = dailyLoss.check({
        instrument,
        limits: effectiveLimits(limits, instrument),
        equity: equity.view(currency, clock.nowMs()),
        maxAges: { ...DEFAULT_MAX_AGES, ...maxAges },
      } as unknown as RiskCheckInput);
      // Without a limit in that currency nothing can be opened in it, and nothing is lost against it.
      if (denied?.code === 'daily-loss' && denied.context['found'] !== undefined) return denied.message;
    }
    return undefined;
  }

  /** One contract of each settle currency, a linear one where there is one: what the limit is hangs on no more than that. */
  private async contracts(): Promise<ReadonlyMap<string, Instrument>> {
    const listed = await this.parts.instruments.getInstruments();
    const inverseFirst = [...listed].sort((one, other) => Number(one.kind === 'linear') - Number(other.kind === 'linear'));
    return new Map(inverseFirst.map((instrument) => [instrument.settleCurrency, instrument]));
  }
}
