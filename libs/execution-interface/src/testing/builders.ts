import type { Instrument } from '../instrument';

/** A linear contract shaped like BTC_USDT: 0.0001 BTC a contract, tick 0.1. */
export function buildInstrument(overrides: Partial<Instrument> = {}): Instrument {
  return {
    symbol: 'BTC_USDT',
    baseCurrency: 'BTC',
    quoteCurrency: 'USDT',
    settleCurrency: 'USDT',
    kind: 'linear',
    contractSize: '0.0001',
    tickSize: '0.1',
    contractStep: '1',
    minContracts: '1',
    maxMarketContracts: '400000',
    maxLimitContracts: '2500000',
    minLeverage: 1,
    maxLeverage: 500,
    state: 'enabled',
    isApiAllowed: true,
    makerFeeRate: '0.0001',
    takerFeeRate: '0.0004',
    maintenanceMarginRate: '0.001',
    riskTiers: [{ level: 1, maxContracts: '2500000', maintenanceMarginRate: '0.001', initialMarginRate: '0.002', maxLeverage: 500 }],
    ...overrides,
  };
}
