import type { QualityRow } from './quality-row';

/** One block for each part of the data, one line a metric, one column a maker. */
export function printTable(rows: readonly QualityRow[]): void {
  const blocks = [...new Set(rows.map(titleOf))];
  for (const block of blocks) {
    const inside = rows.filter((row) => titleOf(row) === block);
    const makers = [...new Set(inside.map((row) => row.maker))];
    console.log(`\n${block}`);
    console.log(['metric'.padEnd(26), ...makers.map((maker) => maker.padStart(22))].join(''));
    for (const metric of new Set(inside.map((row) => row.metric))) {
      const cells = makers.map((maker) => {
        const row = inside.find((one) => one.maker === maker && one.metric === metric);
        return (
          row === undefined || Number.isNaN(row.value) ? '–' : `${row.value.toFixed(3)} [${row.low.toFixed(2)}, ${row.high.toFixed(2)}]`
        ).padStart(22);
      });
      console.log([metric.padEnd(26), ...cells].join(''));
    }
  }
}

function titleOf({ data, part, activity, minutes }: QualityRow): string {
  return `${data}, ${part}, ${activity}, ${minutes} minutes`;
}
