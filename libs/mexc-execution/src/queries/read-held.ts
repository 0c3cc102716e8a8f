import type { PositionSide } from '@prate/execution-interface';
import { isPositive } from '@prate/execution-interface/decimal';
import { type WirePosition, positionStateCodes, positionTypeCodes } from '@prate/mexc-protocol';
import type { ExecutionContext } from '../execution-context';
import { readWirePositions } from './read-account';

/** Positions that can be closed: what the venue has taken over for liquidation is left out. */
export interface Held {
  readonly rows: readonly WirePosition[];
  /** False: as the stream keeps them, which is fresh state as well, though nobody could be asked. */
  readonly isRead: boolean;
}

/**
 * Of one symbol or of all: as read, or where that fails as the stream keeps them.
 *
 * @throws {MexcError} when they cannot be read and nothing keeps them
 */
export async function readHeld(context: ExecutionContext, symbol?: string): Promise<Held> {
  const isHolding = ({ state }: WirePosition): boolean => positionStateCodes.toWord(state) === 'holding';
  try {
    return { rows: (await readWirePositions(context, symbol)).filter(isHolding), isRead: true };
  } catch (error) {
    const kept = context.session.keptPositions();
    if (kept === undefined) throw error;
    const isMeant = (row: WirePosition): boolean => isPositive(row.holdVol as `${number}`) && (symbol ?? row.symbol) === row.symbol;
    return { rows: kept.filter((row) => isHolding(row) && isMeant(row)), isRead: false };
  }
}

/** The position of that side, if one is known of; never throws. */
export async function findHeldNow(
  context: ExecutionContext,
  { symbol, positionSide }: { readonly symbol: string; readonly positionSide: PositionSide },
): Promise<WirePosition | undefined> {
  const held = await readHeld(context, symbol).catch(() => undefined);
  return held?.rows.find(({ positionType }) => positionTypeCodes.toWord(positionType) === positionSide);
}
