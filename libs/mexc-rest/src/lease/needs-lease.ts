import { type EndpointName, type EndpointRow, endpoints, type Lane } from '@prate/mexc-protocol';

/** A side that can only reduce: 2 closes a short, 4 a long (reference 6.2). */
const CLOSING_SIDES: readonly unknown[] = [2, 4];

/**
 * Whether a request may leave only from the process that has the sender lease: every mutation that can add exposure or change what guards it.
 * Never a read or a cancel. An order that closes passes when its caller sends it as `urgent`: whoever sends it, it can only reduce. The lane
 * alone frees no order, and turning a position around opens one, however urgent its row is.
 *
 * @param lane as the caller wants it
 */
export function needsLease(endpoint: EndpointName, body: unknown, lane: Lane | undefined): boolean {
  const row: EndpointRow = endpoints[endpoint];
  if (!row.isSigned || row.isRepeatable) return false;
  if (endpoint === 'reverse-position') return true;
  if (row.lane !== 'order') return false;
  return !(endpoint === 'create-order' && lane === 'urgent' && isClosing(body));
}

function isClosing(body: unknown): boolean {
  const { side, reduceOnly, positionMode } = (body ?? {}) as Readonly<Record<string, unknown>>;
  // A hedge account may pass over the flag, so the order itself must say that it is for a one-way account (reference 5.7).
  return CLOSING_SIDES.includes(side) || (reduceOnly === true && positionMode === 2);
}
