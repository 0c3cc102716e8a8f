import {
  type ClientOrderId,
  type DecimalText,
  type Order,
  type Trade,
  type TradeId,
  type VenueOrderId,
  isFinalStatus,
} from '@prate/execution-interface';
import { add, compare, subtract } from '@prate/execution-interface/decimal';
import { Remembered } from './remembered';

/** An order as somebody stated it: a push, or a read. */
export interface OrderRecord {
  readonly order: Order;
  /** The venue's count of its changes; not every record has it. */
  readonly version?: number;
}

/**
 * - `new`, `changed`: to be told
 * - `same`: known already, or older than what is known
 * - `contradiction`: another end of an order that has ended; the first end stays
 */
export type OrderChange = 'new' | 'changed' | 'same' | 'contradiction';

const FINISHED_KEPT = 20_000;
const TRADES_KEPT = 100_000;

/**
 * Every order by the venue's id and by ours, and every fill once. Records may come twice, late, in any order, by push and by read: what is
 * left in the end is the newest statement, and nothing leads out of a final state (reference 9.11, 9.13).
 */
export class OrderTracker {
  private readonly working = new Map<VenueOrderId, OrderRecord>();
  private readonly finished = new Remembered<VenueOrderId, OrderRecord>(FINISHED_KEPT, (_, { order }) => this.forget(order));
  private readonly byClient = new Map<ClientOrderId, VenueOrderId>();
  private readonly trades = new Remembered<TradeId, true>(TRADES_KEPT);
  /** Contracts of the fills told so far. */
  private readonly traded = new Map<VenueOrderId, DecimalText>();
  /** Contracts that had filled before anybody looked; their fills are not waited for. */
  private readonly before = new Map<VenueOrderId, DecimalText>();
  /** Orders of which order and fills say different things, with their symbol. */
  private readonly uneven = new Map<VenueOrderId, string>();

  apply(next: OrderRecord, { isFirstLook = false }: { readonly isFirstLook?: boolean } = {}): OrderChange {
    const { orderId } = next.order;
    const known = this.record(orderId);
    if (known === undefined) {
      if (isFirstLook) this.before.set(orderId, next.order.filledContracts);
      this.keep(next);
      return 'new';
    }
    if (isFinalStatus(known.order.status) && isFinalStatus(next.order.status) && known.order.status !== next.order.status) {
      return isLater(known, next) ? 'contradiction' : 'same';
    }
    if (!isNewer(known, next)) return 'same';
    // The venue rounds times of finished orders to the second in lists; the moment of making stays as first told.
    const kept = { ...next, order: { ...next.order, createdAtMs: known.order.createdAtMs } };
    this.keep(kept);
    return visible(known.order) === visible(kept.order) ? 'same' : 'changed';
  }

  /** Whether it was new. Its order need not be known yet. */
  applyTrade({ tradeId, orderId, contracts, symbol }: Trade): boolean {
    if (this.trades.has(tradeId)) return false;
    this.trades.set(tradeId, true);
    this.traded.set(orderId, add(this.traded.get(orderId) ?? '0', contracts));
    this.weigh(orderId, symbol);
    return true;
  }

  /** A fill that was told before this process began. */
  rememberTrade(tradeId: TradeId): void {
    this.trades.set(tradeId, true);
  }

  get(orderId: VenueOrderId): Order | undefined {
    return this.record(orderId)?.order;
  }

  /** Of several (an amended order has successors under its client id) the newest that works, else the newest. */
  byClientId(clientOrderId: ClientOrderId): Order | undefined {
    const orderId = this.byClient.get(clientOrderId);
    return orderId === undefined ? undefined : this.get(orderId);
  }

  workingOrders(): readonly Order[] {
    return [...this.working.values()].map(({ order }) => order);
  }

  /** All that are known: working ones, and the newest finished ones. */
  orders(): readonly Order[] {
    return [...this.finished.values(), ...this.working.values()].map(({ order }) => order);
  }

  /** Orders whose fills do not add up to what they say is filled: something was not heard. */
  unevenOrders(): ReadonlyMap<VenueOrderId, string> {
    return this.uneven;
  }

  /** No more fills of it are waited for than have been told. */
  acceptFills(orderId: VenueOrderId): void {
    const filled = this.get(orderId)?.filledContracts;
    if (filled !== undefined) this.before.set(orderId, subtract(filled, this.traded.get(orderId) ?? '0'));
    this.uneven.delete(orderId);
  }

  private record(orderId: VenueOrderId): OrderRecord | undefined {
    return this.working.get(orderId) ?? this.finished.get(orderId);
  }

  private keep(record: OrderRecord): void {
    const { order } = record;
    const { orderId, clientOrderId } = order;
    if (isFinalStatus(order.status)) {
      this.working.delete(orderId);
      this.finished.set(orderId, record);
    } else this.working.set(orderId, record);
    if (clientOrderId !== undefined) {
      const other = this.byClientId(clientOrderId);
      if (other === undefined || isBetter(order, other)) this.byClient.set(clientOrderId, orderId);
    }
    this.weigh(orderId, order.symbol);
  }

  private weigh(orderId: VenueOrderId, symbol: string): void {
    const filled = this.get(orderId)?.filledContracts;
    const traded = this.traded.get(orderId) ?? '0';
    // Fills from before may be told nevertheless; there may be as many as the order says, and none may be missing of what came later.
    const expected = filled === undefined ? undefined : subtract(filled, this.before.get(orderId) ?? '0');
    const isEven = filled !== undefined && expected !== undefined && compare(traded, expected) >= 0 && compare(traded, filled) <= 0;
    if (isEven) this.uneven.delete(orderId);
    else this.uneven.set(orderId, symbol);
  }

  private forget({ orderId, clientOrderId }: Order): void {
    this.traded.delete(orderId);
    this.before.delete(orderId);
    this.uneven.delete(orderId);
    if (clientOrderId !== undefined && this.byClient.get(clientOrderId) === orderId) this.byClient.delete(clientOrderId);
  }
}

/** No final state is ever left, so what is final is later than what is not, whatever the counts say. */
function isNewer(known: OrderRecord, next: OrderRecord): boolean {
  const isKnownFinal = isFinalStatus(known.order.status);
  const isNextFinal = isFinalStatus(next.order.status);
  if (isKnownFinal !== isNextFinal) return isNextFinal;
  return isLater(known, next);
}

function isLater(known: OrderRecord, next: OrderRecord): boolean {
  if (known.version !== undefined && next.version !== undefined && known.version !== next.version) return next.version > known.version;
  const filled = compare(next.order.filledContracts, known.order.filledContracts);
  // What has filled stays filled.
  if (filled !== 0) return filled > 0;
  return next.order.updatedAtMs > known.order.updatedAtMs;
}

function isBetter(next: Order, known: Order): boolean {
  const isNextWorking = !isFinalStatus(next.status);
  if (next.orderId === known.orderId) return true;
  if (isNextWorking !== !isFinalStatus(known.status)) return isNextWorking;
  return next.createdAtMs >= known.createdAtMs;
}

function visible(order: Order): string {
  return JSON.stringify({ ...order, updatedAtMs: 0 }, Object.keys({ ...order }).sort());
}
