import type { Candidate } from './candidate';
import { wireTimes } from './wire-times';

/** Of one order, ms. */
export interface OrderTimes {
  /** From the call to its bytes on the socket, whatever is read before included. */
  readonly before: number;
  /** From the head of the answer to the settled outcome. */
  readonly after: number;
  /** Both: what the client adds to the exchange's own time. */
  readonly overhead: number;
  readonly whole: number;
}

export async function timeOrder(candidate: Candidate & { prepare?(): void }): Promise<OrderTimes> {
  candidate.prepare?.();
  wireTimes.wroteAtMs = wireTimes.answeredAtMs = Number.NaN;
  const startedAtMs = performance.now();
  await candidate.place();
  const endedAtMs = performance.now();
  const before = wireTimes.wroteAtMs - startedAtMs;
  const after = endedAtMs - wireTimes.answeredAtMs;
  if (!(before >= 0 && after >= 0)) throw new Error(`${candidate.name}: found ${before} and ${after} ms, expected an order on the wire`);
  return { before, after, overhead: before + after, whole: endedAtMs - startedAtMs };
}

export interface MeasureOptions {
  readonly rounds: number;
  readonly ordersPerRound: number;
  readonly warmUpRounds: number;
  /** Whatever else is measured in the same turns. */
  readonly betweenRounds?: () => Promise<void>;
}

/** All candidates in turns, the order of turns moving on with each round, so that whatever the machine does meanwhile meets all alike. */
export async function measureOrders(
  candidates: readonly Candidate[],
  { rounds, ordersPerRound, warmUpRounds, betweenRounds }: MeasureOptions,
): Promise<ReadonlyMap<Candidate, readonly OrderTimes[]>> {
  const times = new Map<Candidate, OrderTimes[]>(candidates.map((candidate) => [candidate, []]));
  for (let round = -warmUpRounds; round < rounds; round += 1) {
    for (let turn = 0; turn < candidates.length; turn += 1) {
      const candidate = candidates[(turn + round + warmUpRounds) % candidates.length] as Candidate;
      for (let order = 0; order < ordersPerRound; order += 1) {
        const measured = await timeOrder(candidate);
        if (round >= 0) times.get(candidate)?.push(measured);
      }
      await candidate.tidy();
    }
    if (round >= 0) await betweenRounds?.();
  }
  return times;
}

/** The value that the share `quantile` of all does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
