import {
  type ClientOrderId,
  type CreateOrder,
  type CreateOrderOutcome,
  type Denial,
  DuplicateIntentError,
  type Instrument,
  type IntentOutcome,
  type Order,
  type OrderIntent,
  type Recorded,
  type SizeReading,
  clientOrderId,
  positionSideOf,
  venueOrderId,
} from '@prate/execution-interface';
import type { WireOrderCreated } from '@prate/mexc-protocol';
import { createClientOrderId } from '../client-order-id';
import type { ExecutionContext } from '../execution-context';
import { type SettledFailure, settleFailure } from '../settle-outcome';
import { type OrderToSend, orderToWire } from '../to-wire';
import { checkCreateOrder } from './check-create-order';
import { denial, messageOf } from './denials';
import { prepareClosing, prepareOpening } from './prepare-exposure';
import { findInstrument, sizeOrder } from './size-order';

interface PreparedOrder {
  readonly order: OrderToSend;
  readonly size: SizeReading;
  readonly instrument: Instrument;
}

/**
 * Checked, sized, recorded, sent once, settled. Whatever stops it before the sending is a denial; whatever happens after is what the answer
 * proves. Nothing is ever sent twice.
 */
export async function createOrder(context: ExecutionContext, raw: CreateOrder): Promise<CreateOrderOutcome> {
  const checked = checkCreateOrder(raw);
  if ('denial' in checked) return { status: 'denied', denial: checked.denial };
  const { command } = checked;
  const nowMs = context.clock.nowMs();
  const id = command.clientOrderId === undefined ? createClientOrderId(nowMs) : clientOrderId(command.clientOrderId);

  const prepared = await prepare(context, command, id);
  if ('denial' in prepared) return { status: 'denied', clientOrderId: id, denial: prepared.denial };

  const isOurs = context.intents.begin(id);
  let intent: Recorded<OrderIntent>;
  try {
    intent = await context.journal.record({ kind: 'order', clientOrderId: id, symbol: command.symbol, command, createdAtMs: nowMs });
  } catch (error) {
    // An id that is used twice may be under way at this moment, begun by somebody else.
    if (isOurs) context.intents.forget(id);
    return { status: 'denied', clientOrderId: id, denial: notRecorded(id, error) };
  }
  return place(context, intent, prepared);
}

async function prepare(
  context: ExecutionContext,
  command: CreateOrder,
  id: ClientOrderId,
): Promise<PreparedOrder | { readonly denial: Denial }> {
  const { symbol, side, type } = command;
  if (!context.session.isConnected) {
    return { denial: denial('not-connected', `order of ${symbol}: found no connection, expected connect() to have answered ok first`) };
  }
  const found = await findInstrument(context, command);
  if ('denial' in found) return found;
  const sized = await sizeOrder(context, command, found.instrument);
  if ('denial' in sized) return sized;
  if (command.effect === 'open') {
    const stopped = await denyWhileUnknown(context, symbol);
    if (stopped !== undefined) return { denial: stopped };
  }
  const exposed =
    command.effect === 'open'
      ? await prepareOpening(context, command, found.instrument)
      : await prepareClosing(context, command, sized.size.contracts);
  if ('denial' in exposed) return exposed;
  // Another order may have become unknown while this one was prepared.
  const [unknown] = context.intents.unknownIn(symbol);
  if (command.effect === 'open' && unknown !== undefined) return { denial: intentUnknown(symbol, [unknown]) };

  const { size, price } = sized;
  const order: OrderToSend = {
    symbol,
    side,
    type,
    contracts: size.contracts,
    ...(price === undefined ? {} : { price }),
    ...exposed,
    clientOrderId: id,
  };
  return { order, size, instrument: found.instrument };
}

async function denyWhileUnknown({ intents }: ExecutionContext, symbol: string): Promise<Denial | undefined> {
  try {
    await intents.refresh();
  } catch (error) {
    return denial('journal-unavailable', `order of ${symbol}: the journal cannot be read: ${messageOf(error)}`);
  }
  const unknown = intents.unknownIn(symbol);
  return unknown.length === 0 ? undefined : intentUnknown(symbol, unknown);
}

function intentUnknown(symbol: string, unknown: readonly ClientOrderId[]): Denial {
  return denial(
    'intent-unknown',
    `order of ${symbol}: found ${unknown.length} earlier order(s) of which nobody knows whether they exist, expected none; ask getOrder(${unknown[0]}) first`,
    { symbol, clientOrderIds: unknown },
  );
}

function notRecorded(id: ClientOrderId, error: unknown): Denial {
  if (error instanceof DuplicateIntentError) {
    return denial('client-order-id-reused', error.message, { clientOrderId: id, state: error.entry.outcome.state });
  }
  return denial('journal-unavailable', `order ${id}: it could not be recorded, so it was not sent: ${messageOf(error)}`, {
    clientOrderId: id,
  });
}

/** The only way to the wire, and it asks for the receipt of the journal. */
async function place(context: ExecutionContext, intent: Recorded<OrderIntent>, prepared: PreparedOrder): Promise<CreateOrderOutcome> {
  const { clientOrderId: id, symbol } = intent;
  let created: WireOrderCreated;
  try {
    // What reduces risk never waits behind what adds to it.
    const options = prepared.order.exposure.effect === 'close' ? ({ lane: 'urgent' } as const) : {};
    created = await context.session.heard(context.rest.private.createOrder(orderToWire(prepared.order), options));
  } catch (error) {
    const failure = settleFailure(error);
    await context.intents.end(id, symbol, stateOf(failure));
    return { ...failure, clientOrderId: id };
  }
  const order = acceptedOrder(prepared, created, context.clock.nowMs());
  await context.intents.end(id, symbol, { state: 'accepted', orderId: order.orderId });
  return { status: 'accepted', clientOrderId: id, order, size: prepared.size };
}

function stateOf(failure: SettledFailure): IntentOutcome {
  if (failure.status === 'denied') return { state: 'not-sent' };
  return failure.status === 'rejected'
    ? { state: 'rejected', code: failure.rejection.code }
    : { state: 'unknown', code: failure.unknown.code };
}

/** What is known at the moment of acceptance: that there is an order. Not that it filled, not that it works. */
function acceptedOrder({ order, size }: PreparedOrder, created: WireOrderCreated, nowMs: number): Order {
  const { exposure, symbol, side, type, price, clientOrderId: id } = order;
  const atMs = created.ts ?? nowMs;
  return {
    orderId: venueOrderId(created.orderId),
    clientOrderId: id,
    symbol,
    side,
    effect: exposure.effect,
    positionSide: positionSideOf(side, exposure.effect),
    type,
    status: 'pending',
    ...(price === undefined ? {} : { price }),
    contracts: size.contracts,
    ...(size.quantity === undefined ? {} : { baseQuantity: size.quantity }),
    filledContracts: '0',
    ...(size.quantity === undefined ? {} : { filledBaseQuantity: '0' }),
    leverage: exposure.effect === 'open' ? exposure.leverage : 0,
    marginMode: exposure.marginMode,
    ...(exposure.effect === 'close' && exposure.positionId !== undefined ? { positionId: exposure.positionId } : {}),
    category: 'normal',
    createdAtMs: atMs,
    updatedAtMs: atMs,
  };
}
