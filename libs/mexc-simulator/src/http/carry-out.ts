import type { FaultReach, Interference } from '../faults/interference';
import { type RouteName, type RouteRequest, routes } from './routes';

/** What a route is asked for. */
export type RoutedRequest = Pick<RouteRequest, 'path' | 'rawQuery' | 'body'> & { readonly name: RouteName };

/** Runs a route, as a fault would have it; the envelope's `data`. @throws {Refusal} */
export function carryOut(
  { name, ...request }: RoutedRequest,
  { exchange, veil, skew }: FaultReach,
  { before, fate, adjust }: Interference,
): unknown {
  const { fate: usualFate } = exchange;
  try {
    before?.();
    if (fate !== undefined) exchange.fate = { ...usualFate, ...fate };
    const data = routes[name]({ ...request, exchange, skewMs: skew.byMs });
    const seen = veil.cover(name, data, exchange.nowMs);
    return adjust === undefined ? seen : adjust(seen);
  } finally {
    exchange.fate = usualFate;
  }
}
