import { type DecimalText, add, subtract } from '@prate/execution-interface/decimal';
import type { PositionTypeWord } from '@prate/mexc-protocol';
import { type SimulatedOrder, frozenMargin, isFinal, onlyCloses, remainingVol } from './order';
import { sideMeanings } from './sides';

/** Final orders are remembered up to this many; the oldest go first. */
const REMEMBERED_ORDERS = 100_000;

/** Working orders of a contract that open, or close, one side of it: in order of arrival. */
interface WorkingGroup {
  readonly orders: Map<string, SimulatedOrder>;
  /** What they still want. */
  vol: DecimalText;
  /** The different terms among them, and how many have them. */
  readonly terms: Map<string, { readonly terms: OrderTerms; count: number }>;
}

/** What all that opens one side of a contract has to share (reference 9.5). */
export type OrderTerms = Pick<SimulatedOrder, 'openType' | 'leverage'>;

/** What of the sums is one order's. */
interface Share {
  readonly frozen: DecimalText;
  readonly vol: DecimalText;
}

const NOTHING: Share = { frozen: '0', vol: '0' };

/**
 * Every order of the account, by both ids; working ones apart, in order of arrival. What working orders sum to is kept, so that nobody has
 * to walk through all of them.
 */
export class Orders {
  private readonly byId = new Map<string, SimulatedOrder>();
  private readonly byExternalOid = new Map<string, SimulatedOrder>();
  /** In the order in which they ended. */
  private readonly finalIds = new Set<string>();
  private readonly workingById = new Map<string, SimulatedOrder>();
  private readonly groups = new Map<string, WorkingGroup>();
  private readonly shares = new Map<string, Share>();
  private readonly frozenBySymbol = new Map<string, DecimalText>();
  private aside: SimulatedOrder | undefined;

  all(): readonly SimulatedOrder[] {
    return [...this.byId.values()];
  }

  working(symbol?: string): readonly SimulatedOrder[] {
    return this.present(this.workingById).filter((order) => symbol === undefined || order.symbol === symbol);
  }

  hasWorking(): boolean {
    return this.workingById.size > 0;
  }

  get(orderId: string): SimulatedOrder | undefined {
    return this.byId.get(orderId);
  }

  getByExternalOid(symbol: string, externalOid: string): SimulatedOrder | undefined {
    const order = externalOid === '' ? undefined : this.byExternalOid.get(externalKey(symbol, externalOid));
    return order === this.aside ? undefined : order;
  }

  /** From now on it is found by its ids. One that is to work is among the working ones from its first {@link settle} on. */
  add(order: SimulatedOrder): void {
    this.byId.set(order.orderId, order);
    if (order.externalOid !== '') this.byExternalOid.set(externalKey(order.symbol, order.externalOid), order);
    if (isFinal(order)) this.settle(order);
    if (this.finalIds.size > REMEMBERED_ORDERS) this.forgetOldest();
  }

  /** As if the working order were not there, until the answered function is called: then it is back where it stood. */
  setAside(order: SimulatedOrder): () => void {
    this.aside = order;
    this.count(order, NOTHING);
    return () => {
      this.aside = undefined;
      this.settle(order);
    };
  }

  /** Files the order by its present state; to be called after every change of state. */
  settle(order: SimulatedOrder): void {
    const { orders } = this.group(groupKey(order.symbol, onlyCloses(order), sideMeanings[order.side].direction));
    if (isFinal(order)) {
      this.workingById.delete(order.orderId);
      orders.delete(order.orderId);
      this.finalIds.add(order.orderId);
      this.count(order, NOTHING);
    } else {
      this.workingById.set(order.orderId, order);
      orders.set(order.orderId, order);
      this.count(order, { frozen: frozenMargin(order), vol: remainingVol(order) });
    }
  }

  /** Margin that the working orders of a contract keep frozen, settle coin. */
  frozenMargin(symbol: string): DecimalText {
    return this.frozenBySymbol.get(symbol) ?? '0';
  }

  /** What of it is this order's, as of the last {@link settle}. */
  frozenMarginOf(order: SimulatedOrder): DecimalText {
    return this.shares.get(order.orderId)?.frozen ?? '0';
  }

  /** Contracts of a position that working closing orders have reserved. */
  frozenVol(symbol: string, side: PositionTypeWord): DecimalText {
    return this.group(closingKey(symbol, side)).vol;
  }

  /** Contracts that working orders would add to a position. */
  openingVol(symbol: string, side: PositionTypeWord): DecimalText {
    return this.group(openingKey(symbol, side)).vol;
  }

  /** Working orders that would close a position of this side. */
  closing(symbol: string, side: PositionTypeWord): readonly SimulatedOrder[] {
    return this.present(this.group(closingKey(symbol, side)).orders);
  }

  /** Working orders that would open a position of this side. */
  opening(symbol: string, side: PositionTypeWord): readonly SimulatedOrder[] {
    return this.present(this.group(openingKey(symbol, side)).orders);
  }

  /** The different terms among {@link opening}. */
  openingTerms(symbol: string, side: PositionTypeWord): readonly OrderTerms[] {
    return [...this.group(openingKey(symbol, side)).terms.values()].map(({ terms }) => terms);
  }

  private present(orders: ReadonlyMap<string, SimulatedOrder>): readonly SimulatedOrder[] {
    const all = [...orders.values()];
    return this.aside === undefined ? all : all.filter((order) => order !== this.aside);
  }

  private group(key: string): WorkingGroup {
    const known = this.groups.get(key) ?? { orders: new Map(), vol: '0', terms: new Map() };
    this.groups.set(key, known);
    return known;
  }

  /** Puts an order's new share of the sums in the place of its last one. */
  private count(order: SimulatedOrder, share: Share): void {
    const known = this.shares.get(order.orderId);
    const before = known ?? NOTHING;
    const group = this.group(groupKey(order.symbol, onlyCloses(order), sideMeanings[order.side].direction));
    if (share === NOTHING) this.shares.delete(order.orderId);
    else this.shares.set(order.orderId, share);
    if (known === undefined && share !== NOTHING) countTerms(group, order, 1);
    if (known !== undefined && share === NOTHING) countTerms(group, order, -1);
    if (share.frozen !== before.frozen) {
      this.frozenBySymbol.set(order.symbol, exchanged(this.frozenMargin(order.symbol), before.frozen, share.frozen));
    }
    if (share.vol !== before.vol) group.vol = exchanged(group.vol, before.vol, share.vol);
  }

  private forgetOldest(): void {
    const orderId = this.finalIds.values().next().value as string;
    const order = this.byId.get(orderId);
    this.finalIds.delete(orderId);
    this.byId.delete(orderId);
    if (order === undefined || order.externalOid === '') return;
    const key = externalKey(order.symbol, order.externalOid);
    // An amendment has given the name to another order.
    if (this.byExternalOid.get(key) === order) this.byExternalOid.delete(key);
  }
}

function countTerms({ terms }: WorkingGroup, { openType, leverage }: SimulatedOrder, by: 1 | -1): void {
  const key = `${openType}/${leverage}`;
  const known = terms.get(key) ?? { terms: { openType, leverage }, count: 0 };
  known.count += by;
  if (known.count === 0) terms.delete(key);
  else terms.set(key, known);
}

function exchanged(sum: DecimalText, before: DecimalText, after: DecimalText): DecimalText {
  const without = before === '0' ? sum : subtract(sum, before);
  return after === '0' ? without : add(without, after);
}

function groupKey(symbol: string, closes: boolean, direction: 'buy' | 'sell'): string {
  return `${symbol}/${closes ? 'closes' : 'opens'}/${direction}`;
}

function openingKey(symbol: string, side: PositionTypeWord): string {
  return groupKey(symbol, false, side === 'long' ? 'buy' : 'sell');
}

function closingKey(symbol: string, side: PositionTypeWord): string {
  return groupKey(symbol, true, side === 'long' ? 'sell' : 'buy');
}

function externalKey(symbol: string, externalOid: string): string {
  return `${symbol}/${externalOid}`;
}
