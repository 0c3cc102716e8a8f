import { marketDataContract } from '@prate/execution-interface/testing';
import { SimulatedVenue } from './simulated-venue';

let venue: SimulatedVenue;
beforeEach(async () => {
  venue = await SimulatedVenue.open();
});
afterEach(() => venue.close());

test.each(marketDataContract.map((one) => [one.name, one] as const))(
  '%s',
  async (_name, one) => {
    await one.run(venue);
    // What was not waited for must not have gone wrong either.
    if (!one.name.startsWith('M45')) expect(venue.handlerErrors).toEqual([]);
  },
  120_000,
);
