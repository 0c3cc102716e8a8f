import type { SimulatedContract } from './simulated-contract';

const common = {
  volUnit: '1',
  minVol: '1',
  makerFeeRate: '0.0001',
  takerFeeRate: '0.0004',
  liquidationFeeRate: '0.0004',
  bidLimitPriceRate: '0.1',
  askLimitPriceRate: '0.1',
  minLeverage: 1,
  amountScale: 4,
  state: 0,
  apiAllowed: true,
} as const;

/** The contracts listed by default: values of reference 9.20; what it leaves open is chosen and marked. */
export const simulatedContracts: readonly SimulatedContract[] = [
  {
    ...common,
    symbol: 'BTC_USDT',
    contractId: 10,
    baseCoin: 'BTC',
    quoteCoin: 'USDT',
    settleCoin: 'USDT',
    contractSize: '0.0001',
    priceUnit: '0.1',
    maxVol: '400000',
    limitMaxVol: '2500000',
    maintenanceMarginRate: '0.001',
    initialMarginRate: '0.002',
    maxLeverage: 500,
    riskLimit: {
      type: 'BY_VOLUME',
      mode: 'CUSTOM',
      tiers: [
        { level: 1, maxVol: '50000', mmr: '0.001', imr: '0.002', maxLeverage: 500 },
        { level: 2, maxVol: '60000', mmr: '0.004', imr: '0.005', maxLeverage: 200 },
        { level: 3, maxVol: '250000', mmr: '0.005', imr: '0.01', maxLeverage: 100 },
        { level: 4, maxVol: '1200000', mmr: '0.01', imr: '0.02', maxLeverage: 50 },
        { level: 5, maxVol: '3000000', mmr: '0.02', imr: '0.05', maxLeverage: 20 },
        { level: 6, maxVol: '4500000', mmr: '0.05', imr: '0.1', maxLeverage: 10 },
      ],
    },
    liveliness: { referencePrice: '65000', volatility: 0.00006, contractsPerSecond: 1_500, quietShare: 0.02 },
  },
  {
    ...common,
    symbol: 'ETH_USDT',
    contractId: 11,
    baseCoin: 'ETH',
    quoteCoin: 'USDT',
    settleCoin: 'USDT',
    contractSize: '0.01',
    priceUnit: '0.01',
    maxVol: '400000', // chosen
    limitMaxVol: '2500000', // chosen
    maintenanceMarginRate: '0.005',
    initialMarginRate: '0.01', // chosen
    maxLeverage: 100, // chosen
    // chosen
    riskLimit: {
      type: 'BY_VOLUME',
      mode: 'INCREASE',
      baseVol: '500000',
      incrVol: '500000',
      incrMmr: '0.005',
      incrImr: '0.01',
      levelCount: 5,
    },
    liveliness: { referencePrice: '3500', volatility: 0.00008, contractsPerSecond: 600, quietShare: 0.1 },
  },
  {
    ...common,
    symbol: 'DOGE_USDT',
    contractId: 19,
    baseCoin: 'DOGE',
    quoteCoin: 'USDT',
    settleCoin: 'USDT',
    contractSize: '100',
    priceUnit: '0.00001',
    maxVol: '200000', // chosen
    limitMaxVol: '1000000', // chosen
    makerFeeRate: '0',
    takerFeeRate: '0',
    maintenanceMarginRate: '0.01', // chosen
    initialMarginRate: '0.02', // chosen
    maxLeverage: 50, // chosen
    // chosen
    riskLimit: {
      type: 'BY_VOLUME',
      mode: 'INCREASE',
      baseVol: '200000',
      incrVol: '200000',
      incrMmr: '0.01',
      incrImr: '0.02',
      levelCount: 5,
    },
    liveliness: { referencePrice: '0.15', volatility: 0.0001, contractsPerSecond: 40, quietShare: 0.45 },
  },
  {
    ...common,
    symbol: 'BTC_USD',
    contractId: 12,
    baseCoin: 'BTC',
    quoteCoin: 'USD',
    settleCoin: 'BTC',
    contractSize: '100',
    priceUnit: '0.1',
    maxVol: '100000', // chosen
    limitMaxVol: '500000', // chosen
    maintenanceMarginRate: '0.005', // chosen
    initialMarginRate: '0.01', // chosen
    maxLeverage: 100, // chosen
    amountScale: 8,
    // chosen: values in BTC
    riskLimit: { type: 'BY_VALUE', mode: 'INCREASE', baseVol: '100', incrVol: '100', incrMmr: '0.005', incrImr: '0.01', levelCount: 5 },
    liveliness: { referencePrice: '65000', volatility: 0.00006, contractsPerSecond: 30, quietShare: 0.4 },
  },
];
