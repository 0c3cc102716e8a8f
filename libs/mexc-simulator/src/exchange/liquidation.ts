import {
  type DecimalText,
  add,
  compare,
  divide,
  isPositive,
  maximum,
  minimum,
  multiply,
  subtract,
} from '@prate/execution-interface/decimal';
import type { OrderReasonWord } from '@prate/mexc-protocol';
import type { Accounts } from './accounts';
import { deleveragingLevel } from './deleveraging-level';
import type { ExchangeListener } from './exchange-event';
import type { Listing } from './listing';
import { QUOTIENT_SCALE, priceOfLoss } from './margin';
import type { SimulatedOrder } from './order';
import type { Orders } from './orders';
import type { PositionRisks } from './position-risks';
import type { Positions, SimulatedPosition } from './positions';
import { type Alarm, type RiskGauge, isLiquidatable, riskGauges } from './risk-gauges';
import type { RiskLimits } from './risk-limits';
import { maxVolOf, riskTiers } from './risk-tiers';
import type { SecondWatcher } from './second-watcher';
import type { SystemOrders } from './system-orders';

/** Levels for deleveraging are looked at this often. */
const LEVELS_EVERY_SECONDS = 60;

export interface LiquidationParts {
  readonly listing: (symbol: string) => Listing;
  readonly orders: Orders;
  readonly positions: Positions;
  readonly accounts: Accounts;
  readonly risks: PositionRisks;
  readonly limits: RiskLimits;
  readonly system: SystemOrders;
  readonly tell: ExchangeListener;
  readonly end: (order: SimulatedOrder, reason: OrderReasonWord, atMs: number) => void;
  /** Rises with everything that happens on the account. */
  readonly revision: () => number;
}

/** Warns about, rescues and liquidates positions by the fair price, and ranks them for deleveraging (reference 9.8). */
export class Liquidation implements SecondWatcher {
  private gauges: readonly RiskGauge[] = [];
  private gaugedAt = -1;
  private readonly warned = new Set<string>();

  constructor(private readonly parts: LiquidationParts) {}

  isWatching(): boolean {
    return this.parts.positions.hasOpen();
  }

  look(second: number): void {
    if (!this.isWatching()) return;
    this.refresh(second);
    let isAnyBeyond = false;
    for (const gauge of this.gauges) {
      const alarm = gauge.read(second);
      if (alarm === 'beyond') isAnyBeyond = true;
      else if (alarm !== 'watched' && (alarm === 'warned' || this.warned.size > 0)) this.warn(gauge, alarm, second);
    }
    if (isAnyBeyond) this.liquidateAll(second);
    if (second % LEVELS_EVERY_SECONDS === 0) this.rank(second);
  }

  /** Liquidates a position whatever its price; a cross one with all of its currency. */
  force(position: SimulatedPosition, second: number): void {
    this.asSystem(() => {
      if (position.openType === 'isolated') return this.takeOver(position, position.holdVol, this.bankruptcyPrice(position), second);
      const currency = this.parts.accounts.settleCoin(position.symbol);
      this.cancel(this.ordersOf(currency), 'liquidation-cancel', second);
      this.netHedges(currency, second);
      this.takeOverCross(currency, second);
    });
  }

  /** Reduces a position against others that are in profit elsewhere: at the fair price, its closing orders give way (reference 6.1, 6.3). */
  deleverage(position: SimulatedPosition, vol: DecimalText, second: number): void {
    this.cancel(this.parts.orders.closing(position.symbol, position.side), 'adl-cancel', second);
    const price = this.parts.listing(position.symbol).fairPrice(second);
    this.parts.system.close(position, 'auto-deleveraging', { vol, price, atMs: second * 1000 });
  }

  private refresh(second: number): void {
    const revision = this.parts.revision();
    if (revision === this.gaugedAt) return;
    this.gauges = riskGauges(this.parts, second);
    this.gaugedAt = revision;
  }

  /** One rescue after the other, until what is left can stand. */
  private liquidateAll(second: number): void {
    const { risks } = this.parts;
    for (;;) {
      this.refresh(second);
      const gauge = this.gauges.find((each) => each.read(second) === 'beyond' && isLiquidatable(each, risks, second));
      const position = gauge?.positions[0];
      if (position === undefined) return;
      this.asSystem(() => (position.openType === 'isolated' ? this.rescueIsolated(position, second) : this.rescueCross(position, second)));
    }
  }

  private asSystem(act: () => void): void {
    const { limits } = this.parts;
    limits.source = 'liquidation-service';
    try {
      act();
    } finally {
      limits.source = 'other';
    }
  }

  private rescueIsolated(position: SimulatedPosition, second: number): void {
    const { orders, risks } = this.parts;
    if (position.isAutoAddMargin) {
      this.cancel(orders.working(position.symbol), 'liquidation-cancel', second);
      if (this.topUp(position, second) || !risks.isLiquidatable(position, second)) return;
    }
    this.takeOver(position, this.excessVol(position), this.bankruptcyPrice(position), second);
  }

  /** Each call takes one step: orders, hedges, tiers, all. The first that helps is the last. */
  private rescueCross({ symbol }: SimulatedPosition, second: number): void {
    const { accounts, risks } = this.parts;
    const currency = accounts.settleCoin(symbol);
    const working = this.ordersOf(currency);
    if (working.length > 0) return this.cancel(working, 'liquidation-cancel', second);
    if (this.netHedges(currency, second)) return;
    const tiered = risks.crossPositions(currency).find((each) => risks.tier(each).level > 1);
    if (tiered === undefined) return this.takeOverCross(currency, second);
    this.takeOver(tiered, this.excessVol(tiered), this.crossPrice(tiered, second), second);
  }

  /** Adds margin up to the original one again, or as much more as it takes; nothing when the free balance cannot do that. */
  private topUp(position: SimulatedPosition, second: number): boolean {
    const { accounts, risks, tell } = this.parts;
    const currency = accounts.settleCoin(position.symbol);
    const { left, needed } = risks.solvency(position, second);
    const missing = subtract(needed, left);
    const free = accounts.available(currency, second);
    const amount = minimum(free, maximum(multiply(missing, 2), add(missing, position.originalMargin)));
    if (compare(amount, missing) <= 0) return false;
    position.margin = add(position.margin, amount);
    this.parts.positions.reserve(position, second * 1000);
    tell({ kind: 'position', position });
    tell({ kind: 'asset', currency });
    return true;
  }

  /** Contracts above the next lower tier; all of them in the lowest. */
  private excessVol(position: SimulatedPosition): DecimalText {
    const { contract } = this.parts.listing(position.symbol);
    const lower = riskTiers(contract)[this.parts.risks.tier(position).level - 2];
    return lower === undefined ? position.holdVol : subtract(position.holdVol, maxVolOf(contract, lower, position.holdAvgPrice));
  }

  private takeOver(position: SimulatedPosition, vol: DecimalText, price: DecimalText, second: number): void {
    const { orders, risks, system, tell } = this.parts;
    const marginRatio = risks.marginRatio(position, second);
    this.cancel(orders.closing(position.symbol, position.side), 'liquidation-cancel', second);
    system.takeOver(position, { vol, price, atMs: second * 1000 });
    this.warned.delete(position.positionId);
    if (position.state === 'closed') tell({ kind: 'notify', position, notifyType: 'liquidated', marginRatio });
  }

  private takeOverCross(currency: string, second: number): void {
    const priced = this.parts.risks.crossPositions(currency).map((position) => ({ position, price: this.crossPrice(position, second) }));
    for (const { position, price } of priced) this.takeOver(position, position.holdVol, price, second);
  }

  /** Closes the own long and short of a contract against each other, at the fair price. */
  private netHedges(currency: string, second: number): boolean {
    const { listing, risks, system } = this.parts;
    const held = risks.crossPositions(currency);
    const pairs = held.flatMap((long) => {
      const short = held.find((other) => other.symbol === long.symbol && other.side === 'short');
      return long.side === 'long' && short !== undefined ? [{ long, short }] : [];
    });
    for (const { long, short } of pairs) {
      const fill = { vol: minimum(long.holdVol, short.holdVol), price: listing(long.symbol).fairPrice(second), atMs: second * 1000 };
      system.close(long, 'liquidation-hedge', fill);
      system.close(short, 'liquidation-hedge', fill);
    }
    return pairs.length > 0;
  }

  /** Where the position's own margin is gone: E − im/q (reference 9.8). */
  private bankruptcyPrice({ symbol, side, holdVol: vol, holdAvgPrice: fromPrice, margin: loss }: SimulatedPosition): DecimalText {
    const { contract } = this.parts.listing(symbol);
    return priceOfLoss(contract, { side, vol, fromPrice, loss }) ?? (side === 'long' ? contract.priceUnit : fromPrice);
  }

  /** Where the position's share of what is left for all cross positions is gone; shares go by what each one needs. */
  private crossPrice(position: SimulatedPosition, second: number): DecimalText {
    const { accounts, listing, risks } = this.parts;
    const { contract } = listing(position.symbol);
    const fromPrice = listing(position.symbol).fairPrice(second);
    const { left, needed } = risks.crossSolvency(accounts.settleCoin(position.symbol), second);
    const own = risks.needed(position, second);
    const loss = isPositive(needed) ? divide(multiply(left, own), needed, QUOTIENT_SCALE) : left;
    const { side, holdVol: vol } = position;
    return priceOfLoss(contract, { side, vol, fromPrice, loss }) ?? (side === 'long' ? contract.priceUnit : fromPrice);
  }

  private ordersOf(currency: string): readonly SimulatedOrder[] {
    return this.parts.orders.working().filter(({ symbol }) => this.parts.accounts.settleCoin(symbol) === currency);
  }

  private cancel(working: readonly SimulatedOrder[], reason: OrderReasonWord, second: number): void {
    for (const order of working) this.parts.end(order, reason, second * 1000);
  }

  /** Once each time the ratio rises above the warning; again only after it was calm. */
  private warn({ positions }: RiskGauge, alarm: Exclude<Alarm, 'beyond' | 'watched'>, second: number): void {
    for (const position of positions) {
      if (alarm === 'calm') this.warned.delete(position.positionId);
      else if (!this.warned.has(position.positionId)) {
        this.warned.add(position.positionId);
        this.parts.tell({ kind: 'liquidate-risk', position });
        const marginRatio = this.parts.risks.marginRatio(position, second);
        this.parts.tell({ kind: 'notify', position, notifyType: 'liquidation-warning', marginRatio });
      }
    }
  }

  private rank(second: number): void {
    const { accounts, positions, tell } = this.parts;
    for (const position of positions.all()) {
      const adlLevel = deleveragingLevel(accounts.unrealised(position, second), position.margin);
      if (adlLevel === position.adlLevel) continue;
      position.adlLevel = adlLevel;
      tell({ kind: 'adl-level', position });
    }
  }
}
