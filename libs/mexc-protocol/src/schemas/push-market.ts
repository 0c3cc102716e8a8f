import { klineIntervalSeconds } from '../kline-intervals';
import type { PublicTopic } from '../channels';
import { contractStateCodes, dealSideCodes } from '../contract-codes';
import { yesNoCodes } from '../trigger-codes';
import type {
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
import { code, flag, integer, levels, number, numbers, oneOf, optionalField, size, text } from './market-field';
import { marketRow, marketRows } from './market-row';
import type { PushShape } from './push-shape';

const optionalInteger = optionalField(integer);
const optionalSize = optionalField(size);
const intervals = oneOf('a kline interval', [...Object.keys(klineIntervalSeconds), 'Month1']);

const tickersRow = {
  symbol: text,
  contractId: optionalInteger,
  lastPrice: size,
  riseFallRate: number,
  fairPrice: size,
  indexPrice: size,
  volume24: size,
  amount24: size,
  maxBidPrice: size,
  minAskPrice: size,
  lower24Price: size,
  high24Price: size,
  timestamp: integer,
};

/** Of an aggregated push both ends of its range, of any other its version. */
function problemOfRange({ version, begin, end }: WirePushDepth): string | undefined {
  const isWhole = (begin === undefined) === (end === undefined) && (version ?? end) !== undefined;
  return isWhole && !(Number(begin) > Number(end)) ? undefined : 'expected a version, or begin and end in this order';
}

const onePrice = { symbol: text, price: size };

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

/**
 * How to read `data` of each public push (reference 8.4), from plain JSON or from lossless text alike. `deal` needs the latter: `i` is an id.
 */
export const publicPushShapes: { readonly [Topic in PublicTopic]: PushShape<WirePublicPushes[Topic]> } = {
  tickers: marketRows<WirePushTickersRow>(tickersRow),
  ticker: marketRow<WirePushTicker>({
    ...tickersRow,
    bid1: optionalSize,
    ask1: optionalSize,
    holdVol: size,
    riseFallValue: number,
    fundingRate: number,
    zone: optionalField(text),
    riseFallRates: optionalField(numbers),
    riseFallRatesOfTimezone: optionalField(numbers),
  }),
  deal: marketRows<WirePushDeal>({
    p: size,
    v: size,
    T: code(dealSideCodes),
    O: optionalInteger,
    M: optionalField(code(yesNoCodes)),
    t: integer,
    i: optionalField(text),
    cts: optionalInteger,
  }),
  depth: marketRow<WirePushDepth>(
    { asks: levels, bids: levels, version: optionalInteger, begin: optionalInteger, end: optionalInteger, cts: optionalInteger },
    { problemOf: problemOfRange },
  ),
  'depth.full': marketRow<WirePushDepthFull>({ asks: levels, bids: levels, version: integer, cts: optionalInteger }),
  'depth.step': marketRow<WirePushDepthStep>({
    asks: levels,
    bids: levels,
    askMarketLevelPrice: optionalSize,
    bidMarketLevelPrice: optionalSize,
    ct: optionalInteger,
    version: integer,
  }),
  kline: marketRow<WirePushKline>({
    symbol: text,
    interval: intervals,
    t: integer,
    o: size,
    c: size,
    h: size,
    l: size,
    a: size,
    q: size,
    ro: optionalSize,
    rc: optionalSize,
    rh: optionalSize,
    rl: optionalSize,
  }),
  'funding.rate': marketRow<WirePushFundingRate>({ symbol: text, rate: number, nextSettleTime: integer }),
  'index.price': marketRow<WirePushPrice>(onePrice),
  'fair.price': marketRow<WirePushPrice>(onePrice),
  contract: marketRow<WirePushContract>(
    {
      symbol: text,
      state: optionalField(code(contractStateCodes)),
      apiAllowed: optionalField(flag),
      contractSize: optionalSize,
      priceUnit: optionalSize,
      volUnit: optionalSize,
      minVol: optionalSize,
      maxVol: optionalSize,
      limitMaxVol: optionalSize,
      minLeverage: optionalInteger,
      maxLeverage: optionalInteger,
      takerFeeRate: optionalField(number),
      makerFeeRate: optionalField(number),
      maintenanceMarginRate: optionalField(number),
      initialMarginRate: optionalField(number),
    },
    { unread: contractUnread.split(' ') },
  ),
};
