import { codeTable, textCodeTable } from './code-table';

/** Codes of positions, margin and leverage (reference 6.1). */
export const positionTypeCodes = codeTable('positionType', { long: 1, short: 2 });
export type PositionTypeWord = (typeof positionTypeCodes.words)[number];

export const positionModeCodes = codeTable('positionMode', { hedge: 1, 'one-way': 2 });
export type PositionModeWord = (typeof positionModeCodes.words)[number];

export const positionStateCodes = codeTable('position state', { holding: 1, custody: 2, closed: 3 });
export type PositionStateWord = (typeof positionStateCodes.words)[number];

/** `positionMode` of what is read back: old records do not know theirs. */
export const recordedPositionModeCodes = codeTable('recorded positionMode', { 'not-recorded': 0, hedge: 1, 'one-way': 2 });
export type RecordedPositionModeWord = (typeof recordedPositionModeCodes.words)[number];

/** `leverageMode`, on the stream `lm`. */
export const leverageModeCodes = codeTable('leverageMode', { advanced: 1, simple: 2 });
export type LeverageModeWord = (typeof leverageModeCodes.words)[number];

/** `type` of a margin change. */
export const marginChangeCodes = textCodeTable('margin change type', { add: 'ADD', subtract: 'SUB' });
export type MarginChangeWord = (typeof marginChangeCodes.words)[number];
