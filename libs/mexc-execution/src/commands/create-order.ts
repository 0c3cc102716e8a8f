import {
  type ClientOrderId,
  type CreateOrder,
  type CreateOrderOutcome,
  type Denial,
  type Instrument,
  type Order,
  type SizeReading,
  positionSideOf,
  venueOrderId,
} from '@prate/execution-interface';
import type { WireOrderCreated } from '@prate/mexc-protocol';
import type { ExecutionContext } from '../execution-context';
import { type OrderToSend, orderToWire } from '../to-wire';
import { carryOut } from './carry-out';
import { checkCreateOrder } from './check-create-order';
import { denial } from './denials';
import { denyIfUnknown, denyWhileUnknown } from './deny-while-unknown';
import { denyUnconnected, denyUnconnectedClose } from './not-connected';
import { ownId } from './own-id';
import { prepareClosing, prepareOpening } from './prepare-exposure';
import { prepareProtection } from './prepare-protection';
import { findInstrument, sizeAsStated, sizeOrder } from './size-order';

interface PreparedOrder {
  readonly order: OrderToSend;
  readonly size: SizeReading;
}

/**
 * Checked, sized, recorded, sent once, settled. Whatever stops it before the sending is a denial; whatever happens after is what the answer
 * proves. Nothing is ever sent twice.
 */
export async function createOrder(context: ExecutionContext, raw: CreateOrder): Promise<CreateOrderOutcome> {
  const checked = checkCreateOrder(raw);
  if ('denial' in checked) return { status: 'denied', denial: checked.denial };
  const { command } = checked;
  const id = ownId(context, command.clientOrderId);
  const prepared = await prepare(context, command, id);
  if ('denial' in prepared) return { status: 'denied', clientOrderId: id, denial: prepared.denial };

  const { rest, clock } = context;
  // What reduces risk never waits behind what adds to it.
  const options = command.effect === 'close' ? ({ lane: 'urgent' } as const) : {};
  const result = await carryOut<WireOrderCreated>(
    context,
    { kind: 'order', clientOrderId: id, symbol: command.symbol, command },
    {
      send: (_intent, last) => rest.private.createOrder(orderToWire(prepared.order), { ...options, ...last }),
      isOpening: command.effect === 'open',
      outcomeOf: (created) => ({ state: 'accepted', orderId: venueOrderId(created.orderId) }),
    },
  );
  if (result.status !== 'answered') {
    context.session.confirmed.forget(command.symbol);
    return { ...result, clientOrderId: id };
  }
  const order = acceptedOrder(prepared, result.answer, clock.nowMs());
  return { status: 'accepted', clientOrderId: id, order, size: prepared.size };
}

async function prepare(
  context: ExecutionContext,
  command: CreateOrder,
  id: ClientOrderId,
): Promise<PreparedOrder | { readonly denial: Denial }> {
  const { symbol, side, type, bestPrice, selfTrade, isPriceProtected, isFlashClose } = command;
  const isClosing = command.effect === 'close';
  const unconnected = (isClosing ? denyUnconnectedClose : denyUnconnected)(context, `order of ${symbol}`);
  if (unconnected !== undefined) return { denial: unconnected };
  if (command.isMarketCeiling === true && !context.isMarketCeilingEnabled) {
    const message = `order of ${symbol}: isMarketCeiling takes the whole free balance, expected isMarketCeilingEnabled in the options of the engine`;
    return { denial: denial('market-ceiling-not-enabled', message, { symbol }) };
  }
  const found = await findInstrument(context, command);
  const instrument = 'denial' in found ? undefined : found.instrument;
  const stated = instrument === undefined && isClosing ? sizeAsStated(command) : undefined;
  if ('denial' in found && stated === undefined) return found;
  const sized = stated ?? (await sizeOrder(context, command, instrument as Instrument));
  if ('denial' in sized) return sized;
  const { size, price } = sized;
  let legs: OrderToSend['legs'];
  if (command.protection !== undefined) {
    const positionSide = positionSideOf(side, 'open');
    const orderPrice = price === undefined ? {} : { orderPrice: price };
    const prepared = await prepareProtection(context, {
      legs: command.protection,
      positionSide,
      instrument: instrument as Instrument,
      ...orderPrice,
    });
    if ('denial' in prepared) return prepared;
    legs = prepared;
  }
  if (command.effect === 'open') {
    const stopped = await denyWhileUnknown(context, symbol);
    if (stopped !== undefined) return { denial: stopped };
  }
  const exposed =
    command.effect === 'open'
      ? await prepareOpening(context, command, instrument as Instrument)
      : await prepareClosing(context, command, size.contracts);
  if ('denial' in exposed) return exposed;
  const stopped = command.effect === 'open' ? denyIfUnknown(context, symbol) : undefined;
  if (stopped !== undefined) return { denial: stopped };

  const order: OrderToSend = {
    symbol,
    side,
    type,
    contracts: size.contracts,
    ...(price === undefined ? {} : { price }),
    ...(bestPrice === undefined ? {} : { bestPrice }),
    ...(selfTrade === undefined ? {} : { selfTrade }),
    ...(legs === undefined ? {} : { legs }),
    ...(isPriceProtected === undefined ? {} : { isPriceProtected }),
    ...(isFlashClose === undefined ? {} : { isFlashClose }),
    ...(command.isMarketCeiling === true ? { isMarketCeiling: true } : {}),
    ...exposed,
    clientOrderId: id,
  };
  return { order, size };
}

/** What is known at the moment of acceptance: that there is an order. Not that it filled, not that it works. */
function acceptedOrder({ order, size }: PreparedOrder, created: WireOrderCreated, nowMs: number): Order {
  const { exposure, symbol, side, type, price, bestPrice, clientOrderId: id } = order;
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
    // Out of the book: which one it was is known when it is read.
    ...(price === undefined || bestPrice !== undefined ? {} : { price }),
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
