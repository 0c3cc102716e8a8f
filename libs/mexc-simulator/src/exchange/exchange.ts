import { type DecimalText, divide, isPositive, roundToStep } from '@prate/execution-interface/decimal';
import type { OrderReasonWord, PositionModeWord, PositionTypeWord } from '@prate/mexc-protocol';
import type { ContractChange } from '../simulated-contract';
import { reducedSide } from './account-rules';
import { Accounts } from './accounts';
import { sweepsAtMarket } from './book-reach';
import { Deals } from './deals';
import { EntryStops } from './entry-stops';
import type { ExchangeEvent, ExchangeListener } from './exchange-event';
import { type LeverageSetting, Leverages } from './leverages';
import type { Listing } from './listing';
import { Matching } from './matching';
import { amendedRequest } from './amendment';
import { type OrderRequest, type SimulatedOrder, onlyCloses, remainingVol } from './order';
import type { OrderFate } from './order-fate';
import { Funding } from './funding';
import { Insurance } from './insurance';
import { Liquidation } from './liquidation';
import { OrderAdmission } from './order-admission';
import { OrderIds } from './order-ids';
import { type Fill, OrderLifecycle } from './order-lifecycle';
import { Orders } from './orders';
import { PlanOrders } from './plan-orders';
import { PositionMargins } from './position-margins';
import { Positions } from './positions';
import { PositionRisks } from './position-risks';
import { Refusal } from './refusal';
import { RiskLimits } from './risk-limits';
import { SelfTradeGroups } from './self-trade-groups';
import { SystemOrders } from './system-orders';
import { Transfers } from './transfers';
import type { SecondWatcher } from './second-watcher';
import { sideMeanings } from './sides';
import { StopOrders } from './stop-orders';
import { StopTriggers } from './stop-triggers';
import { TrackOrders } from './track-orders';

export interface ExchangeOptions {
  readonly listings: readonly Listing[];
  readonly balances: Readonly<Record<string, DecimalText>>;
  readonly positionMode: PositionModeWord;
  readonly clock: { nowMs(): number };
}

/**
 * One account on a small exchange. Pure but for its clock: it is brought up to the present by {@link advance} at the head of every
 * request and runs no timer, so the same clock and commands lead to the same state.
 */
export class Exchange {
  readonly listings: ReadonlyMap<string, Listing>;
  readonly orders = new Orders();
  readonly deals = new Deals();
  readonly positions: Positions;
  readonly accounts: Accounts;
  readonly leverages: Leverages;
  readonly margins: PositionMargins;
  readonly risks: PositionRisks;
  readonly limits: RiskLimits;
  readonly insurance = new Insurance();
  readonly selfTradeGroups = new SelfTradeGroups();
  readonly transfers: Transfers;
  readonly funding: Funding;
  readonly liquidation: Liquidation;
  readonly plans: PlanOrders;
  readonly stops: StopOrders;
  readonly tracks: TrackOrders;
  positionMode: PositionModeWord;
  /** Empty unless a fault strikes the request that is being served. */
  fate: OrderFate = {};
  /** Asked in this order, second by second, after resting orders were matched. */
  private readonly watchers: readonly SecondWatcher[];
  private readonly listeners = new Set<ExchangeListener>();
  private readonly ids = new OrderIds();
  private readonly entryStops: EntryStops;
  private readonly admission: OrderAdmission;
  private readonly lifecycle: OrderLifecycle;
  private readonly matching: Matching;
  private readonly clock: { nowMs(): number };
  private matchedThroughSecond: number;
  private presentMs: number;
  /** Counts what happened. */
  private revision = 0;

  constructor({ listings, balances, positionMode, clock }: ExchangeOptions) {
    this.listings = new Map(listings.map((listing) => [listing.contract.symbol, listing]));
    this.positions = new Positions(this.ids);
    this.accounts = new Accounts(balances, this.listings, this.orders, this.positions);
    const tell = (event: ExchangeEvent): void => this.tell(event);
    const { orders, accounts, ids } = this;
    this.leverages = new Leverages(orders, this.positions, accounts, tell);
    this.margins = new PositionMargins(this.listings, accounts, tell);
    const listing = (symbol: string): Listing => this.listing(symbol);
    const create = (request: OrderRequest): SimulatedOrder => this.createOrder(request);
    const { positions } = this;
    this.plans = new PlanOrders({ listing, ids, tell, create });
    this.stops = new StopOrders({ listing, positions, orders, ids, tell });
    this.entryStops = new EntryStops(this.stops, positions);
    this.tracks = new TrackOrders({ listing, ids, tell, create });
    this.risks = new PositionRisks(this.listings, accounts);
    const setting = (held: Listing, side: PositionTypeWord): LeverageSetting => this.leverages.setting(held, side);
    this.limits = new RiskLimits({ listing, orders, positions, risks: this.risks, setting, tell });
    this.transfers = new Transfers(accounts, tell);
    this.lifecycle = new OrderLifecycle({ orders, positions: this.positions, accounts, limits: this.limits, listing, ids, tell });
    const mode = (): PositionModeWord => this.positionMode;
    const end = (order: SimulatedOrder, reason: OrderReasonWord, atMs: number): void => this.lifecycle.end(order, reason, atMs);
    this.funding = new Funding({ listings: this.listings, orders, positions, accounts, tell, positionMode: mode, end });
    const { risks, limits, insurance } = this;
    const system = new SystemOrders({ listing, orders, positions, accounts, insurance, ids, tell, positionMode: mode });
    const revision = (): number => this.revision;
    this.liquidation = new Liquidation({ listing, orders, positions, accounts, risks, limits, system, tell, end, revision });
    this.watchers = [
      this.plans,
      new StopTriggers({ stops: this.stops, listing, positions, orders, create }),
      this.tracks,
      this.funding,
      this.liquidation,
    ];
    this.admission = new OrderAdmission(this, ids);
    this.matching = new Matching(this.lifecycle);
    this.positionMode = positionMode;
    this.clock = clock;
    this.presentMs = clock.nowMs();
    this.matchedThroughSecond = this.nowSecond;
  }

  /** The time of the request that is being served: read once, so that one request sees one present. */
  get nowMs(): number {
    return this.presentMs;
  }

  get nowSecond(): number {
    return Math.floor(this.nowMs / 1000);
  }

  /** @throws {Refusal} 1001 */
  listing(symbol: string): Listing {
    const listing = this.listings.get(symbol);
    if (listing === undefined) throw new Refusal(1001, `Contract [${symbol}] not exists`);
    return listing;
  }

  /** Hears everything that happens from now on, at once. */
  listen(listener: ExchangeListener): void {
    this.listeners.add(listener);
  }

  /** Reads the clock, and lets every second since the last request match resting orders and meet those who watch seconds. */
  advance(): void {
    const nowMs = this.clock.nowMs();
    this.presentMs = nowMs;
    const now = this.nowSecond;
    const isWatched = (): boolean => this.orders.hasWorking() || this.watchers.some((watcher) => watcher.isWatching());
    while (this.matchedThroughSecond < now && isWatched()) {
      this.matchedThroughSecond += 1;
      this.matchSecond(this.matchedThroughSecond);
      // What is triggered in a second is placed in it, however late somebody looks.
      this.presentMs = this.matchedThroughSecond * 1000;
      for (const watcher of this.watchers) watcher.look(this.matchedThroughSecond);
      this.presentMs = nowMs;
    }
    this.matchedThroughSecond = Math.max(this.matchedThroughSecond, now);
  }

  /**
   * Takes an order, fills what crosses at once and lets the rest of a limit order stand.
   *
   * @throws {Refusal} when there is to be no order
   */
  createOrder(request: OrderRequest): SimulatedOrder {
    const known = this.fate.onDuplicate === 'answer' ? this.orders.getByExternalOid(request.symbol, request.externalOid) : undefined;
    if (known !== undefined) return known;
    const order = this.admission.admit(request);
    if (this.fate.invalidBy !== undefined) Object.assign(order, { state: 'invalid', reason: this.fate.invalidBy, orderMargin: '0' });
    if (this.fate.halvedBy !== undefined && order.state === 'working') this.placeHalf(order, this.fate.halvedBy);
    else this.place(order);
    return order;
  }

  /**
   * Another price and quantity for a working limit order: it is cancelled, and another one with the same externalOid stands for what is
   * left of `vol` (reference 9.15). The old one stands as it stood when the new one is refused.
   *
   * @throws {Refusal} 2040 unknown, 2041 final, 2029 no limit order, 2011 nothing left, and what a new order meets
   */
  amendOrder(
    order: SimulatedOrder | undefined,
    { price, vol }: { readonly price: DecimalText; readonly vol: DecimalText },
  ): SimulatedOrder {
    if (order === undefined) throw new Refusal(2040, 'order not exist');
    const request = amendedRequest(order, { price, vol });
    const putBack = this.orders.setAside(order);
    let amended: SimulatedOrder;
    try {
      amended = this.admission.admit(request);
    } finally {
      putBack();
    }
    this.cancelOrder(order);
    this.place(amended);
    return amended;
  }

  private place(order: SimulatedOrder): void {
    const listing = this.listing(order.symbol);
    this.orders.add(order);
    if (order.state === 'invalid') return this.tell({ kind: 'order', order });
    if (!this.matching.arrive(order, listing, this.positionMode, this.nowMs)) return;
    this.orders.settle(order);
    this.tellStanding(order, listing);
  }

  /** 0 cancelled, 2040 unknown, 2041 already final. */
  cancelOrder(order: SimulatedOrder | undefined): 0 | 2040 | 2041 {
    if (order === undefined) return 2040;
    if (order.state !== 'working') return 2041;
    const { fillOnCancel } = this.fate;
    if (fillOnCancel !== undefined) {
      this.fillAside(order, { vol: remainingVol(order), price: order.price, role: 'maker' });
      return fillOnCancel === 'denied' ? 2041 : 0;
    }
    this.lifecycle.end(order, 'normal', this.nowMs);
    this.tellReserve(order);
    return 0;
  }

  /** Fills half of the lots, whatever the market says, and cancels the rest. */
  private placeHalf(order: SimulatedOrder, reason: OrderReasonWord): void {
    const listing = this.listing(order.symbol);
    this.orders.add(order);
    const half = roundToStep(divide(order.vol, 2, 18), listing.contract.volUnit, 'down');
    const price = sweepsAtMarket(order) ? listing.takerPrice(sideMeanings[order.side].direction, this.nowSecond) : order.price;
    if (isPositive(half)) this.fillAside(order, { vol: half, price, role: 'taker' });
    this.lifecycle.end(order, reason, this.nowMs);
  }

  /** A fill outside of the market. */
  private fillAside(order: SimulatedOrder, fill: Omit<Fill, 'atMs'>): void {
    this.lifecycle.fill(order, this.listing(order.symbol), this.positionMode, { ...fill, atMs: this.nowMs });
  }

  cancelAllOrders(symbol?: string): void {
    for (const order of this.orders.working(symbol)) this.cancelOrder(order);
  }

  /** @throws {Refusal} */
  changeLeverage(symbol: string, wanted: LeverageSetting): void {
    this.leverages.change(this.listing(symbol), wanted, this.nowSecond);
  }

  /** Not asked whether the account may: that is for the caller. */
  changePositionMode(positionMode: PositionModeWord): void {
    if (positionMode === this.positionMode) return;
    this.positionMode = positionMode;
    this.tell({ kind: 'position-mode', positionMode });
  }

  /** @throws {Refusal} 1001 */
  changeContract(symbol: string, change: ContractChange): void {
    this.listing(symbol).change(change);
    this.tell({ kind: 'contract', symbol });
  }

  /** What happened; what follows from it for take-profits and stop-losses is told after it. */
  tell(event: ExchangeEvent): void {
    if (event.kind === 'deal') this.deals.add(event.deal);
    this.revision += 1;
    for (const listener of this.listeners) listener(event);
    this.limits.follow(event);
    this.entryStops.follow(event);
  }

  private matchSecond(second: number): void {
    for (const listing of this.listings.values()) this.matching.matchSecond(listing, this.positionMode, second);
  }

  private tellStanding(order: SimulatedOrder, { contract }: Listing): void {
    this.tell({ kind: 'order', order });
    this.tellReserve(order);
    if (order.orderMargin !== '0') this.tell({ kind: 'asset', currency: contract.settleCoin });
  }

  /** A closing order that stands, or stands no more, changes how much of its position can be closed. */
  private tellReserve(order: SimulatedOrder): void {
    const position = onlyCloses(order) ? this.positions.find(order.symbol, reducedSide(order.side)) : undefined;
    if (position === undefined) return;
    this.positions.reserve(position, this.nowMs);
    this.tell({ kind: 'position', position });
  }
}
