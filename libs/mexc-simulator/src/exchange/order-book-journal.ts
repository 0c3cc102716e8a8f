import { BOOK_STEP_MS, type BookLevel, type BookSide } from '../market/synthetic-book';

/** Changes beyond the newest of them are forgotten. */
const KEPT_CHANGES = 50_000;
const FIRST_VERSION = 40_000_000_000;

/** One change, one version. 0 lots: the price is gone. */
export interface BookChange extends BookLevel {
  readonly side: BookSide;
  readonly version: number;
  readonly atMs: number;
}

/** The changes of 200 ms; their versions run from `begin` to `end` without a hole. A price may change more than once. */
export interface BookStep {
  /** When the last of them came. */
  readonly atMs: number;
  readonly begin: number;
  readonly end: number;
  readonly changes: readonly BookChange[];
}

/** Numbers the changes of a book and remembers the newest 50,000. */
export class OrderBookJournal {
  private changes: BookChange[] = [];
  private latestVersion = 0;

  get version(): number {
    return this.latestVersion;
  }

  /** The version of a book that is looked at for the first time. */
  open(nowMs: number): void {
    this.latestVersion = FIRST_VERSION + Math.floor(nowMs / 1000);
  }

  record(side: BookSide, { ticks, lots, orders }: BookLevel, atMs: number): void {
    this.latestVersion += 1;
    this.changes.push({ side, ticks, lots, orders, version: this.latestVersion, atMs });
    if (this.changes.length >= 2 * KEPT_CHANGES) this.changes = this.changes.slice(-KEPT_CHANGES);
  }

  /** What came after this version, oldest first, by steps of 200 ms. */
  stepsAfter(version: number): readonly BookStep[] {
    const steps: BookChange[][] = [];
    let step = Number.NaN;
    for (let at = this.indexAfter(version); at < this.changes.length; at += 1) {
      const change = this.changes[at] as BookChange;
      const its = Math.floor(change.atMs / BOOK_STEP_MS);
      if (its !== step) steps.push([]);
      step = its;
      (steps[steps.length - 1] as BookChange[]).push(change);
    }
    return steps.map((changes) => {
      const [first, last] = [changes[0] as BookChange, changes[changes.length - 1] as BookChange];
      return { atMs: last.atMs, begin: first.version, end: last.version, changes };
    });
  }

  /** Newest first. */
  latest(count: number): readonly BookChange[] {
    return this.changes.slice(-count).reverse();
  }

  /** Versions have no hole, so the place of one is known. */
  private indexAfter(version: number): number {
    return Math.max(0, this.changes.length - (this.latestVersion - version));
  }
}
