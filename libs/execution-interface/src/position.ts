import type { DecimalText } from './decimal';
import type { MarginMode, PositionSide } from './enums';
import type { PositionId } from './identifiers';

/** An open position as last known. */
export interface Position {
  readonly positionId: PositionId;
  readonly symbol: string;
  readonly side: PositionSide;
  readonly contracts: DecimalText;
  /** Base currency; absent for inverse contracts, which have no fixed base quantity, and for one that is not listed (any more). */
  readonly baseQuantity?: DecimalText;
  /** Contracts not held back by working close orders. */
  readonly closableContracts: DecimalText;
  /** Average of the current holding, quote currency. */
  readonly entryPrice: DecimalText;
  /** The venue's fair price, quote currency; absent for a contract that is not listed (any more) and has none. */
  readonly markPrice?: DecimalText;
  /** When the venue stated that mark, ms since the epoch. */
  readonly markPriceAtMs?: number;
  /** Computed from the mark, in the settle currency: the venue's list has none. Absent where mark or contract size are not known. */
  readonly unrealizedPnl?: DecimalText;
  /** Closing result less fees plus funding so far, settle currency. */
  readonly realizedPnl: DecimalText;
  readonly leverage: number;
  readonly marginMode: MarginMode;
  /** Margin held by the position, settle currency. */
  readonly margin: DecimalText;
  /** Absent where the venue states none (cross positions may have none). */
  readonly liquidationPrice?: DecimalText;
  /** Liquidation at 1; absent where the venue does not say. */
  readonly marginRatio?: DecimalText;
  /** 1 to 5, 5 is first in line; absent while pending. */
  readonly adlLevel?: number;
  /** When this was read, ms since the epoch by our clock. */
  readonly asOfMs: number;
}
