import type { DecimalText } from '@prate/execution-interface';
import type { ObservedSecond } from '../observed/observed-second';
import { VarintReader } from './varint-reader';
import { VarintWriter } from './varint-writer';

/** Version of the packing of observed seconds. */
export const OBSERVED_FORMAT = 1;

// Bits of the first number of a second; the gap to the second before stands above them.
const NEW_GRID = 1;
const HAS_TURNOVER = 2;
const IS_QUIET = 4;
const NEW_FLAGS = 8;

type Grid = Pick<ObservedSecond, 'priceGrid' | 'volumeGrid' | 'contractSize'>;

/** Observed seconds of one minute, in time order, with all that is known of them. */
export function packObserved(seconds: readonly ObservedSecond[]): Buffer {
  const writer = new VarintWriter(512);
  let before: ObservedSecond | undefined;
  for (const second of seconds) {
    const { open, high, low, close, volume, turnover, flags, openTimeS } = second;
    const isNewGrid = before === undefined || !isSameGrid(before, second);
    const standing = isNewGrid ? 0 : (before?.close ?? 0);
    const isQuiet = volume === 0 && [open, high, low, close].every((price) => price === standing);
    const isNewFlags = flags !== (before?.flags ?? 0);
    const bits =
      (isNewGrid ? NEW_GRID : 0) | (turnover === undefined ? 0 : HAS_TURNOVER) | (isQuiet ? IS_QUIET : 0) | (isNewFlags ? NEW_FLAGS : 0);
    writer.unsigned((openTimeS - (before === undefined ? 0 : before.openTimeS + 1)) * 16 + bits);
    if (isNewGrid) {
      const { priceGrid, volumeGrid, contractSize = '' } = second;
      for (const value of [priceGrid.step, priceGrid.scale, volumeGrid.step, volumeGrid.scale]) writer.unsigned(value);
      writer.text(contractSize);
    }
    if (isNewFlags) writer.unsigned(flags);
    if (!isQuiet) {
      writer.signed(open - standing);
      writer.signed(close - open);
      writer.unsigned(high - Math.max(open, close));
      writer.unsigned(Math.min(open, close) - low);
      writer.unsigned(volume);
    }
    if (turnover !== undefined) writeDecimal(writer, turnover);
    before = second;
  }
  return writer.toBuffer();
}

export function unpackObserved(data: Uint8Array): ObservedSecond[] {
  const reader = new VarintReader(data);
  const seconds: ObservedSecond[] = [];
  let nextS = 0;
  let standing = 0;
  let flags = 0;
  let grid: Grid | undefined;
  while (!reader.isAtEnd) {
    const head = reader.unsigned();
    const bits = head % 16;
    const openTimeS = nextS + (head - bits) / 16;
    if ((bits & NEW_GRID) !== 0) {
      grid = readGrid(reader);
      standing = 0;
    }
    if (grid === undefined) throw new RangeError('packed seconds: found no grid in the first one, expected one');
    if ((bits & NEW_FLAGS) !== 0) flags = reader.unsigned();
    const numbers = (bits & IS_QUIET) === 0 ? readNumbers(reader, standing) : quietAt(standing);
    const turnover = (bits & HAS_TURNOVER) === 0 ? {} : { turnover: readDecimal(reader) };
    seconds.push({ openTimeS, ...numbers, ...grid, ...turnover, flags });
    standing = numbers.close;
    nextS = openTimeS + 1;
  }
  return seconds;
}

function quietAt(price: number): Pick<ObservedSecond, 'open' | 'high' | 'low' | 'close' | 'volume'> {
  return { open: price, high: price, low: price, close: price, volume: 0 };
}

function readNumbers(reader: VarintReader, standing: number): ReturnType<typeof quietAt> {
  const open = standing + reader.signed();
  const close = open + reader.signed();
  const high = Math.max(open, close) + reader.unsigned();
  const low = Math.min(open, close) - reader.unsigned();
  return { open, high, low, close, volume: reader.unsigned() };
}

function readGrid(reader: VarintReader): Grid {
  const priceGrid = { step: reader.unsigned(), scale: reader.unsigned() };
  const volumeGrid = { step: reader.unsigned(), scale: reader.unsigned() };
  const contractSize = reader.text();
  return { priceGrid, volumeGrid, ...(contractSize === '' ? {} : { contractSize: contractSize as DecimalText }) };
}

/** Decimals and whole number of a decimal text; as text where the number is too large. */
function writeDecimal(writer: VarintWriter, text: DecimalText): void {
  const [whole = '', fraction = ''] = text.split('.');
  const digits = Number(whole + fraction);
  const isCanonical = decimalOf(digits, fraction.length) === text;
  if (Number.isSafeInteger(digits) && isCanonical) {
    writer.unsigned(fraction.length * 2);
    writer.unsigned(digits);
  } else {
    writer.unsigned(1);
    writer.text(text);
  }
}

function readDecimal(reader: VarintReader): DecimalText {
  const head = reader.unsigned();
  if (head === 1) return reader.text() as DecimalText;
  return decimalOf(reader.unsigned(), head / 2);
}

function decimalOf(digits: number, scale: number): DecimalText {
  const text = String(digits).padStart(scale + 1, '0');
  return (scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`) as DecimalText;
}

function isSameGrid(a: Grid, b: Grid): boolean {
  return (
    a.priceGrid.step === b.priceGrid.step &&
    a.priceGrid.scale === b.priceGrid.scale &&
    a.volumeGrid.step === b.volumeGrid.step &&
    a.volumeGrid.scale === b.volumeGrid.scale &&
    a.contractSize === b.contractSize
  );
}
