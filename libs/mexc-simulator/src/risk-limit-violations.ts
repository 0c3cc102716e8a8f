import { compare, isDecimal, isNegative, isPositive } from '@prate/execution-interface/decimal';
import type { SimulatedContract } from './simulated-contract';

/** What is wrong with the risk tiers of a contract; each begins with `place`. Without tiers nothing is. */
export function riskLimitViolations({ riskLimit }: SimulatedContract, place: string): readonly string[] {
  if (riskLimit === undefined) return [];
  const violations: string[] = [];
  const expect = (name: string, found: unknown, isRight: boolean, expected: string): void => {
    if (!isRight) violations.push(`${place}.riskLimit.${name}: found ${JSON.stringify(found)}, expected ${expected}`);
  };
  expect('type', riskLimit.type, ['BY_VOLUME', 'BY_VALUE'].includes(riskLimit.type), 'BY_VOLUME or BY_VALUE');
  expect('mode', riskLimit.mode, ['INCREASE', 'CUSTOM'].includes(riskLimit.mode), 'INCREASE or CUSTOM');
  if (riskLimit.mode === 'INCREASE') {
    const { baseVol, levelCount } = riskLimit;
    expect('baseVol', baseVol, isDecimal(baseVol) && isPositive(baseVol), 'a positive decimal');
    expect('levelCount', levelCount, Number.isInteger(levelCount) && levelCount >= 1 && levelCount <= 1_000, 'from 1 to 1000');
    for (const name of ['incrVol', 'incrMmr', 'incrImr'] as const) {
      expect(name, riskLimit[name], isDecimal(riskLimit[name]) && !isNegative(riskLimit[name]), 'a decimal of 0 or more');
    }
  }
  if (riskLimit.mode === 'CUSTOM') {
    expect('tiers', riskLimit.tiers.length, riskLimit.tiers.length > 0, 'at least one row');
    riskLimit.tiers.forEach((tier, index) => {
      const before = riskLimit.tiers[index - 1];
      expect(`tiers[${index}].level`, tier.level, tier.level === index + 1, `${index + 1}`);
      expect(`tiers[${index}].maxVol`, tier.maxVol, before === undefined || compare(tier.maxVol, before.maxVol) > 0, 'rising limits');
      expect(`tiers[${index}].mmr`, tier.mmr, isPositive(tier.mmr) && compare(tier.mmr, tier.imr) < 0, 'above 0 and below imr');
      expect(`tiers[${index}].maxLeverage`, tier.maxLeverage, Number.isInteger(tier.maxLeverage) && tier.maxLeverage >= 1, '1 or more');
    });
  }
  return violations;
}
