import type { DecimalText, Instrument, PositionSide } from '@prate/execution-interface';
import { divide, multiply, negate, subtract } from '@prate/execution-interface/decimal';

/** Digits behind the point of an inverse result, in the base currency; a linear one is exact. */
const INVERSE_SCALE = 18;

/**
 * Profit of a holding at a price, in the settle currency (reference 9.7).
 *
 * Linear: (price − entry) · contracts · size. Inverse: (1/entry − 1/price) · contracts · size, that is (price − entry) over their product,
 * so that only one quotient is rounded. Negated for a short.
 */
export function profitAt({
  instrument,
  side,
  contracts,
  entryPrice,
  price,
}: {
  instrument: Pick<Instrument, 'kind' | 'contractSize'>;
  side: PositionSide;
  contracts: DecimalText;
  entryPrice: DecimalText;
  price: DecimalText;
}): DecimalText {
  const gain = multiply(multiply(subtract(price, entryPrice), contracts), instrument.contractSize);
  const long = instrument.kind === 'linear' ? gain : divide(gain, multiply(entryPrice, price), INVERSE_SCALE);
  return side === 'long' ? long : negate(long);
}
