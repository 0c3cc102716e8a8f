import { decimalPlaces, isZero, multiply } from '@prate/execution-interface/decimal';
import { USUAL_PRICE_LIMIT_RATES } from '../exchange/book-limits';
import { USUAL_MARKET_LEVELS } from '../exchange/book-reach';
import { USUAL_TRIGGER_PROTECT } from '../exchange/price-protection';
import { type SimulatedContract, priceScale } from '../simulated-contract';
import { bare } from './wire-text';

/** Steps of `sub.depth.step`, in ticks. */
export const depthStepTicks = [1, 10, 100] as const;

/** A contract as `contract/detail` answers it (reference 4.2). */
export function contractView(contract: SimulatedContract): object {
  return {
    symbol: contract.symbol,
    id: contract.contractId,
    displayName: `${contract.symbol} PERPETUAL (simulated)`,
    displayNameEn: `${contract.symbol} PERPETUAL (simulated)`,
    positionOpenType: 3,
    baseCoin: contract.baseCoin,
    quoteCoin: contract.quoteCoin,
    baseCoinName: contract.baseCoin,
    quoteCoinName: contract.quoteCoin,
    futureType: 1,
    settleCoin: contract.settleCoin,
    contractSize: bare(contract.contractSize),
    minLeverage: contract.minLeverage,
    maxLeverage: contract.maxLeverage,
    countryConfigContractMaxLeverage: 0,
    priceScale: priceScale(contract),
    volScale: decimalPlaces(contract.volUnit),
    amountScale: contract.amountScale,
    priceUnit: bare(contract.priceUnit),
    volUnit: bare(contract.volUnit),
    minVol: bare(contract.minVol),
    maxVol: bare(contract.maxVol),
    limitMaxVol: bare(contract.limitMaxVol),
    bidLimitPriceRate: bare(contract.bidLimitPriceRate),
    askLimitPriceRate: bare(contract.askLimitPriceRate),
    marketOrderMaxLevel: contract.marketOrderMaxLevel ?? USUAL_MARKET_LEVELS,
    marketOrderPriceLimitRate1: bare(contract.marketOrderPriceLimitRate1 ?? USUAL_PRICE_LIMIT_RATES[0]),
    marketOrderPriceLimitRate2: bare(contract.marketOrderPriceLimitRate2 ?? USUAL_PRICE_LIMIT_RATES[1]),
    triggerProtect: bare(contract.triggerProtect ?? USUAL_TRIGGER_PROTECT),
    takerFeeRate: bare(contract.takerFeeRate),
    makerFeeRate: bare(contract.makerFeeRate),
    feeRateMode: 'NORMAL',
    isZeroFeeRate: isZero(contract.takerFeeRate) && isZero(contract.makerFeeRate),
    liquidationFeeRate: bare(contract.liquidationFeeRate),
    maintenanceMarginRate: bare(contract.maintenanceMarginRate),
    initialMarginRate: bare(contract.initialMarginRate),
    ...riskLimitFields(contract),
    state: contract.state,
    type: 1,
    apiAllowed: contract.apiAllowed,
    isNew: false,
    isHot: false,
    isHidden: false,
    preMarket: false,
    depthStepList: depthStepTicks.map((ticks) => multiply(contract.priceUnit, ticks)),
  };
}

/** Both forms of risk tiers (reference 4.2). Without tiers: one, as large as the largest order. */
function riskLimitFields({ riskLimit, limitMaxVol }: SimulatedContract): object {
  if (riskLimit?.mode === 'CUSTOM') {
    // The fields of the other form are there as well, as for one tier of the whole size: clients read them in either form.
    return {
      riskLimitType: riskLimit.type,
      riskLimitMode: 'CUSTOM',
      riskBaseVol: bare(riskLimit.tiers.at(-1)?.maxVol ?? limitMaxVol),
      riskIncrVol: 0,
      riskIncrMmr: 0,
      riskIncrImr: 0,
      riskLevelLimit: 1,
      riskLimitCustom: riskLimit.tiers.map(({ level, maxVol, mmr, imr, maxLeverage }) => ({
        level,
        maxVol: bare(maxVol),
        mmr: bare(mmr),
        imr: bare(imr),
        maxLeverage,
      })),
    };
  }
  return {
    riskLimitType: riskLimit?.type ?? 'BY_VOLUME',
    riskLimitMode: 'INCREASE',
    riskBaseVol: bare(riskLimit?.baseVol ?? limitMaxVol),
    riskIncrVol: bare(riskLimit?.incrVol ?? '0'),
    riskIncrMmr: bare(riskLimit?.incrMmr ?? '0'),
    riskIncrImr: bare(riskLimit?.incrImr ?? '0'),
    riskLevelLimit: riskLimit?.levelCount ?? 1,
  };
}
