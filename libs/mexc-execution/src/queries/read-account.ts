import {
  AmbiguousPositionError,
  type Balance,
  type Instrument,
  type Leverage,
  type LeverageQuery,
  type MarkPrice,
  type Position,
  type PositionMode,
  type PositionSide,
  decimal,
} from '@prate/execution-interface';
import { isPositive } from '@prate/execution-interface/decimal';
import { type WirePosition, openTypeCodes, positionModeCodes, positionStateCodes, positionTypeCodes } from '@prate/mexc-protocol';
import { LeverageNotStatedError } from '../errors';
import type { ExecutionContext } from '../execution-context';
import { balanceFromWire, leverageFromWire, positionFromWire } from '../from-wire';

/** Open positions as the venue lists them, of one symbol or of all; those it has taken over for liquidation included. */
export async function readWirePositions({ rest, session }: ExecutionContext, symbol?: string): Promise<readonly WirePosition[]> {
  const rows = await session.heard(rest.private.listOpenPositions(symbol === undefined ? {} : { symbol }));
  const open = rows.filter(
    (row) => positionStateCodes.toWord(row.state) !== 'closed' && isPositive(decimal(row.holdVol)) && (symbol ?? row.symbol) === row.symbol,
  );
  for (const row of open) {
    session.rememberMarginMode(row.symbol, positionTypeCodes.toWord(row.positionType), openTypeCodes.toWord(row.openType));
  }
  return open;
}

/**
 * Open positions with their profit at the venue's fair price, which is read once a symbol. One in a contract that is not listed (any more) has
 * no figures but those the venue states; it hides no other.
 */
export async function readPositions(context: ExecutionContext, symbol?: string): Promise<readonly Position[]> {
  const rows = await readWirePositions(context, symbol);
  const asOfMs = context.clock.nowMs();
  const contracts = new Map<string, ReturnType<typeof readContract>>();
  for (const row of rows) if (!contracts.has(row.symbol)) contracts.set(row.symbol, readContract(context, row.symbol));
  return Promise.all(rows.map(async (row) => positionFromWire(row, { ...(await contracts.get(row.symbol)!), asOfMs })));
}

/** The mark of a listed contract has to be had; for one whose row cannot be had, the last one known stands in, and no mark is fine. */
async function readContract(
  context: ExecutionContext,
  symbol: string,
): Promise<{ readonly instrument: Instrument | undefined; readonly mark: MarkPrice | undefined }> {
  const mark = readMark(context, symbol);
  // Awaited below where it matters.
  mark.catch(() => undefined);
  let instrument: Instrument;
  try {
    instrument = await context.instruments.getInstrument(symbol);
  } catch {
    return { instrument: context.session.lastInstrument(symbol), mark: await mark.catch(() => undefined) };
  }
  context.session.rememberInstruments([instrument]);
  return { instrument, mark: await mark };
}

/** @throws {AmbiguousPositionError} when both sides are open and none was named */
export async function readPosition(context: ExecutionContext, symbol: string, side?: PositionSide): Promise<Position | undefined> {
  const positions = (await readPositions(context, symbol)).filter((position) => side === undefined || position.side === side);
  if (positions.length > 1) throw new AmbiguousPositionError(symbol, positions);
  return positions[0];
}

/** The venue's fair price, quote currency. */
export async function readMark({ rest, session }: ExecutionContext, symbol: string): Promise<MarkPrice> {
  const { fairPrice, timestamp } = await session.heard(rest.public.getFairPrice({ symbol }));
  return { symbol, price: decimal(fairPrice), atMs: timestamp };
}

export async function readBalances({ rest, session, clock }: ExecutionContext): Promise<readonly Balance[]> {
  const assets = await session.heard(rest.private.getAssets());
  const asOfMs = clock.nowMs();
  return assets.map((asset) => balanceFromWire(asset, { asOfMs }));
}

/** @throws {LeverageNotStatedError} when the venue has no row for that side */
export async function readLeverage({ rest, session }: ExecutionContext, { symbol, positionSide }: LeverageQuery): Promise<Leverage> {
  const rows = await session.heard(rest.private.getLeverage({ symbol }));
  const row = rows.map((wire) => leverageFromWire(wire, symbol)).find((leverage) => leverage.positionSide === positionSide);
  if (row === undefined) throw new LeverageNotStatedError(`leverage of ${symbol}: found no row for ${positionSide}, expected one a side`);
  return row;
}

/** The account's position mode, which is remembered for the orders that follow. */
export async function readPositionMode({ rest, session }: ExecutionContext): Promise<PositionMode> {
  const mode = positionModeCodes.toWord(await session.heard(rest.private.getPositionMode()));
  session.positionMode = mode;
  return mode;
}
