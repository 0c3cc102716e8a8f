import type { BucketGrid } from '../interval';

const SPAN_OF_SECONDS_S = 3_600;
const SPAN_OF_MINUTES_S = 21_600;
const DAY_S = 86_400;

/** Where the chunks of a bucket length begin and end: whole buckets of about an hour, of about six where buckets come from minutes. */
export class ChunkGrid {
  private readonly lengthS: number;

  constructor(private readonly grid: BucketGrid) {
    const { intervalSeconds } = grid;
    const spanS = intervalSeconds % 60 === 0 ? SPAN_OF_MINUTES_S : SPAN_OF_SECONDS_S;
    this.lengthS = intervalSeconds * Math.floor(spanS / intervalSeconds);
  }

  /** Start of the chunk that holds a label; whole seconds. */
  startOf(labelS: number): number {
    if (!this.grid.isDaily) return labelS - (labelS % this.lengthS);
    return labelS - ((labelS % DAY_S) % this.lengthS);
  }

  /** End of the chunk, exclusive. */
  endOf(startS: number): number {
    const endS = startS + this.lengthS;
    return this.grid.isDaily ? Math.min(endS, startS - (startS % DAY_S) + DAY_S) : endS;
  }
}
