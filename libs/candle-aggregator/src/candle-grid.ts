import type { DecimalText } from '@prate/execution-interface';
import { decimalPlaces, isDecimal, isPositive, multiply } from '@prate/execution-interface/decimal';
import { CandleInputError, type CandleIssue } from './errors';
import type { KeptGrid } from './minute-input';
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
}

/**
 * Reads an instrument's grid.
 *
 * @throws {CandleInputError} `option` when a step is no positive decimal or needs more than 12 decimals
 */
export function readInstrumentGrid({ tickSize, contractSize, contractStep = '1' }: CandleGrid): InstrumentGrid {
  const issues: CandleIssue[] = [];
  const price = readStep('tickSize', [tickSize], issues);
  const size = contractSize === undefined ? undefined : readStep('contractSize', [contractSize], issues);
  const unit = contractSize === undefined ? undefined : readStep('contractSize × contractStep', [contractSize, contractStep], issues);
  if (price === undefined || issues.length > 0) throw new CandleInputError('instrument', issues);
  return {
    price: price.grid,
    ...(unit === undefined ? {} : { volume: unit.grid }),
    ...(size === undefined ? {} : { contractSize: size.text }),
  };
}

/**
 * Reads the grids a stored minute stood on. The decimals of a step count, also zeros at its end: `0.10` holds two decimals.
 *
 * @throws {CandleInputError} `option`
 */
export function readKeptGrid({ priceStep, volumeStep, contractSize }: KeptGrid): InstrumentGrid {
  const issues: CandleIssue[] = [];
  const price = readStep('priceStep', [priceStep], issues);
  const volume = readStep('volumeStep', [volumeStep], issues);
  const size = contractSize === undefined ? undefined : readStep('contractSize', [contractSize], issues);
  if (price === undefined || volume === undefined || issues.length > 0) throw new CandleInputError('kept grid', issues);
  return {
    price: onScaleOf(price.grid, priceStep),
    volume: onScaleOf(volume.grid, volumeStep),
    ...(size === undefined ? {} : { contractSize: size.text }),
  };
}

/** The same grid on the decimals the text was written with. */
function onScaleOf({ step, scale }: DecimalGrid, text: string): DecimalGrid {
  const written = text.split('.')[1]?.length ?? 0;
  return written <= scale ? { step, scale } : { step: step * 10 ** (written - scale), scale: written };
}

/** The product of some factors as a grid and as text. */
function readStep(
  name: string,
  factors: readonly string[],
  issues: CandleIssue[],
): { readonly grid: DecimalGrid; readonly text: DecimalText } | undefined {
  if (!factors.every(isDecimal)) {
    issues.push({ code: 'option', found: `${name} ${factors.map(String).join(' × ')}`, expected: 'a positive decimal such as "0.1"' });
    return undefined;
  }
  const text = factors.reduce<DecimalText>((product, factor) => multiply(product, factor as DecimalText), '1');
  const scale = decimalPlaces(text);
  const step = scale <= MAX_SCALE ? toScaled(Number(text), scale) : undefined;
  if (isPositive(text) && step !== undefined) return { grid: { step, scale }, text };
  issues.push({ code: 'option', found: `${name} ${text}`, expected: 'a positive decimal of at most 12 decimals' });
  return undefined;
}

/** The grid of plain prices: `s = max(decimals used, 6 − integer digits of high)`, at most 12; zeros after the point count as negative digits. */
export function detectPriceGrid(decimalsUsed: number, high: number): DecimalGrid {
  let integerDigits = 0;
  if (high >= 1) integerDigits = String(Math.floor(high)).length;
  // Comparing with literals of text form, so that no rounding of a product can move the border.
  else while (integerDigits > -MAX_SCALE && high < Number(`1e${integerDigits - 1}`)) integerDigits -= 1;
  return { step: 1, scale: Math.min(MAX_SCALE, Math.max(decimalsUsed, 6 - integerDigits)) };
}
