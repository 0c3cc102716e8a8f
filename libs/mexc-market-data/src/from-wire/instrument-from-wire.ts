import { type Instrument, type RiskTier, decimal } from '@prate/execution-interface';
import { isPositive } from '@prate/execution-interface/decimal';
import { type WireContract, contractStateCodes, riskTiersOf } from '@prate/mexc-protocol';

/**
 * A row of `contract/detail` as an instrument (reference 4.2).
 *
 * @throws {UnknownCodeError} for a state that no table knows
 */
export function instrumentFromWire(contract: WireContract): Instrument {
  return {
    symbol: contract.symbol,
    baseCurrency: contract.baseCoin,
    quoteCurrency: contract.quoteCoin,
    settleCurrency: contract.settleCoin,
    kind: contract.quoteCoin === contract.settleCoin ? 'linear' : 'inverse',
    contractSize: decimal(contract.contractSize),
    // priceUnit is the tick; priceScale only says how many decimals to show.
    tickSize: decimal(contract.priceUnit),
    contractStep: decimal(contract.volUnit),
    minContracts: decimal(contract.minVol),
    maxMarketContracts: decimal(contract.maxVol),
    maxLimitContracts: decimal(contract.limitMaxVol ?? contract.maxVol),
    minLeverage: contract.minLeverage,
    maxLeverage: contract.maxLeverage,
    state: contractStateCodes.toWord(contract.state),
    isApiAllowed: contract.apiAllowed,
    makerFeeRate: decimal(contract.makerFeeRate),
    takerFeeRate: decimal(contract.takerFeeRate),
    maintenanceMarginRate: decimal(contract.maintenanceMarginRate),
    ...priceBandFromWire(contract),
    riskTiers: riskTiersFromWire(contract),
  };
}

/** Reference 9.3. A bound that is missing, or of which nothing could be ordered, is no band: the venue judges by itself then. */
function priceBandFromWire({ bidLimitPriceRate, askLimitPriceRate }: WireContract): Pick<Instrument, 'priceBand'> {
  if (bidLimitPriceRate === undefined || askLimitPriceRate === undefined) return {};
  const [above, below] = [decimal(bidLimitPriceRate), decimal(askLimitPriceRate)];
  return isPositive(above) && isPositive(below) ? { priceBand: { above, below } } : {};
}

/** None where the venue's fields do not make tiers: a position must not become impossible to close because of them. */
function riskTiersFromWire(contract: WireContract): readonly RiskTier[] {
  let tiers: ReturnType<typeof riskTiersOf>;
  try {
    tiers = riskTiersOf(contract);
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
  const isByValue = contract.riskLimitType === 'BY_VALUE';
  return tiers.map(({ level, maxVol, mmr, imr, maxLeverage }) => ({
    level,
    ...(isByValue ? { maxValue: decimal(maxVol) } : { maxContracts: decimal(maxVol) }),
    maintenanceMarginRate: decimal(mmr),
    initialMarginRate: decimal(imr),
    maxLeverage,
  }));
}
