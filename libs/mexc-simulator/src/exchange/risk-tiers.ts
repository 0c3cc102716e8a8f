import { type DecimalText, add, compare, divide, multiply, roundToStep, toNumber } from '@prate/execution-interface/decimal';
import { type RiskTier, type SimulatedContract, isInverse } from '../simulated-contract';
import { positionValue } from './margin';

const computed = new WeakMap<SimulatedContract, readonly RiskTier[]>();

/** The tiers of a contract, lowest first (reference 4.2): rows as given, or base and increments on the contract's own rates. */
export function riskTiers(contract: SimulatedContract): readonly RiskTier[] {
  const known = computed.get(contract);
  if (known !== undefined) return known;
  const tiers = tiersOf(contract);
  computed.set(contract, tiers);
  return tiers;
}

/** The tier that holds so many contracts at a price; the highest where none is large enough. */
export function tierBySize(contract: SimulatedContract, vol: DecimalText, price: DecimalText): RiskTier {
  const tiers = riskTiers(contract);
  const size = contract.riskLimit?.type === 'BY_VALUE' ? positionValue(contract, vol, price) : vol;
  return tiers.find((tier) => compare(size, tier.maxVol) <= 0) ?? (tiers[tiers.length - 1] as RiskTier);
}

/** The highest tier that a leverage may reach; the lowest where none allows it. */
export function tierByLeverage(contract: SimulatedContract, leverage: number): RiskTier {
  const tiers = riskTiers(contract);
  let found = tiers[0] as RiskTier;
  for (const tier of tiers) if (tier.maxLeverage >= leverage) found = tier;
  return found;
}

/** Most contracts of a tier: a limit by value is converted at this price, down to the step of the contract. */
export function maxVolOf(contract: SimulatedContract, tier: RiskTier, price: DecimalText): DecimalText {
  if (contract.riskLimit?.type !== 'BY_VALUE') return tier.maxVol;
  const { contractSize, volUnit } = contract;
  const vol = isInverse(contract)
    ? divide(multiply(tier.maxVol, price), contractSize, 18)
    : divide(tier.maxVol, multiply(contractSize, price), 18);
  return roundToStep(vol, volUnit, 'down');
}

function tiersOf(contract: SimulatedContract): readonly RiskTier[] {
  const { riskLimit, maintenanceMarginRate, initialMarginRate, maxLeverage, limitMaxVol } = contract;
  if (riskLimit === undefined) {
    return [{ level: 1, maxVol: limitMaxVol, mmr: maintenanceMarginRate, imr: initialMarginRate, maxLeverage }];
  }
  if (riskLimit.mode === 'CUSTOM') return riskLimit.tiers;
  return Array.from({ length: riskLimit.levelCount }, (_, index) => {
    const imr = add(initialMarginRate, multiply(index, riskLimit.incrImr));
    return {
      level: index + 1,
      maxVol: add(riskLimit.baseVol, multiply(index, riskLimit.incrVol)),
      mmr: add(maintenanceMarginRate, multiply(index, riskLimit.incrMmr)),
      imr,
      maxLeverage: toNumber(roundToStep(divide(1, imr, 18), '1', 'down')),
    };
  });
}
