import { codeTable, textCodeTable } from './code-table';

/** `type` of a transfer between wallets (reference 6.1). */
export const transferTypeCodes = textCodeTable('transfer type', { in: 'IN', out: 'OUT' });
export type TransferTypeWord = (typeof transferTypeCodes.words)[number];

/** `state` of a transfer between wallets. */
export const transferStateCodes = textCodeTable('transfer state', { waiting: 'WAIT', succeeded: 'SUCCESS', failed: 'FAILED' });
export type TransferStateWord = (typeof transferStateCodes.words)[number];

/** `deductType`: what a fee was paid with, besides money. */
export const deductTypeCodes = codeTable('deductType', { none: 0, 'mx-point': 1, bonus: 2 });
export type DeductTypeWord = (typeof deductTypeCodes.words)[number];

/** `riskSource` of a change of the risk limit. */
export const riskSourceCodes = codeTable('riskSource', { other: 0, 'liquidation-service': 1 });
export type RiskSourceWord = (typeof riskSourceCodes.words)[number];

/** `notifyType` of a liquidation message. */
export const notifyTypeCodes = codeTable('notifyType', { liquidated: 1, 'liquidation-warning': 2 });
export type NotifyTypeWord = (typeof notifyTypeCodes.words)[number];
