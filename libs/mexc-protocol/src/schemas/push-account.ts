import { z } from 'zod';
import { notifyTypeCodes, riskSourceCodes } from '../account-codes';
import type { PersonalTopic } from '../channels';
import { openTypeCodes } from '../order-codes';
import { leverageModeCodes, positionModeCodes, positionStateCodes, positionTypeCodes } from '../position-codes';
import type {
  WirePersonalPushes,
  WirePushAdlLevel,
  WirePushAsset,
  WirePushBonus,
  WirePushGenericNotify,
  WirePushLeverageMode,
  WirePushLiquidateRisk,
  WirePushPosition,
  WirePushPositionMode,
  WirePushReversePosition,
  WirePushRiskLimit,
} from '../wire/push-account';
import { orderPushShapes } from './push-order';
import { objectPush, type PushShape, pushFlag, wireCode } from './push-shape';
import { optional, wireDecimal, wireId, wireInteger } from './scalars';

const symbol = z.string().min(1);
const decimal = optional(wireDecimal);

const asset = z.object({
  currency: z.string().min(1),
  positionMargin: wireDecimal,
  frozenBalance: wireDecimal,
  availableBalance: wireDecimal,
  cashBalance: decimal,
  bonus: decimal,
}) satisfies z.ZodType<WirePushAsset>;

const assetUnread = 'equity unrealized bonusExpireTime availableCash availableOpen debtAmount contributeMarginAmount vcoinId'.split(' ');

const position = z.object({
  positionId: wireId,
  symbol,
  positionType: wireCode(positionTypeCodes),
  openType: wireCode(openTypeCodes),
  state: wireCode(positionStateCodes),
  holdVol: wireDecimal,
  frozenVol: decimal,
  closeVol: decimal,
  holdAvgPrice: decimal,
  holdAvgPriceFullyScale: decimal,
  openAvgPrice: decimal,
  openAvgPriceFullyScale: decimal,
  closeAvgPrice: decimal,
  liquidatePrice: decimal,
  oim: decimal,
  im: decimal,
  holdFee: decimal,
  realised: decimal,
  pnl: decimal,
  closeProfitLoss: decimal,
  fee: decimal,
  totalFee: decimal,
  leverage: optional(wireInteger),
  marginRatio: decimal,
  profitRatio: decimal,
  adlLevel: optional(wireInteger),
  autoAddIm: optional(pushFlag),
  makerFeeRate: decimal,
  takerFeeRate: decimal,
  version: optional(wireInteger),
  createTime: optional(wireInteger),
  updateTime: optional(wireInteger),
}) satisfies z.ZodType<WirePushPosition>;

const positionUnread =
  'newOpenAvgPrice newCloseAvgPrice deductFeeList positionShowStatus zeroSaveTotalFeeBinance zeroTradeTotalFeeBinance'.split(' ');

const riskLimit = z.object({
  symbol,
  positionType: wireCode(positionTypeCodes),
  riskSource: optional(wireCode(riskSourceCodes)),
  level: wireInteger,
  maxVol: wireDecimal,
  maxLeverage: wireInteger,
  mmr: wireDecimal,
  imr: wireDecimal,
  leverage: optional(wireInteger),
  openType: optional(wireCode(openTypeCodes)),
  limitBySys: optional(pushFlag),
  maxVolView: decimal,
}) satisfies z.ZodType<WirePushRiskLimit>;

const liquidateRisk = z.object({
  symbol,
  positionId: wireId,
  liquidatePrice: decimal,
  marginRatio: wireDecimal,
  adlLevel: optional(wireInteger),
}) satisfies z.ZodType<WirePushLiquidateRisk>;

const letters = optional(z.union([z.string(), z.boolean().transform(String)]));
const bonus = z.object({ c: letters, b: letters, be: letters, g: letters, ret: letters, rea: letters }) satisfies z.ZodType<WirePushBonus>;

const genericNotify = z.object({
  type: wireInteger,
  param: z.object({
    notifyType: wireCode(notifyTypeCodes),
    openType: optional(wireCode(openTypeCodes)),
    dn: optional(z.string()),
    dne: optional(z.string()),
    multiAssets: optional(pushFlag),
    marginRate: decimal,
  }),
}) satisfies z.ZodType<WirePushGenericNotify>;

const reversePosition = z.object({ contractId: wireInteger, positionId: wireId, state: wireInteger, errorCode: wireInteger });

/** How to read `data` of each private push (reference 8.6 to 8.9), as `parseWireJson` leaves it: ids and decimals stay text. */
export const personalPushShapes: { readonly [Topic in PersonalTopic]: PushShape<WirePersonalPushes[Topic]> } = {
  ...orderPushShapes,
  asset: objectPush<WirePushAsset>(asset, assetUnread),
  position: objectPush<WirePushPosition>(position, positionUnread),
  'adl.level': objectPush<WirePushAdlLevel>(z.object({ adlLevel: wireInteger, positionId: wireId })),
  'liquidate.risk': objectPush<WirePushLiquidateRisk>(liquidateRisk),
  'risk.limit': objectPush<WirePushRiskLimit>(riskLimit),
  'position.mode': objectPush<WirePushPositionMode>(z.object({ positionMode: wireCode(positionModeCodes) })),
  'leverage.mode': objectPush<WirePushLeverageMode>(z.object({ lm: wireCode(leverageModeCodes) })),
  'position.closeall.fail': { schema: z.unknown().transform(() => null), fields: new Set() },
  'reverse.position': objectPush<WirePushReversePosition>(reversePosition),
  bonus: objectPush<WirePushBonus>(bonus),
  'generic.notify': objectPush<WirePushGenericNotify>(genericNotify),
  'event.contract.position': { schema: z.unknown(), fields: new Set() },
};
