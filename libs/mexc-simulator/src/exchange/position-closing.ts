import { type DecimalText, compare, isPositive, minimum, subtract } from '@prate/execution-interface/decimal';
import type { SideWord } from '@prate/mexc-protocol';
import type { Exchange } from './exchange';
import type { SimulatedPosition } from './positions';
import { Refusal } from './refusal';

const closingSide = { long: 'close-long', short: 'close-short' } as const;
const oppositeOpening = { long: 'open-short', short: 'open-long' } as const;

/** Closes every position at market; working closing orders give way. What fails is told on the stream, too. @throws {Refusal} the first one met, after all were tried */
export function closeAllPositions(exchange: Exchange): void {
  const refusals: Refusal[] = [];
  for (const position of exchange.positions.all()) {
    try {
      closePosition(exchange, position);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refusals.push(error);
    }
  }
  const [first] = refusals;
  if (first === undefined) return;
  exchange.tell({ kind: 'close-all-failed' });
  throw first;
}

/**
 * Closes the position at market and opens as much on the other side, with its leverage and margin mode. Two orders: what is refused
 * after the first leaves the position closed. How it ended is told on the stream.
 *
 * @throws {Refusal} 2009 no such position, 2008 another volume than is held and free to close, and what the orders meet
 */
export function reversePosition(
  exchange: Exchange,
  { symbol, positionId, vol }: { readonly symbol: string; readonly positionId: string; readonly vol: DecimalText },
): void {
  const position = exchange.positions.byPositionId(positionId);
  if (position === undefined || position.symbol !== symbol) {
    throw new Refusal(2009, `position ${positionId} of ${symbol} does not exist or is closed`);
  }
  const closable = subtract(position.holdVol, exchange.orders.frozenVol(symbol, position.side));
  if (compare(vol, position.holdVol) !== 0 || compare(vol, closable) !== 0) {
    throw new Refusal(2008, `vol: found ${vol}, expected the ${position.holdVol} held, of which ${closable} can be closed`);
  }
  try {
    atMarket(exchange, position, closingSide[position.side], vol);
    atMarket(exchange, position, oppositeOpening[position.side], vol);
  } catch (error) {
    if (error instanceof Refusal) exchange.tell({ kind: 'reversal', position, code: error.code });
    throw error;
  }
  exchange.tell({ kind: 'reversal', position, code: 0 });
}

function closePosition(exchange: Exchange, position: SimulatedPosition): void {
  for (const order of exchange.orders.closing(position.symbol, position.side)) exchange.cancelOrder(order);
  atMarket(exchange, position, closingSide[position.side], position.holdVol);
}

/** As many market orders as the contract's largest one demands. */
function atMarket(exchange: Exchange, { symbol, openType, leverage }: SimulatedPosition, side: SideWord, total: DecimalText): void {
  const { maxVol } = exchange.listing(symbol).contract;
  for (let left = total; isPositive(left); left = subtract(left, maxVol)) {
    const vol = minimum(left, maxVol);
    exchange.createOrder({ symbol, side, type: 'market', vol, openType, leverage, isReduceOnly: false, externalOid: '' });
  }
}
