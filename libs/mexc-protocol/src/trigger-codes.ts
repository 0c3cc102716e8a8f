import { codeTable } from './code-table';

/** `trend`, `lossTrend`, `profitTrend`: the price that a trigger watches (reference 6.1). */
export const trendCodes = codeTable('trend', { last: 1, fair: 2, index: 3 });
export type TrendWord = (typeof trendCodes.words)[number];

/** `triggerType`: on which side of the trigger price it fires. */
export const triggerTypeCodes = codeTable('triggerType', { 'at-or-above': 1, 'at-or-below': 2 });
export type TriggerTypeWord = (typeof triggerTypeCodes.words)[number];

/** `priceProtect`, `isFinished` and their like: 0 or 1. */
export const zeroOneCodes = codeTable('flag of 0 and 1', { no: 0, yes: 1 });
export type ZeroOneWord = (typeof zeroOneCodes.words)[number];

/** `takeProfitReverse`, `stopLossReverse`, `M` of a public deal: 1 is yes and 2 is no. Not the same as {@link zeroOneCodes}. */
export const yesNoCodes = codeTable('flag of 1 and 2', { yes: 1, no: 2 });
export type YesNoWord = (typeof yesNoCodes.words)[number];
