import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseWireJson } from './lossless-json';
import { riskTiersOf } from './risk-tiers';
import { contractSchema } from './schemas';

/** A contract as the venue writes it. */
function fixture(variant: string): unknown {
  const text = readFileSync(join(__dirname, `../fixtures/rest/get-contract-detail.${variant}.json`), 'utf8');
  const { data } = parseWireJson(text) as { readonly data: unknown };
  return Array.isArray(data) ? data[0] : data;
}

/** The documented tiers of BTC_USDT (reference 4.2), given here out of order. */
const btc = {
  symbol: 'BTC_USDT',
  maintenanceMarginRate: '0.001',
  riskLimitMode: 'CUSTOM',
  riskLimitCustom: [
    { level: 2, maxVol: '60000', mmr: '0.004', imr: '0.005', maxLeverage: 200 },
    { level: 1, maxVol: '50000', mmr: '0.001', imr: '0.002', maxLeverage: 500 },
    { level: 3, maxVol: '250000', mmr: '0.005', imr: '0.01', maxLeverage: 100 },
    { level: 4, maxVol: '1200000', mmr: '0.01', imr: '0.02', maxLeverage: 50 },
    { level: 5, maxVol: '3000000', mmr: '0.02', imr: '0.05', maxLeverage: 20 },
    { level: 6, maxVol: '4500000', mmr: '0.05', imr: '0.1', maxLeverage: 10 },
  ],
};

/** Rates of CLO_USDT (reference 9.20) with increments of our own. */
const clo = {
  symbol: 'CLO_USDT',
  riskLimitMode: 'INCREASE',
  riskBaseVol: '9000',
  riskIncrVol: '1.5E3',
  maintenanceMarginRate: '0.01',
  riskIncrMmr: '0.005',
  initialMarginRate: '0.02',
  riskIncrImr: '0.01',
  riskLevelLimit: 4,
};

describe('riskTiersOf', () => {
  it('default: CUSTOM gives the rows of the venue, lowest first', () => {
    expect(riskTiersOf(btc)).toEqual([...btc.riskLimitCustom].sort((one, other) => one.level - other.level));
    expect(btc.riskLimitCustom[0]?.level).toBe(2);
  });

  it('default: INCREASE computes them, without loss', () => {
    expect(riskTiersOf(clo)).toEqual([
      { level: 1, maxVol: '9000', mmr: '0.01', imr: '0.02', maxLeverage: 50 },
      { level: 2, maxVol: '10500', mmr: '0.015', imr: '0.03', maxLeverage: 33 },
      { level: 3, maxVol: '12000', mmr: '0.02', imr: '0.04', maxLeverage: 25 },
      { level: 4, maxVol: '13500', mmr: '0.025', imr: '0.05', maxLeverage: 20 },
    ]);
  });

  it('behavior: contracts as the venue writes them', () => {
    const listed = riskTiersOf(contractSchema.parse(fixture('one')));
    expect(listed.map(({ maxLeverage }) => maxLeverage)).toEqual([500, 200, 100, 50, 20, 10]);
    const computed = riskTiersOf(contractSchema.parse(fixture('list')));
    expect(computed).toHaveLength(100);
    expect(computed[0]).toEqual({ level: 1, maxVol: '10000', mmr: '0.004', imr: '0.008', maxLeverage: 125 });
    expect(computed[99]).toEqual({ level: 100, maxVol: '1000000', mmr: '0.4', imr: '0.404', maxLeverage: 2 });
  });

  it('behavior: what doubles would get wrong is right', () => {
    const thirds = { ...clo, maintenanceMarginRate: '0.1', riskIncrMmr: '0.2', riskLevelLimit: 2 };
    expect(riskTiersOf(thirds).map(({ mmr }) => mmr)).toEqual(['0.1', '0.3']);
  });

  it.each([
    [{ ...clo, riskLimitMode: undefined }, 'riskLimitMode: found nothing, expected INCREASE or CUSTOM'],
    [{ ...clo, riskLimitMode: 'NEW' }, 'riskLimitMode: found NEW, expected INCREASE or CUSTOM'],
    [{ ...clo, riskBaseVol: undefined }, 'riskBaseVol: found nothing, expected a decimal that is not negative'],
    [{ ...clo, riskIncrImr: '-0.1' }, 'riskIncrImr: found -0.1, expected a decimal that is not negative'],
    [{ ...clo, riskLevelLimit: 0 }, 'riskLevelLimit: found 0, expected 1 to 10000'],
    [{ ...clo, initialMarginRate: '0.000' }, 'initialMarginRate: found 0, expected a positive rate in every tier'],
    [{ ...btc, riskLimitCustom: [] }, 'riskLimitCustom: found nothing, expected at least one row'],
  ])('error: nothing is guessed (%#)', (contract, problem) => {
    expect(() => riskTiersOf(contract)).toThrow(new RangeError(`risk tiers of ${contract.symbol}: ${problem}`));
  });
});
