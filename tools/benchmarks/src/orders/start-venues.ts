import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface VenueAddress {
  readonly restUrl: string;
  readonly wsUrl: string;
  readonly keys: { readonly apiKey: string; readonly apiSecret: string };
}

/** Starts the process of the simulators; it ends with this one, or by `stop`. */
/** @param contractCounts how many contracts each of them lists */
export async function startVenues(
  contractCounts: readonly number[],
): Promise<{ readonly venues: readonly VenueAddress[]; readonly stop: () => void }> {
  const child = fork(join(__dirname, 'venue-process.js'), [contractCounts.join(',')]);
  const [venues] = (await once(child, 'message')) as [readonly VenueAddress[]];
  return { venues, stop: () => child.disconnect() };
}
