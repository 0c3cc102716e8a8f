import { codeTable } from './code-table';

/** `state` of a trailing order (reference 5.12): 0 to 4, not the 1 to 5 of plan and stop orders. */
export const trackStateCodes = codeTable('track state', { inactive: 0, active: 1, executed: 2, failed: 3, cancelled: 4 });
export type TrackStateWord = (typeof trackStateCodes.words)[number];

/** `backType`: `backValue` is a share (0.02 is 2 %), or a difference of prices. */
export const backTypeCodes = codeTable('backType', { percentage: 1, absolute: 2 });
export type BackTypeWord = (typeof backTypeCodes.words)[number];
