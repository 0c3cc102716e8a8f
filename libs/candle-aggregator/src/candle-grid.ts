import type { DecimalText } from '@prate/execution-interface';
import { DecimalError, decimalPlaces, isPositive, multiply } from '@prate/execution-interface/decimal';
import { CandleInputError, type CandleIssue } from './errors';
import { MAX_SCALE, toScaled } from './scaled-number';

/** What candles need to know of an instrument; an `Instrument` of `@prate/execution-interface` fits as it is. */
export interface CandleGrid {
  /** Every price is a whole number of ticks. Quote currency. */
  readonly tickSize: DecimalText;
  /** Linear: base currency a contract. Inverse: quote-currency face value a contract. */
  readonly contractSize?: DecimalText;
  /** Smallest trade, in contracts; 1 where absent. */
  readonly contractStep?: DecimalText;
}

/** A grid of whole numbers: every value is a whole number of `step / 10^scale`. */
export interface DecimalGrid {
  readonly step: number;
  readonly scale: number;
}

/** {@link CandleGrid}, read once and ready for whole-number arithmetic. */
export interface InstrumentGrid {
  readonly price: DecimalGrid;
  readonly volume?: DecimalGrid;
  /** Canonical text. */
  readonly contractSize?: DecimalText;
  readonly contractSizeScale: number;
}

/**
 * Reads an instrument's grid.
 *
 * @throws {CandleInputError} `option` when a step is no positive decimal or needs more than 12 decimals
 */
export function readInstrumentGrid(grid: CandleGrid): InstrumentGrid {
  const issues: CandleIssue[] = [];
  const read = (name: string, step: () => DecimalText): { grid: DecimalGrid; text: DecimalText } | undefined => {
    try {
      const text = multiply(step(), 1);
      const scale = decimalPlaces(text);
      const whole = scale <= MAX_SCALE ? toScaled(Number(text), scale) : undefined;
      if (isPositive(text) && whole !== undefined) return { grid: { step: whole, scale }, text };
      issues.push({ code: 'option', found: `${name} ${text}`, expected: 'a positive decimal of at most 12 decimals' });
    } catch (error) {
      issues.push({ code: 'option', found: `${name} ${describeFailure(error)}`, expected: 'a positive decimal such as "0.1"' });
    }
    return undefined;
  };
  const { tickSize, contractSize, contractStep } = grid;
  const price = read('tickSize', () => tickSize);
  const size = contractSize === undefined ? undefined : read('contractSize', () => contractSize);
  const volume =
    contractSize === undefined ? undefined : read('contractSize × contractStep', () => multiply(contractSize, contractStep ?? '1'));
  if (price === undefined || issues.length > 0) throw new CandleInputError('instrument', issues);
  return {
    price: price.grid,
    ...(volume === undefined ? {} : { volume: volume.grid }),
    ...(size === undefined ? {} : { contractSize: size.text }),
    contractSizeScale: size === undefined ? 0 : size.grid.scale,
  };
}

/** The grid of plain prices: `s = max(decimals used, 6 − integer digits of high)`, at most 12; zeros after the point count as negative digits. */
export function detectPriceGrid(decimalsUsed: number, high: number): DecimalGrid {
  let integerDigits = 0;
  if (high >= 1) integerDigits = String(Math.floor(high)).length;
  // Comparing with literals of text form, so that no rounding of a product can move the border.
  else while (integerDigits > -MAX_SCALE && high < Number(`1e${integerDigits - 1}`)) integerDigits -= 1;
  return { step: 1, scale: Math.min(MAX_SCALE, Math.max(decimalsUsed, 6 - integerDigits)) };
}

function describeFailure(error: unknown): string {
  if (error instanceof DecimalError) return `(${error.message})`;
  throw error;
}
