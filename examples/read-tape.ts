import { decimal } from '@prate/execution-interface';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';

/** One recorded minute; prices and volume as the file writes them. */
export interface TapeRow {
  /** Start of the minute, ms since the epoch. */
  readonly openTimeMs: number;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly volume: string;
}

export interface Tape {
  readonly rows: readonly TapeRow[];
  /** A linear contract counts volume in the base coin, an inverse one in the quote currency. */
  readonly symbol: string;
  /**
   * Rows with a number of more than 15 significant digits, such as 218102.59507500002: the noise of a sum of doubles, not a recorded
   * digit. They are read at 15 digits.
   */
  readonly noisyRows: number;
}

/** A file that is no tape of minutes. The message names the line, what was found and what was expected. */
export class TapeError extends Error {
  override readonly name = 'TapeError';
}

interface Shape {
  readonly header: string;
  readonly quote: string;
  readonly toMs: (text: string) => number;
}

const SHAPES: readonly Shape[] = [
  { header: 'ms,o,h,l,c,v', quote: 'USDT', toMs: Number },
  { header: 'timestamp,open,high,low,close,volume', quote: 'USD', toMs: (text) => Date.parse(`${text.replace(' ', 'T').slice(0, 23)}Z`) },
];

const DECIMAL = /^\d+(\.\d+)?$/;

/**
 * Reads a recorded file of 1m candles, `.csv` or `.csv.gz`, where it lies. Two shapes of columns are known:
 * `ms,o,h,l,c,v` (volume in the base coin) and `timestamp,open,high,low,close,volume` (volume in the quote currency).
 *
 * @throws {TapeError} when a line is not of its shape, a time is no minute, or times do not rise
 */
export async function readTape(path: string): Promise<Tape> {
  const file = createReadStream(path);
  const source = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
  file.on('error', (error) => source.destroy(error));
  const rows: TapeRow[] = [];
  let shape: Shape | undefined;
  let lineNumber = 0;
  let noisyRows = 0;
  for await (const line of createInterface({ input: source, crlfDelay: Infinity })) {
    lineNumber += 1;
    if (shape === undefined) {
      shape = SHAPES.find(({ header }) => header === line.trim());
      if (shape === undefined) {
        throw new TapeError(
          `${path} line 1: found ${JSON.stringify(line.slice(0, 60))}, expected ${SHAPES.map(({ header }) => header).join(' or ')}`,
        );
      }
      continue;
    }
    if (line.trim() === '') continue;
    const row = readRow(line, shape, rows.at(-1), `${path} line ${lineNumber}`);
    const quiet = withoutNoise(row);
    if (quiet !== row) noisyRows += 1;
    rows.push(quiet);
  }
  if (rows.length === 0) throw new TapeError(`${path}: found no rows, expected 1m candles`);
  const base = (/^[a-z]+/i.exec(basename(path))?.[0] ?? 'tape').toUpperCase().replace(/(?<=.)USDT?$/, '');
  return { rows, symbol: `${base}_${shape?.quote}`, noisyRows };
}

/** The row itself where every number has at most 15 significant digits, which is what a double holds for sure. */
function withoutNoise(row: TapeRow): TapeRow {
  const numbers = [row.open, row.high, row.low, row.close, row.volume];
  if (numbers.every((text) => text.replace('.', '').replace(/^0+/, '').length <= 15)) return row;
  const [open = '', high = '', low = '', close = '', volume = ''] = numbers.map((text) => decimal(Number(Number(text).toPrecision(15))));
  return { ...row, open, high, low, close, volume };
}

function readRow(line: string, shape: Shape, previous: TapeRow | undefined, where: string): TapeRow {
  const [time = '', open = '', high = '', low = '', close = '', volume = '', ...more] = line.trim().split(',');
  const openTimeMs = shape.toMs(time);
  if (!Number.isSafeInteger(openTimeMs) || openTimeMs % 60_000 !== 0) {
    throw new TapeError(
      `${where}: found the time ${JSON.stringify(time)}, expected the start of a minute (this file should hold 1m candles)`,
    );
  }
  if (previous !== undefined && openTimeMs <= previous.openTimeMs) {
    throw new TapeError(`${where}: found the time ${time}, expected one later than the line before`);
  }
  if (more.length > 0 || ![open, high, low, close, volume].every((text) => DECIMAL.test(text))) {
    throw new TapeError(`${where}: found ${JSON.stringify(line.slice(0, 80))}, expected a time and five decimals`);
  }
  return { openTimeMs, open, high, low, close, volume };
}
