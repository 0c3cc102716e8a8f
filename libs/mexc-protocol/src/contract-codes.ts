import { codeTable } from './code-table';

/** `state` of a contract (reference 6.1). */
export const contractStateCodes = codeTable('contract state', { enabled: 0, delivering: 1, delivered: 2, offline: 3, paused: 4 });
export type ContractStateWord = (typeof contractStateCodes.words)[number];

/** `type` of a contract. */
export const contractTypeCodes = codeTable('contract type', { normal: 1, suspended: 2 });
export type ContractTypeWord = (typeof contractTypeCodes.words)[number];

/** `futureType` of a contract. */
export const futureTypeCodes = codeTable('futureType', { perpetual: 1, daily: 2 });
export type FutureTypeWord = (typeof futureTypeCodes.words)[number];

/** `positionOpenType` of a contract: the margin modes it offers. The stream's page permutes them; this is the REST table (reference 10.21). */
export const positionOpenTypeCodes = codeTable('positionOpenType', { isolated: 1, cross: 2, both: 3 });
export type PositionOpenTypeWord = (typeof positionOpenTypeCodes.words)[number];

/** `T` of a public deal: the side of the taker. */
export const dealSideCodes = codeTable('deal side', { buy: 1, sell: 2 });
export type DealSideWord = (typeof dealSideCodes.words)[number];
