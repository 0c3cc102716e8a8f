import {
  type EventEvidence,
  type ExecutionEvent,
  type Instrument,
  type MarkPrice,
  type Order,
  type PositionMode,
  type Trade,
  WriteLock,
  positionId,
} from '@prate/execution-interface';
import {
  type WireAsset,
  type WireDeal,
  type WireOrder,
  type WirePlanOrder,
  type WirePosition,
  type WirePushAsset,
  type WirePushLiquidateRisk,
  type WirePushPosition,
  type WireStopOrder,
  type WireTrackOrder,
  positionTypeCodes,
} from '@prate/mexc-protocol';
import { messageOf } from '../commands/denials';
import type { ExecutionContext } from '../execution-context';
import { markOfPush } from '../feed/from-push';
import { orderFromWire, positionFromWire } from '../from-wire';
import { planOrderFromWire, stopOrderFromWire, trailingOrderFromWire } from '../from-wire-conditional';
import { tradeFromWire } from '../from-wire-history';
import { BalanceBook } from './balance-book';
import { ConditionalBook, type ConditionalOrder } from './conditional-book';
import { OrderTracker } from './order-tracker';
import { type PositionChange, PositionBook } from './position-book';
import { Remembered } from './remembered';

type Told = {
  [Kind in ExecutionEvent['kind']]: Omit<Extract<ExecutionEvent, { kind: Kind }>, keyof EventEvidence>;
}[ExecutionEvent['kind']];

/** A row of a read: what was pushed since it began is as new, or newer. */
export interface ReadEvidence extends EventEvidence {
  readonly source: 'read';
  readonly beganAtTick: number;
}

/** What came by the stream, with the venue's time of it where it said one. */
type PushEvidence = EventEvidence & { readonly tsMs?: number };

const NOTICES_KEPT = 10_000;

export interface AccountStateOptions extends Pick<ExecutionContext, 'instruments' | 'journal' | 'intents' | 'session'> {
  readonly emit: (event: ExecutionEvent) => void;
}

/**
 * What is known of the account: orders, fills, positions, balances, conditional orders, each by the newest statement, whichever way it came.
 * Statements are applied one after the other, and each one that changes something is told once. What cannot be understood is told as
 * `unreadable` and changes nothing.
 */
export class AccountState {
  readonly orders = new OrderTracker();
  readonly positions = new PositionBook();
  readonly balances = new BalanceBook();
  readonly conditional = new ConditionalBook();
  /** Grows with every statement. */
  tick = 0;
  private readonly lock = new WriteLock();
  private readonly marks = new Map<string, MarkPrice>();
  private readonly ours = new Map<string, boolean>();
  private readonly notices = new Remembered<string, string>(NOTICES_KEPT);
  private unarchived: Trade[] = [];
  private toldMode?: PositionMode;

  constructor(private readonly options: AccountStateOptions) {}

  /** Runs after all that was handed in before. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.lock.run(work);
  }

  tell(told: Told, { source, epoch, receivedAtMs }: EventEvidence): void {
    this.options.emit({ ...told, source, ...(epoch === undefined ? {} : { epoch }), receivedAtMs } as ExecutionEvent);
  }

  /** Only inside {@link inTurn}, as all that follow. */
  async applyOrder(wire: WireOrder, evidence: EventEvidence, options: { readonly isFirstLook?: boolean } = {}): Promise<void> {
    await this.readable(`order ${wire.orderId} of ${wire.symbol}`, evidence, async () => {
      this.tick += 1;
      const order = orderFromWire(wire, await this.instrument(wire.symbol));
      const isOurs = await this.isOurs(order, evidence);
      const change = this.orders.apply({ order, ...(wire.version === undefined ? {} : { version: wire.version }) }, options);
      if (change === 'contradiction') {
        const known = this.orders.get(order.orderId)?.status;
        this.unreadable(
          `order ${order.orderId}: found ${order.status}, expected ${known}, which it was before and which is final`,
          evidence,
        );
      }
      if (change === 'new' || change === 'changed') {
        this.tell({ kind: 'order', order: this.orders.get(order.orderId) ?? order, isOurs }, evidence);
      }
    });
  }

  async applyTrade(wire: WireDeal, evidence: EventEvidence): Promise<void> {
    await this.readable(`fill ${wire.id} of ${wire.symbol}`, evidence, async () => {
      this.tick += 1;
      const stated = tradeFromWire(wire, await this.instrument(wire.symbol));
      const known = this.orders.get(stated.orderId);
      const category = wire.category === undefined ? known?.category : undefined;
      const ourId = stated.clientOrderId ?? known?.clientOrderId;
      const trade: Trade = {
        ...stated,
        ...(category === undefined ? {} : { category }),
        ...(ourId === undefined ? {} : { clientOrderId: ourId }),
      };
      if (!this.orders.applyTrade(trade)) return;
      const isOurs = await this.isOurs(trade, evidence);
      this.tell({ kind: 'trade', trade, isOurs }, evidence);
      this.unarchived.push(trade);
    });
  }

  async applyPushedPosition(push: WirePushPosition, evidence: EventEvidence): Promise<'incomplete' | undefined> {
    let isIncomplete = false;
    await this.readable(`position ${push.positionId} of ${push.symbol}`, evidence, async () => {
      this.tick += 1;
      const instrument = await this.instrument(push.symbol);
      const mark = instrument === undefined ? undefined : markOfPush(push, instrument, evidence.receivedAtMs);
      if (mark !== undefined) this.noteMark(mark);
      const change = this.positions.applyPush(push, this.tick);
      isIncomplete = change.kind === 'incomplete' || !this.tellPosition(change, instrument, evidence);
    });
    return isIncomplete ? 'incomplete' : undefined;
  }

  async applyReadPositions(rows: readonly WirePosition[], evidence: ReadEvidence): Promise<void> {
    const { beganAtTick } = evidence;
    for (const wire of rows) {
      await this.readable(`position ${wire.positionId} of ${wire.symbol}`, evidence, async () => {
        const change = this.positions.applyRead(wire, { beganAtTick, atTick: this.tick });
        if (this.tellPosition(change, await this.instrument(wire.symbol), evidence)) return;
        this.unreadable(`position ${wire.positionId} of ${wire.symbol}: its contract is not listed, or has no mark`, evidence);
      });
    }
    for (const wire of this.positions.closeMissing(new Set(rows.map(({ positionId: id }) => id)), beganAtTick)) {
      this.tellPosition({ kind: 'closed', wire }, undefined, evidence);
    }
  }

  async applyAdlLevel(id: string, adlLevel: number, evidence: EventEvidence): Promise<void> {
    this.tick += 1;
    const change = this.positions.applyAdlLevel(id, adlLevel, this.tick);
    if (change.kind === 'changed') this.tellPosition(change, await this.instrument(change.wire.symbol), evidence);
  }

  applyPushedBalance(wire: WirePushAsset, evidence: EventEvidence): void {
    this.tick += 1;
    const balance = this.balances.applyPush(wire, { asOfMs: evidence.receivedAtMs, atTick: this.tick });
    if (balance !== undefined) this.tell({ kind: 'balance', balance }, evidence);
  }

  applyReadBalances(rows: readonly WireAsset[], evidence: ReadEvidence): void {
    for (const wire of rows) {
      const at = { asOfMs: evidence.receivedAtMs, beganAtTick: evidence.beganAtTick, atTick: this.tick };
      const balance = this.balances.applyRead(wire, at);
      if (balance !== undefined) this.tell({ kind: 'balance', balance }, evidence);
    }
  }

  applyPlan(wire: WirePlanOrder, evidence: EventEvidence): Promise<void> {
    return this.applyConditional(wire, evidence, (instrument) => planOrderFromWire(wire, instrument));
  }

  applyStop(wire: WireStopOrder, evidence: EventEvidence): Promise<void> {
    return this.applyConditional(wire, evidence, (instrument) => stopOrderFromWire(wire, instrument));
  }

  applyTrailing(wire: WireTrackOrder, evidence: EventEvidence): Promise<void> {
    return this.applyConditional(wire, evidence, (instrument) => trailingOrderFromWire(wire, instrument));
  }

  /** Whether it differs from what this process went by. */
  applyPositionMode(positionMode: PositionMode, evidence: EventEvidence): boolean {
    if (this.toldMode === positionMode) return false;
    this.toldMode = positionMode;
    this.tell({ kind: 'position-mode', positionMode }, evidence);
    return true;
  }

  applyWarning({ positionId: id, symbol, marginRatio }: WirePushLiquidateRisk, evidence: PushEvidence): void {
    this.tellOnce(`warning ${id}`, { kind: 'liquidation-warning', symbol, positionId: positionId(id), marginRatio }, evidence);
  }

  /** What a push says that no state keeps. The venue may push it twice: told again only if it says something else, or was made anew. */
  tellOnce(about: string, told: Told, evidence: PushEvidence): void {
    const text = `${evidence.tsMs ?? ''} ${JSON.stringify(told)}`;
    if (this.notices.get(about) === text) return;
    this.notices.set(about, text);
    this.tell(told, evidence);
  }

  noteMark(mark: MarkPrice): void {
    const known = this.marks.get(mark.symbol);
    if (known === undefined || mark.atMs >= known.atMs) this.marks.set(mark.symbol, mark);
  }

  mark(symbol: string): MarkPrice | undefined {
    return this.marks.get(symbol);
  }

  unreadable(message: string, evidence: EventEvidence): void {
    this.tell({ kind: 'unreadable', message }, evidence);
  }

  /** Whether the journal has every fill that was told. */
  get isArchived(): boolean {
    return this.unarchived.length === 0;
  }

  /** Fills that were told go into the journal; those it would not take are offered again next time. */
  async archive(evidence: EventEvidence): Promise<void> {
    if (this.unarchived.length === 0) return;
    const trades = this.unarchived;
    this.unarchived = [];
    try {
      await this.options.journal.archiveTrades(trades);
    } catch (error) {
      this.unarchived = [...trades, ...this.unarchived];
      this.unreadable(`${trades.length} fill(s) could not be kept in the journal yet: ${messageOf(error)}`, evidence);
    }
  }

  private async applyConditional(
    wire: Pick<WirePlanOrder, 'id' | 'symbol'> & { readonly version?: number },
    evidence: EventEvidence,
    read: (instrument: Instrument | undefined) => ConditionalOrder,
  ): Promise<void> {
    await this.readable(`conditional order ${wire.id} of ${wire.symbol}`, evidence, async () => {
      this.tick += 1;
      const order = read(await this.instrument(wire.symbol));
      const changed = this.conditional.apply({ order, ...(wire.version === undefined ? {} : { version: wire.version }) }, this.tick);
      if (changed !== undefined) this.tell({ kind: 'conditional-order', order: changed }, evidence);
    });
  }

  /** False where it could not be told, because nothing states a mark. */
  private tellPosition(change: PositionChange, instrument: Instrument | undefined, evidence: EventEvidence): boolean {
    if (change.kind === 'closed') {
      const { wire } = change;
      const positionSide = positionTypeCodes.toWord(wire.positionType);
      this.tell({ kind: 'position-closed', symbol: wire.symbol, positionSide, positionId: positionId(wire.positionId) }, evidence);
    }
    if (change.kind !== 'changed') return true;
    const mark = this.marks.get(change.wire.symbol);
    if (instrument === undefined || mark === undefined) {
      this.positions.tellAgain(change.wire.positionId);
      return false;
    }
    const position = positionFromWire(change.wire, { instrument, mark, asOfMs: evidence.receivedAtMs });
    this.options.session.rememberMarginMode(position.symbol, position.side, position.marginMode);
    this.tell({ kind: 'position', position }, evidence);
    return true;
  }

  /**
   * Whether an order carries a client id of this account's journal. An order that is seen is also proof that its intent arrived, whatever the
   * journal took for proof before.
   */
  private async isOurs(
    { clientOrderId: id, orderId, symbol }: Pick<Order, 'clientOrderId' | 'orderId' | 'symbol'>,
    evidence: EventEvidence,
  ): Promise<boolean> {
    if (id === undefined) return false;
    const known = this.ours.get(orderId);
    const { intents } = this.options;
    if (known !== undefined && !intents.isUnknown(id)) return known;
    try {
      const isOurs = await intents.recognise({ clientOrderId: id, orderId, symbol });
      if (this.ours.size > 100_000) this.ours.clear();
      this.ours.set(orderId, isOurs);
      return isOurs;
    } catch (error) {
      this.unreadable(`order ${orderId}: the journal could not be asked whether ${id} is ours: ${messageOf(error)}`, evidence);
      return known ?? false;
    }
  }

  /** A contract that is not listed any more leaves base quantities out, nothing else. */
  private async instrument(symbol: string): Promise<Instrument | undefined> {
    try {
      return await this.options.instruments.getInstrument(symbol);
    } catch {
      return undefined;
    }
  }

  private async readable(what: string, evidence: EventEvidence, apply: () => Promise<void>): Promise<void> {
    try {
      await apply();
    } catch (error) {
      this.unreadable(`${what}: ${messageOf(error)}`, evidence);
    }
  }
}
