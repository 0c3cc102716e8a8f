import type { ClosePositionsOutcome, CreateOrder, CreateOrderOutcome, PositionSide } from '@prate/execution-interface';
import { isPositive } from '@prate/execution-interface/decimal';
import { type WirePosition, positionStateCodes } from '@prate/mexc-protocol';
import type { ExecutionContext } from '../../execution-context';
import { readWirePositions } from '../../queries/read-account';
import { readOpenOrders } from '../../queries/read-orders';
import { cancelOrders } from '../cancel-orders';
import { denial, messageOf } from '../denials';
import { denyUnconnected } from '../not-connected';
import { closePosition, sideOf } from './close-position';

/**
 * Closes every position at the market, one order each; closing orders that hold contracts back are cancelled first. The venue's own call for
 * this answers nothing, so it cannot say which position refused (reference 5.3). One that refuses does not stop the others.
 */
export async function closeAllPositions(
  context: ExecutionContext,
  create: (command: CreateOrder) => Promise<CreateOrderOutcome>,
): Promise<ClosePositionsOutcome> {
  const unconnected = denyUnconnected(context, 'closeAllPositions');
  if (unconnected !== undefined) return { status: 'denied', denial: unconnected };
  let held: readonly WirePosition[];
  try {
    held = (await readWirePositions(context)).filter((row) => positionStateCodes.toWord(row.state) === 'holding');
  } catch (error) {
    const message = `closeAllPositions: nothing was sent, because positions could not be read: ${messageOf(error)}`;
    return { status: 'denied', denial: denial('not-sent', message, { what: 'positions' }) };
  }
  await freeContracts(context, held);
  const results: Array<{ readonly symbol: string; readonly positionSide: PositionSide; readonly outcome: CreateOrderOutcome }> = [];
  for (const position of held) {
    const { symbol } = position;
    const positionSide = sideOf(position);
    results.push({ symbol, positionSide, outcome: await closePosition(context, create, { symbol, positionSide, type: 'market' }) });
  }
  return { status: 'done', results };
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
