import { Dice } from './dice';

/** Where a process can be killed on the way of an order, and what is true of the order then. */
export const killSteps = {
  'before record': 'nothing is written, nothing has left',
  'after record': 'written as sent, nothing has left',
  'after send': 'the whole request has left, the exchange has not read it yet',
  'after accept': 'the exchange has carried it out, its answer is on the way',
  'before store': 'the answer is here, the outcome is not written yet',
  'while resolving': 'it was looked for, what was found is not written yet',
  'during reconcile': 'a restarted process is reading the account',
} as const;

export type KillStep = keyof typeof killSteps;

/** All steps in an order of their own, again and again, so that each comes as often as the others. */
export function killStepsOf(seed: string, count: number): readonly KillStep[] {
  const names = Object.keys(killSteps) as KillStep[];
  const steps: KillStep[] = [];
  for (let round = 0; steps.length < count; round += 1) steps.push(...new Dice(seed, 'kills', round).shuffled(names));
  return steps.slice(0, count);
}
