/** `npm run bench:candles`: storing and reading candles (performance.md, P1 to P7) beside a C program and DuckDB in the same run; `--quick` leaves growth out. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { report } from './benchmark-rows';
import { growthRows } from './candles/growth';
import { readRows } from './candles/read-rows';
import { writeRows } from './candles/write-rows';

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'prate-candles-'));
  try {
    const rows = [...(await writeRows(folder)), ...(await readRows(folder))];
    if (!process.argv.includes('--quick')) rows.push(...(await growthRows(folder)));
    report(rows, join('test-output', 'bench-candles.json'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
