import type { Denial, MarginMode, PositionSide } from '@prate/execution-interface';
import { positionId } from '@prate/execution-interface';
import { MexcApiError, type WirePosition, openTypeCodes, positionTypeCodes } from '@prate/mexc-protocol';
import { LeaseNotHeldError } from '@prate/mexc-rest';
import type { ExecutionContext } from '../execution-context';
import { readLeverage, readWirePositions } from '../queries/read-account';
import { leaseNotHeld } from '../settle-outcome';
import { leverageToWire } from '../to-wire';
import { denial, messageOf } from './denials';

export interface LeverageWanted {
  readonly symbol: string;
  readonly positionSide: PositionSide;
  readonly leverage: number;
  readonly marginMode: MarginMode;
}

interface LeverageFound {
  readonly leverage: number;
  readonly marginMode: MarginMode;
}

/** An open position says what counts for its side; without one the account's setting does. */
export async function currentLeverage(
  context: ExecutionContext,
  { symbol, positionSide }: Pick<LeverageWanted, 'symbol' | 'positionSide'>,
  position: WirePosition | undefined,
): Promise<LeverageFound> {
  if (position !== undefined) return { leverage: position.leverage, marginMode: openTypeCodes.toWord(position.openType) };
  return readLeverage(context, { symbol, positionSide });
}

/**
 * Brings the leverage of one side to what is wanted: by an explicit call where it differs, believed only when read back. The failure of the
 * call alone decides nothing, for a lost answer may have been a change.
 *
 * @returns why not, with the value that stands and the venue's refusal; the error of the call is kept for who needs its proof
 */
export async function ensureLeverage(
  context: ExecutionContext,
  wanted: LeverageWanted,
  { position, found }: { position: WirePosition | undefined; found: LeverageFound },
): Promise<{ readonly denial: Denial; readonly callError?: unknown } | undefined> {
  if (isAsWanted(found, wanted)) return undefined;
  const { rest, session } = context;
  session.confirmed.forget(wanted.symbol);
  let callError: unknown;
  try {
    await session.heard(
      rest.private.changeLeverage(leverageToWire(wanted, position === undefined ? undefined : positionId(position.positionId))),
    );
  } catch (error) {
    // Nothing was sent, and it is not the leverage that stands in the way.
    if (error instanceof LeaseNotHeldError) return { denial: leaseNotHeld(error), callError: error };
    callError = error;
  } finally {
    // Whoever read meanwhile may have seen it as it was.
    session.confirmed.forget(wanted.symbol);
  }
  let now: LeverageFound;
  try {
    const stillOpen = position === undefined ? undefined : await findPosition(context, wanted);
    now = await currentLeverage(context, wanted, stillOpen);
  } catch (error) {
    return { denial: differs(wanted, found, { callError, readError: error }), callError };
  }
  return isAsWanted(now, wanted) ? undefined : { denial: differs(wanted, now, { callError }), callError };
}

/** The open position of that side, or in one-way mode the one position there is. */
export async function findPosition(
  context: ExecutionContext,
  { symbol, positionSide }: Pick<LeverageWanted, 'symbol' | 'positionSide'>,
): Promise<WirePosition | undefined> {
  return (await readWirePositions(context, symbol)).find((row) => positionTypeCodes.toWord(row.positionType) === positionSide);
}

function isAsWanted(found: LeverageFound, wanted: LeverageWanted): boolean {
  return found.leverage === wanted.leverage && found.marginMode === wanted.marginMode;
}

function differs(
  { symbol, positionSide, leverage, marginMode }: LeverageWanted,
  found: LeverageFound,
  { callError, readError }: { callError: unknown; readError?: unknown },
): Denial {
  const why = [
    callError === undefined ? undefined : `the change failed: ${messageOf(callError)}`,
    readError === undefined ? undefined : `it could not be read back: ${messageOf(readError)}`,
  ].filter((part) => part !== undefined);
  return denial(
    'leverage-differs',
    `leverage of ${symbol} ${positionSide}: found ${found.leverage} ${found.marginMode}, expected ${leverage} ${marginMode}${
      why.length === 0 ? '' : `; ${why.join('; ')}`
    }`,
    {
      symbol,
      positionSide,
      found: { leverage: found.leverage, marginMode: found.marginMode },
      expected: { leverage, marginMode },
      ...(callError instanceof MexcApiError ? { refusal: { code: String(callError.code), kind: callError.kind } } : {}),
      ...failedCall(readError ?? callError),
    },
  );
}

/** For whoever counts calls that fail: which error it was, and of a refusal the kind. */
function failedCall(error: unknown): { readonly failedCall?: { readonly error: string; readonly kind?: string } } {
  if (!(error instanceof Error)) return {};
  return { failedCall: { error: error.name, ...(error instanceof MexcApiError ? { kind: error.kind } : {}) } };
}
