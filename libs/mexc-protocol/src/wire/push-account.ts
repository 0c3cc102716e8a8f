import type {
  WirePushOrder,
  WirePushOrderChase,
  WirePushOrderDeal,
  WirePushPlanOrder,
  WirePushStopOrder,
  WirePushStopPlanOrder,
  WirePushTrackOrder,
} from './push-order';

/** Private pushes about balances, positions and settings (reference 8.6, 8.9). Ids and decimals are text, codes small integers, times ms. */

/** `push.personal.asset`: absolute values, and no equity. */
export interface WirePushAsset {
  readonly currency: string;
  readonly positionMargin: string;
  readonly frozenBalance: string;
  readonly availableBalance: string;
  readonly cashBalance?: string;
  readonly bonus?: string;
}

/** `push.personal.position`. Only the first six are always there. A closed position comes once, with state 3 and nothing held. */
export interface WirePushPosition {
  readonly positionId: string;
  readonly symbol: string;
  readonly positionType: number;
  readonly openType: number;
  readonly state: number;
  /** Contracts held. */
  readonly holdVol: string;
  readonly frozenVol?: string;
  readonly closeVol?: string;
  readonly holdAvgPrice?: string;
  readonly holdAvgPriceFullyScale?: string;
  readonly openAvgPrice?: string;
  readonly openAvgPriceFullyScale?: string;
  readonly closeAvgPrice?: string;
  readonly liquidatePrice?: string;
  readonly oim?: string;
  readonly im?: string;
  readonly holdFee?: string;
  readonly realised?: string;
  /** Unrealised profit, settle coin. */
  readonly pnl?: string;
  readonly closeProfitLoss?: string;
  /** Negative is paid, since 2025. */
  readonly fee?: string;
  readonly totalFee?: string;
  readonly leverage?: number;
  readonly marginRatio?: string;
  readonly profitRatio?: string;
  readonly adlLevel?: number;
  readonly autoAddIm?: boolean;
  readonly makerFeeRate?: string;
  readonly takerFeeRate?: string;
  readonly version?: number;
  readonly createTime?: number;
  readonly updateTime?: number;
}

/** `push.personal.adl.level`. */
export interface WirePushAdlLevel {
  readonly adlLevel: number;
  readonly positionId: string;
}

/** `push.personal.liquidate.risk`. */
export interface WirePushLiquidateRisk {
  readonly symbol: string;
  readonly positionId: string;
  readonly liquidatePrice?: string;
  /** Liquidation is at 1. */
  readonly marginRatio: string;
  readonly adlLevel?: number;
}

/** `push.personal.risk.limit`. */
export interface WirePushRiskLimit {
  readonly symbol: string;
  readonly positionType: number;
  /** 0 other, 1 liquidation service. */
  readonly riskSource?: number;
  readonly level: number;
  /** Contracts. */
  readonly maxVol: string;
  readonly maxLeverage: number;
  readonly mmr: string;
  readonly imr: string;
  readonly leverage?: number;
  readonly openType?: number;
  readonly limitBySys?: boolean;
  readonly maxVolView?: string;
}

/** `push.personal.position.mode`. */
export interface WirePushPositionMode {
  readonly positionMode: number;
}

/** `push.personal.leverage.mode`: 1 advanced, 2 simple. */
export interface WirePushLeverageMode {
  readonly lm: number;
}

/** `push.personal.reverse.position`. */
export interface WirePushReversePosition {
  readonly contractId: number;
  readonly positionId: string;
  /** Not described by the venue. */
  readonly state: number;
  readonly errorCode: number;
}

/** `push.personal.bonus`. The venue explains none of its letters: text as sent. */
export interface WirePushBonus {
  readonly c?: string;
  readonly b?: string;
  readonly be?: string;
  readonly g?: string;
  readonly ret?: string;
  readonly rea?: string;
}

/** `push.personal.generic.notify`: 1 liquidated, 2 close to it. */
export interface WirePushGenericNotify {
  readonly type: number;
  readonly param: {
    readonly notifyType: number;
    readonly openType?: number;
    /** Names of the contract, for people. */
    readonly dn?: string;
    readonly dne?: string;
    readonly multiAssets?: boolean;
    readonly marginRate?: string;
  };
}

/** `data` of each private push. */
export interface WirePersonalPushes {
  readonly order: WirePushOrder;
  readonly 'order.deal': WirePushOrderDeal;
  readonly asset: WirePushAsset;
  readonly position: WirePushPosition;
  readonly 'plan.order': WirePushPlanOrder;
  readonly 'stop.planorder': WirePushStopPlanOrder;
  readonly 'stop.order': WirePushStopOrder;
  readonly 'track.order': WirePushTrackOrder;
  readonly 'adl.level': WirePushAdlLevel;
  readonly 'liquidate.risk': WirePushLiquidateRisk;
  readonly 'risk.limit': WirePushRiskLimit;
  readonly 'position.mode': WirePushPositionMode;
  readonly 'leverage.mode': WirePushLeverageMode;
  readonly 'order.chase': WirePushOrderChase;
  /** Comes without data. */
  readonly 'position.closeall.fail': null;
  readonly 'reverse.position': WirePushReversePosition;
  readonly bonus: WirePushBonus;
  readonly 'generic.notify': WirePushGenericNotify;
  /** Event products are no futures: not read. */
  readonly 'event.contract.position': unknown;
}
