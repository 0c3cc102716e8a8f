import {
  type ClientOrderId,
  type CreateOrderOutcome,
  type DecimalText,
  type Order,
  type PositionSide,
  type StopOrder,
  type VenueOrderId,
  isFinalStatus,
} from '@prate/execution-interface';
import { add, compare, isPositive, maximum, subtract } from '@prate/execution-interface/decimal';
import type { CoverClaim } from './stop-cover';
import type { WantedLegs } from './leg-terms';

export interface EntryTerms {
  readonly symbol: string;
  readonly positionSide: PositionSide;
  readonly legs: WantedLegs;
  readonly clientOrderId?: ClientOrderId;
}

/** A spell in which filled contracts have no stop that was read back. */
export interface Exposed {
  readonly sinceMs: number;
  /** Readings in a row that could be had and did not show it, and when the first of them was. */
  looks: number;
  firstLookAtMs: number;
  isToldMissing: boolean;
  isToldUnproven: boolean;
  /** Stops placed in this spell. */
  placed: number;
  /** Before this nothing is placed again. */
  notBeforeMs: number;
}

/** What is known of one entry, its fills and its stops. */
export class ProtectedEntry {
  clientOrderId?: ClientOrderId;
  /** The plan order that it came of: its order has no client id, and goes by the id of the intent here only. */
  planId?: string;
  readonly orderIds = new Set<VenueOrderId>();
  /** Stops that were placed for it. */
  readonly placedIds = new Set<string>();
  /** What the venue answered when a stop was placed for it last: a new one, or one that waited with the same terms. */
  answeredStopId?: string;
  /** Stops that were read back as its own. */
  readonly stopIds = new Set<string>();
  /** Stops whose price the caller changed. */
  readonly movedIds = new Set<string>();
  legs: WantedLegs;
  /** `sending`: no answer yet; `unknown`: nobody knows whether there is an order. */
  phase: 'sending' | 'unknown' | 'accepted' | 'none' = 'sending';
  order?: Order;
  filled: DecimalText = '0';
  /** By id of the venue: an amendment may have given it another. */
  private readonly fills = new Map<VenueOrderId, DecimalText>();
  lastFillAtMs = 0;
  /** Filled contracts that are held no more. */
  gone: DecimalText = '0';
  positionId?: string;
  /** What had filled, for certain, when that position was last read. */
  shownFilled: DecimalText = '0';
  exposed?: Exposed;
  /** Readings in a row that show its stop and not its target. */
  targetDoubt?: { readonly firstLookAtMs: number; looks: number; isTold: boolean };
  longestExposedMs = 0;
  /** The most that was ever read back as covered. */
  provenContracts: DecimalText = '0';
  /** A stop of it is known to have ended: what is missing need not be waited for. */
  isStopLost = false;
  isReleased = false;
  isOver = false;
  endedAtMs = 0;
  closeNotBeforeMs = 0;
  /** Of what was closed last, should that turn out to be wrong. */
  private former?: { readonly positionId: string | undefined; readonly gone: DecimalText };
  readAtMs = 0;
  /** The market order that closes it, where it had to be closed, and what became of it at first. */
  closing?: { readonly id: string };
  /** Closing orders that have ended, refused ones included. */
  closings = 0;
  flattened?: CreateOrderOutcome;
  /** As last read. */
  seen: { readonly stops: readonly StopOrder[]; readonly targets: readonly StopOrder[]; readonly isTargetCovered: boolean } = {
    stops: [],
    targets: [],
    isTargetCovered: false,
  };
  problem?: string;

  constructor(
    readonly key: string,
    readonly terms: Omit<EntryTerms, 'legs'>,
    legs: WantedLegs,
  ) {
    this.legs = legs;
    if (terms.clientOrderId !== undefined) this.clientOrderId = terms.clientOrderId;
  }

  get isFinal(): boolean {
    return this.phase === 'none' || (this.order !== undefined && isFinalStatus(this.order.status));
  }

  /** Filled contracts that nothing has closed, as far as is known. */
  get open(): DecimalText {
    return maximum(subtract(this.filled, this.gone), '0');
  }

  /** What it can be asked for by; nothing where a plan has fired and its order was not named yet. */
  get askedBy(): string | undefined {
    return this.order?.orderId ?? [...this.orderIds].at(-1) ?? (this.planId === undefined ? this.clientOrderId : undefined);
  }

  isOf({ orderId, clientOrderId }: Pick<Order, 'orderId' | 'clientOrderId'>): boolean {
    return this.orderIds.has(orderId) || (clientOrderId !== undefined && clientOrderId === this.clientOrderId);
  }

  /**
   * Whether this was news: more has filled, or it has ended. Orders only grow, and no final state is left; but an amended order ends, and
   * another id goes on for it, with fills of its own.
   */
  learn(order: Order, nowMs: number): boolean {
    this.phase = 'accepted';
    this.clientOrderId ??= order.clientOrderId;
    const isSuccessor = this.order !== undefined && !this.orderIds.has(order.orderId);
    const wasFinal = this.isFinal;
    const before = this.fills.get(order.orderId) ?? '0';
    const isCurrent = this.order === undefined || this.order.orderId === order.orderId;
    const isLater = isCurrent && !wasFinal && compare(order.filledContracts, before) >= 0;
    this.orderIds.add(order.orderId);
    if (isSuccessor || isLater) this.order = order;
    if (compare(order.filledContracts, before) <= 0) return wasFinal !== this.isFinal;
    this.fills.set(order.orderId, order.filledContracts);
    this.filled = [...this.fills.values()].reduce<DecimalText>((sum, one) => add(sum, one), '0');
    this.lastFillAtMs = nowMs;
    return true;
  }

  /** Whether this says anything of it that was not known when it ended. */
  isNewsOf(order: Order): boolean {
    if (!this.isOf(order)) return false;
    return !this.orderIds.has(order.orderId) || compare(order.filledContracts, this.fills.get(order.orderId) ?? '0') > 0;
  }

  /** What is known of the same order by another way. */
  absorb(twin: ProtectedEntry): void {
    for (const id of twin.placedIds) this.placedIds.add(id);
    for (const id of twin.stopIds) this.stopIds.add(id);
    for (const id of twin.movedIds) this.movedIds.add(id);
    if (twin.exposed !== undefined) this.exposed ??= twin.exposed;
    if (twin.closing !== undefined) this.closing ??= twin.closing;
    this.closings = Math.max(this.closings, twin.closings);
    if (twin.flattened !== undefined) this.flattened ??= twin.flattened;
    this.gone = maximum(this.gone, twin.gone);
    this.provenContracts = maximum(this.provenContracts, twin.provenContracts);
    this.positionId ??= twin.positionId;
    if (twin.order !== undefined) this.learn(twin.order, twin.lastFillAtMs);
  }

  /** Its position is closed. @param contracts filled in that position or before; what filled later is open */
  close(contracts = this.filled): void {
    this.former = { positionId: this.positionId, gone: this.gone };
    this.gone = maximum(this.gone, contracts);
    this.provenContracts = '0';
    this.isStopLost = false;
    delete this.positionId;
  }

  expose(nowMs: number): Exposed {
    this.exposed ??= {
      sinceMs: nowMs,
      looks: 0,
      firstLookAtMs: nowMs,
      isToldMissing: false,
      isToldUnproven: false,
      placed: 0,
      notBeforeMs: 0,
    };
    return this.exposed;
  }

  /** The very position is there again, or is there at last: what said that it was gone was wrong. */
  reopen(positionId: string): boolean {
    if (this.former === undefined) return false;
    // Of one that was never shown, the order says which it is; where that does not either, it is the one that comes.
    const expected = this.former.positionId ?? this.order?.positionId ?? positionId;
    if (expected !== positionId) return false;
    this.gone = this.former.gone;
    this.positionId = positionId;
    this.isOver = false;
    delete this.former;
    return true;
  }

  /** Whether this stop came with it, was placed for it, or was read back as its own. */
  owns({ id, parentOrderId }: StopOrder): boolean {
    return this.stopIds.has(id) || this.placedIds.has(id) || (parentOrderId !== undefined && this.orderIds.has(parentOrderId));
  }

  /** Once the closing order has ended; what it left is open still. */
  learnClosing({ status, filledContracts }: Order): void {
    if (!isFinalStatus(status)) return;
    this.gone = add(this.gone, filledContracts);
    this.closings += 1;
    delete this.closing;
  }

  /** One more reading that did not show its stop. */
  missed(nowMs: number): void {
    const spell = this.expose(nowMs);
    if (spell.looks === 0) spell.firstLookAtMs = nowMs;
    spell.looks += 1;
  }

  /** One more reading that shows its stop without the target. @returns how many in a row, and since when */
  missedTarget(nowMs: number): NonNullable<ProtectedEntry['targetDoubt']> {
    this.targetDoubt ??= { firstLookAtMs: nowMs, looks: 0, isTold: false };
    this.targetDoubt.looks += 1;
    return this.targetDoubt;
  }

  /** The caller took the target away. */
  dropTarget(): void {
    const { takeProfit: _gone, ...left } = this.legs;
    this.legs = left;
    delete this.targetDoubt;
  }

  /** Ends the spell; how long it was, ms. */
  cover(nowMs: number): number {
    const lastedMs = this.exposedForMs(nowMs);
    this.longestExposedMs = Math.max(this.longestExposedMs, lastedMs);
    delete this.exposed;
    return lastedMs;
  }

  exposedForMs(nowMs: number): number {
    return this.exposed === undefined ? 0 : Math.max(0, nowMs - this.exposed.sinceMs);
  }

  longestMs(nowMs: number): number {
    return Math.max(this.longestExposedMs, this.exposedForMs(nowMs));
  }

  claim(need: DecimalText): CoverClaim {
    const { key, legs, orderIds, stopIds, movedIds } = this;
    return { key, need, legs, orderIds, stopIds, movedIds };
  }

  /** Whether no more is to come soon: proven, at rest, over, or given up. */
  isSettled(onUnproven: 'alert' | 'flatten'): boolean {
    if (this.isOver || this.isReleased || this.phase === 'none') return true;
    const { exposed, order, closing, flattened } = this;
    if (exposed === undefined) return closing === undefined && order !== undefined && (this.isFinal || rests(order));
    if (!exposed.isToldUnproven || closing !== undefined) return false;
    return onUnproven === 'alert' || flattened !== undefined || !this.hasFills;
  }

  /** Whether there is anything to cover. */
  get hasFills(): boolean {
    return isPositive(this.open);
  }
}

/** It is in the book; what never rests is about to end. */
function rests({ type, status }: Order): boolean {
  return (type === 'limit' || type === 'post-only') && status !== 'pending';
}
