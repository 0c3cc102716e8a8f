import { executionContract } from '../execution-contract/execution-contract';
import { type InMemoryExecutionVenueOptions, inMemoryAbilities, inMemoryExecutionVenue } from './in-memory-execution-venue';

const setUps: readonly InMemoryExecutionVenueOptions[] = [
  { kind: 'linear', positionMode: 'hedge' },
  { kind: 'linear', positionMode: 'one-way' },
  { kind: 'inverse', positionMode: 'hedge' },
  { kind: 'inverse', positionMode: 'one-way' },
];

describe.each(setUps.map((setUp) => [`${setUp.kind}, ${setUp.positionMode}`, setUp] as const))('%s', (_name, setUp) => {
  const { cases, notRun } = executionContract(inMemoryAbilities(setUp));

  test.each(cases.map((one) => [one.name, one] as const))('%s', (_case, one) => one.run(inMemoryExecutionVenue(setUp)));

  // Its name is the list.
  test(`behavior: ${notRun.join('; ')}`, () => {
    const numbers = notRun.map((line) => line.split(' ')[0]);
    const isHedge = setUp.positionMode === 'hedge';
    expect(numbers).toEqual([
      setUp.kind === 'inverse' ? 'EX19' : 'EX1A',
      'EX5E',
      ...(isHedge ? [] : ['EX65', 'EX6D', 'EX96']),
      ...['EX98', 'EX99', 'EX9A', 'EXA0', 'EXA1', 'EXA2', 'EXA3', 'EXA4', 'EXA5', 'EXA6', 'EXA7', 'EXA8', 'EXA9'],
    ]);
  });
});
