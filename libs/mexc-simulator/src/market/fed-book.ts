import { BOOK_STEP_MS, type BackgroundLevel, type BookSide } from './synthetic-book';

/** A book that looks at more than the last 10 s asks for none of these (see `OrderBook.advance`). */
const KEPT_FRAMES = 100;

/** What stands at a price. */
export type FedLevel = readonly [ticks: number, lots: number];

interface Frame {
  readonly step: number;
  readonly sides: Readonly<Record<BookSide, readonly BackgroundLevel[]>>;
}

/** The order book of a real exchange as it was handed in: what arrives in a step of 200 ms stands from the next one on. */
export class FedBook {
  private frames: Frame[] = [];
  private count = 0;

  /** Best first, not crossed. */
  take(sides: Readonly<Record<BookSide, readonly FedLevel[]>>, nowMs: number): void {
    const before = this.frames[this.frames.length - 1];
    const step = Math.max(Math.floor(nowMs / BOOK_STEP_MS), before?.step ?? 0);
    this.count += 1;
    const frame = { step, sides: { ask: this.levelsOf(sides.ask, before?.sides.ask), bid: this.levelsOf(sides.bid, before?.sides.bid) } };
    if (before?.step === step) this.frames.pop();
    this.frames.push(frame);
    if (this.frames.length > 2 * KEPT_FRAMES) this.frames = this.frames.slice(-KEPT_FRAMES);
  }

  /** `undefined` before the first book. */
  levels(side: BookSide, step: number): readonly BackgroundLevel[] | undefined {
    for (let at = this.frames.length - 1; at >= 0; at -= 1) {
      const frame = this.frames[at] as Frame;
      if (frame.step < step) return frame.sides[side];
    }
    return this.frames[0]?.sides[side];
  }

  /** A level that is as it was keeps its epoch: what was taken from it stays taken. */
  private levelsOf(levels: readonly FedLevel[], before: readonly BackgroundLevel[] = []): readonly BackgroundLevel[] {
    const known = new Map(before.map((level) => [level.ticks, level]));
    return levels.map(([ticks, lots]) => {
      const level = known.get(ticks);
      return level?.lots === lots ? level : { ticks, lots, orders: 1, epoch: this.count };
    });
  }
}
