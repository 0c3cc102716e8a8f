import {
  type CreateOrder,
  type DecimalText,
  type Denial,
  type Instrument,
  type PositionMode,
  positionId,
  positionSideOf,
} from '@prate/execution-interface';
import { compare } from '@prate/execution-interface/decimal';
import { type WirePosition, openTypeCodes, positionModeCodes, positionStateCodes, positionTypeCodes } from '@prate/mexc-protocol';
import type { ExecutionContext } from '../execution-context';
import { closableContracts } from '../from-wire';
import { readPositionMode, readWirePositions } from '../queries/read-account';
import type { ClosingExposure, OpeningExposure } from '../to-wire';
import { denial, messageOf } from './denials';
import { currentLeverage, ensureLeverage } from './ensure-leverage';

type Prepared<Exposure> = { readonly positionMode: PositionMode; readonly exposure: Exposure } | { readonly denial: Denial };
/** As much of an order, plain or conditional, as says what it opens. */
export type Opening = Pick<Extract<CreateOrder, { effect: 'open' }>, 'symbol' | 'side' | 'leverage' | 'marginMode'>;

/**
 * An opening order stands on fresh state only: position mode, positions and leverage are read, and what differs is denied or, for leverage,
 * changed and read back. On a healthy account what
 * was read a moment ago for the same terms is fresh enough.
 */
export async function prepareOpening(
  context: ExecutionContext,
  command: Opening,
  instrument: Instrument,
): Promise<Prepared<OpeningExposure>> {
  const { symbol, leverage, marginMode } = command;
  const positionSide = positionSideOf(command.side, 'open');
  if (leverage < instrument.minLeverage || leverage > instrument.maxLeverage) return leverageOutOfRange(symbol, leverage, instrument);

  const lastMode = context.session.positionMode;
  const { confirmed } = context.session;
  const terms = { symbol, positionSide, leverage, marginMode };
  const knownMode = confirmed.find(terms);
  if (knownMode !== undefined && knownMode === lastMode) {
    return { positionMode: knownMode, exposure: { effect: 'open', marginMode, leverage } };
  }
  const reading = confirmed.begin(symbol);
  const [modeRead, positionsRead] = await Promise.allSettled([readPositionMode(context), readWirePositions(context, symbol)]);
  if (modeRead.status === 'rejected') return notReadable(symbol, 'the position mode', modeRead.reason);
  const positionMode = modeRead.value;
  if (lastMode !== undefined && lastMode !== positionMode) {
    return {
      denial: denial(
        'position-mode-unknown',
        `position mode: found ${positionMode}, expected ${lastMode}; it was changed elsewhere, and is known from now on`,
        { found: positionMode, expected: lastMode },
      ),
    };
  }
  if (positionsRead.status === 'rejected') return notReadable(symbol, 'positions', positionsRead.reason);

  const position = positionsRead.value.find((row) => positionTypeCodes.toWord(row.positionType) === positionSide);
  // One-way accounts have one position a symbol, and whichever side it has, its margin mode stands.
  const clashing = positionMode === 'one-way' ? positionsRead.value[0] : position;
  if (clashing !== undefined && openTypeCodes.toWord(clashing.openType) !== marginMode) return marginModeConflict(command, clashing);

  try {
    const found = await currentLeverage(context, { symbol, positionSide }, position);
    const failure = await ensureLeverage(context, { symbol, positionSide, leverage, marginMode }, { position, found });
    if (failure !== undefined) return { denial: failure.denial };
  } catch (error) {
    return notReadable(symbol, 'leverage', error);
  }
  confirmed.keep(terms, positionMode, reading);
  return { positionMode, exposure: { effect: 'open', marginMode, leverage } };
}

/**
 * A close proves first that there is something to close. Where nothing can be read it goes out all the same: a close side, and in one-way
 * mode the reduce-only flag, cannot open anything.
 */
export async function prepareClosing(
  context: ExecutionContext,
  { symbol, side }: Pick<CreateOrder, 'symbol' | 'side'>,
  contracts: DecimalText,
): Promise<Prepared<ClosingExposure>> {
  const { session } = context;
  const positionSide = positionSideOf(side, 'close');
  const lastMode = session.positionMode;
  const [modeRead, positionsRead] = await Promise.allSettled([readPositionMode(context), readWirePositions(context, symbol)]);
  const positionMode = modeRead.status === 'fulfilled' ? modeRead.value : (lastMode ?? (await lastPositionMode(context)));
  if (positionsRead.status === 'rejected') {
    // Isolated where none was ever seen: the venue refuses a wrong one, it does not open anything with it.
    const marginMode = session.lastMarginMode(symbol, positionSide) ?? 'isolated';
    return { positionMode, exposure: { effect: 'close', marginMode } };
  }

  const position = positionsRead.value.find((row) => positionTypeCodes.toWord(row.positionType) === positionSide && isOurs(row));
  if (position === undefined) {
    const open = positionsRead.value.map((row) => `${positionTypeCodes.toWord(row.positionType)} ${row.holdVol}`);
    return {
      denial: denial(
        'position-not-found',
        `close of ${symbol}: found ${open.join(' and ') || 'no position'}, expected a ${positionSide} position`,
        {
          symbol,
          positionSide,
          open,
        },
      ),
    };
  }
  const closable = closableContracts(position);
  if (compare(closable, contracts) < 0) {
    return {
      denial: denial(
        'position-too-small',
        `close of ${symbol} ${positionSide}: found ${closable} closable of ${position.holdVol} contracts, expected at least ${contracts}`,
        { symbol, positionSide, holding: position.holdVol, closable, asked: contracts },
      ),
    };
  }
  return {
    positionMode,
    exposure: {
      effect: 'close',
      marginMode: openTypeCodes.toWord(position.openType),
      positionId: positionId(position.positionId),
      leverage: position.leverage,
    },
  };
}

/**
 * The mode where it was never read: that of the account's newest order. Where there is none, hedge: an order that states the wrong one is
 * refused (error code 9, reference 6.3) and opens nothing.
 */
async function lastPositionMode({ rest, session }: ExecutionContext): Promise<PositionMode> {
  try {
    const orders = await session.heard(rest.private.listHistoryOrders({ pageNum: 1, pageSize: 1 }));
    const [mode] = orders.flatMap(({ positionMode }) => (positionMode ? [positionModeCodes.toWord(positionMode)] : []));
    return mode ?? 'hedge';
  } catch {
    return 'hedge';
  }
}

/** What the venue has taken over for liquidation is closed by the venue. */
function isOurs({ state }: WirePosition): boolean {
  return positionStateCodes.toWord(state) === 'holding';
}

export function leverageOutOfRange(
  symbol: string,
  leverage: number,
  { minLeverage, maxLeverage }: Instrument,
): { readonly denial: Denial } {
  return {
    denial: denial('leverage-out-of-range', `leverage of ${symbol}: found ${leverage}, expected ${minLeverage} to ${maxLeverage}`, {
      symbol,
      found: leverage,
      minLeverage,
      maxLeverage,
    }),
  };
}

export function marginModeConflict(
  { symbol, marginMode }: Pick<Opening, 'symbol' | 'marginMode'>,
  position: WirePosition,
): { readonly denial: Denial } {
  const existing = openTypeCodes.toWord(position.openType);
  const side = positionTypeCodes.toWord(position.positionType);
  return {
    denial: denial(
      'margin-mode-conflict',
      `margin mode of ${symbol}: found ${marginMode}, expected ${existing} as the open ${side} position has (${position.holdVol} contracts)`,
      { symbol, found: marginMode, expected: existing, positionId: position.positionId, positionSide: side, contracts: position.holdVol },
    ),
  };
}

export function notReadable(symbol: string, what: string, error: unknown): { readonly denial: Denial } {
  return {
    denial: denial('not-sent', `order of ${symbol}: nothing was sent, because ${what} could not be read: ${messageOf(error)}`, {
      symbol,
      what,
    }),
  };
}
