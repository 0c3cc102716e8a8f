import { executionContract } from '../execution-contract/execution-contract';
import { type InMemoryExecutionVenueOptions, inMemoryAbilities, inMemoryExecutionVenue } from './in-memory-execution-venue';

const setUps: readonly InMemoryExecutionVenueOptions[] = [
  { kind: 'linear', positionMode: 'hedge' },
  { kind: 'linear', positionMode: 'one-way' },
  { kind: 'inverse', positionMode: 'hedge' },
  { kind: 'inverse', positionMode: 'one-way' },
];

describe.each(setUps.map((setUp) => [`${setUp.kind}, ${setUp.positionMode}`, setUp] as const))('%s', (_name, setUp) => {
  const { cases } = executionContract(inMemoryAbilities(setUp));

  test.each(cases.map((one) => [one.name, one] as const))('%s', (_case, one) => one.run(inMemoryExecutionVenue(setUp)));
});
