/** Accounts that do not trade with each other (reference 5.13); market makers only. */
export interface WireSelfTradeGroup {
  readonly groupName: string;
  /** Account ids, text. */
  readonly blackList: readonly string[];
  /** ms since the epoch. */
  readonly createTime?: number;
  readonly updateTime?: number;
}
