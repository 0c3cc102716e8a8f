import { type DecimalText, add, maximum, subtract } from '@prate/execution-interface/decimal';
import type { Exchange } from '../exchange/exchange';
import type { Listing } from '../exchange/listing';
import { positionValue } from '../exchange/margin';
import { bare } from './wire-text';

const MONTH_MS = 30 * 86_400_000;

/**
 * `tiered_fee_rate/v2` (reference 5.2): the rates that fills are really charged. Without a contract: the highest of all, and the
 * amounts of the first one's settle coin.
 */
export function feeRateView(exchange: Exchange, asked: Listing | undefined): object {
  const listings = asked === undefined ? [...exchange.listings.values()] : [asked];
  const highest = (rate: 'makerFeeRate' | 'takerFeeRate'): DecimalText =>
    listings.map(({ contract }) => contract[rate]).reduce((one, other) => maximum(one, other));
  const currency = (listings[0] as Listing).contract.settleCoin;
  const { equity, unrealised } = exchange.accounts.balance(currency, exchange.nowSecond);
  const maker = bare(highest('makerFeeRate'));
  const taker = bare(highest('takerFeeRate'));
  return {
    ...(asked === undefined ? {} : { symbol: asked.contract.symbol }),
    joinDiscount: false,
    enjoyDiscount: false,
    discountRate: 0,
    joinDeduct: false,
    enjoyDeduct: false,
    deductRate: 0,
    originalMakerFee: maker,
    originalTakerFee: taker,
    realMakerFee: maker,
    realTakerFee: taker,
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

/** Value of the account's fills of 30 days in contracts settled in the currency. */
function tradedValue(exchange: Exchange, currency: string): DecimalText {
  return exchange.deals
    .all()
    .filter(({ order, atMs }) => atMs > exchange.nowMs - MONTH_MS && exchange.accounts.settleCoin(order.symbol) === currency)
    .reduce<DecimalText>((sum, { order, vol, price }) => add(sum, positionValue(exchange.listing(order.symbol).contract, vol, price)), '0');
}
