import { decimal } from '@prate/execution-interface/decimal';
import type { FedMinute } from '../simulator-feed';
import type { PaperCandle, PaperSource } from './paper-source';

const MINUTE_MS = 60_000;
/** A minute is read as finished no earlier than this after its end: clocks differ, and the venue takes a moment. */
const SETTLE_MS = 3_000;

export interface PaperMinutesParts {
  readonly symbol: string;
  readonly source: Pick<PaperSource, 'getCandles'>;
  readonly clock: { nowMs(): number };
  readonly take: (minute: FedMinute) => void;
  readonly onProblem: (problem: unknown) => void;
}

/** Reads minutes by call: those of the past, and later those of which part was not heard. Without a timer: it is called when data comes. */
export class PaperMinutes {
  private unheard: { readonly sinceMs: number; readonly dueMs: number } | undefined;
  private isReading = false;
  private isStopped = false;

  constructor(private readonly parts: PaperMinutesParts) {}

  /** Hands on the finished minutes from the one that holds `sinceMs` on. @throws what the source throws */
  async read(sinceMs: number): Promise<void> {
    const { source, symbol, clock, take } = this.parts;
    const startMs = Math.floor(sinceMs / MINUTE_MS) * MINUTE_MS;
    const endMs = Math.floor((clock.nowMs() - SETTLE_MS) / MINUTE_MS) * MINUTE_MS;
    if (endMs <= startMs) return;
    const candles = await source.getCandles({ symbol, intervalSeconds: 60, startMs, endMs });
    if (!this.isStopped) for (const candle of candles) take(minuteOf(candle));
  }

  /** From `sinceMs` until now not everything was heard: to be read once the running minute is over. */
  expect(sinceMs: number): void {
    const dueMs = (Math.floor(this.parts.clock.nowMs() / MINUTE_MS) + 1) * MINUTE_MS + SETTLE_MS;
    this.unheard = { sinceMs: Math.min(sinceMs, this.unheard?.sinceMs ?? sinceMs), dueMs };
  }

  /** Reads what is due; what cannot be read is told, and due again a minute later. */
  async readWhenDue(): Promise<void> {
    const { unheard } = this;
    if (unheard === undefined || this.isReading || this.isStopped || this.parts.clock.nowMs() < unheard.dueMs) return;
    this.isReading = true;
    this.unheard = undefined;
    try {
      await this.read(unheard.sinceMs);
    } catch (error) {
      if (this.isStopped) return;
      this.expect(unheard.sinceMs);
      this.parts.onProblem(error);
    } finally {
      this.isReading = false;
    }
  }

  stop(): void {
    this.isStopped = true;
  }
}

function minuteOf({ openTimeMs, traded, stitched, contracts, turnover }: PaperCandle): FedMinute {
  const { open, high, low, close } = traded ?? stitched;
  return {
    openTimeMs,
    open: decimal(open),
    high: decimal(high),
    low: decimal(low),
    close: decimal(close),
    contracts: decimal(contracts),
    turnover,
  };
}
