import type { IngestReport } from '@prate/candle-aggregator';

/** One run in one readable line: symbols, minutes read, rows of seconds stored, gaps, duration. */
export function jobLine(job: string, reports: readonly IngestReport[], durationMs: number): string {
  const sum = (value: (report: IngestReport) => number): number => reports.reduce((total, report) => total + value(report), 0);
  const symbols = reports.map(({ symbol }) => symbol).join(' ');
  const minutes = sum(({ minutesIn }) => minutesIn);
  const stored = sum(({ rowsStored }) => rowsStored);
  const unchanged = sum((report) => report.unchanged);
  const gaps = sum((report) => report.gaps.length);
  const rows = `${stored} rows stored${unchanged === 0 ? '' : ` (${unchanged} as before)`}`;
  return `candles ${job}: ${symbols} | ${minutes} minutes in, ${rows}, ${gaps} gaps | ${durationMs} ms`;
}
