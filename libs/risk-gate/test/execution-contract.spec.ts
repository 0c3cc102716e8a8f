import {
  InMemoryExecution,
  type InMemoryExecutionVenueOptions,
  executionContract,
  inMemoryAbilities,
  inMemoryExecutionVenue,
} from '@prate/execution-interface/testing';
import { RiskGate } from '../src/risk-gate';

const MUCH = { USDT: '1000000000', BTC: '1000000' } as const;

/** A gate that lets everything through which is no matter of limits: what is left must be a port like any other. */
const gated: InMemoryExecutionVenueOptions['execution'] = (venue, clock) =>
  new RiskGate({
    over: new InMemoryExecution(venue),
    instruments: venue,
    marks: async (symbol) => venue.price(symbol),
    limits: {
      maxOrderNotional: MUCH,
      maxPositionNotional: MUCH,
      maxTotalNotional: MUCH,
      maxDailyLoss: MUCH,
      maxLeverage: 500,
      maxOpenOrders: 10_000,
      orderRate: { count: 10_000, windowMs: 1_000 },
      priceCollar: '0.5',
    },
    clock,
  });

describe.each([
  ['linear', 'hedge'],
  ['linear', 'one-way'],
  ['inverse', 'hedge'],
  ['inverse', 'one-way'],
] as const)('%s, %s', (kind, positionMode) => {
  const { cases, notRun } = executionContract(inMemoryAbilities({ kind, positionMode }));
  const run = (one: (typeof cases)[number]) => one.run(inMemoryExecutionVenue({ kind, positionMode, execution: gated }));

  test.each(cases.map((one) => [one.name, one] as const))('%s', (_case, one) => run(one));

  // Its name is the list.
  test(`behavior: ${notRun.join('; ')}`, () => {
    expect(notRun).toHaveLength(positionMode === 'hedge' ? 15 : 18);
  });
});
