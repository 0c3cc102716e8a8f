import { decimal } from '@prate/execution-interface';
import type { Tape, TapeMinute } from '@prate/mexc-simulator';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';

/** A file that is no tape. The message names the file, the line, what was found and what was expected. */
export class TapeFileError extends Error {
  override readonly name = 'TapeFileError';
}

interface Shape {
  readonly header: string;
  /** The quote coin where no symbol is given. */
  readonly quote: string;
  readonly toMs: (text: string) => number;
}

const SHAPES: readonly Shape[] = [
  { header: 'ms,o,h,l,c,v', quote: 'USDT', toMs: Number },
  { header: 'openTimeMs,open,high,low,close,volume', quote: 'USDT', toMs: Number },
  {
    header: 'timestamp,open,high,low,close,volume',
    quote: 'USD',
    toMs: (text) => Date.parse(`${text.replace(' ', 'T').slice(0, 23)}Z`),
  },
];

const DECIMAL = /^\d+(\.\d+)?$/;
const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;

/**
 * Reads recorded candles of one minute or one second, `.csv` or `.csv.gz`; all times on whole minutes make it minutes. A header line says
 * which columns there are; a file without one is read as `openTimeMs,open,high,low,close,volume`. Volume is in the base coin of a linear
 * contract, in the quote coin of an inverse one (`…_USD`).
 *
 * @param symbol `BASE_QUOTE`; by default the letters at the head of the file's name, quoted in USDT, or in USD for `timestamp` columns
 * @throws {TapeFileError} when the file cannot be read, a line is not of its shape, or times do not rise
 */
export async function readTapeFile(path: string, symbol?: string): Promise<Tape> {
  const file = createReadStream(path);
  const source = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
  file.on('error', (error) => source.destroy(error));
  const rows: TapeMinute[] = [];
  let shape: Shape | undefined;
  let lineNumber = 0;
  try {
    for await (const line of createInterface({ input: source, crlfDelay: Number.POSITIVE_INFINITY })) {
      lineNumber += 1;
      const where = `${path} line ${lineNumber}`;
      if (line.trim() === '') continue;
      if (shape === undefined) {
        shape = shapeOf(line, where);
        if (shape.header === line.trim()) continue;
      }
      rows.push(readRow(line, shape, rows.at(-1), where));
    }
  } catch (error) {
    if (error instanceof TapeFileError) throw error;
    throw new TapeFileError(`${path}: cannot be read (${(error as Error).message})`);
  }
  if (rows.length === 0) throw new TapeFileError(`${path}: found no rows, expected candles of one minute or one second`);
  const named = symbol ?? `${baseOf(path)}_${shape?.quote ?? 'USDT'}`;
  return rows.every(({ openTimeMs }) => openTimeMs % MINUTE_MS === 0) ? { symbol: named, minutes: rows } : { symbol: named, seconds: rows };
}

/** When the tape begins, ms. */
export function startOfTape(tape: Tape): number {
  const [first] = 'minutes' in tape ? tape.minutes : 'seconds' in tape ? tape.seconds : [];
  return first?.openTimeMs ?? 0;
}

function shapeOf(line: string, where: string): Shape {
  const text = line.trim();
  const shape = SHAPES.find(({ header }) => header === text);
  if (shape !== undefined) return shape;
  if (/^\d{10,},/.test(text)) return SHAPES[1] as Shape;
  throw new TapeFileError(
    `${where}: found ${JSON.stringify(text.slice(0, 60))}, expected ${SHAPES.map(({ header }) => header).join(' or ')}`,
  );
}

function baseOf(path: string): string {
  const letters = (/^[a-z]+/i.exec(basename(path))?.[0] ?? 'tape').toUpperCase();
  return letters.replace(/(?<=.)USDT?$/, '');
}

function readRow(line: string, shape: Shape, previous: TapeMinute | undefined, where: string): TapeMinute {
  const [time = '', ...values] = line.trim().split(',');
  const openTimeMs = shape.toMs(time);
  if (!Number.isSafeInteger(openTimeMs) || openTimeMs % SECOND_MS !== 0) {
    throw new TapeFileError(`${where}: found the time ${JSON.stringify(time)}, expected a whole minute or second`);
  }
  if (previous !== undefined && openTimeMs <= previous.openTimeMs) {
    throw new TapeFileError(`${where}: found the time ${time}, expected one later than the line before`);
  }
  if (values.length !== 5 || !values.every((text) => DECIMAL.test(text))) {
    throw new TapeFileError(`${where}: found ${JSON.stringify(line.slice(0, 80))}, expected a time and five decimals`);
  }
  const [open = '', high = '', low = '', close = '', volume = ''] = values.map(withoutNoise);
  return { openTimeMs, open, high, low, close, volume };
}

/** More than 15 significant digits, such as 218102.59507500002, are the noise of a sum of doubles, not a recorded digit. */
function withoutNoise(text: string): string {
  return text.replace('.', '').replace(/^0+/, '').length <= 15 ? text : decimal(Number(Number(text).toPrecision(15)));
}
