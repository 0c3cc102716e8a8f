import { type DecimalText, ExecutionError, type Instrument, type MaxSizeQuery, type RiskTier } from '@prate/execution-interface';
import { divide, maximum, minimum, multiply, roundToStep } from '@prate/execution-interface/decimal';
import { RiskTiersUnknownError } from '../errors';
import type { ExecutionContext } from '../execution-context';
import { readMark } from './read-account';

/** Digits of a quotient that is rounded down to the size grid afterwards. */
const VALUE_SCALE = 8;

/**
 * The largest order that a leverage allows: the largest risk tier that permits it, at most the contract's largest limit order, on its size
 * grid. Tiers that are stated as a value are converted at the fair price.
 *
 * @throws {RiskTiersUnknownError} where the venue's statement of the tiers is missing: unknown is not unlimited
 * @throws {ExecutionError} for a leverage that no tier permits
 */
export async function readMaxContracts(context: ExecutionContext, { symbol, leverage }: MaxSizeQuery): Promise<DecimalText> {
  const instrument = await context.instruments.getInstrument(symbol);
  if (instrument.riskTiers.length === 0) throw new RiskTiersUnknownError(symbol);
  const tiers = instrument.riskTiers.filter((tier) => tier.maxLeverage >= leverage);
  const isLeverage = Number.isSafeInteger(leverage) && leverage >= instrument.minLeverage && leverage <= instrument.maxLeverage;
  if (tiers.length === 0 || !isLeverage) {
    const { minLeverage, maxLeverage } = instrument;
    throw new ExecutionError(`leverage of ${symbol}: found ${leverage}, expected a whole number from ${minLeverage} to ${maxLeverage}`);
  }
  const sizes: DecimalText[] = [];
  for (const tier of tiers) sizes.push(await contractsOf(context, tier, instrument));
  const largest = minimum(maximum('0', ...sizes), instrument.maxLimitContracts);
  return roundToStep(largest, instrument.contractStep, 'down');
}

async function contractsOf(context: ExecutionContext, tier: RiskTier, { symbol, kind, contractSize }: Instrument): Promise<DecimalText> {
  if (tier.maxContracts !== undefined) return tier.maxContracts;
  // What an inverse contract's value is counted in is nowhere written.
  if (tier.maxValue === undefined || kind === 'inverse') throw new RiskTiersUnknownError(symbol);
  const { price } = await readMark(context, symbol);
  return divide(tier.maxValue, multiply(price, contractSize), VALUE_SCALE);
}
