import type { PlanOrder, StopOrder, TrailingOrder } from '@prate/execution-interface';
import { Remembered } from './remembered';

export type ConditionalOrder = PlanOrder | StopOrder | TrailingOrder;

interface Known {
  readonly order: ConditionalOrder;
  readonly version?: number;
  /** When it was last stated, in the count of the account's state. */
  readonly atTick: number;
}

const ENDED_KEPT = 10_000;

/** Plan, stop and trailing orders, each kind with ids of its own; nothing leads out of an ended one. */
export class ConditionalBook {
  private readonly waiting = new Map<string, Known>();
  private readonly ended = new Remembered<string, Known>(ENDED_KEPT);

  /** Whether there is something to tell. */
  apply(next: { readonly order: ConditionalOrder; readonly version?: number }, atTick: number): ConditionalOrder | undefined {
    const key = keyOf(next.order);
    const known = this.waiting.get(key) ?? this.ended.get(key);
    if (known !== undefined && !isNewer(known, next)) return undefined;
    const order = known === undefined ? next.order : withEnd(next.order, known.order);
    const kept: Known = { ...next, order, atTick };
    if (isOver(order)) {
      this.waiting.delete(key);
      this.ended.set(key, kept);
    } else this.waiting.set(key, kept);
    return known !== undefined && visible(known.order) === visible(order) ? undefined : order;
  }

  waitingOrders(): readonly ConditionalOrder[] {
    return [...this.waiting.values()].map(({ order }) => order);
  }

  /** Those that wait as far as is known, and of which nothing was heard since. */
  untouchedSince(tick: number): readonly ConditionalOrder[] {
    return [...this.waiting.values()].filter(({ atTick }) => atTick < tick).map(({ order }) => order);
  }
}

function keyOf({ kind, id }: ConditionalOrder): string {
  return `${kind}/${id}`;
}

function isOver({ status }: ConditionalOrder): boolean {
  return status !== 'waiting' && status !== 'active';
}

function isNewer(known: Known, next: { readonly order: ConditionalOrder; readonly version?: number }): boolean {
  if (isOver(known.order) !== isOver(next.order)) return isOver(next.order);
  if (isOver(known.order)) return false;
  if (known.version !== undefined && next.version !== undefined && known.version !== next.version) return next.version > known.version;
  return next.order.updatedAtMs >= known.order.updatedAtMs;
}

/** A push of a plan order may leave out when it ends; that does not make it endless. */
function withEnd(next: ConditionalOrder, known: ConditionalOrder): ConditionalOrder {
  if (next.kind !== 'plan' || known.kind !== 'plan' || next.expiresAtMs !== undefined || known.expiresAtMs === undefined) return next;
  return { ...next, expiresAtMs: known.expiresAtMs };
}

function visible(order: ConditionalOrder): string {
  return JSON.stringify(Object.entries({ ...order, updatedAtMs: 0, createdAtMs: 0 }).sort(([a], [b]) => (a < b ? -1 : 1)));
}
