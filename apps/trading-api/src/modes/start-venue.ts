import type { Clock } from '@prate/execution-interface';
import type { Environment } from '../environment';
import type { AppLog } from '../observability/app-log';
import { LiveVenue } from './live';
import { PaperVenue } from './paper';
import { SimulatedVenue } from './simulated';

/** Starts what the mode needs. @throws what the mode throws; nothing is left running then */
export function startVenue(
  environment: Environment,
  parts: { readonly clock: Clock; readonly log: AppLog },
): Promise<SimulatedVenue | PaperVenue | LiveVenue> {
  switch (environment.tradingMode) {
    case 'simulated':
      return SimulatedVenue.start({ seed: environment.simulatorSeed, clock: parts.clock });
    case 'paper':
      return PaperVenue.start(environment, parts);
    case 'live':
      return LiveVenue.start(environment, parts);
  }
}
