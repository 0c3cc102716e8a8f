import { executionContract } from '@prate/execution-interface/testing';
import { SimulatedExecutionVenue, simulatedAbilities } from './simulated-execution-venue';

const setUps = [
  { symbol: 'BTC_USDT', positionMode: 'hedge' },
  { symbol: 'ETH_USDC', positionMode: 'one-way' },
  { symbol: 'BTC_USD', positionMode: 'hedge' },
] as const;

describe.each(setUps.map((setUp) => [`${setUp.symbol}, ${setUp.positionMode}`, setUp] as const))('%s', (_name, setUp) => {
  const { cases, notRun } = executionContract(simulatedAbilities(setUp));

  test.each(cases.map((one) => [one.name, one] as const))(
    '%s',
    async (_case, one) => one.run(await SimulatedExecutionVenue.open(setUp)),
    60_000,
  );

  // Its name is the list.
  test(`behavior: ${notRun.join('; ')}`, () => {
    const isInverse = setUp.symbol === 'BTC_USD';
    const isHedge = setUp.positionMode === 'hedge';
    expect(notRun).toEqual([
      isInverse ? 'EX19 not run here: needs linear' : 'EX1A not run here: needs inverse',
      ...(isHedge ? [] : ['EX65 not run here: needs hedge', 'EX6D not run here: needs hedge']),
      ...(isInverse ? ['EX6H not run here: needs max-contracts'] : []),
      ...(isHedge ? [] : ['EX96 not run here: needs hedge']),
    ]);
  });
});
