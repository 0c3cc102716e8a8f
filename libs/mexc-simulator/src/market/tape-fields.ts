import {
  type DecimalText,
  decimal,
  divide,
  isDecimal,
  isMultipleOf,
  isNegative,
  isPositive,
  multiply,
} from '@prate/execution-interface/decimal';
import { TapeError } from '../errors';
import type { SimulatedContract } from '../simulated-contract';
import { PriceGrid } from './price-grid';

/** A candle of a tape on the grids of its contract. */
export interface RecordedCandle {
  readonly openSecond: number;
  /** Ticks. */
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly lots: bigint;
}

/** The five columns that every candle has; decimal text. */
export interface CandleRow {
  readonly openTimeMs: number;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly volume: string;
}

/** Reads the rows of a tape onto the grids of a contract; whatever is not on them is a {@link TapeError} that names the row. */
export class TapeFields {
  private readonly prices: PriceGrid;
  private readonly lot: DecimalText;

  constructor(private readonly contract: SimulatedContract) {
    this.prices = new PriceGrid(contract.priceUnit);
    this.lot = multiply(contract.contractSize, contract.volUnit);
  }

  row(index: number): string {
    return `tape of ${this.contract.symbol}, row ${index}`;
  }

  /** Candles of one length, each once, in the order of time. */
  candles(rows: readonly CandleRow[], { unit, unitMs }: { readonly unit: string; readonly unitMs: number }): readonly RecordedCandle[] {
    if (rows.length === 0) throw new TapeError(`tape of ${this.contract.symbol}: found no ${unit}, expected at least one`);
    return rows.map((row, index) => {
      const { openTimeMs } = row;
      if (!Number.isSafeInteger(openTimeMs) || openTimeMs < 0 || openTimeMs % unitMs !== 0) {
        throw new TapeError(`${this.row(index)}: found openTimeMs ${openTimeMs}, expected milliseconds on a whole ${unit}`);
      }
      const before = rows[index - 1]?.openTimeMs;
      if (before !== undefined && openTimeMs <= before) {
        throw new TapeError(`${this.row(index)}: found openTimeMs ${openTimeMs} after ${before}, expected rising times`);
      }
      return this.candle(row, index);
    });
  }

  /** Ticks. */
  price(text: unknown, name: string, index: number): number {
    const value = this.decimal(text, name, index);
    if (!isPositive(value)) throw new TapeError(`${this.row(index)}: found ${name} ${value}, expected more than 0`);
    if (!this.prices.holds(value)) {
      throw new TapeError(`${this.row(index)}: found ${name} ${value}, expected a multiple of the tick ${this.contract.priceUnit}`);
    }
    return this.prices.toSteps(value);
  }

  lots(text: unknown, index: number): bigint {
    const volume = this.decimal(text, 'volume', index);
    if (isNegative(volume)) throw new TapeError(`${this.row(index)}: found volume ${volume}, expected 0 or more`);
    if (!isMultipleOf(volume, this.lot)) {
      throw new TapeError(`${this.row(index)}: found volume ${volume}, expected a multiple of ${this.lot} (contract size × volume unit)`);
    }
    return BigInt(divide(volume, this.lot, 0));
  }

  private candle(row: CandleRow, index: number): RecordedCandle {
    const price = (name: 'open' | 'high' | 'low' | 'close'): number => this.price(row[name], name, index);
    const read = { open: price('open'), high: price('high'), low: price('low'), close: price('close') };
    if (read.low > Math.min(read.open, read.close) || read.high < Math.max(read.open, read.close)) {
      throw new TapeError(
        `${this.row(index)}: found open ${row.open}, high ${row.high}, low ${row.low}, close ${row.close}, expected open and close between low and high`,
      );
    }
    return { openSecond: row.openTimeMs / 1000, ...read, lots: this.lots(row.volume, index) };
  }

  private decimal(value: unknown, name: string, index: number): DecimalText {
    if (typeof value === 'string' && isDecimal(value)) return decimal(value);
    throw new TapeError(`${this.row(index)}: ${name}: found ${JSON.stringify(value)}, expected decimal text`);
  }
}

/** The way a candle goes: from its open to the nearer extreme, to the other one, to its close. Ticks. */
export function pathPoints({ open, high, low, close }: RecordedCandle): readonly [number, number, number, number] {
  const toLow = open - low;
  const toHigh = high - open;
  const isLowFirst = toLow === toHigh ? close >= open : toLow < toHigh;
  return isLowFirst ? [open, low, high, close] : [open, high, low, close];
}
