import { z } from 'zod';
import { klineIntervalSeconds } from '../kline-intervals';
import type { PublicTopic } from '../channels';
import { contractStateCodes, dealSideCodes } from '../contract-codes';
import { yesNoCodes } from '../trigger-codes';
import type {
  WireDepthLevel,
  WirePublicPushes,
  WirePushContract,
  WirePushDeal,
  WirePushDepth,
  WirePushDepthFull,
  WirePushDepthStep,
  WirePushFundingRate,
  WirePushKline,
  WirePushPrice,
  WirePushTicker,
  WirePushTickersRow,
} from '../wire/push-market';
import { listPush, objectPush, pushCode, pushInteger, pushNumber, type PushShape } from './push-shape';
import { optional, wireId } from './scalars';

const symbol = z.string().min(1);
const size = pushNumber.refine((value) => value >= 0, 'expected no negative size');
const price = size;
const level: z.ZodType<WireDepthLevel> = z.union([z.tuple([price, size, pushInteger]), z.tuple([price, size])]);
const levels = z.array(level);

const tickersRow = {
  symbol,
  contractId: optional(pushInteger),
  lastPrice: price,
  riseFallRate: pushNumber,
  fairPrice: price,
  indexPrice: price,
  volume24: size,
  amount24: size,
  maxBidPrice: price,
  minAskPrice: price,
  lower24Price: price,
  high24Price: price,
  timestamp: pushInteger,
};

const ticker = z.object({
  ...tickersRow,
  bid1: optional(price),
  ask1: optional(price),
  holdVol: size,
  riseFallValue: pushNumber,
  fundingRate: pushNumber,
  zone: optional(z.string()),
  riseFallRates: optional(z.array(pushNumber)),
  riseFallRatesOfTimezone: optional(z.array(pushNumber)),
}) satisfies z.ZodType<WirePushTicker>;

/** Read losslessly: `i` is an id. */
const deal = z.object({
  p: price,
  v: size,
  T: pushCode(dealSideCodes),
  O: optional(pushInteger),
  M: optional(pushCode(yesNoCodes)),
  t: pushInteger,
  i: optional(wireId),
  cts: optional(pushInteger),
}) satisfies z.ZodType<WirePushDeal>;

const depth = z
  .object({
    asks: levels,
    bids: levels,
    version: optional(pushInteger),
    begin: optional(pushInteger),
    end: optional(pushInteger),
    cts: optional(pushInteger),
  })
  .refine(
    ({ version, begin, end }) =>
      (begin === undefined) === (end === undefined) && (version ?? end) !== undefined && !(Number(begin) > Number(end)),
    'expected a version, or begin and end in this order',
  ) satisfies z.ZodType<WirePushDepth>;

const depthFull = z.object({ asks: levels, bids: levels, version: pushInteger, cts: optional(pushInteger) });

const depthStep = z.object({
  asks: levels,
  bids: levels,
  askMarketLevelPrice: optional(price),
  bidMarketLevelPrice: optional(price),
  ct: optional(pushInteger),
  version: pushInteger,
});

const intervals: readonly string[] = [...Object.keys(klineIntervalSeconds), 'Month1'];
const kline = z.object({
  symbol,
  interval: z.string().refine((word) => intervals.includes(word), `expected a kline interval: ${intervals.join(', ')}`),
  t: pushInteger,
  o: price,
  c: price,
  h: price,
  l: price,
  a: size,
  q: size,
  ro: optional(price),
  rc: optional(price),
  rh: optional(price),
  rl: optional(price),
}) satisfies z.ZodType<WirePushKline>;

const fundingRate = z.object({ symbol, rate: pushNumber, nextSettleTime: pushInteger });
const onePrice = z.object({ symbol, price });

const contract = z.object({
  symbol,
  state: optional(pushCode(contractStateCodes)),
  apiAllowed: optional(z.boolean()),
  contractSize: optional(pushNumber),
  priceUnit: optional(pushNumber),
  volUnit: optional(pushNumber),
  minVol: optional(pushNumber),
  maxVol: optional(pushNumber),
  limitMaxVol: optional(pushNumber),
  minLeverage: optional(pushInteger),
  maxLeverage: optional(pushInteger),
  takerFeeRate: optional(pushNumber),
  makerFeeRate: optional(pushNumber),
  maintenanceMarginRate: optional(pushNumber),
  initialMarginRate: optional(pushNumber),
}) satisfies z.ZodType<WirePushContract>;

/** The other fields of `contract/detail` (reference 4.2), which the push may carry. */
const contractUnread =
  'id displayName displayNameEn positionOpenType baseCoin quoteCoin settleCoin baseCoinName quoteCoinName futureType contractId ' +
  'countryConfigContractMaxLeverage regularMaxLeverage tempMaxLeverage tempMaxLeverageLimited tempMaxLeverageReason isMaxLeverage ' +
  'priceScale volScale amountScale bidLimitPriceRate askLimitPriceRate feeRateMode feeRateType tempFeeRateEffectiveStartTime ' +
  'leverageFeeRates tieredFeeRates tieredDealAmount tieredEffectiveDay tieredAppointContract tieredExcludeContractId tieredContractIds ' +
  'tieredExcludeZeroFee statisticType fixedStartTime fixedEndTime isZeroFeeRate isZeroFeeSymbol liquidationFeeRate riskLimitType ' +
  'riskLimitMode riskBaseVol riskIncrVol riskIncrMmr riskIncrImr riskLevelLimit riskLimitCustom riskLimitRate riskLongShortSwitch ' +
  'riskBaseVolLong riskIncrVolLong riskBaseVolShort riskIncrVolShort priceCoefficientVariation indexOrigin type isNew isHot isHidden ' +
  'preMarket showBeforeOpen conceptPlate conceptPlateId maxNumOrders marketOrderMaxLevel marketOrderPriceLimitRate1 ' +
  'marketOrderPriceLimitRate2 triggerProtect stopOnlyFair depthStepList openingTime openingCountdownOption createTime deliveryTime ' +
  'threshold vid baseCoinId baseCoinIconUrl fn appraisal showAppraisalCountdown automaticDelivery';

/** How to read `data` of each public push (reference 8.4), from plain JSON or from lossless text alike; `deal` needs the latter. */
export const publicPushShapes: { readonly [Topic in PublicTopic]: PushShape<WirePublicPushes[Topic]> } = {
  tickers: listPush<WirePushTickersRow>(z.object(tickersRow)),
  ticker: objectPush<WirePushTicker>(ticker),
  deal: listPush<WirePushDeal>(deal),
  depth: objectPush<WirePushDepth>(depth),
  'depth.full': objectPush<WirePushDepthFull>(depthFull),
  'depth.step': objectPush<WirePushDepthStep>(depthStep),
  kline: objectPush<WirePushKline>(kline),
  'funding.rate': objectPush<WirePushFundingRate>(fundingRate),
  'index.price': objectPush<WirePushPrice>(onePrice),
  'fair.price': objectPush<WirePushPrice>(onePrice),
  contract: objectPush<WirePushContract>(contract, contractUnread.split(' ')),
};
