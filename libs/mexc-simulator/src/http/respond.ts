import { endpoints, printWireJson } from '@prate/mexc-protocol';
import type { Exchange } from '../exchange/exchange';
import { Refusal } from '../exchange/refusal';
import type { ClockSkew } from '../faults/clock-skew';
import type { Interference } from '../faults/interference';
import type { OrderVeil } from '../faults/order-veil';
import type { Recording } from '../recording/recording';
import type { Access } from './access';
import { type SimulatorKeys, type SignedRequest, authenticate } from './authentication';
import { carryOut } from './carry-out';
import type { RateLimits } from './rate-limits';
import { type RouteMatch, type RouteName, matchRoute } from './routes';

const LONGEST_ECHO = 200;
/** The envelope's code of an answer where it is not 0 (reference 5.1). */
const successCodes: Readonly<Partial<Record<RouteName, number>>> = { 'list-fee-discount-configs': 200 };

/** An answer before it is written: HTTP status, the envelope's code, and the JSON text. */
export interface Answer {
  readonly status: number;
  readonly code: number;
  readonly text: string;
}

/** Finds the route; a path that cannot be decoded is a refusal as well. */
export function findRoute(verb: string, pathname: string): RouteMatch | Answer {
  try {
    return matchRoute(verb, pathname);
  } catch (error) {
    return answerError(error);
  }
}

/** What stands between a request and its route. */
export interface Guards {
  readonly keys: SimulatorKeys;
  readonly access: Access;
  readonly limits: RateLimits;
  readonly veil: OrderVeil;
  readonly skew: ClockSkew;
  /** Absent unless asked for. */
  readonly recording?: Recording;
}

/** Authenticates, counts, runs the route, wraps what it says in the envelope; a fault may interfere on the way. */
export function respond(
  request: SignedRequest & { readonly address: string },
  { name, path }: Extract<RouteMatch, { kind: 'found' }>,
  exchange: Exchange,
  { keys, access, limits, veil, skew, recording }: Guards,
  interference: Interference = {},
): Answer {
  try {
    exchange.advance();
    const { isSigned, isRepeatable } = endpoints[name];
    if (isSigned) {
      const refusal = authenticate(request, keys, exchange.nowMs + skew.byMs);
      if (refusal !== undefined) return answerRefusal(refusal.code, refusal.message, refusal.httpStatus);
      access.check(name);
    }
    limits.take(name, isSigned ? keys.apiKey : request.address, exchange.nowMs);
    const routed = { name, path, rawQuery: request.rawQuery, body: Buffer.from(request.body).toString('utf8') };
    const { struckBy: fault } = interference;
    // A question changes nothing, unless something happens with it.
    if (!isRepeatable || fault !== undefined) {
      recording?.add({ kind: 'request', atMs: exchange.nowMs, ...routed, ...(fault === undefined ? {} : { fault }) });
    }
    const data = carryOut(routed, { exchange, veil, skew }, interference);
    const code = successCodes[name] ?? 0;
    return { status: 200, code, text: printWireJson({ success: true, code, data }) };
  } catch (error) {
    return answerError(error);
  }
}

/** A no with its code; HTTP 200 as the venue does, unless said otherwise. */
export function answerRefusal(code: number, message: string, status = 200): Answer {
  return { status, code, text: printWireJson({ success: false, code, message }) };
}

/** There is no such door: the simulator says so, and names what was asked for. */
export function answerNoRoute(
  verb: string,
  pathname: string,
  { match, gap }: { readonly match: Exclude<RouteMatch, { kind: 'found' }>; readonly gap: string | undefined },
): Answer {
  const asked = `${verb} ${pathname.slice(0, LONGEST_ECHO)}`;
  const known = gap === undefined ? 'which is no endpoint of the venue that is known here' : `${gap} in its list of gaps`;
  return match.kind === 'unknown'
    ? answerRefusal(404, `the simulator does not have ${asked}: ${known}`, 404)
    : answerRefusal(405, `the simulator does not have ${asked}, only ${match.verbs.join(', ')}`, 405);
}

function answerError(error: unknown): Answer {
  if (error instanceof Refusal) return answerRefusal(error.code, error.message);
  const problem = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return answerRefusal(500, `a fault of the simulator itself: ${problem}`, 500);
}
