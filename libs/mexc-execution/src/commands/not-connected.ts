import type { Denial } from '@prate/execution-interface';
import type { ExecutionContext } from '../execution-context';
import { denial } from './denials';

/** The reason while there is no connection. */
export function denyUnconnected({ session }: ExecutionContext, operation: string): Denial | undefined {
  if (session.isConnected) return undefined;
  return denial('not-connected', `${operation}: found no connection, expected connect() to have answered ok first`);
}
