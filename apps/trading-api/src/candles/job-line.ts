/** What was read and stored of one symbol. */
export interface IngestCounts {
  readonly symbol: string;
  readonly minutesIn: number;
  /** Seconds inserted or updated, and seconds that were there already. */
  readonly rowsStored: number;
  readonly unchanged: number;
  readonly gaps: number;
  /** Minutes the exchange gave that cannot be a candle. */
  readonly skipped: readonly unknown[];
}

/** More symbols than this are counted, not named. */
const NAMED = 10;

/** Reading of several symbols in one readable line: symbols, minutes read, rows of seconds stored, gaps. */
export function jobLine(reports: readonly IngestCounts[]): string {
  const sum = (value: (report: IngestCounts) => number): number => reports.reduce((total, report) => total + value(report), 0);
  const symbols = reports.length > NAMED ? `${reports.length} contracts` : reports.map(({ symbol }) => symbol).join(' ');
  const unchanged = sum((report) => report.unchanged);
  const rows = `${sum(({ rowsStored }) => rowsStored)} rows stored${unchanged === 0 ? '' : ` (${unchanged} as before)`}`;
  const skipped = sum((report) => report.skipped.length);
  return `${symbols} | ${sum(({ minutesIn }) => minutesIn)} minutes in, ${rows}, ${sum(({ gaps }) => gaps)} gaps${skipped === 0 ? '' : `, ${skipped} minutes that cannot be a candle`}`;
}
