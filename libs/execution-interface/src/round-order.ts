import { type DecimalInput, type DecimalText, roundToStep } from './decimal';
import type { Instrument } from './instrument';

/** The nearest legal price of a buy that is not dearer than `price`, quote currency. @throws {DecimalError} for what is no decimal */
export function roundBuyPrice(price: DecimalInput, { tickSize }: Pick<Instrument, 'tickSize'>): DecimalText {
  return roundToStep(price, tickSize, 'down');
}

/** The nearest legal price of a sell that is not cheaper than `price`, quote currency. @throws {DecimalError} for what is no decimal */
export function roundSellPrice(price: DecimalInput, { tickSize }: Pick<Instrument, 'tickSize'>): DecimalText {
  return roundToStep(price, tickSize, 'up');
}

/**
 * The nearest legal size that is not more than `contracts`. May come to zero: whether it is enough for an order is for the order's own check.
 *
 * @throws {DecimalError} for what is no decimal
 */
export function roundContracts(contracts: DecimalInput, { contractStep }: Pick<Instrument, 'contractStep'>): DecimalText {
  return roundToStep(contracts, contractStep, 'down');
}
