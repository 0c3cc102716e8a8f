import type { IngestSources, JobControl, TickSchedule } from '@prate/candle-aggregator';

/** What a run is given. */
export interface CandleJobRun {
  readonly symbols: readonly string[];
  readonly sources: IngestSources;
  /** Signal, fence, pace and progress, to be handed to every job function. */
  readonly control: JobControl;
  /** The tick it is run for, or the moment it was asked for by hand; ms since 1970. */
  readonly atMs: number;
  /** One symbol could not be done; the others go on. */
  readonly failed: (symbol: string, error: unknown) => void;
  /** Minutes that are missing from longer ago than `repair-gaps` looks, by symbol. */
  readonly oldMissing: (minutes: ReadonlyMap<string, number>) => void;
}

/** One row of the schedule: when it runs, what becomes of a missed run, what it does. */
export interface CandleJob {
  readonly name: string;
  /** Seconds, minutes, hours …, UTC. */
  readonly cron: string;
  readonly schedule: TickSchedule;
  /** After so long a run is told to end. */
  readonly deadlineMs: number;
  /** Answers what its line in the log says; nothing to say is no line. */
  run(run: CandleJobRun): Promise<string | undefined>;
}

/** Does it for one symbol after the other; what fails holds up nobody else, an abort everybody. */
export async function eachSymbol({ symbols, control, failed }: CandleJobRun, work: (symbol: string) => Promise<void>): Promise<void> {
  for (const symbol of symbols) {
    control.signal?.throwIfAborted();
    try {
      await work(symbol);
    } catch (error) {
      if (control.signal?.aborted === true) throw error;
      failed(symbol, error);
    }
  }
}
