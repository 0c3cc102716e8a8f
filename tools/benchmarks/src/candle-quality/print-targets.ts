import type { QualityRow } from './quality-row';

/** Points of a hit rate. */
const LARGEST_EDGE = 3;

/** What is promised, on the part of the data that nothing was chosen on; the active class of the fund, and simulated minutes. */
export function printTargets(rows: readonly QualityRow[]): void {
  const on = (data: string, part: QualityRow['part'], maker: string, metric: string): QualityRow | undefined =>
    rows.find(
      (row) =>
        row.data === data && row.part === part && row.maker === maker && row.metric.startsWith(metric) && row.activity === '>= 40 traded',
    );
  const spy = (maker: string, metric: string): number => on('spy_20131007', 'test', maker, metric)?.value ?? NaN;
  const lines: [string, string, boolean][] = [];
  const notes = new Set<string>();
  const rules = rows.filter((row) => row.metric.startsWith('Q1'));
  lines.push([
    'Q1 rules kept by every method on every part',
    `${Math.min(...rules.map((row) => row.value))}`,
    rules.every((row) => row.value === 1),
  ]);
  lines.push([
    'linear@1: order of high and low right, at least 0.85',
    spy('linear@1', 'Q5 order').toFixed(3),
    spy('linear@1', 'Q5 order') >= 0.85,
  ]);
  for (const maker of ['bridge@1', 'bridge@2']) {
    for (const step of [1, 5, 10]) {
      const value = spy(maker, `Q2 variance ${step} s`);
      lines.push([`${maker}: Q2 at ${step} s within 0.7 to 1.4`, value.toFixed(3), value >= 0.7 && value <= 1.4]);
    }
    const [error, line] = [spy(maker, 'Q3'), spy('line', 'Q3')];
    lines.push([`${maker}: Q3 at most 1.1 × the straight line's`, (error / line).toFixed(3), error <= 1.1 * line]);
    const walks = on('random walks', 'simulated', maker, 'Q6 largest')?.value ?? NaN;
    lines.push([`${maker}: Q6 on simulated minutes at most 3 points`, walks.toFixed(2), walks <= LARGEST_EDGE]);
    const edge = spy(maker, 'Q6 largest');
    const chance = on('spy_20131007', 'test', maker, 'Q6 edge found by chance');
    lines.push([
      `${maker}: Q6 on the fund at most 3 points (by chance up to ${chance?.high.toFixed(1) ?? '?'})`,
      edge.toFixed(2),
      edge <= LARGEST_EDGE,
    ]);
    if (chance !== undefined) notes.add(resolution(chance));
  }
  console.log('\nTargets (fund: test half hours, at least 40 traded seconds)');
  for (const [name, value, isMet] of lines) console.log(`${name.padEnd(72)}${value.padStart(8)}  ${isMet ? 'met' : 'NOT MET'}`);
  for (const note of notes) console.log(note);
}

/** What chance alone shows falls with the root of the number of minutes. */
function resolution({ minutes, high }: QualityRow): string {
  const needed = Math.ceil((minutes * (high / LARGEST_EDGE) ** 2) / 100) * 100;
  return `Q6 on the fund is of ${minutes} minutes; to tell ${LARGEST_EDGE} points from chance it takes about ${needed.toLocaleString('en')}.`;
}
