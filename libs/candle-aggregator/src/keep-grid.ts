import { multiply, toNumber } from '@prate/execution-interface/decimal';
import { CandleFlag } from './candle-flag';
import type { DecimalGrid } from './candle-grid';
import type { Minute, ScaledPrices } from './minute';
import { powerOfTen, toScaled } from './scaled-number';

/**
 * What the venue says of a minute now, on the grid and with the contract size it was made with (candle rules, section 13): an instrument that
 * changed since changes no minute before it. Of minutes made without an instrument, and where the numbers do not fit there, as it is.
 */
export function onGridOf(old: Minute, minute: Minute): Minute {
  if (old.contractSize === undefined || minute.contractSize === undefined) return minute;
  if (
    old.contractSize === minute.contractSize &&
    isSameGrid(old.priceGrid, minute.priceGrid) &&
    isSameGrid(old.volumeGrid, minute.volumeGrid)
  )
    return minute;
  const prices = pricesOn(old.priceGrid, minute);
  const volume = volumeOn(old, minute);
  if (prices === undefined || volume === undefined) return minute;
  return {
    ...minute,
    ...prices,
    priceGrid: old.priceGrid,
    volume,
    volumeGrid: old.volumeGrid,
    contractSize: old.contractSize,
    flags: (minute.flags & ~CandleFlag.OffGrid) | (old.flags & CandleFlag.OffGrid),
  };
}

function isSameGrid(a: DecimalGrid, b: DecimalGrid): boolean {
  return a.scale === b.scale && a.step === b.step;
}

function pricesOn(grid: DecimalGrid, { open, high, low, close, priceGrid }: Minute): ScaledPrices | undefined {
  const on = (value: number): number | undefined => rescaled(value, priceGrid.scale, grid);
  const [o, h, l, c] = [on(open), on(high), on(low), on(close)];
  return o === undefined || h === undefined || l === undefined || c === undefined ? undefined : { open: o, high: h, low: l, close: c };
}

/** The venue counts contracts: with another size the same count is another quantity. */
function volumeOn({ volumeGrid, contractSize }: Minute, minute: Minute): number | undefined {
  if (minute.contracts === undefined || contractSize === undefined || contractSize === minute.contractSize)
    return rescaled(minute.volume, minute.volumeGrid.scale, volumeGrid);
  const value = toScaled(toNumber(multiply(minute.contracts, contractSize)), volumeGrid.scale);
  return value === undefined || value % volumeGrid.step !== 0 ? undefined : value;
}

function rescaled(value: number, fromScale: number, { scale, step }: DecimalGrid): number | undefined {
  const coarser = powerOfTen(Math.max(0, fromScale - scale));
  const whole = (value * powerOfTen(Math.max(0, scale - fromScale))) / coarser;
  return Number.isSafeInteger(whole) && value % coarser === 0 && whole % step === 0 ? whole : undefined;
}
