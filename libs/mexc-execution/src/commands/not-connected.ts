import type { Denial } from '@prate/execution-interface';
import type { ExecutionContext } from '../execution-context';
import { denial } from './denials';

/** The reason while there is no connection. */
export function denyUnconnected({ session }: ExecutionContext, operation: string): Denial | undefined {
  if (session.isConnected) return undefined;
  return denial('not-connected', `${operation}: found no connection, expected connect() to have answered ok first`);
}

/** The same for what only reduces: keys that were not refused are enough, for each thing else there is a way without it. */
export function denyUnconnectedClose({ session }: ExecutionContext, operation: string): Denial | undefined {
  if (session.isConnected || session.areKeysTried) return undefined;
  return denial('not-connected', `${operation}: found no connection, expected connect() before, and keys that the venue takes`);
}
