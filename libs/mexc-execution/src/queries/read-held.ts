import type { PositionSide } from '@prate/execution-interface';
import { isPositive } from '@prate/execution-interface/decimal';
import { type WirePosition, positionStateCodes, positionTypeCodes } from '@prate/mexc-protocol';
import type { ExecutionContext } from '../execution-context';
import { readWirePositions } from './read-account';

/**
 * Positions that can be closed, of one symbol or of all, what the venue has taken over left out: as read, or where that fails as the stream
 * keeps them, which is fresh state as well.
 *
 * @throws {MexcError} when they cannot be read and nothing keeps them
 */
export async function readHeld(context: ExecutionContext, symbol?: string): Promise<readonly WirePosition[]> {
  let rows: readonly WirePosition[];
  try {
    rows = await readWirePositions(context, symbol);
  } catch (error) {
    const kept = context.session.keptPositions();
    if (kept === undefined) throw error;
    rows = kept.filter((row) => isPositive(row.holdVol as `${number}`) && (symbol ?? row.symbol) === row.symbol);
  }
  return rows.filter(({ state }) => positionStateCodes.toWord(state) === 'holding');
}

/** The position of that side, if one is known of; never throws. */
export async function findHeldNow(
  context: ExecutionContext,
  { symbol, positionSide }: { readonly symbol: string; readonly positionSide: PositionSide },
): Promise<WirePosition | undefined> {
  const held = await readHeld(context, symbol).catch(() => []);
  return held.find(({ positionType }) => positionTypeCodes.toWord(positionType) === positionSide);
}
