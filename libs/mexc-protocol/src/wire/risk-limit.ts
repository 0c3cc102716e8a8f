/** Limits of one position side (reference 5.4). */
export interface WireRiskLimit {
  readonly symbol?: string;
  /** 1 long, 2 short. */
  readonly positionType: number;
  /** Margin mode that is set for the side. */
  readonly openType?: number;
  readonly leverage?: number;
  /** In `risk_limit` the tier that applies now; in `position/leverage` the highest that this leverage reaches. */
  readonly level?: number;
  /** Contracts at most, at that tier. */
  readonly maxVol?: string;
  /** Rates of that tier. */
  readonly mmr?: string;
  readonly imr?: string;
  readonly maxLeverage?: number;
  readonly maxLeverageView?: number;
  /** What applies to the position as it is: margins go by this. */
  readonly currentMmr?: string;
  readonly limitBySys?: boolean;
}
