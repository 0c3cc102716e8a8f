import {
  type Clock,
  type ExecutionInterface,
  type Instrument,
  type InstrumentSource,
  type Order,
  UnknownSymbolError,
  isFinalStatus,
} from '@prate/execution-interface';
import { type FailedCall, failedCallOf } from '../failed-call';
import { messageOf } from '../message-of';
import type { Claim } from './claim';
import type { ExposureBook } from './exposure-book';

export interface AccountReaderOptions {
  readonly over: Pick<ExecutionInterface, 'getPlanOrders' | 'getTrailingOrders' | 'getOpenOrders' | 'getOrder' | 'getPositions' | 'health'>;
  readonly instruments: InstrumentSource;
  readonly clock: Clock;
  readonly book: ExposureBook;
  /** Told of an order of ours that provably never was. */
  readonly onNeverArrived: (clientOrderId: string | undefined) => void;
}

/** Single orders asked for in one reading; the room of the others is kept until the next. */
const MAX_ORDER_READS = 20;

/** Keeps the book of exposure fresh by reading; several who ask at once share one reading. */
export class AccountReader {
  private running?: { readonly begunAtMs: number; readonly done: Promise<void> };
  /** Of the last reading, where it failed. */
  problem?: string;
  /** What that reading failed of. */
  failedCall?: FailedCall;

  constructor(private readonly options: AccountReaderOptions) {}

  /** Reads unless the last reading began at `notBeforeMs` or later. Never throws: what went wrong stands in {@link problem}. */
  async freshen(notBeforeMs: number): Promise<void> {
    const { book } = this.options;
    if (book.readAtMs !== undefined && book.readAtMs >= notBeforeMs) return;
    const { running } = this;
    if (running !== undefined) {
      await running.done;
      if (running.begunAtMs >= notBeforeMs) return;
    }
    if (this.running === undefined) {
      const done = this.read().then(
        () => {
          delete this.problem;
          delete this.failedCall;
        },
        (error: unknown) => {
          this.problem = messageOf(error);
          this.failedCall = failedCallOf(error);
        },
      );
      const next = { begunAtMs: this.options.clock.nowMs(), done: done.then(() => undefined) };
      this.running = next;
      void next.done.then(() => {
        if (this.running === next) this.running = undefined;
      });
    }
    await (this.running as { readonly done: Promise<void> } | undefined)?.done;
  }

  private async read(): Promise<void> {
    const { over, clock, book } = this.options;
    const begunAtMs = clock.nowMs();
    const before = book.openClaims().filter(({ phase, terms }) => phase !== 'in-flight' && terms.what === 'order');
    const isNothingUnknown = over.health().unknownIntents === 0;
    const waiting = await Promise.all([over.getPlanOrders({ isWaiting: true }), over.getTrailingOrders({ isWaiting: true })]);
    const conditionals = waiting.flat();
    const orders = await over.getOpenOrders();
    for (const order of orders) book.find(order)?.learn(order, clock.nowMs());
    const listed = new Set(orders.map(({ orderId }) => String(orderId)));
    const missing = before.filter(({ orderId, phase }) => phase !== 'final' && (orderId === undefined || !listed.has(orderId)));
    for (const claim of missing.slice(0, MAX_ORDER_READS)) await this.settle(claim, isNothingUnknown);

    const positionsAskedAtMs = clock.nowMs();
    const positions = await over.getPositions();
    const positionsAtMs = Math.min(positionsAskedAtMs, ...positions.map(({ asOfMs }) => asOfMs));
    const instruments = await this.instrumentsOf([...conditionals, ...orders, ...positions].map(({ symbol }) => symbol));
    const working = orders.filter((order) => !isFinalStatus(order.status));
    book.accept({ begunAtMs, conditionals, orders: working, positions, positionsAtMs, instruments }, isNothingUnknown);
  }

  /** An order of ours that is not in the list: finished, not visible yet, or never there. */
  private async settle(claim: Claim, isNothingUnknown: boolean): Promise<void> {
    const { over, clock, book } = this.options;
    const id = claim.orderId ?? claim.clientOrderId;
    if (id === undefined) return;
    const { phase } = claim;
    let order: Order | undefined;
    try {
      order = await over.getOrder(id, claim.terms.instrument.symbol);
    } catch {
      // Its room stays taken; the next reading asks again.
      return;
    }
    if (order !== undefined) claim.learn(order, clock.nowMs());
    // Whoever made it says that nothing is unknown any more, and nobody has it: it never arrived.
    else if (phase === 'unknown' && claim.phase === 'unknown' && isNothingUnknown) {
      book.free(claim);
      this.options.onNeverArrived(claim.clientOrderId);
    }
  }

  /** A contract that the venue does not list (any more) is left out: it hides no other. */
  private async instrumentsOf(symbols: readonly string[]): Promise<ReadonlyMap<string, Instrument>> {
    const find = async (symbol: string): Promise<readonly (readonly [string, Instrument])[]> => {
      try {
        return [[symbol, await this.options.instruments.getInstrument(symbol)]];
      } catch (error) {
        if (error instanceof UnknownSymbolError) return [];
        throw error;
      }
    };
    return new Map((await Promise.all([...new Set(symbols)].map(find))).flat());
  }
}
