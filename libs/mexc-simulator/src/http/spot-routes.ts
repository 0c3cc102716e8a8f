import { printWireJson } from '@prate/mexc-protocol';
import type { SimulatorKeys } from './authentication';
import type { Answer } from './respond';
import { type SpotRequest, authenticateSpot } from './spot-authentication';

interface SpotRoute {
  readonly isSigned: boolean;
  readonly answer: (nowMs: number) => unknown;
}

/**
 * What clients of many markets ask the spot API of the same host before they trade futures. Its answers have no envelope. Nothing is listed
 * there: no pair, no coin.
 */
const spotRoutes: Readonly<Record<string, SpotRoute>> = {
  '/api/v3/ping': { isSigned: false, answer: () => ({}) },
  '/api/v3/time': { isSigned: false, answer: (serverTime) => ({ serverTime }) },
  '/api/v3/exchangeInfo': {
    isSigned: false,
    answer: (serverTime) => ({ timezone: 'CST', serverTime, rateLimits: [], exchangeFilters: [], symbols: [] }),
  },
  '/api/v3/capital/config/getall': { isSigned: true, answer: () => [] },
};

/** The answer of the spot API; `undefined` where it has no such door. */
export function respondSpot(
  { verb, path, ...request }: SpotRequest & { readonly verb: string; readonly path: string },
  keys: SimulatorKeys,
  nowMs: number,
): Answer | undefined {
  const route = verb === 'GET' && Object.hasOwn(spotRoutes, path) ? spotRoutes[path] : undefined;
  if (route === undefined) return undefined;
  const refusal = route.isSigned ? authenticateSpot(request, keys, nowMs) : undefined;
  if (refusal !== undefined) {
    const { httpStatus, code, message } = refusal;
    return { status: httpStatus, code, text: printWireJson({ code, msg: message }) };
  }
  return { status: 200, code: 0, text: printWireJson(route.answer(nowMs)) };
}
