import type { Clock, DayStartEquity, DayStartStore, DecimalText } from '@prate/execution-interface';
import { type FailedCall, failedCallOf } from './failed-call';
import { messageOf } from './message-of';
import type { EquityView } from './risk-check';

/** Equity of one currency, transfers taken out where the source can. */
export interface EquityReading {
  readonly currency: string;
  /** Settle currency, unrealised results included. */
  readonly equity: DecimalText;
  /** ms since the epoch. */
  readonly asOfMs: number;
}

const DAY_MS = 86_400_000;

/**
 * Equity now and at 00:00 UTC. A day starts with what is kept of its start, else with what was known last before it, else with what is known
 * first in it.
 */
export class DailyEquity {
  private readonly current = new Map<string, EquityReading>();
  private start?: { readonly dayStartMs: number; readonly equity: DayStartEquity };
  private readAtMs?: number;
  private running?: Promise<void>;
  private problem?: string;
  /** What the last reading failed of. */
  failedCall?: FailedCall;

  constructor(
    private readonly options: {
      readonly equity: () => Promise<readonly EquityReading[]>;
      readonly dayStarts: DayStartStore;
      readonly clock: Clock;
    },
  ) {}

  /** Reads unless the last reading began at `notBeforeMs` or later. Never throws: what went wrong shows in the view. */
  async freshen(notBeforeMs: number): Promise<void> {
    const isToday = this.start?.dayStartMs === dayStart(this.options.clock.nowMs());
    if (this.readAtMs !== undefined && this.readAtMs >= notBeforeMs && isToday) return;
    this.running ??= this.read()
      .then(
        () => {
          delete this.problem;
          delete this.failedCall;
        },
        (error: unknown) => {
          this.problem = messageOf(error);
          this.failedCall = failedCallOf(error);
        },
      )
      .then(() => (this.running = undefined));
    await this.running;
  }

  view(currency: string, nowMs: number): EquityView {
    const reading = this.current.get(currency);
    const atDayStart = this.start?.dayStartMs === dayStart(nowMs) ? this.start.equity[currency] : undefined;
    return {
      currency,
      ...(reading === undefined ? {} : { equity: reading.equity, ageMs: Math.max(0, nowMs - reading.asOfMs) }),
      ...(atDayStart === undefined ? {} : { atDayStart }),
      ...(this.problem === undefined ? {} : { problem: this.problem }),
    };
  }

  private async read(): Promise<void> {
    const { clock, equity, dayStarts } = this.options;
    const begunAtMs = clock.nowMs();
    const readings = await equity();
    const dayStartMs = dayStart(begunAtMs);
    const before =
      this.start?.dayStartMs === dayStartMs ? this.start.equity : ((await dayStarts.read(dayStartMs)) ?? this.lastOfYesterday());
    const known: Record<string, DecimalText> = { ...before };
    for (const { currency, equity: amount } of readings) if (!Object.hasOwn(known, currency)) known[currency] = amount;
    if (this.start?.dayStartMs !== dayStartMs || Object.keys(known).length > Object.keys(this.start.equity).length) {
      // Another process may have been first: its start stands.
      this.start = { dayStartMs, equity: await dayStarts.keep(dayStartMs, known) };
    }
    this.current.clear();
    for (const reading of readings) this.current.set(reading.currency, reading);
    this.readAtMs = begunAtMs;
  }

  /** What was known last of the day before, if that was the day just gone: a position held over midnight starts the day at its worth then. */
  private lastOfYesterday(): Record<string, DecimalText> {
    const yesterday = dayStart(this.options.clock.nowMs()) - DAY_MS;
    return Object.fromEntries(
      [...this.current.values()].filter(({ asOfMs }) => dayStart(asOfMs) === yesterday).map(({ currency, equity }) => [currency, equity]),
    );
  }
}

function dayStart(atMs: number): number {
  return Math.floor(atMs / DAY_MS) * DAY_MS;
}
