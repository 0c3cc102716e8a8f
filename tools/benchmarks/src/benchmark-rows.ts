import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** What `target` bounds: our own figure, or the ratio of both. */
export type TargetRule = 'ours >=' | 'ours <=' | 'ratio >=' | 'ratio <=';

/** One figure of ours beside that of a yardstick, taken in the same run. */
export interface Measurement {
  readonly id: string;
  readonly name: string;
  /** Of `ours` and `yardstick`, for example `orders/s` or `ms`. */
  readonly unit: string;
  readonly ours: number;
  readonly yardstick: number;
  readonly rule: TargetRule;
  readonly target: number;
}

export interface BenchmarkRow extends Measurement {
  /** ours / yardstick. */
  readonly ratio: number;
  readonly met: boolean;
}

export function row(measurement: Measurement): BenchmarkRow {
  const { ours, yardstick, rule, target } = measurement;
  const ratio = ours / yardstick;
  const value = rule.startsWith('ours') ? ours : ratio;
  const met = rule.endsWith('>=') ? value >= target : value <= target;
  return { ...measurement, ours: rounded(ours), yardstick: rounded(yardstick), ratio: rounded(ratio), met };
}

/** Prints the rows as a table and writes them as JSON. */
export function report(rows: readonly BenchmarkRow[], path: string): void {
  const titles = ['', 'unit', 'ours', 'yardstick', 'ratio', 'target', 'met'];
  const cells = rows.map(({ id, name, unit, ours, yardstick, ratio, rule, target, met }) => [
    `${id} ${name}`,
    unit,
    ...[ours, yardstick].map((value) => value.toLocaleString('en')),
    ratio.toFixed(2),
    `${rule} ${target.toLocaleString('en')}`,
    met ? 'yes' : 'NO',
  ]);
  const widths = titles.map((title, column) => Math.max(title.length, ...cells.map((line) => (line[column] ?? '').length)));
  for (const line of [titles, ...cells]) {
    console.log(
      line.map((cell, column) => (column <= 1 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  '),
    );
  }
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(rows, null, 2)}\n`);
  console.log(`\n${path}`);
}

/** Rates to whole numbers, small figures to four digits. */
function rounded(value: number): number {
  return Math.abs(value) >= 1_000 ? Math.round(value) : Number(value.toPrecision(4));
}
