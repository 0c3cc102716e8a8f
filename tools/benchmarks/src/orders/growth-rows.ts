import { type BenchmarkRow, row } from '../benchmark-rows';
import { measureOrders, quantile } from './measure-orders';
import { ourCandidate } from './our-candidate';
import type { VenueAddress } from './start-venues';

/** How P8 grows with the number of contracts that get orders in turn; the target is that of all growth (performance.md, 5). */
export async function growthRows(
  venues: readonly VenueAddress[],
  counts: readonly number[],
  rounds: number,
): Promise<readonly BenchmarkRow[]> {
  const candidates = await Promise.all(
    counts.map((symbols, at) => ourCandidate({ name: `${symbols} symbols`, venue: venues[at] as VenueAddress, symbols })),
  );
  try {
    const times = await measureOrders(candidates, { rounds, ordersPerRound: 25, warmUpRounds: 8 });
    const [first = Number.NaN, ...others] = candidates.map((candidate) =>
      quantile(
        (times.get(candidate) ?? []).map(({ overhead }) => overhead),
        0.5,
      ),
    );
    return others.map((ours, at) =>
      row({
        id: `P8-growth-${counts[at + 1]}`,
        name: `overhead with ${counts[at + 1]} symbols in turn, beside ${counts[0]}`,
        unit: 'ms',
        ours,
        yardstick: first,
        rule: 'ratio <=',
        target: 1.3,
      }),
    );
  } finally {
    for (const candidate of candidates) await candidate.close();
  }
}
