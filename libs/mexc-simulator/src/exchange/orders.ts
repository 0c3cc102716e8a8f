import type { PositionTypeWord } from '@prate/mexc-protocol';
import { type DecimalText, add, subtract } from '@prate/execution-interface/decimal';
import { type SimulatedOrder, frozenMargin, isFinal, onlyCloses, remainingVol } from './order';
import { sideMeanings } from './sides';

/** Final orders are remembered up to this many; the oldest go first. */
const REMEMBERED_ORDERS = 100_000;

/** Every order of the account, by both ids; working ones apart, in order of arrival. */
export class Orders {
  private readonly byId = new Map<string, SimulatedOrder>();
  private readonly byExternalOid = new Map<string, SimulatedOrder>();
  private readonly workingById = new Map<string, SimulatedOrder>();
  /** What each working order keeps frozen, and the sum by contract: kept, so that nobody has to walk through all orders. */
  private readonly frozenById = new Map<string, DecimalText>();
  private readonly frozenBySymbol = new Map<string, DecimalText>();

  all(): readonly SimulatedOrder[] {
    return [...this.byId.values()];
  }

  working(symbol?: string): readonly SimulatedOrder[] {
    const orders = [...this.workingById.values()];
    return symbol === undefined ? orders : orders.filter((order) => order.symbol === symbol);
  }

  hasWorking(): boolean {
    return this.workingById.size > 0;
  }

  get(orderId: string): SimulatedOrder | undefined {
    return this.byId.get(orderId);
  }

  getByExternalOid(symbol: string, externalOid: string): SimulatedOrder | undefined {
    return externalOid === '' ? undefined : this.byExternalOid.get(externalKey(symbol, externalOid));
  }

  add(order: SimulatedOrder): void {
    this.byId.set(order.orderId, order);
    if (order.externalOid !== '') this.byExternalOid.set(externalKey(order.symbol, order.externalOid), order);
    this.settle(order);
    if (this.byId.size > REMEMBERED_ORDERS) this.forgetOldest();
  }

  /** As if the working order were not there, until the answered function is called: then it is back where it stood. */
  setAside(order: SimulatedOrder): () => void {
    const inLine = [...this.workingById];
    const key = externalKey(order.symbol, order.externalOid);
    const named = this.byExternalOid.get(key);
    this.workingById.delete(order.orderId);
    this.byExternalOid.delete(key);
    this.freeze(order, '0');
    return () => {
      this.freeze(order, frozenMargin(order));
      this.workingById.clear();
      for (const [orderId, working] of inLine) this.workingById.set(orderId, working);
      if (named !== undefined) this.byExternalOid.set(key, named);
    };
  }

  /** Files the order by its present state; to be called after every change of state. */
  settle(order: SimulatedOrder): void {
    if (isFinal(order)) this.workingById.delete(order.orderId);
    else this.workingById.set(order.orderId, order);
    this.freeze(order, frozenMargin(order));
  }

  /** Margin that the working orders of a contract keep frozen, settle coin. */
  frozenMargin(symbol: string): DecimalText {
    return this.frozenBySymbol.get(symbol) ?? '0';
  }

  /** What of it is this order's, as of the last {@link settle}. */
  frozenMarginOf(order: SimulatedOrder): DecimalText {
    return this.frozenById.get(order.orderId) ?? '0';
  }

  private freeze(order: SimulatedOrder, amount: DecimalText): void {
    const before = this.frozenMarginOf(order);
    if (before === amount) return;
    if (amount === '0') this.frozenById.delete(order.orderId);
    else this.frozenById.set(order.orderId, amount);
    this.frozenBySymbol.set(order.symbol, add(this.frozenMargin(order.symbol), subtract(amount, before)));
  }

  /** Contracts of a position that working closing orders have reserved. */
  frozenVol(symbol: string, side: PositionTypeWord): DecimalText {
    return this.closing(symbol, side).reduce<DecimalText>((sum, order) => add(sum, remainingVol(order)), '0');
  }

  /** Working orders that would close a position of this side. */
  closing(symbol: string, side: PositionTypeWord): readonly SimulatedOrder[] {
    const direction = side === 'long' ? 'sell' : 'buy';
    return this.working(symbol).filter((order) => onlyCloses(order) && sideMeanings[order.side].direction === direction);
  }

  /** Working orders that would open a position of this side. */
  opening(symbol: string, side: PositionTypeWord): readonly SimulatedOrder[] {
    return this.working(symbol).filter((order) => !onlyCloses(order) && sideMeanings[order.side].position === side);
  }

  private forgetOldest(): void {
    for (const order of this.byId.values()) {
      if (!isFinal(order)) continue;
      this.byId.delete(order.orderId);
      if (order.externalOid !== '') this.byExternalOid.delete(externalKey(order.symbol, order.externalOid));
      return;
    }
  }
}

function externalKey(symbol: string, externalOid: string): string {
  return `${symbol}/${externalOid}`;
}
