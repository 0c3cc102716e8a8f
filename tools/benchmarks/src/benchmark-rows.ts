import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** One measurement. Rates are per second; more is better. */
export interface BenchmarkRow {
  readonly id: string;
  readonly name: string;
  readonly ours: number;
  /** The same work done in the way that `name` says, in the same process. */
  readonly yardstick: number;
  /** ours / yardstick. */
  readonly ratio: number;
  readonly target: number;
  readonly met: boolean;
}

export function row({ id, name, ours, yardstick, target }: Omit<BenchmarkRow, 'ratio' | 'met'>): BenchmarkRow {
  return {
    id,
    name,
    ours: Math.round(ours),
    yardstick: Math.round(yardstick),
    ratio: Number((ours / yardstick).toFixed(3)),
    target,
    met: ours >= target,
  };
}

/** Prints the rows as a table and writes them as JSON. */
export function report(rows: readonly BenchmarkRow[], path: string): void {
  const titles = ['', 'ours /s', 'yardstick /s', 'ratio', 'target /s', 'met'];
  const cells = rows.map(({ name, ours, yardstick, ratio, target, met }) => [
    name,
    ...[ours, yardstick].map((rate) => rate.toLocaleString('en')),
    ratio.toFixed(2),
    target.toLocaleString('en'),
    met ? 'yes' : 'NO',
  ]);
  const widths = titles.map((title, column) => Math.max(title.length, ...cells.map((line) => (line[column] ?? '').length)));
  for (const line of [titles, ...cells]) {
    console.log(line.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  '));
  }
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(rows, null, 2)}\n`);
  console.log(`\n${path}`);
}
