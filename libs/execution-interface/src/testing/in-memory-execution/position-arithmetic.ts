import { type DecimalInput, type DecimalText, add, compare, divide, multiply, negate, subtract } from '../../decimal';
import type { PositionSide } from '../../enums';
import type { Instrument } from '../../instrument';

/** Decimals of what does not come out even. */
const SCALE = 16;

/** Value of so many contracts at that price, settle currency. */
export function valueOf({ kind, contractSize }: Instrument, contracts: DecimalInput, price: DecimalInput): DecimalText {
  const size = multiply(contracts, contractSize);
  return kind === 'linear' ? multiply(size, price) : divide(size, price, SCALE);
}

/** Average price of two lots of contracts: by value, which for inverse contracts is the harmonic mean. */
export function averagePrice(
  instrument: Instrument,
  lots: readonly (readonly [contracts: DecimalText, price: DecimalText])[],
): DecimalText {
  if (lots.every(([, price]) => compare(price, lots[0]?.[1] ?? price) === 0)) return lots[0]?.[1] ?? '0';
  const contracts = lots.reduce<DecimalText>((sum, [count]) => add(sum, count), '0');
  const weighed = lots.reduce<DecimalText>(
    (sum, [count, price]) => add(sum, instrument.kind === 'linear' ? multiply(count, price) : divide(count, price, 2 * SCALE)),
    '0',
  );
  return instrument.kind === 'linear' ? divide(weighed, contracts, SCALE) : divide(contracts, weighed, SCALE);
}

/** Gross result of closing so many contracts, settle currency. */
export function pnlOf(
  instrument: Instrument,
  { side, contracts, entryPrice, price }: { side: PositionSide; contracts: DecimalText; entryPrice: DecimalText; price: DecimalText },
): DecimalText {
  const gain = subtract(valueOf(instrument, contracts, price), valueOf(instrument, contracts, entryPrice));
  return (side === 'long') === (instrument.kind === 'linear') ? gain : negate(gain);
}

export function marginOf(instrument: Instrument, contracts: DecimalInput, price: DecimalInput, leverage: number): DecimalText {
  return divide(valueOf(instrument, contracts, price), leverage, SCALE);
}
