import { codeTable } from './code-table';

/** `state` of a plan (trigger) order (reference 5.10). Not the states of an order, nor of a trailing order. */
export const planStateCodes = codeTable('plan state', { untriggered: 1, cancelled: 2, executed: 3, invalid: 4, failed: 5 });
export type PlanStateWord = (typeof planStateCodes.words)[number];

/** `executeCycle` as sent: how long a plan order waits. Read back, the same field counts hours. */
export const executeCycleCodes = codeTable('executeCycle', { 'one-day': 1, 'seven-days': 2 });
export type ExecuteCycleWord = (typeof executeCycleCodes.words)[number];
