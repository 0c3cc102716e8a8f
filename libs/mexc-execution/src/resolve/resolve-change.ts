import { type OrderIntent, isFinalStatus, toContracts, venueOrderId } from '@prate/execution-interface';
import { compare, decimal } from '@prate/execution-interface/decimal';
import { findSuccessor } from '../commands/amend-order';
import { byVenueId, readOrder } from '../queries/read-orders';
import { readLeverage, readPositionMode } from '../queries/read-account';
import { lookForSuccessor } from './find-successor';
import type { Looked, ResolverContext } from './resolver-context';

const NOTHING = { evidence: 'positions', found: [] } as const;
const DONE = { ...NOTHING, outcome: { state: 'done' } } as const satisfies Looked;
/** No reading tells whether it was this that changed it. */
const FOR_A_PERSON = { ...NOTHING, unlessMore: { state: 'needs-operator', candidates: [] } } as const satisfies Looked;

/**
 * One look at what an intent without an order of its own was to change. What stands as it was asked for is done; what does not is
 * `never-arrived` when the looking ends; where no reading can tell, a person has to.
 *
 * @throws {MexcError | JournalError | UnknownSymbolError} when something could not be read: that look proves nothing
 */
export async function lookForChange(resolver: ResolverContext, intent: OrderIntent): Promise<Looked> {
  const { context, reader } = resolver;
  switch (intent.kind) {
    case 'leverage': {
      const { leverage, marginMode } = await readLeverage(context, intent.command);
      return leverage === intent.command.leverage && marginMode === intent.command.marginMode ? DONE : NOTHING;
    }
    case 'position-mode':
      return (await readPositionMode(context)) === intent.command.positionMode ? DONE : NOTHING;
    case 'auto-add-margin': {
      const side = intent.command.positionSide === 'long' ? 1 : 2;
      const position = (await reader.positions(intent.symbol)).find(({ positionType }) => positionType === side);
      if (position?.autoAddIm === undefined) return position === undefined ? NOTHING : FOR_A_PERSON;
      return position.autoAddIm === intent.command.isEnabled ? DONE : NOTHING;
    }
    case 'close-all':
      // Nothing is left: it is done, whoever did it. Something is left: it may have been opened since.
      return (await reader.positions()).length === 0 ? DONE : FOR_A_PERSON;
    case 'amend':
      return lookForAmendment(resolver, intent);
    case 'chase':
      return lookForChase(resolver, intent);
    default:
      return FOR_A_PERSON;
  }
}

/** The order as it was asked for, under its id or, with the same client id, under the one that took its place (reference 9.15). */
async function lookForAmendment(resolver: ResolverContext, { command, symbol, createdAtMs }: OrderIntent<'amend'>): Promise<Looked> {
  const { context, state } = resolver;
  const instrument = await context.instruments.getInstrument(symbol);
  const old = await readOrder(context, byVenueId(command.orderId));
  if (old === undefined) return FOR_A_PERSON;
  const price = decimal(command.price);
  const size = toContracts({ size: command.size, instrument, type: 'limit', price });
  const tracked = old.clientOrderId === undefined ? undefined : state.orders.byClientId(old.clientOrderId);
  const successor =
    old.clientOrderId === undefined ? undefined : await readOrder(context, { by: 'client-id', clientOrderId: old.clientOrderId, symbol });
  const match = [old, successor, tracked].find(
    (order) =>
      order?.price !== undefined && compare(order.price, price) === 0 && size.ok && compare(order.contracts, size.size.contracts) === 0,
  );
  if (match !== undefined) {
    const orderId = venueOrderId(match.orderId);
    context.amended.remember(command.orderId, orderId);
    return { outcome: { state: 'accepted', orderId }, evidence: 'open-orders', found: [orderId] };
  }
  if (successor !== undefined && successor.orderId !== old.orderId && isFinalStatus(old.status) && old.status !== 'filled') {
    return { ...FOR_A_PERSON, found: [venueOrderId(successor.orderId)] };
  }
  // It stands as before, or has ended as it was: nothing was amended, unless it goes on under an id that names neither.
  if (!size.ok) return { evidence: 'open-orders', found: [] };
  return lookForSuccessor(resolver, { former: old, createdAtMs, contracts: size.size.contracts, price });
}

/** One that was given another id is known by that; one that kept its own may have been moved by anybody. */
async function lookForChase(resolver: ResolverContext, { command, createdAtMs }: OrderIntent<'chase'>): Promise<Looked> {
  const { context } = resolver;
  const old = await readOrder(context, byVenueId(command.orderId));
  if (old?.status !== 'cancelled') return FOR_A_PERSON;
  const successor = await findSuccessor(context, old);
  if (successor === undefined) return lookForSuccessor(resolver, { former: old, createdAtMs, contracts: old.contracts });
  const orderId = venueOrderId(successor.orderId);
  context.amended.remember(command.orderId, orderId);
  return { outcome: { state: 'accepted', orderId }, evidence: 'open-orders', found: [orderId] };
}
