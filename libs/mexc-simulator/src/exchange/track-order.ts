import type { DecimalText } from '@prate/execution-interface/decimal';
import type {
  BackTypeWord,
  OpenTypeWord,
  OrderReasonWord,
  PositionModeWord,
  SideWord,
  TrackStateWord,
  TrendWord,
} from '@prate/mexc-protocol';

/** What `trackorder/change_order` may change (reference 5.12). */
export interface TrackTerms {
  /** The price that is followed. */
  readonly trend: TrendWord;
  readonly backType: BackTypeWord;
  /** A share (0.02 is 2 %) or a difference of prices, by `backType`. */
  readonly backValue: DecimalText;
  readonly vol: DecimalText;
  /** Followed from here on; absent: at once. */
  readonly activePrice?: DecimalText;
}

/** What a client asks for with `trackorder/place`. */
export interface TrackRequest extends TrackTerms {
  readonly symbol: string;
  readonly side: SideWord;
  readonly leverage: number;
  readonly openType: OpenTypeWord;
  readonly positionMode: PositionModeWord;
  readonly isReduceOnly: boolean;
}

/** A trailing order as the exchange keeps it. It freezes nothing until it fires. */
export interface SimulatedTrackOrder {
  readonly trackOrderId: string;
  readonly request: TrackRequest;
  readonly createdAtMs: number;
  terms: TrackTerms;
  state: TrackStateWord;
  /** The best price since it became active; `0` until then. */
  extremePrice: DecimalText;
  /** Follows the extreme; `0` until active. */
  triggerPrice: DecimalText;
  reason: OrderReasonWord;
  /** The order it became; `0` until then. */
  orderId: string;
  updatedAtMs: number;
}
