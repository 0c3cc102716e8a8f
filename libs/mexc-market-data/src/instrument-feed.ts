import type { InstrumentChange, StopWatching } from '@prate/execution-interface';
import type { WirePushContract } from '@prate/mexc-protocol';
import type { CancelTimer, MexcFuturesStream, Stop, StreamEvent, StreamTimer } from '@prate/mexc-ws';
import type { ContractCatalog } from './contract-catalog';
import type { GuardedHandlers } from './telling/guarded-handlers';
import { momentOf } from './telling/follow-topic';
import { Teller } from './telling/teller';

export interface InstrumentFeedOptions {
  readonly catalog: Pick<ContractCatalog, 'apply' | 'refresh' | 'maxAgeMs'>;
  readonly feed: Pick<MexcFuturesStream['public'], 'watchContracts'>;
  readonly timer: StreamTimer;
}

const AGAIN_AFTER_MS = 10_000;
const SHORTEST_AGE_MS = 60_000;
const LONGEST_DELAY_MS = 2 ** 31 - 1;

/**
 * Keeps the contract list as the venue tells it while somebody watches, and only then: each push is applied at once, and the whole list is
 * read when pushes begin to flow (again), when an unlisted contract is named, and once an age.
 */
export class InstrumentFeed {
  private readonly tellers = new Set<Teller<InstrumentChange>>();
  private readonly newest = new Map<string, { readonly epoch: number; readonly atMs: number }>();
  private stopPushes?: Stop;
  private cancelRefresh?: CancelTimer;
  private isFlowing = false;
  private isReady = false;
  /** Grows with every gap and every end, so that a list asked for before is not taken for one asked for after. */
  private interruptions = 0;

  constructor(private readonly options: InstrumentFeedOptions) {}

  watch(handlers: GuardedHandlers<InstrumentChange>): StopWatching {
    const teller = new Teller(handlers, 'each');
    this.tellers.add(teller);
    if (this.stopPushes === undefined) this.start();
    else if (this.isReady) teller.ready();
    return () => {
      teller.stop();
      if (this.tellers.delete(teller) && this.tellers.size === 0) this.stop();
    };
  }

  /** Of the catalog, for everybody who watches. */
  tell(change: InstrumentChange): void {
    for (const teller of [...this.tellers]) teller.data(change);
  }

  private start(): void {
    this.stopPushes = this.options.feed.watchContracts({
      onEvent: (event) => this.pushed(event),
      onGap: ({ sinceMs, reason }) => {
        this.interrupt();
        for (const teller of [...this.tellers]) teller.gap({ sinceMs, reason });
      },
      onReady: () => {
        this.isFlowing = true;
        void this.refresh();
      },
      onError: (error) => this.tellError(error),
    });
    this.refreshLater(this.ageMs);
  }

  private stop(): void {
    this.stopPushes?.();
    this.stopPushes = undefined;
    this.cancelRefresh?.();
    this.cancelRefresh = undefined;
    this.interrupt();
    this.newest.clear();
  }

  private interrupt(): void {
    this.isFlowing = false;
    this.isReady = false;
    this.interruptions += 1;
  }

  private pushed(event: StreamEvent<WirePushContract>): void {
    const { epoch, data } = event;
    const atMs = momentOf(event);
    const last = this.newest.get(data.symbol);
    if (last !== undefined && last.epoch === epoch && atMs < last.atMs) return;
    this.newest.set(data.symbol, { epoch, atMs });
    try {
      if (!this.options.catalog.apply(data)) void this.refresh();
    } catch (error) {
      this.tellError(error);
    }
  }

  /** What changed while nothing was pushed is in the list: watchers are ready when it has been read after pushes began to flow. */
  private async refresh(): Promise<void> {
    const { interruptions } = this;
    let problem: unknown;
    try {
      await this.options.catalog.refresh();
    } catch (error) {
      problem = error;
    }
    if (this.stopPushes === undefined) return;
    this.refreshLater(problem === undefined ? this.ageMs : AGAIN_AFTER_MS);
    if (problem !== undefined) return this.tellError(problem);
    if (!this.isFlowing || this.isReady || interruptions !== this.interruptions) return;
    this.isReady = true;
    for (const teller of [...this.tellers]) teller.ready();
  }

  private get ageMs(): number {
    return Math.min(Math.max(this.options.catalog.maxAgeMs, SHORTEST_AGE_MS), LONGEST_DELAY_MS);
  }

  private refreshLater(delayMs: number): void {
    this.cancelRefresh?.();
    this.cancelRefresh = this.options.timer.after(delayMs, () => void this.refresh());
  }

  private tellError(error: unknown): void {
    for (const teller of [...this.tellers]) teller.error(error);
  }
}
