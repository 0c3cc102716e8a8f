import {
  type ClientOrderId,
  type ExecutionEvent,
  type Order,
  type PositionSide,
  type StopOrder,
  isFinalStatus,
} from '@prate/execution-interface';
import { compare, isPositive, maximum, minimum, subtract } from '@prate/execution-interface/decimal';
import { messageOf } from '../message-of';
import { flattenEntry } from './flatten-entry';
import { type GuardParts, LOOKS_BEFORE_PLACING, POSITION_LAG_MS } from './guard-parts';
import { type Placing, type Uncovered, placeStop } from './place-stop';
import type { ProtectedEntry } from './protected-entry';
import { type SideReading, readSide } from './read-side';
import { coverOf, isCovered } from './stop-cover';

const LOST_KEPT = 1_000;

/**
 * The entries of one side of one symbol and their stops. Looks as often as it is asked to, one look at a time: what is covered is proven by
 * reading, what is not is placed after reading, told when it cannot be proven, and closed where that is wanted.
 */
export class SideGuard {
  entries: ProtectedEntry[] = [];
  /** Entries that are over, whose stops may have outlived them. */
  private past: ProtectedEntry[] = [];
  /** Entries that were held for never arrived. Should one come after all, it is guarded. */
  private lost: ProtectedEntry[] = [];
  /** A stop of which nobody knows whether it is there: nothing more is placed until somebody does. */
  private unknownStop?: { readonly of: ProtectedEntry; readonly intentId?: string };
  private looking?: Promise<void>;
  private isAskedAgain = false;

  constructor(
    private readonly parts: GuardParts,
    readonly symbol: string,
    readonly positionSide: PositionSide,
  ) {}

  get isEmpty(): boolean {
    return this.entries.length === 0 && this.past.length === 0;
  }

  /** Whether the next look should be soon. */
  get isUrgent(): boolean {
    return (
      this.past.length > 0 ||
      this.entries.some(({ exposed, targetDoubt, closing, phase, order }) => {
        return (
          exposed !== undefined ||
          targetDoubt?.isTold === false ||
          closing !== undefined ||
          phase === 'unknown' ||
          (phase === 'accepted' && order?.status === 'pending')
        );
      })
    );
  }

  /** Looks now, or once more when the look under way is over. Never rejects. */
  look(): Promise<void> {
    this.isAskedAgain = true;
    this.looking ??= this.lookOnAndOn().finally(() => delete this.looking);
    return this.looking;
  }

  /** Whether it is worth a look at once. */
  hear(event: ExecutionEvent): boolean {
    const nowMs = this.parts.clock.nowMs();
    if (event.kind === 'order') {
      const entry = this.entries.find((one) => one.isOf(event.order)) ?? this.revive((one) => one.isNewsOf(event.order));
      const isUnfilled = entry?.phase === 'accepted' && !isPositive(entry.filled);
      if (entry?.learn(event.order, nowMs) !== true) return false;
      // What was doubtful till now was only whether anything had filled: this did at this moment.
      if (isUnfilled && event.source === 'stream' && isPositive(entry.filled)) delete entry.exposed;
      if (compare(entry.open, entry.provenContracts) > 0 && !entry.isReleased) entry.expose(nowMs);
      return true;
    }
    if (event.kind === 'position-closed') return event.symbol === this.symbol && event.positionSide === this.positionSide;
    if (event.kind === 'conditional-order') return event.order.kind === 'stop' && this.hearStop(event.order, nowMs);
    return event.kind === 'intent-resolved' && this.hearResolved(event.clientOrderId, event.resolution);
  }

  /** An amendment gave an order another id: whether it is the order of an entry here. What the new one fills, readings and events tell. */
  follow(formerOrderId: string, order: Order): boolean {
    const isMeant = ({ orderIds }: ProtectedEntry) => [...orderIds].some((id) => id === formerOrderId);
    const entry = this.entries.find(isMeant) ?? this.revive(isMeant);
    if (entry === undefined) return false;
    const isKnown = entry.orderIds.has(order.orderId);
    if (!isKnown) entry.learn(isFinalStatus(order.status) ? order : { ...order, filledContracts: '0' }, this.parts.clock.nowMs());
    return true;
  }

  /** One order was found by two ways: the entry of its answer goes on for both. */
  merge(entry: ProtectedEntry): void {
    const isTwin = (one: ProtectedEntry) => one !== entry && one.clientOrderId !== undefined && one.clientOrderId === entry.clientOrderId;
    for (const twin of this.entries.filter(isTwin)) {
      entry.absorb(twin);
      twin.isOver = true;
      if (this.unknownStop?.of === twin) this.unknownStop = { ...this.unknownStop, of: entry };
    }
    this.entries = this.entries.filter((one) => !isTwin(one));
    this.lost = this.lost.filter((one) => !isTwin(one));
  }

  /** An entry that was over is not, after all. */
  private revive(isMeant: (entry: ProtectedEntry) => boolean): ProtectedEntry | undefined {
    const entry = [...this.past, ...this.lost].find(isMeant);
    if (entry === undefined) return undefined;
    this.past = this.past.filter((one) => one !== entry);
    this.lost = this.lost.filter((one) => one !== entry);
    entry.isOver = false;
    this.entries.push(entry);
    return entry;
  }

  private hearStop({ id, symbol, positionSide, status }: StopOrder, nowMs: number): boolean {
    if (symbol !== this.symbol || positionSide !== this.positionSide) return false;
    const losing =
      status === 'waiting' || this.parts.isLeaving(id)
        ? []
        : this.entries.filter(({ stopIds, isReleased }) => stopIds.has(id) && !isReleased);
    for (const entry of losing) {
      // One that fired is closing what it guarded: only where that stays open is a stop missed.
      entry.isStopLost = status !== 'executed';
      entry.stopIds.delete(id);
      entry.placedIds.delete(id);
      entry.provenContracts = '0';
      if (entry.hasFills) entry.expose(nowMs);
    }
    return losing.length > 0 || this.isUrgent;
  }

  private hearResolved(id: ClientOrderId, resolution: 'found' | 'never-arrived' | 'needs-operator'): boolean {
    const isAbsent = resolution === 'never-arrived';
    let isMine = false;
    for (const entry of this.entries) {
      if (entry.clientOrderId !== id && entry.closing?.id !== id) continue;
      isMine = true;
      if (isAbsent && entry.clientOrderId === id && entry.phase === 'unknown') entry.phase = 'none';
      if (isAbsent && entry.closing?.id === id) delete entry.closing;
    }
    if (this.unknownStop?.intentId !== id) return isMine;
    if (resolution !== 'needs-operator') delete this.unknownStop;
    if (isAbsent) for (const { exposed } of this.entries) if (exposed !== undefined) exposed.notBeforeMs = 0;
    return true;
  }

  /** The caller took stops away: those entries are on their own. */
  release(isMeant: (entry: ProtectedEntry) => boolean, message: string): readonly ProtectedEntry[] {
    const released = this.entries.filter((entry) => !entry.isReleased && isMeant(entry));
    for (const entry of released) {
      entry.isReleased = true;
      delete entry.targetDoubt;
      entry.cover(this.parts.clock.nowMs());
      this.parts.tell('released', entry, message);
    }
    return released;
  }

  private async lookOnAndOn(): Promise<void> {
    while (this.isAskedAgain) {
      this.isAskedAgain = false;
      try {
        await this.lookOnce();
      } catch (error) {
        // Nothing here may end the guarding; the next look comes.
        for (const entry of this.entries) entry.problem = messageOf(error);
      }
    }
  }

  private async lookOnce(): Promise<void> {
    const reading = await readSide(this.parts, this, this.entries);
    const nowMs = this.parts.clock.nowMs();
    if ('problem' in reading) {
      for (const entry of this.entries) entry.problem = `it could not be read: ${reading.problem}`;
      for (const { entry, need } of this.wants()) if (compare(need, entry.provenContracts) > 0) entry.expose(nowMs).looks = 0;
    } else {
      this.settlePosition(reading, nowMs);
      await this.prove(reading, nowMs);
      await this.clear(reading, nowMs);
    }
    await this.overdue('problem' in reading ? undefined : reading);
  }

  /** What is held no more needs no stop. */
  private settlePosition({ position, askedAtMs }: SideReading, nowMs: number): void {
    for (const entry of this.entries) {
      if (position !== undefined) entry.reopen(position.positionId);
      const isShown = askedAtMs - entry.lastFillAtMs >= POSITION_LAG_MS;
      const isAnother = position !== undefined && entry.positionId !== undefined && entry.positionId !== position.positionId;
      if (isShown && entry.hasFills && position === undefined) entry.close();
      // What filled since its position was last shown may have opened this one.
      if (isAnother && entry.hasFills) entry.close(entry.shownFilled);
      if (position !== undefined && entry.hasFills) entry.positionId ??= position.positionId;
      if (isShown && entry.positionId === position?.positionId) entry.shownFilled = entry.filled;
      const isDone = entry.phase === 'none' || (entry.isFinal && !entry.hasFills);
      if (isDone && entry.closing === undefined) this.end(entry, nowMs);
    }
    this.entries = this.entries.filter(({ isOver }) => !isOver);
  }

  private end(entry: ProtectedEntry, nowMs: number): void {
    entry.isOver = true;
    entry.cover(nowMs);
    if (this.unknownStop?.of === entry) delete this.unknownStop;
    if (entry.isReleased) return;
    if (entry.phase === 'accepted') this.past.push(Object.assign(entry, { endedAtMs: nowMs }));
    else if (entry.clientOrderId !== undefined) this.lost = [...this.lost, entry].slice(-LOST_KEPT);
  }

  private async prove(reading: SideReading, nowMs: number): Promise<void> {
    const { position, stops } = reading;
    const wants = this.wants(position?.contracts ?? '0', nowMs);
    const claims = wants.map(({ entry, need }) => entry.claim(need));
    const covers = coverOf(claims, stops, 'stopLoss');
    const targets = coverOf(claims, stops, 'takeProfit');
    for (const [index, { entry, need }] of wants.entries()) {
      const claim = claims[index] as (typeof claims)[number];
      const cover = covers.get(entry.key);
      const target = targets.get(entry.key);
      entry.seen = { stops: cover?.stops ?? [], targets: target?.stops ?? [], isTargetCovered: isCovered(claim, target) };
      if (isCovered(claim, cover)) this.proven({ entry, need }, nowMs);
      else entry.missed(nowMs);
      this.judgeTarget({ entry, need }, nowMs);
    }
    if (position === undefined) return;
    for (const missing of wants) {
      if (this.isToPlace(missing.entry, stops, nowMs)) {
        await this.place({ missing, all: wants, covers, stops, held: position.contracts });
        // What was read is old now.
        break;
      }
    }
  }

  private proven({ entry, need }: Uncovered, nowMs: number): void {
    const { exposed, seen } = entry;
    if (!isPositive(need)) {
      // Nothing has filled, or nothing of it is held: the doubt is over, and nothing was without a stop.
      delete entry.exposed;
      return;
    }
    for (const { id } of seen.stops) entry.stopIds.add(id);
    entry.isStopLost = false;
    delete entry.problem;
    if (exposed === undefined && compare(need, entry.provenContracts) <= 0) return;
    entry.provenContracts = maximum(need, entry.provenContracts);
    const isRepaired = (exposed?.placed ?? 0) > 0;
    if (this.unknownStop?.of === entry) delete this.unknownStop;
    this.parts.tell(isRepaired ? 'repaired' : 'proven', entry, `${need} contracts, by ${seen.stops.map(({ id }) => id).join(', ')}`);
    entry.cover(nowMs);
  }

  /** A target that is missing beside its stop is told, once, and left to a person: nobody is worse off than with the stop alone. */
  private judgeTarget({ entry, need }: Uncovered, nowMs: number): void {
    const { legs, seen, exposed } = entry;
    if (legs.takeProfit === undefined || seen.isTargetCovered || !isPositive(need)) {
      delete entry.targetDoubt;
      return;
    }
    // A missing stop comes first; it is placed with its target.
    if (exposed !== undefined) return;
    const doubt = entry.missedTarget(nowMs);
    if (doubt.isTold || doubt.looks < LOOKS_BEFORE_PLACING || nowMs - doubt.firstLookAtMs < this.parts.settings.provenWithinMs) return;
    doubt.isTold = true;
    const { price } = legs.takeProfit;
    this.parts.tell(
      'target-missing',
      entry,
      `target at ${price} for ${need} contracts: ${doubt.looks} readings did not show all of it; the stop stands`,
    );
  }

  /** What each entry wants covered, the newest first: what was closed is taken from the oldest. @param held of the position, where it was read */
  private wants(held?: string, nowMs = 0): readonly Uncovered[] {
    let left = held as Uncovered['need'] | undefined;
    const wants: Uncovered[] = [];
    for (const entry of [...this.entries].reverse()) {
      const isFresh = nowMs - entry.lastFillAtMs < POSITION_LAG_MS;
      const need = left === undefined || isFresh ? entry.open : minimum(entry.open, left);
      if (left !== undefined) left = maximum(subtract(left, entry.open), '0');
      if (!entry.isReleased && entry.phase === 'accepted' && entry.closing === undefined) wants.push({ entry, need });
    }
    return wants;
  }

  private isToPlace(entry: ProtectedEntry, stops: readonly StopOrder[], nowMs: number): boolean {
    const { exposed, isStopLost } = entry;
    if (exposed === undefined || this.unknownStop !== undefined || nowMs < exposed.notBeforeMs) return false;
    if (entry.closing !== undefined || entry.flattened?.status === 'accepted') return false;
    const isLongEnough = nowMs - exposed.firstLookAtMs >= this.parts.settings.provenWithinMs;
    const isWaitedFor = isLongEnough && exposed.looks >= LOOKS_BEFORE_PLACING;
    // At once only where nothing else of its own may be hidden from this reading.
    const shown = new Set(stops.map(({ id }) => id));
    const isWhole = [...entry.stopIds, ...entry.placedIds].every((id) => shown.has(id));
    return isWaitedFor || (isStopLost && isWhole && exposed.looks > 0);
  }

  private async place(placing: Placing): Promise<void> {
    const { entry, need } = placing.missing;
    const spell = entry.expose(this.parts.clock.nowMs());
    if (!spell.isToldMissing) {
      spell.isToldMissing = true;
      const what = entry.isStopLost ? 'it was there and is gone' : `${spell.looks} readings did not show it`;
      this.parts.tell('missing', entry, `stop for ${need} contracts: ${what}; it is placed`);
    }
    const placed = await placeStop(this.parts, placing);
    entry.isStopLost = false;
    if (placed.status === 'unknown')
      this.unknownStop = { of: entry, ...(placed.intentId === undefined ? {} : { intentId: placed.intentId }) };
    this.isAskedAgain = true;
  }

  /** The alarm, once a spell, and the closing where that is wanted. */
  private async overdue(reading: SideReading | undefined): Promise<void> {
    const { settings, clock, tell } = this.parts;
    for (const entry of [...this.entries]) {
      const { exposed } = entry;
      if (exposed === undefined || entry.isReleased) continue;
      if (entry.exposedForMs(clock.nowMs()) < settings.provenWithinMs + settings.repairedWithinMs) continue;
      if (!exposed.isToldUnproven) {
        exposed.isToldUnproven = true;
        tell('unproven', entry, `no stop was read back in ${entry.exposedForMs(clock.nowMs())} ms: ${entry.problem ?? 'it is not there'}`);
      }
      if (settings.onUnproven !== 'flatten' || !entry.hasFills || entry.closing !== undefined) continue;
      if (clock.nowMs() < entry.closeNotBeforeMs) continue;
      const want = this.wants(reading?.position?.contracts, clock.nowMs()).find((one) => one.entry === entry);
      await flattenEntry(this.parts, entry, want?.need ?? entry.open);
      if (entry.flattened?.status === 'accepted') {
        tell('flattened', entry, `closed at the market by ${entry.flattened.order.orderId}, since it has no proven stop`);
      }
    }
  }

  /**
   * Stops that came with an entry, or were placed for it, and guard nothing any more. One of a position that is gone is left alone until
   * readings have said so for a while: a reading that was wrong once must not take a stop away.
   */
  private async clear({ position, stops }: SideReading, nowMs: number): Promise<void> {
    const { over, settings, tell } = this.parts;
    for (const entry of this.past) {
      if (position === undefined || !entry.reopen(position.positionId)) continue;
      this.entries.push(entry);
      // Its stop is looked for soon.
      entry.expose(nowMs);
    }
    this.past = this.past.filter(({ isOver }) => isOver);
    const inUse = new Set(this.entries.flatMap(({ stopIds, placedIds }) => [...stopIds, ...placedIds]));
    const kept: ProtectedEntry[] = [];
    for (const entry of this.past) {
      const isYoung = nowMs - entry.endedAtMs < settings.provenWithinMs;
      const left = stops.filter((stop) => !inUse.has(stop.id) && entry.owns(stop));
      if (isYoung || left.length > 0) kept.push(entry);
      if (isYoung && isPositive(entry.filled)) continue;
      for (const { id } of left) {
        // It may have been heard of meanwhile.
        if (!entry.isOver) break;
        const outcome = await over.cancelConditionalOrder({ kind: 'stop', symbol: this.symbol, id });
        if (outcome.status === 'accepted') tell('cleared', entry, `stop ${id} had outlived what it guarded`);
      }
    }
    this.past = kept.filter(({ isOver }) => isOver);
  }
}
