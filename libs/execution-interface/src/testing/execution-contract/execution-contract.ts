import { accountCases } from './account-cases';
import { cancelCases } from './cancel-cases';
import { changeCases } from './change-cases';
import { closeCases } from './close-cases';
import { conditionalCases } from './conditional-cases';
import { denialCases } from './denial-cases';
import { eventCases } from './event-cases';
import type { ExecutionAbility } from './execution-ability';
import type { ExecutionCase } from './execution-case';
import { historyCases } from './history-cases';
import { intentCases } from './intent-cases';
import { lifeCases } from './life-cases';
import { orderCases } from './order-cases';

const allCases: readonly ExecutionCase[] = [
  ...lifeCases,
  ...orderCases,
  ...denialCases,
  ...closeCases,
  ...intentCases,
  ...cancelCases,
  ...accountCases,
  ...eventCases,
  ...historyCases,
  ...changeCases,
  ...conditionalCases,
];

export interface ExecutionContract {
  /** Run each on a fresh venue. */
  readonly cases: readonly ExecutionCase[];
  /** What cannot be tried there, and why: print it, so that nobody takes it for proven. */
  readonly notRun: readonly string[];
}

/** What every `ExecutionInterface` must hold, as far as a venue with these abilities can show it. */
export function executionContract(abilities: readonly ExecutionAbility[]): ExecutionContract {
  const missing = ({ needs }: ExecutionCase) => needs.filter((ability) => !abilities.includes(ability));
  return {
    cases: allCases.filter((one) => missing(one).length === 0),
    notRun: allCases
      .filter((one) => missing(one).length > 0)
      .map((one) => `${one.name.split(' ')[0]} not run here: needs ${missing(one).join(', ')}`),
  };
}
