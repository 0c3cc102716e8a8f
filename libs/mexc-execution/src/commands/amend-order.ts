import {
  type AmendOrder,
  type AmendOrderOutcome,
  type DecimalText,
  type Denial,
  type Instrument,
  type IntentOutcome,
  type Order,
  type VenueOrderId,
  isFinalStatus,
  toContracts,
  toTickPrice,
  venueOrderId,
} from '@prate/execution-interface';
import { compare } from '@prate/execution-interface/decimal';
import { MexcApiError } from '@prate/mexc-protocol';
import type { ExecutionContext } from '../execution-context';
import { byVenueId, readOrder } from '../queries/read-orders';
import { carryOut } from './carry-out';
import { denial, gridDenial } from './denials';
import { denyWhileUnknown } from './deny-while-unknown';
import { findWorkingOrder } from './find-working-order';
import { InputCheck, SIZE_FIELDS } from './input-check';
import { ownId } from './own-id';
import { findInstrument } from './size-order';

const ALREADY_FINAL = 2041;

/**
 * Gives a working limit order another price and size. The venue may answer another id (reference 9.15): both lead to the order from then on,
 * and the order is read back. A fill that won the race shows as `alreadyFinal`.
 */
export async function amendOrder(context: ExecutionContext, raw: AmendOrder): Promise<AmendOrderOutcome> {
  const checked = check(raw);
  if ('denial' in checked) return { status: 'denied', denial: checked.denial };
  const { symbol, orderId, price: wantedPrice, size: wantedSize } = checked.command;
  const found = await findWorkingOrder(context, 'amendOrder', { symbol, orderId });
  if (found.status !== 'working') return found;
  const { order } = found;
  const instrument = await findInstrument(context, order);
  if ('denial' in instrument) return { status: 'denied', denial: instrument.denial };
  const sized = sizeOf(order, { price: wantedPrice, size: wantedSize }, instrument.instrument);
  if ('denial' in sized) return { status: 'denied', denial: sized.denial };
  if (order.effect === 'open') {
    const stopped = await denyWhileUnknown(context, symbol);
    if (stopped !== undefined) return { status: 'denied', denial: stopped };
  }

  const { price, contracts } = sized;
  const id = ownId(context);
  const command: AmendOrder = { symbol, orderId: order.orderId, price: wantedPrice, size: wantedSize };
  const result = await carryOut<Amended>(
    context,
    { kind: 'amend', clientOrderId: id, symbol, command },
    {
      send: (_intent, last) =>
        orEnded(context, order, async () => {
          const options = order.effect === 'close' ? ({ lane: 'urgent' } as const) : {};
          return context.rest.private.changeLimitOrder({ orderId: order.orderId, price, vol: contracts }, { ...options, ...last });
        }),
      isOpening: order.effect === 'open',
      outcomeOf,
      lookAgain: () => findAmended(context, order, { price, contracts }),
    },
  );
  if (result.status === 'unknown') return { ...result, clientOrderId: id };
  if (result.status !== 'answered') return result;
  return settleAmended(context, order, { amended: result.answer, expected: { price, contracts } });
}

/** What became of an order that was to be changed: the id of now, or the order as it had ended before. */
export type Amended = { readonly orderId: VenueOrderId } | { readonly ended: Order };

/** Sends; the refusal of an order that has ended is believed when it reads as ended. */
export async function orEnded(context: ExecutionContext, order: Order, send: () => Promise<string | undefined>): Promise<Amended> {
  try {
    return { orderId: venueOrderId((await send()) ?? order.orderId) };
  } catch (error) {
    const now = error instanceof MexcApiError && error.code === ALREADY_FINAL ? await tryRead(context, order.orderId) : undefined;
    if (now !== undefined && isFinalStatus(now.status)) return { ended: now };
    throw error;
  }
}

export function outcomeOf(amended: Amended): IntentOutcome {
  return 'ended' in amended ? { state: 'rejected', code: String(ALREADY_FINAL) } : { state: 'accepted', orderId: amended.orderId };
}

/** The order under its id of now, as read; as asked for where it cannot be read, for the venue has said yes. */
export async function settleAmended(
  context: ExecutionContext,
  former: Order,
  { amended, expected }: { amended: Amended; expected: { readonly price?: DecimalText; readonly contracts?: DecimalText } },
): Promise<AmendOrderOutcome> {
  if ('ended' in amended) return { status: 'alreadyFinal', order: amended.ended };
  const newId = amended.orderId;
  context.amended.remember(former.orderId, newId);
  const read = await tryRead(context, newId);
  return { status: 'accepted', order: read ?? { ...former, ...expected, orderId: newId }, formerOrderId: former.orderId };
}

/**
 * After a lost answer: an order that stands as it was asked for, by the id of before or by the client id under a new one; or one that filled
 * before anything could be changed.
 */
async function findAmended(
  context: ExecutionContext,
  former: Order,
  { price, contracts }: { price: DecimalText; contracts: DecimalText },
): Promise<Amended | undefined> {
  if (former.price === price && former.contracts === contracts) return undefined;
  const old = await readOrder(context, byVenueId(former.orderId));
  if (old === undefined) return undefined;
  if (old.price === price && old.contracts === contracts) return { orderId: old.orderId };
  if (old.status === 'filled') return { ended: old };
  const successor = await findSuccessor(context, old);
  return successor?.price === price ? { orderId: successor.orderId } : undefined;
}

/** The order that took the place of one that was cancelled: it carries the same client id. */
export async function findSuccessor(context: ExecutionContext, old: Order): Promise<Order | undefined> {
  if (old.status !== 'cancelled' || old.clientOrderId === undefined) return undefined;
  const now = await readOrder(context, { by: 'client-id', clientOrderId: old.clientOrderId, symbol: old.symbol });
  return now === undefined || now.orderId === old.orderId ? undefined : now;
}

async function tryRead(context: ExecutionContext, orderId: string): Promise<Order | undefined> {
  try {
    return await readOrder(context, byVenueId(orderId));
  } catch {
    return undefined;
  }
}

function sizeOf(
  order: Order,
  { price, size }: Pick<AmendOrder, 'price' | 'size'>,
  instrument: Instrument,
): { readonly price: DecimalText; readonly contracts: DecimalText } | { readonly denial: Denial } {
  if (order.type !== 'limit' && order.type !== 'post-only') {
    const message = `amend of ${order.orderId}: found a ${order.type} order, expected a limit or post-only order`;
    return { denial: denial('input-invalid', message, { found: order.type }) };
  }
  const onTick = toTickPrice(price, instrument);
  if (!onTick.ok) return { denial: gridDenial(onTick.denial) };
  const sized = toContracts({ size, instrument, type: order.type, price: onTick.price });
  if (!sized.ok) return { denial: gridDenial(sized.denial) };
  const { contracts } = sized.size;
  if (compare(contracts, order.filledContracts) <= 0) {
    const message = `amend of ${order.orderId}: found ${contracts} contracts, expected more than the ${order.filledContracts} that have filled`;
    return { denial: denial('size-below-minimum', message, { found: contracts, filled: order.filledContracts }) };
  }
  return { price: onTick.price, contracts };
}

function check(raw: unknown): { readonly command: AmendOrder } | { readonly denial: Denial } {
  const look = InputCheck.of('amendOrder', raw);
  if ('denial' in look) return look;
  look.symbol();
  look.text('orderId', 'an id of an order');
  look.amount('price');
  look.within('size', (size) => {
    size.size();
    size.only(SIZE_FIELDS);
  });
  look.only(['symbol', 'orderId', 'price', 'size']);
  return look.result<AmendOrder>();
}
