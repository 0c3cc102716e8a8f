import { paperInstrument } from '../../test/scripted-paper-source';
import { contractViolations } from '../config';
import { frozenDifferences, meanContractsPerSecond, paperContract, paperContractChange } from './paper-contract';
import type { PaperInstrument } from './paper-source';

const options = { contractId: 7, lastPrice: '65000', contractsPerSecond: 12 };
const inverse: PaperInstrument = {
  ...paperInstrument,
  symbol: 'BTC_USD',
  quoteCurrency: 'USD',
  settleCurrency: 'BTC',
  contractSize: '100',
};
const byValue = (instrument: PaperInstrument): PaperInstrument => ({
  ...instrument,
  riskTiers: [{ level: 1, maxValue: '1000000', maintenanceMarginRate: '0.01', initialMarginRate: '0.02', maxLeverage: 50 }],
});

describe('paperContract', () => {
  it.each([
    ['linear', paperInstrument],
    ['inverse', inverse],
    ['without tiers', { ...paperInstrument, riskTiers: [] }],
    ['tiers by value', byValue(paperInstrument)],
  ])('default: %s: a contract that can be listed', (_case, instrument) => {
    expect(contractViolations(paperContract(instrument, options), 'contract')).toEqual([]);
  });

  it('behavior: what the instrument does not state is chosen', () => {
    const { priceBand: _band, ...bare } = { ...paperInstrument, riskTiers: [] };
    expect(paperContract(bare, options)).toMatchObject({
      bidLimitPriceRate: '0.1',
      askLimitPriceRate: '0.1',
      initialMarginRate: '0.02',
      liquidationFeeRate: paperInstrument.takerFeeRate,
    });
    expect(paperContract(bare, options).riskLimit).toBeUndefined();
  });

  it('behavior: tiers keep their kind; those by value are left out where value is not in the settle coin', () => {
    expect(paperContract(paperInstrument, options).riskLimit).toMatchObject({ type: 'BY_VOLUME', mode: 'CUSTOM' });
    expect(paperContract(byValue(paperInstrument), options).riskLimit).toMatchObject({ type: 'BY_VALUE', tiers: [{ maxVol: '1000000' }] });
    expect(paperContract(byValue(inverse), options).riskLimit).toBeUndefined();
  });

  it('behavior: a change of rules is one, a change of grids cannot be followed', () => {
    const contract = paperContract(paperInstrument, options);
    expect(paperContractChange({ ...paperInstrument, state: 'offline', maxLeverage: 20 })).toMatchObject({ state: 3, maxLeverage: 20 });
    expect(frozenDifferences(contract, { ...paperInstrument, tickSize: '0.50' })).toEqual([]);
    expect(frozenDifferences(contract, { ...paperInstrument, tickSize: '0.1', contractSize: '1' })).toEqual([
      'contractSize is 1 now and was 0.001',
      'priceUnit is 0.1 now and was 0.5',
    ]);
  });

  it('behavior: the mean size of a market, kept to what one may have', () => {
    expect(meanContractsPerSecond(paperInstrument, { lastPrice: '65000', contracts24h: '864000' })).toBe(10);
    expect(meanContractsPerSecond(paperInstrument, { lastPrice: '65000' })).toBe(0);
    const most = meanContractsPerSecond({ ...paperInstrument, tickSize: '0.00000001' }, { lastPrice: '65000', contracts24h: '1e18' });
    expect(
      contractViolations(paperContract({ ...paperInstrument, tickSize: '0.00000001' }, { ...options, contractsPerSecond: most }), ''),
    ).toEqual([]);
  });
});
