import type { EndpointName } from '@prate/mexc-protocol';
import { Refusal } from '../exchange/refusal';

/** Queries that show an order, or its fills, by `orderId`. */
const queries: ReadonlySet<EndpointName> = new Set([
  'get-order',
  'get-order-by-external-oid',
  'list-orders-by-id',
  'list-orders-by-external-oid',
  'list-open-orders',
  'list-open-orders-legacy',
  'list-history-orders',
  'list-order-deals',
  'list-order-deals-legacy',
  'list-deals-of-order',
]);

/** Orders that exist, fill and can be cancelled, and that no query shows for a while; private pushes tell of them nevertheless. */
export class OrderVeil {
  private readonly hiddenUntilMs = new Map<string, number>();

  hide(orderId: string, untilMs: number): void {
    this.hiddenUntilMs.set(orderId, untilMs);
  }

  /** The answer of a query without what is hidden. @throws {Refusal} 2040 where nothing else was asked for */
  cover(endpoint: EndpointName, data: unknown, nowMs: number): unknown {
    if (this.hiddenUntilMs.size === 0 || !queries.has(endpoint)) return data;
    for (const [orderId, untilMs] of this.hiddenUntilMs) if (untilMs <= nowMs) this.hiddenUntilMs.delete(orderId);
    if (Array.isArray(data)) return data.filter((row) => !this.isHidden(row));
    if (this.isHidden(data)) throw new Refusal(2040, 'order not exist');
    return data;
  }

  private isHidden(row: unknown): boolean {
    return this.hiddenUntilMs.has(String((row as { readonly orderId?: unknown } | null)?.orderId));
  }
}
