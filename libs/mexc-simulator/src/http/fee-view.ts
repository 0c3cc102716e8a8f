import { type DecimalText, add, isZero, maximum, subtract } from '@prate/execution-interface/decimal';
import type { Exchange } from '../exchange/exchange';
import type { Listing } from '../exchange/listing';
import { positionValue, realFeeRate } from '../exchange/margin';
import type { SimulatedContract } from '../simulated-contract';
import { bare } from './wire-text';

const MONTH_MS = 30 * 86_400_000;

/**
 * `tiered_fee_rate/v2` (reference 5.2): the rates that fills are really charged. Without a contract: the highest of all, and the
 * amounts of the first one's settle coin.
 */
export function feeRateView(exchange: Exchange, asked: Listing | undefined): object {
  const listings = asked === undefined ? [...exchange.listings.values()] : [asked];
  const highest = (rateOf: (contract: SimulatedContract) => DecimalText): DecimalText =>
    listings.map(({ contract }) => rateOf(contract)).reduce((one, other) => maximum(one, other));
  const currency = (listings[0] as Listing).contract.settleCoin;
  const { equity, unrealised } = exchange.accounts.balance(currency, exchange.nowSecond);
  return {
    ...(asked === undefined ? {} : { symbol: asked.contract.symbol }),
    joinDiscount: false,
    enjoyDiscount: false,
    discountRate: 0,
    joinDeduct: false,
    enjoyDeduct: false,
    deductRate: 0,
    originalMakerFee: bare(highest(({ makerFeeRate }) => makerFeeRate)),
    originalTakerFee: bare(highest(({ takerFeeRate }) => takerFeeRate)),
    realMakerFee: bare(highest((contract) => realFeeRate(contract, 'maker'))),
    realTakerFee: bare(highest((contract) => realFeeRate(contract, 'taker'))),
    dealAmount: bare(tradedValue(exchange, currency)),
    walletBalance: bare(subtract(equity, unrealised)),
    inviterKyc: '',
    level: 0,
    feeType: 0,
    agentFee: false,
    feeRateMode: 'NORMAL',
    leverageFeeRates: [],
    tieredFeeRates: [],
  };
}

/** `tiered_fee_rate`, the older form (reference 5.1): the same rates. */
export function legacyFeeRateView(exchange: Exchange, { contract }: Listing): object {
  const currency = contract.settleCoin;
  return {
    level: 0,
    dealAmount: bare(tradedValue(exchange, currency)),
    walletBalance: bare(exchange.accounts.wallet(currency)),
    makerFee: bare(realFeeRate(contract, 'maker')),
    takerFee: bare(realFeeRate(contract, 'taker')),
    makerFeeDiscount: 1,
    takerFeeDiscount: 1,
    feeType: 0,
    feeRateMode: 'NORMAL',
  };
}

/** One row of `contract/fee_rate` (reference 5.1): what this account pays. */
export function contractFeeView(contract: SimulatedContract): object {
  return {
    contractId: contract.contractId,
    symbol: contract.symbol,
    isMaxLeverage: false,
    isZeroFeeRate: isZero(contract.makerFeeRate) && isZero(contract.takerFeeRate),
    maxLeverage: contract.maxLeverage,
    countryConfigContractMaxLeverage: 0,
    takerFeeRate: bare(realFeeRate(contract, 'taker')),
    makerFeeRate: bare(realFeeRate(contract, 'maker')),
    feeRateMode: 'NORMAL',
    leverageFeeRates: [],
    tieredFeeRates: [],
    agentFee: false,
  };
}

/** Value of the account's fills of 30 days in contracts settled in the currency. */
function tradedValue(exchange: Exchange, currency: string): DecimalText {
  return exchange.deals
    .all()
    .filter(({ order, atMs }) => atMs > exchange.nowMs - MONTH_MS && exchange.accounts.settleCoin(order.symbol) === currency)
    .reduce<DecimalText>((sum, { order, vol, price }) => add(sum, positionValue(exchange.listing(order.symbol).contract, vol, price)), '0');
}
