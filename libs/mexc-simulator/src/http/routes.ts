import { type EndpointName, endpoints } from '@prate/mexc-protocol';
import type { Exchange } from '../exchange/exchange';
import { accountRoutes } from './account-routes';
import { feeRoutes } from './fee-routes';
import { historyRoutes } from './history-routes';
import { marketMakerRoutes } from './market-maker-routes';
import { marketRoutes } from './market-routes';
import { moneyRoutes } from './money-routes';
import { orderRoutes } from './order-routes';
import { planRoutes } from './plan-routes';
import { positionRoutes } from './position-routes';
import { publicRoutes } from './public-routes';
import { reportRoutes } from './report-routes';
import { stopRoutes } from './stop-routes';
import { trackRoutes } from './track-routes';
import { decodePart } from './request-fields';

/** What a route reads. */
export interface RouteRequest {
  readonly exchange: Exchange;
  /** Parameters of the path, decoded. */
  readonly path: Readonly<Record<string, string>>;
  readonly rawQuery: string;
  readonly body: string;
  /** How far the clock that the exchange shows is off. */
  readonly skewMs: number;
}

/** Answers the envelope's `data`; `undefined` where the venue sends none. @throws {Refusal} */
export type Route = (request: RouteRequest) => unknown;

/** One route a row of the endpoint table; rows without a route are answered by a loud 404. */
export const routes = {
  ...publicRoutes,
  ...marketRoutes,
  ...accountRoutes,
  ...feeRoutes,
  ...moneyRoutes,
  ...reportRoutes,
  ...marketMakerRoutes,
  ...orderRoutes,
  ...historyRoutes,
  ...positionRoutes,
  ...planRoutes,
  ...stopRoutes,
  ...trackRoutes,
} as const satisfies Readonly<Partial<Record<EndpointName, Route>>>;

export type RouteName = keyof typeof routes;

export type RouteMatch =
  | { readonly kind: 'found'; readonly name: RouteName; readonly path: Readonly<Record<string, string>> }
  | { readonly kind: 'other-verb'; readonly verbs: readonly string[] }
  | { readonly kind: 'unknown' };

/** Doors that clients also knock at with another verb (reference 10.10). */
const otherVerbs: Partial<Record<RouteName, string>> = { 'get-open-order-counts': 'GET' };

interface CompiledRow {
  readonly name: RouteName;
  readonly verb: string;
  readonly pattern: RegExp;
  readonly parameters: readonly string[];
}

const compiled = (Object.keys(routes) as RouteName[]).map((name): CompiledRow => {
  const { verb, path } = endpoints[name];
  const parameters = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  return { name, verb, parameters, pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '([^/]+)')}$`) };
});
/** `funding_rate/history` before `funding_rate/{symbol}`. */
const rows = compiled.sort((one, other) => one.parameters.length - other.parameters.length);

/** @throws {Refusal} 600 for a path parameter that cannot be decoded */
export function matchRoute(verb: string, pathname: string): RouteMatch {
  // A slash at the end changes nothing: Mexc.Net asks for `open_orders/`, and is answered.
  const asked = pathname.endsWith('/') ? pathname.slice(0, -1) : pathname;
  const matches = rows.flatMap((row) => {
    const match = row.pattern.exec(asked);
    return match === null ? [] : [{ row, values: match.slice(1) }];
  });
  const found = matches.find(({ row }) => row.verb === verb || otherVerbs[row.name] === verb);
  if (found !== undefined) {
    const path = found.row.parameters.map((name, index) => [name, decodePart(found.values[index] ?? '')]);
    return { kind: 'found', name: found.row.name, path: Object.fromEntries(path) as Record<string, string> };
  }
  return matches.length > 0 ? { kind: 'other-verb', verbs: matches.map(({ row }) => row.verb) } : { kind: 'unknown' };
}
