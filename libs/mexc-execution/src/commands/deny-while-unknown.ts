import type { ClientOrderId, Denial } from '@prate/execution-interface';
import type { ExecutionContext } from '../execution-context';
import { denial, messageOf } from './denials';

/**
 * While it is unknown whether an earlier intent of the symbol arrived, nothing new opens in it. A journal that other processes write is asked;
 * of one that only this process writes everything is known here since `connect()`.
 */
export async function denyWhileUnknown(context: ExecutionContext, symbol: string): Promise<Denial | undefined> {
  if (!context.journal.isShared) return denyIfUnknown(context, symbol);
  try {
    await context.intents.refresh();
  } catch (error) {
    return denial('journal-unavailable', `order of ${symbol}: the journal cannot be read: ${messageOf(error)}`);
  }
  return denyIfUnknown(context, symbol);
}

/** The same by what is known here and now: another one may have become unknown while this one was prepared. */
export function denyIfUnknown({ intents }: ExecutionContext, symbol: string): Denial | undefined {
  const unknown = intents.unknownIn(symbol);
  return unknown.length === 0 ? undefined : intentUnknown(symbol, unknown);
}

function intentUnknown(symbol: string, unknown: readonly ClientOrderId[]): Denial {
  return denial(
    'intent-unknown',
    `order of ${symbol}: found ${unknown.length} earlier order(s) of which nobody knows whether they exist, expected none; ask getOrder(${unknown[0]}) first`,
    { symbol, clientOrderIds: unknown },
  );
}
