import {
  type ChangeOutcome,
  type ClosePositionsOutcome,
  type CreateOrder,
  type CreateOrderOutcome,
  type DecimalText,
  type DenialCode,
  EVERY_SYMBOL,
  type PositionSide,
  type SizeDenial,
} from '@prate/execution-interface';
import { isPositive } from '@prate/execution-interface/decimal';
import type { WirePosition } from '@prate/mexc-protocol';
import type { ExecutionContext } from '../../execution-context';
import { readWirePositions } from '../../queries/read-account';
import { type Held, readHeld } from '../../queries/read-held';
import { readOpenOrders } from '../../queries/read-orders';
import { cancelOrders } from '../cancel-orders';
import { carryOutChange } from '../carry-out-change';
import { denyUnconnectedClose } from '../not-connected';
import { closePosition, sideOf } from './close-position';

/**
 * Closes every position at the market, one order each, several where one may not be so large; closing orders that hold contracts back are
 * cancelled first. One that refuses does not stop the others. The venue's own call for this answers nothing, so it cannot say which position
 * refused (reference 5.3): it is the way where positions can neither be read nor be closed as
 * the stream knows them.
 */
export async function closeAllPositions(
  context: ExecutionContext,
  create: (command: CreateOrder) => Promise<CreateOrderOutcome>,
): Promise<ClosePositionsOutcome> {
  const unconnected = denyUnconnectedClose(context, 'closeAllPositions');
  if (unconnected !== undefined) return { status: 'denied', denial: unconnected };
  let held: Held;
  try {
    held = await readHeld(context);
  } catch {
    return { status: 'done', results: [], everything: await closeByVenue(context) };
  }
  await freeContracts(context, held.rows);
  const results: Array<{ readonly symbol: string; readonly positionSide: PositionSide; readonly outcome: CreateOrderOutcome }> = [];
  for (const position of held.rows) {
    const { symbol } = position;
    const positionSide = sideOf(position);
    for (const outcome of await closeWhole(context, create, { symbol, positionSide })) results.push({ symbol, positionSide, outcome });
  }
  // Without a reading it takes one order for each to know that nothing is left out.
  const isCertain = held.isRead || (results.length > 0 && results.every(({ outcome }) => outcome.status === 'accepted'));
  return { status: 'done', results, ...(isCertain ? {} : { everything: await closeByVenue(context) }) };
}

/** After a lost answer only an empty list of positions is believed. */
function closeByVenue(context: ExecutionContext): Promise<ChangeOutcome> {
  return carryOutChange(
    context,
    { kind: 'close-all', symbol: EVERY_SYMBOL, command: {} },
    {
      send: () => context.rest.private.closeAllPositions({ lane: 'urgent' }),
      isAsAsked: async () => (await readWirePositions(context)).length === 0,
    },
  );
}

/**
 * One order, or where that is more than one order may be, as many as it takes: each its own intent, each of what can be closed at that moment,
 * so together never more than is held. The first that is not accepted ends it; what is left is left.
 */
async function closeWhole(
  context: ExecutionContext,
  create: (command: CreateOrder) => Promise<CreateOrderOutcome>,
  which: { readonly symbol: string; readonly positionSide: PositionSide },
): Promise<readonly CreateOrderOutcome[]> {
  const parts: CreateOrderOutcome[] = [];
  while (parts.length < MOST_PARTS) {
    const whole = await closePosition(context, create, { ...which, type: 'market' });
    const largest = largestOrderOf(whole);
    if (largest === undefined) {
      // Nothing to close after a part was: that is the end, and no failure.
      const isDone = parts.length > 0 && whole.status === 'denied' && NOTHING_LEFT.includes(whole.denial.code);
      return isDone ? parts : [...parts, whole];
    }
    const part = await closePosition(context, create, { ...which, type: 'market', size: { contracts: largest } });
    parts.push(part);
    if (part.status !== 'accepted') break;
  }
  return parts;
}

const MOST_PARTS = 100;
const NOTHING_LEFT: readonly DenialCode[] = ['position-not-found', 'position-too-small'];

/** Of a denial for being too large: the largest that may be asked for. */
function largestOrderOf(outcome: CreateOrderOutcome): DecimalText | undefined {
  if (outcome.status !== 'denied' || outcome.denial.code !== 'size-above-maximum') return undefined;
  return (outcome.denial.context['nearest'] as SizeDenial['nearest'])?.below?.contracts;
}

/** Best effort: what could not be cancelled shows in the outcome of its position, which then closes less than it holds. */
async function freeContracts(context: ExecutionContext, held: readonly WirePosition[]): Promise<void> {
  const frozen = new Set(held.filter(({ frozenVol }) => isPositive(frozenVol as `${number}`)).map((row) => `${row.symbol}/${sideOf(row)}`));
  if (frozen.size === 0) return;
  try {
    const orders = (await readOpenOrders(context)).filter(
      ({ symbol, effect, positionSide }) => effect === 'close' && frozen.has(`${symbol}/${positionSide}`),
    );
    for (const symbol of new Set(orders.map((order) => order.symbol))) {
      await cancelOrders(
        context,
        symbol,
        orders.filter((order) => order.symbol === symbol).map(({ orderId }) => orderId),
      );
    }
  } catch {
    // Closing what is free comes before knowing why something is not.
  }
}
