import type { DecimalText } from '@prate/execution-interface';
import { decimal, decimalPlaces, isDecimal, isNegative, multiply, roundToStep, add, toNumber } from '@prate/execution-interface/decimal';
import { CandleFlag } from './candle-flag';
import { type DecimalGrid, type InstrumentGrid, detectPriceGrid, readKeptGrid } from './candle-grid';
import { CandleInputError, type CandleIssue } from './errors';
import type { Minute, ScaledPrices } from './minute';
import type { KeptGrid, MinuteInput, PriceInput } from './minute-input';
import type { SeriesName } from './series-name';
import { MAX_SCALE, scaleOf, toScaled } from './scaled-number';

export interface ReadMinuteOptions {
  readonly index: number;
  readonly instrument?: InstrumentGrid;
  readonly isFinal: boolean;
  /** `trade` by default; in the others there is no volume. */
  readonly series?: SeriesName;
  /** Where to add what is wrong. */
  readonly issues: CandleIssue[];
}

const PRICE_NAMES = ['open', 'high', 'low', 'close'] as const;

/** One minute in whole numbers; undefined, and at least one issue more, where it is none. Time and symbol are not looked at. */
export function readMinute(input: MinuteInput, options: ReadMinuteOptions): Minute | undefined {
  const { index, isFinal, series = 'trade', issues } = options;
  const before = issues.length;
  const instrument = input.kept === undefined ? options.instrument : keptGrid(input.kept, index, issues);
  const fail = (code: CandleIssue['code'], found: string, expected: string): void => void issues.push({ index, code, found, expected });
  const priceScales = checkPrices(input, '', fail);
  const stitchedScales = input.stitched === undefined ? undefined : checkPrices(input.stitched, 'stitched ', fail);
  const volumeScale = checkQuantity(input.volume, 'volume', fail);
  const contractsScale = input.contracts === undefined ? 0 : checkQuantity(input.contracts, 'contracts', fail);
  const turnover = input.turnover === undefined ? undefined : readTurnover(input.turnover, fail);
  if (issues.length > before || priceScales === undefined || volumeScale === undefined || contractsScale === undefined) return undefined;

  const decimals = Math.max(...priceScales);
  const isOnTick = instrument !== undefined && arePricesOn(input, instrument.price);
  const priceGrid = isOnTick
    ? instrument.price
    : instrument === undefined
      ? detectPriceGrid(decimals, input.high)
      : { step: 1, scale: decimals };
  const prices = scalePrices(input, priceGrid.scale);
  if (prices === undefined) {
    fail(
      'precision',
      `prices ${input.open}, ${input.high}, ${input.low}, ${input.close}`,
      `fewer than 2^53 steps of 10^-${priceGrid.scale}`,
    );
    return undefined;
  }

  const exactVolume =
    instrument?.contractSize !== undefined && input.contracts !== undefined
      ? multiply(decimal(input.contracts), instrument.contractSize)
      : undefined;
  if (exactVolume !== undefined && Math.abs(toNumber(exactVolume) - input.volume) > 1e-9 * input.volume) {
    fail('shape', `volume ${input.volume} of ${input.contracts} contracts`, `${exactVolume}, which is contracts × contract size`);
    return undefined;
  }
  const volumeValue = exactVolume === undefined ? input.volume : toNumber(exactVolume);
  const volume = scaleVolume(volumeValue, instrument?.volume);
  if (volume === undefined) {
    fail('precision', `volume ${volumeValue}`, 'at most 12 decimals and fewer than 2^53 units');
    return undefined;
  }
  const isOffGrid = (instrument !== undefined && !isOnTick) || volume.isOffGrid || input.kept?.isOffGrid === true;
  if (series !== 'trade' && volume.value !== 0) {
    fail('shape', `volume ${volumeValue} in series ${series}`, '0: nothing is traded in it');
    return undefined;
  }
  const isVolumeless = series === 'trade' && volume.value === 0 && prices.high !== prices.low;
  const stitchedScale = stitchedScales === undefined ? undefined : Math.max(...stitchedScales);
  const stitched = input.stitched === undefined || stitchedScale === undefined ? undefined : scalePrices(input.stitched, stitchedScale);
  if (input.stitched !== undefined && stitched === undefined) {
    fail('precision', `stitched prices ${JSON.stringify(input.stitched)}`, `fewer than 2^53 steps of 10^-${stitchedScale}`);
    return undefined;
  }
  const { isFilled = false, revision } = input;
  if (isFilled && (volume.value !== 0 || prices.high !== prices.low)) {
    fail('shape', `a filled minute with volume ${volumeValue}, high ${input.high} and low ${input.low}`, 'volume 0 and one price');
    return undefined;
  }
  if (revision !== undefined && (!Number.isSafeInteger(revision) || revision < 0)) {
    fail('number', `revision ${String(revision)}`, 'a whole number of at least 0');
    return undefined;
  }
  return {
    openTimeS: input.timestamp / 1000,
    ...prices,
    priceGrid,
    volume: volume.value,
    volumeGrid: volume.grid,
    ...(instrument?.contractSize === undefined ? {} : { contractSize: instrument.contractSize }),
    ...(input.contracts === undefined ? {} : { contracts: decimal(input.contracts) }),
    ...(turnover === undefined ? {} : { turnover }),
    ...(stitched === undefined || stitchedScale === undefined ? {} : { stitched, stitchedScale }),
    flags: (isOffGrid ? CandleFlag.OffGrid : 0) | (isVolumeless ? CandleFlag.Volumeless : 0) | (isFilled ? CandleFlag.Filled : 0),
    ...(revision === undefined ? {} : { knownRevision: revision }),
    isFinal,
  };
}

/** A grid that is none becomes an issue of its minute. */
function keptGrid(kept: KeptGrid, index: number, issues: CandleIssue[]): InstrumentGrid | undefined {
  try {
    return readKeptGrid(kept);
  } catch (error) {
    if (!(error instanceof CandleInputError)) throw error;
    for (const issue of error.issues) issues.push({ ...issue, index });
    return undefined;
  }
}

type Fail = (code: CandleIssue['code'], found: string, expected: string) => void;

function checkPrices(prices: PriceInput, label: string, fail: Fail): number[] | undefined {
  const scales: number[] = [];
  for (const name of PRICE_NAMES) {
    const price = prices[name];
    if (typeof price !== 'number' || !Number.isFinite(price) || price <= 0)
      fail('number', `${label}${name} ${String(price)}`, 'a finite number above 0');
    else {
      const scale = scaleOf(price);
      if (scale === undefined) fail('precision', `${label}${name} ${price}`, `at most ${MAX_SCALE} decimals and fewer than 2^53 steps`);
      else scales.push(scale);
    }
  }
  if (scales.length < PRICE_NAMES.length) return undefined;
  const { open, high, low, close } = prices;
  if (high < low) fail('shape', `${label}high ${high} below low ${low}`, 'high at least low');
  else {
    if (open < low || open > high) fail('shape', `${label}open ${open}`, `within low ${low} and high ${high}`);
    if (close < low || close > high) fail('shape', `${label}close ${close}`, `within low ${low} and high ${high}`);
  }
  return scales;
}

function checkQuantity(quantity: number, name: string, fail: Fail): number | undefined {
  if (typeof quantity !== 'number' || !Number.isFinite(quantity) || quantity < 0) {
    fail('number', `${name} ${String(quantity)}`, 'a finite number of at least 0');
    return undefined;
  }
  const scale = scaleOf(quantity);
  // A volume that was computed from contracts may carry a rounding error; readMinute then takes the contracts.
  if (scale === undefined && name === 'contracts')
    fail('precision', `${name} ${quantity}`, `at most ${MAX_SCALE} decimals and fewer than 2^53 units`);
  return scale ?? MAX_SCALE;
}

function readTurnover(text: string, fail: Fail): DecimalText | undefined {
  if (typeof text !== 'string' || !isDecimal(text)) {
    fail('number', `turnover ${JSON.stringify(text)}`, 'decimal text such as "3480000.5"');
    return undefined;
  }
  const value = decimal(text);
  if (isNegative(value)) fail('number', `turnover ${value}`, 'at least 0');
  if (value.length > 60) fail('precision', `turnover of ${value.length} digits`, 'at most 60 digits');
  if (decimalPlaces(value) <= MAX_SCALE) return value;
  return roundToStep(add(value, '0.0000000000005'), '0.000000000001', 'down');
}

function arePricesOn(prices: PriceInput, grid: DecimalGrid): boolean {
  return PRICE_NAMES.every((name) => {
    const scaled = toScaled(prices[name], grid.scale);
    return scaled !== undefined && scaled % grid.step === 0;
  });
}

function scalePrices(prices: PriceInput, scale: number): ScaledPrices | undefined {
  const open = toScaled(prices.open, scale);
  const high = toScaled(prices.high, scale);
  const low = toScaled(prices.low, scale);
  const close = toScaled(prices.close, scale);
  return open === undefined || high === undefined || low === undefined || close === undefined ? undefined : { open, high, low, close };
}

function scaleVolume(
  volume: number,
  unit: DecimalGrid | undefined,
): { readonly value: number; readonly grid: DecimalGrid; readonly isOffGrid: boolean } | undefined {
  const onUnit = unit === undefined ? undefined : toScaled(volume, unit.scale);
  if (unit !== undefined && onUnit !== undefined && onUnit % unit.step === 0) return { value: onUnit, grid: unit, isOffGrid: false };
  const scale = scaleOf(volume);
  const value = scale === undefined ? undefined : toScaled(volume, scale);
  if (scale === undefined || value === undefined) return undefined;
  return { value, grid: { step: 1, scale }, isOffGrid: unit !== undefined };
}
