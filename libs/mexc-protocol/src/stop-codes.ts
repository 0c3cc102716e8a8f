import { codeTable, textCodeTable } from './code-table';

/** `state` of a take-profit / stop-loss order (reference 5.11). */
export const stopStateCodes = codeTable('stop state', { untriggered: 1, cancelled: 2, executed: 3, invalid: 4, failed: 5 });
export type StopStateWord = (typeof stopStateCodes.words)[number];

/** `state` of an execution detail of such an order: other numbers, documented in April 2025 and no longer. */
export const stopDetailStateCodes = codeTable('stop detail state', { untriggered: 0, executed: 3, cancelled: 5, failed: 6 });
export type StopDetailStateWord = (typeof stopDetailStateCodes.words)[number];

/** `triggerSide`: which of the two prices was reached. */
export const triggerSideCodes = codeTable('triggerSide', { none: 0, 'take-profit': 1, 'stop-loss': 2 });
export type TriggerSideWord = (typeof triggerSideCodes.words)[number];

/** `volType`: a part of the position, or whatever it holds when the price is reached. */
export const volTypeCodes = codeTable('volType', { partial: 1, 'whole-position': 2 });
export type VolTypeWord = (typeof volTypeCodes.words)[number];

/** `profitLossVolType`: one size for both prices, or one each. */
export const profitLossVolTypeCodes = textCodeTable('profitLossVolType', { same: 'SAME', separate: 'SEPARATE' });
export type ProfitLossVolTypeWord = (typeof profitLossVolTypeCodes.words)[number];

/** `takeProfitType`, `stopLossType`: what is placed when the price is reached. */
export const stopExecutionCodes = codeTable('takeProfitType or stopLossType', { market: 0, limit: 1 });
export type StopExecutionWord = (typeof stopExecutionCodes.words)[number];
