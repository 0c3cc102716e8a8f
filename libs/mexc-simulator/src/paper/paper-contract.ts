import { type DecimalText, decimal, divide, toNumber } from '@prate/execution-interface/decimal';
import type { ContractChange, RiskLimit, SimulatedContract } from '../simulated-contract';
import type { PaperInstrument } from './paper-source';

/** Where an instrument does not state one. */
const PRICE_BAND = '0.1';

/** Codes of the wire (reference 4.2). */
const stateCodes = { enabled: 0, delivering: 1, delivered: 2, offline: 3, paused: 4 } as const;

export interface PaperContractOptions {
  readonly contractId: number;
  /** Quote coin. */
  readonly lastPrice: string;
  /** Mean size of the market; the depth of the background follows it. */
  readonly contractsPerSecond: number;
}

/**
 * The simulator's copy of the rules of a real contract. What an instrument does not state is chosen: a price band of 10 %, the taker's rate
 * as liquidation fee, the inverse of the highest leverage as initial margin rate where there are no risk tiers.
 */
export function paperContract(
  instrument: PaperInstrument,
  { contractId, lastPrice, contractsPerSecond }: PaperContractOptions,
): SimulatedContract {
  const isInverse = instrument.settleCurrency === instrument.baseCurrency;
  return {
    symbol: instrument.symbol,
    contractId,
    baseCoin: instrument.baseCurrency,
    quoteCoin: instrument.quoteCurrency,
    settleCoin: instrument.settleCurrency,
    contractSize: decimal(instrument.contractSize),
    priceUnit: decimal(instrument.tickSize),
    volUnit: decimal(instrument.contractStep),
    maintenanceMarginRate: decimal(instrument.maintenanceMarginRate),
    initialMarginRate: lowestTierRate(instrument),
    liquidationFeeRate: decimal(instrument.takerFeeRate),
    bidLimitPriceRate: decimal(instrument.priceBand?.above ?? PRICE_BAND),
    askLimitPriceRate: decimal(instrument.priceBand?.below ?? PRICE_BAND),
    minLeverage: instrument.minLeverage,
    amountScale: isInverse ? 8 : 4,
    ...changeable(instrument),
    liveliness: { referencePrice: decimal(lastPrice), volatility: 0, contractsPerSecond, quietShare: 0 },
  };
}

/** What may change while the contract is listed. */
export function paperContractChange(instrument: PaperInstrument): ContractChange {
  return changeable(instrument);
}

/** What would have to change and cannot: the grids and coins of the contract; empty where they are the same. */
export function frozenDifferences(contract: SimulatedContract, instrument: PaperInstrument): readonly string[] {
  const pairs = [
    ['contractSize', contract.contractSize, instrument.contractSize],
    ['priceUnit', contract.priceUnit, instrument.tickSize],
    ['volUnit', contract.volUnit, instrument.contractStep],
  ] as const;
  return pairs
    .filter(([, held, stated]) => held !== decimal(stated))
    .map(([name, held, stated]) => `${name} is ${stated} now and was ${held}`);
}

function changeable(instrument: PaperInstrument) {
  const riskLimit = riskLimitOf(instrument);
  return {
    state: stateCodes[instrument.state],
    apiAllowed: instrument.isApiAllowed,
    minVol: decimal(instrument.minContracts),
    maxVol: decimal(instrument.maxMarketContracts),
    limitMaxVol: decimal(instrument.maxLimitContracts),
    makerFeeRate: decimal(instrument.makerFeeRate),
    takerFeeRate: decimal(instrument.takerFeeRate),
    maxLeverage: instrument.maxLeverage,
    ...(riskLimit === undefined ? {} : { riskLimit }),
  };
}

function lowestTierRate({ riskTiers, maxLeverage }: PaperInstrument): DecimalText {
  const lowest = riskTiers[0];
  return lowest === undefined ? divide(1, maxLeverage, 8) : decimal(lowest.initialMarginRate);
}

/** Tiers by value are stated in quote coin; the simulator counts them in settle coin, which is the same for a linear contract only. */
function riskLimitOf({ riskTiers, settleCurrency, quoteCurrency }: PaperInstrument): RiskLimit | undefined {
  if (riskTiers.length === 0) return undefined;
  const isByVolume = riskTiers.every(({ maxContracts }) => maxContracts !== undefined);
  if (!isByVolume && (settleCurrency !== quoteCurrency || riskTiers.some(({ maxValue }) => maxValue === undefined))) return undefined;
  return {
    type: isByVolume ? 'BY_VOLUME' : 'BY_VALUE',
    mode: 'CUSTOM',
    tiers: riskTiers.map(({ level, maxContracts, maxValue, maintenanceMarginRate, initialMarginRate, maxLeverage }) => ({
      level,
      maxVol: decimal((isByVolume ? maxContracts : maxValue) as string),
      mmr: decimal(maintenanceMarginRate),
      imr: decimal(initialMarginRate),
      maxLeverage,
    })),
  };
}

/** Mean contracts a second of a day's volume, kept to what a market may have (lots times ticks at most 1e13). */
export function meanContractsPerSecond(
  { tickSize, contractStep }: PaperInstrument,
  { lastPrice, contracts24h }: { readonly lastPrice: string; readonly contracts24h?: string },
): number {
  const mean = toNumber(decimal(contracts24h ?? '0')) / 86_400;
  const ticks = toNumber(decimal(lastPrice)) / toNumber(decimal(tickSize));
  return Math.min(mean, (1e13 / Math.max(1, ticks)) * toNumber(decimal(contractStep)));
}
