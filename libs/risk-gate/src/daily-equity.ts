import type { Clock, DayStartEquity, DayStartStore, DecimalText, Transfer } from '@prate/execution-interface';
import { add, subtract } from '@prate/execution-interface/decimal';
import { type FailedCall, failedCallOf } from './failed-call';
import { messageOf } from './message-of';
import type { EquityView } from './risk-check';

/** Equity of one currency. */
export interface EquityReading {
  readonly currency: string;
  /** Settle currency, unrealised results included. */
  readonly equity: DecimalText;
  /** ms since the epoch. */
  readonly asOfMs: number;
}

const DAY_MS = 86_400_000;
/** The balance and the list of transfers may not agree on a transfer for so long. */
const SETTLING_MS = 5_000;
/** One that is under way may have left the balance, or not; for so long it is waited for. */
const UNDER_WAY_MS = 60_000;
/** The venue's clock may be ahead of ours. */
const AHEAD_MS = 60_000;

/** Money that came in less what went out, by currency. */
type Moved = Readonly<Record<string, DecimalText>>;

/**
 * Equity now and at 00:00 UTC, and what was transferred in since. A day starts with what is kept of its start, else with what was known last
 * before it, else with what is known first in it; what was transferred meanwhile is no profit and no loss.
 */
export class DailyEquity {
  private readonly current = new Map<string, EquityReading & { readonly transferredIn: DecimalText }>();
  /** `isPassing`: reckoned while a transfer was settling, so neither kept nor good for the next reading. */
  private start?: { readonly dayStartMs: number; readonly equity: DayStartEquity; readonly isPassing: boolean };
  private readAtMs?: number;
  private running?: Promise<void>;
  private problem?: string;
  /** What the last reading failed of. */
  failedCall?: FailedCall;

  constructor(
    private readonly options: {
      readonly equity: () => Promise<readonly EquityReading[]>;
      /** From then on, ms since the epoch; absent where `equity` has taken them out. */
      readonly transfers?: (fromMs: number, toMs: number) => AsyncIterable<Transfer>;
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
        (problem) => {
          delete this.failedCall;
          if (problem === undefined) delete this.problem;
          else this.problem = problem;
        },
        (error: unknown) => {
          this.problem = messageOf(error);
          this.failedCall = failedCallOf(error);
        },
      )
      .then(() => (this.running = undefined));
    await this.running;
  }

  /** Of the last reading. */
  currencies(): readonly string[] {
    return [...this.current.keys()];
  }

  view(currency: string, nowMs: number): EquityView {
    const reading = this.current.get(currency);
    const atDayStart = this.start?.dayStartMs === dayStart(nowMs) ? this.start.equity[currency] : undefined;
    return {
      currency,
      ...(reading === undefined
        ? {}
        : { equity: reading.equity, transferredIn: reading.transferredIn, ageMs: Math.max(0, nowMs - reading.asOfMs) }),
      ...(atDayStart === undefined ? {} : { atDayStart }),
      ...(this.problem === undefined ? {} : { problem: this.problem }),
    };
  }

  /** @returns why what was read cannot be used, though no call failed */
  private async read(): Promise<string | undefined> {
    const { clock, equity, dayStarts } = this.options;
    const begunAtMs = clock.nowMs();
    const readings = await equity();
    const dayStartMs = dayStart(begunAtMs);
    const yesterday = [...this.current.values()].filter(({ asOfMs }) => dayStart(asOfMs) === dayStartMs - DAY_MS);
    const rows = await this.transfersSince(Math.min(dayStartMs, ...yesterday.map(({ asOfMs }) => asOfMs)), begunAtMs);
    const transfers = rows.filter(({ status }) => status === 'success');
    const movedToday = moved(transfers, dayStartMs);
    const kept = this.start?.dayStartMs === dayStartMs && !this.start.isPassing ? this.start.equity : await dayStarts.read(dayStartMs);
    const settling = rows.find((row) => isSettling(row, begunAtMs));
    const isPassing = settling !== undefined;
    if (isPassing && (kept !== undefined || yesterday.length > 0)) {
      const { status, atMs } = settling;
      return `found a transfer of ${begunAtMs - atMs} ms ago (${status}), expected none that settles: the balance may not show it yet, or show it already`;
    }
    const known: Record<string, DecimalText> = { ...(kept ?? this.lastOfYesterday(yesterday, transfers, dayStartMs)) };
    const isNew = ({ currency }: EquityReading) => !Object.hasOwn(known, currency);
    const added = readings.filter(isNew);
    for (const { currency, equity: amount } of added) known[currency] = subtract(amount, movedToday[currency] ?? '0');
    if (isPassing) this.start = { dayStartMs, equity: known, isPassing };
    else if (kept === undefined || added.length > 0 || this.start?.dayStartMs !== dayStartMs || this.start.isPassing) {
      // Another process may have been first: its start stands.
      this.start = { dayStartMs, equity: await dayStarts.keep(dayStartMs, known), isPassing };
    }
    this.current.clear();
    for (const reading of readings) this.current.set(reading.currency, { ...reading, transferredIn: movedToday[reading.currency] ?? '0' });
    if (isPassing) delete this.readAtMs;
    else this.readAtMs = begunAtMs;
    return undefined;
  }

  /** Read after the balances, so that what these show is in it. */
  private async transfersSince(fromMs: number, nowMs: number): Promise<readonly Transfer[]> {
    const { transfers } = this.options;
    const rows: Transfer[] = [];
    if (transfers === undefined) return rows;
    for await (const row of transfers(fromMs, nowMs + AHEAD_MS)) if (row.status !== 'failed') rows.push(row);
    return rows;
  }

  /** What was known last of the day before, if that was the day just gone: a position held over midnight starts the day at its worth then. */
  private lastOfYesterday(
    yesterday: readonly EquityReading[],
    transfers: readonly Transfer[],
    dayStartMs: number,
  ): Record<string, DecimalText> {
    return Object.fromEntries(
      yesterday.map(({ currency, equity, asOfMs }) => [currency, add(equity, moved(transfers, asOfMs + 1, dayStartMs)[currency] ?? '0')]),
    );
  }
}

function isSettling({ status, atMs }: Transfer, nowMs: number): boolean {
  return nowMs - atMs < (status === 'waiting' ? UNDER_WAY_MS : SETTLING_MS);
}

/** @param toMs not included */
function moved(transfers: readonly Transfer[], fromMs: number, toMs = Infinity): Moved {
  const sums: Record<string, DecimalText> = {};
  for (const { currency, amount, direction, atMs } of transfers) {
    if (atMs < fromMs || atMs >= toMs) continue;
    sums[currency] = (direction === 'in' ? add : subtract)(sums[currency] ?? '0', amount);
  }
  return sums;
}

function dayStart(atMs: number): number {
  return Math.floor(atMs / DAY_MS) * DAY_MS;
}
