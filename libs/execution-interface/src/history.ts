import type { DecimalText } from './decimal';
import type { MarginMode, PositionSide } from './enums';
import type { PositionId } from './identifiers';

/** A period of history, `[fromMs, toMs)`. Windows and pages of the venue stay inside. */
export interface HistoryQuery {
  /** All when left out; where the venue can only be asked by contract, each is asked. */
  readonly symbol?: string;
  readonly fromMs: number;
  /** Now when left out. */
  readonly toMs?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: HistoryProgress) => void;
}

export interface HistoryProgress {
  /** Share of the period that has been read, 0 to 1. */
  readonly share: number;
  readonly rows: number;
}

/** A position that is closed. Amounts in the settle currency. */
export interface ClosedPosition {
  readonly positionId: PositionId;
  readonly symbol: string;
  readonly side: PositionSide;
  readonly marginMode: MarginMode;
  readonly leverage: number;
  readonly closedContracts: DecimalText;
  readonly entryPrice: DecimalText;
  readonly closePrice: DecimalText;
  /** Gross result of closing. */
  readonly closingPnl: DecimalText;
  /** Positive: paid. */
  readonly fees: DecimalText;
  /** Positive: received. */
  readonly funding: DecimalText;
  /** closingPnl − fees + funding, as the venue states it. */
  readonly realizedPnl: DecimalText;
  readonly openedAtMs: number;
  readonly closedAtMs: number;
}

/** One settlement of funding. */
export interface FundingPayment {
  readonly id: string;
  readonly symbol: string;
  readonly positionId?: PositionId;
  readonly positionSide: PositionSide;
  /** Settle currency; positive: received. */
  readonly amount: DecimalText;
  /** A fraction of the position's value. */
  readonly rate: DecimalText;
  readonly positionValue: DecimalText;
  readonly atMs: number;
}

/** Money between the futures account and the rest of the venue. */
export interface Transfer {
  readonly id: string;
  readonly currency: string;
  /** Always positive. */
  readonly amount: DecimalText;
  readonly direction: 'in' | 'out';
  readonly status: 'waiting' | 'success' | 'failed';
  readonly atMs: number;
}

/** What the account really pays, as fractions of a fill's value; negative is a rebate. */
export interface FeeRates {
  readonly symbol: string;
  readonly maker: DecimalText;
  readonly taker: DecimalText;
  readonly asOfMs: number;
}
