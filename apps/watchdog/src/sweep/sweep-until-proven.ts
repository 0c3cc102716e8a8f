import type { MexcFuturesRest } from '@prate/mexc-rest';
import type { FiringReport } from '../condition';
import type { Waiter } from '../waiter';
import type { WatchClock } from '../watch-clock';
import { AccountReader } from './account-reader';
import { KindSweep } from './kind-sweep';
import { bookOrders, type CancelChoice, planOrders, stopOrders, trailingOrders } from './order-kinds';
import { PositionSweep } from './position-sweep';

export interface SweepOptions {
  readonly rest: MexcFuturesRest;
  readonly clock: WatchClock;
  readonly cancels: CancelChoice;
  readonly closesPositions: boolean;
  /** How long to try, ms. */
  readonly giveUpAfterMs: number;
  /** Over when this process is to end: the round that runs is then the last one. */
  readonly waiter: Pick<Waiter, 'wait' | 'isOver'>;
  readonly tell: (line: string) => void;
}

export interface SweepResult {
  /** Two readings in a row showed nothing left that has to go. */
  readonly isProven: boolean;
  readonly report: FiringReport;
}

/** After a cancel: the venue needs a moment. */
const AFTER_CANCEL_MS = 250;
/** Between the two readings: an order accepted just now may not be shown yet (reference 9.14). */
const BETWEEN_PROOFS_MS = 1_000;
const FIRST_BACKOFF_MS = 250;
const LONGEST_BACKOFF_MS = 5_000;

/**
 * Cancels, and closes where asked, again and again, until two whole readings in a row show nothing left, or the time is over. Everything
 * it sends may be given twice. Protection goes last, once positions are closed.
 */
export async function sweepUntilProven(options: SweepOptions): Promise<SweepResult> {
  const { rest, clock, cancels, closesPositions, tell } = options;
  const reader = new AccountReader(rest, clock);
  const opening = [
    new KindSweep(bookOrders(rest, reader, cancels, closesPositions), tell),
    new KindSweep(planOrders(rest, reader, cancels), tell),
    new KindSweep(trailingOrders(rest, reader, cancels), tell),
  ];
  const protection = cancels === 'all' ? [new KindSweep(stopOrders(rest, reader), tell)] : [];
  const positions = new PositionSweep(rest, reader, tell);
  let rounds = 0;
  const report = (): FiringReport => ({
    rounds,
    kinds: [...opening, ...protection].map((sweep) => sweep.report),
    positions: [...positions.positions],
    ...(positions.problem !== undefined && { closeProblem: positions.problem }),
  });

  const endMs = clock.monotonicMs() + options.giveUpAfterMs;
  let cleanInARow = 0;
  let failedInARow = 0;
  for (;;) {
    rounds += 1;
    const results = await Promise.all(opening.map((sweep) => sweep.round()));
    const held = closesPositions ? await positions.round() : 'clean';
    results.push(held);
    if (held === 'clean') for (const sweep of protection) results.push(await sweep.round());
    const isFailed = results.includes('failed');
    const isClean = results.every((result) => result === 'clean');
    cleanInARow = isClean ? cleanInARow + 1 : 0;
    failedInARow = isFailed ? failedInARow + 1 : 0;
    if (cleanInARow === 2) return { isProven: true, report: report() };
    if (options.waiter.isOver || clock.monotonicMs() >= endMs) return { isProven: false, report: report() };
    const backoffMs = Math.min(FIRST_BACKOFF_MS * 2 ** Math.min(failedInARow - 1, 10), LONGEST_BACKOFF_MS);
    await options.waiter.wait(isFailed ? backoffMs : isClean ? BETWEEN_PROOFS_MS : AFTER_CANCEL_MS);
  }
}
