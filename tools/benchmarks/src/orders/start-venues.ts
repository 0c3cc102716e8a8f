import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface VenueAddress {
  readonly restUrl: string;
  readonly wsUrl: string;
  readonly keys: { readonly apiKey: string; readonly apiSecret: string };
}

/** Starts the process of the simulators; it ends with this one, or by `stop`. */
export async function startVenues(count: number): Promise<{ readonly venues: readonly VenueAddress[]; readonly stop: () => void }> {
  const child = fork(join(__dirname, 'venue-process.js'), [String(count)]);
  const [venues] = (await once(child, 'message')) as [readonly VenueAddress[]];
  return { venues, stop: () => child.disconnect() };
}
