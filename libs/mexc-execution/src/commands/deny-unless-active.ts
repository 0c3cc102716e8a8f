import type { Denial, TradingState } from '@prate/execution-interface';
import type { ExecutionContext } from '../execution-context';
import { denial, messageOf } from './denials';

/**
 * The kill switch once more, when an intent is recorded and about to leave: it may have been thrown while the order was prepared or waited
 * for its place, here or by another process. One that cannot be read counts as thrown. Of what adds exposure only; without a switch nothing
 * is asked.
 */
export async function denyUnlessActive({ killSwitch }: ExecutionContext, symbol: string): Promise<Denial | undefined> {
  if (killSwitch === undefined) return undefined;
  try {
    const { state, reason } = await killSwitch.read();
    return state === 'active' ? undefined : stopped(symbol, state, ` (${reason})`);
  } catch (error) {
    const message = `order of ${symbol}: the kill switch could not be read when it was about to leave: ${messageOf(error)}; nothing was sent`;
    return denial('trading-state-unknown', message, { symbol, expected: 'active' });
  }
}

/** The same without asking anybody, where a byte cannot wait: what is not known here stops nothing, for it was asked for a moment ago. */
export function denyIfKnownStopped({ killSwitch }: ExecutionContext, symbol: string): Denial | undefined {
  const state = killSwitch?.lastKnown?.();
  return state === undefined || state === 'active' ? undefined : stopped(symbol, state);
}

function stopped(symbol: string, state: TradingState, why = ''): Denial {
  const message = `order of ${symbol}: found trading ${state}${why} when it was about to leave, expected active; nothing was sent`;
  return denial(state === 'halted' ? 'trading-halted' : 'trading-reducing', message, { symbol, found: state, expected: 'active' });
}
