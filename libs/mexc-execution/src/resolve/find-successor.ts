import { type DecimalText, type Order, type VenueOrderId, venueOrderId } from '@prate/execution-interface';
import { compare, subtract } from '@prate/execution-interface/decimal';
import { orderFromWire } from '../from-wire';
import type { Looked, ResolverContext } from './resolver-context';

/** The venue's clock may be behind ours when it stamps what we have just sent. */
const EARLY_MS = 5_000;
/** A request that was lost may be carried out late. */
const LATE_MS = 120_000;

/** What the order that took the place of another must be. */
export interface SuccessorTerms {
  readonly former: Order;
  /** When the change was decided. */
  readonly createdAtMs: number;
  readonly contracts: DecimalText;
  /** Left out: the venue chose it. */
  readonly price?: DecimalText;
}

/**
 * One look for the order that an amendment has put in the place of one that was cancelled, where it does not carry the client id of before
 * (whether it does is nowhere written, reference 9.15; orders of the web site have none): by symbol, side, price, size and time, leaving out
 * what has a client id of its own and what other intents have become. One match is it, unless another shows until the looking ends; several,
 * or none although the order was cancelled since, are for a person.
 *
 * @throws {MexcError | JournalError} when something could not be read: that look proves nothing
 */
export async function lookForSuccessor(resolver: ResolverContext, terms: SuccessorTerms): Promise<Looked> {
  const { former, createdAtMs } = terms;
  const wasCancelledBefore = former.updatedAtMs < createdAtMs - EARLY_MS;
  if (former.status !== 'cancelled' || wasCancelledBefore) return { evidence: 'open-orders', found: [] };
  const candidates = await candidatesOf(resolver, terms);
  const [only] = candidates;
  if (candidates.length !== 1 || only === undefined) {
    return { evidence: 'fingerprint', found: candidates, unlessMore: { state: 'needs-operator', candidates } };
  }
  return {
    evidence: 'fingerprint',
    found: candidates,
    unlessMore: { state: 'accepted', orderId: only },
    formerOrderId: former.orderId,
  };
}

async function candidatesOf(
  { context, reader }: ResolverContext,
  { former, createdAtMs, contracts, price }: SuccessorTerms,
): Promise<readonly VenueOrderId[]> {
  const { symbol, side, effect } = former;
  const instrument = await context.instruments.getInstrument(symbol);
  const sinceMs = createdAtMs - EARLY_MS;
  const rows = [...(await reader.openOrders()), ...(await reader.ordersSince({ symbol, sinceMs }))];
  // Whether what had filled counts as part of the new size is nowhere written.
  const sizes = [contracts, subtract(contracts, former.filledContracts)];
  const taken = new Set<string>();
  for await (const { outcome } of context.journal.list({ state: 'accepted', symbol, fromMs: sinceMs })) {
    if (outcome.state === 'accepted') taken.add(outcome.orderId);
  }
  const found = rows
    .filter((row) => row.symbol === symbol)
    .map((row) => orderFromWire(row, instrument))
    .filter(
      (order) =>
        order.orderId !== former.orderId &&
        order.clientOrderId === undefined &&
        !taken.has(order.orderId) &&
        order.side === side &&
        order.effect === effect &&
        order.createdAtMs >= sinceMs &&
        order.createdAtMs <= createdAtMs + LATE_MS &&
        sizes.some((size) => compare(order.contracts, size) === 0) &&
        (price === undefined || (order.price !== undefined && compare(order.price, price) === 0)),
    );
  return [...new Set(found.map(({ orderId }) => venueOrderId(orderId)))];
}
