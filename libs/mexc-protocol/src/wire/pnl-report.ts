import type { WireValue } from '../lossless-json';

/**
 * A profit report of the account (reference 5.1). The reference gives no fields, so none is promised: this is what the venue sent, with
 * numbers as text. The 2026 digest names `todayPnl`, `todayPnlRate`, `totalPnl`, `totalEquity`, `winRate`, `todayPnlFinished` and
 * column lists such as `dailyTimeList` and `dailyPnlList`.
 */
export type WirePnlReport = Readonly<Record<string, WireValue>>;

/** Rank of the account by profit (reference 5.1). */
export interface WireProfitRate {
  readonly ranking: number;
  readonly profitRate: string;
  /** ms since the epoch. */
  readonly statisticTime: number;
}
