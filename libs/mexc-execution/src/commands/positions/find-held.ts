import type { Denial, PositionSide } from '@prate/execution-interface';
import { type WirePosition, positionStateCodes } from '@prate/mexc-protocol';
import type { ExecutionContext } from '../../execution-context';
import { denial, messageOf } from '../denials';
import { findPosition } from '../ensure-leverage';
import { denyUnconnected } from '../not-connected';

/** The open position that a command is about, freshly read; what the venue has taken over is none of ours. */
export async function findHeld(
  context: ExecutionContext,
  operation: string,
  { symbol, positionSide }: { readonly symbol: string; readonly positionSide: PositionSide },
): Promise<{ readonly position: WirePosition } | { readonly denial: Denial }> {
  const what = `${operation} of ${symbol} ${positionSide}`;
  const unconnected = denyUnconnected(context, what);
  if (unconnected !== undefined) return { denial: unconnected };
  let position: WirePosition | undefined;
  try {
    position = await findPosition(context, { symbol, positionSide });
  } catch (error) {
    return {
      denial: denial('not-sent', `${what}: nothing was sent, because positions could not be read: ${messageOf(error)}`, { symbol }),
    };
  }
  if (position !== undefined && positionStateCodes.toWord(position.state) === 'holding') return { position };
  return { denial: denial('position-not-found', `${what}: found no such position, expected one`, { symbol, positionSide }) };
}
