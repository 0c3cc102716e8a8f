import type { AggregatedCandle } from '../aggregated-candle';

/** How often closed chunks were found. */
export interface CacheStats {
  /** Chunks that were asked for and found. */
  readonly hits: number;
  /** Chunks that another asker was just making. */
  readonly shared: number;
  /** Chunks that had to be made. */
  readonly misses: number;
  /** (hits + shared) / all, 0 where nothing was asked. */
  readonly hitRatio: number;
  readonly chunks: number;
  /** Estimated; at most what was allowed. */
  readonly bytes: number;
}

interface Entry {
  readonly stamps: string;
  readonly candles: Promise<readonly AggregatedCandle[]>;
  readonly startS: number;
  readonly endS: number;
  /** 0 while it is being made. */
  bytes: number;
}

const CANDLE_BYTES = 330;
const CHUNK_BYTES = 400;

/** A place in the cache: what the buckets are made of, and where the chunk lies; whole seconds. */
export interface ChunkKey {
  /** Everything but the time, as text that begins with the symbol and a blank. */
  readonly group: string;
  readonly startS: number;
  readonly endS: number;
  /** Change stamps of the hours the chunk is made of. Another text, another chunk. */
  readonly stamps: string;
}

/**
 * Closed chunks of buckets, the least used dropped first. One computation for however many ask at once. Valid only for equal stamps, so what
 * another process writes is never hidden; dropping by change events only frees memory early.
 */
export class BucketCache {
  private readonly groups = new Map<string, Map<number, Entry>>();
  /** Oldest use first. */
  private readonly uses = new Map<Entry, { readonly group: string; readonly startS: number }>();
  private bytes = 0;
  private hits = 0;
  private shared = 0;
  private misses = 0;

  constructor(private readonly maxBytes: number) {}

  /** Whether this many candles would take more than half of what there is; so it is for any number where nothing may be kept. */
  isTooLarge(candles: number): boolean {
    return candles * CANDLE_BYTES * 2 > this.maxBytes;
  }

  find({ group, startS, stamps }: ChunkKey): Promise<readonly AggregatedCandle[]> | undefined {
    const entry = this.groups.get(group)?.get(startS);
    if (entry === undefined || entry.stamps !== stamps) {
      this.misses += 1;
      return undefined;
    }
    if (entry.bytes === 0) this.shared += 1;
    else this.hits += 1;
    this.uses.delete(entry);
    this.uses.set(entry, { group, startS });
    return entry.candles;
  }

  /** Keeps what `candles` will be, as soon as it is; a failed computation is forgotten. */
  keep({ group, startS, endS, stamps }: ChunkKey, candles: Promise<readonly AggregatedCandle[]>): void {
    this.remove(group, startS);
    const entry: Entry = { stamps, candles, startS, endS, bytes: 0 };
    const entries = this.groups.get(group) ?? new Map<number, Entry>();
    entries.set(startS, entry);
    this.groups.set(group, entries);
    this.uses.set(entry, { group, startS });
    candles.then(
      (made) => {
        if (this.groups.get(group)?.get(startS) !== entry) return;
        entry.bytes = CHUNK_BYTES + made.length * CANDLE_BYTES;
        this.bytes += entry.bytes;
        this.shrink();
      },
      () => {
        if (this.groups.get(group)?.get(startS) === entry) this.remove(group, startS);
      },
    );
  }

  /** Drops the chunks of a symbol that touch `[fromS, toS)`. */
  drop(symbol: string, fromS: number, toS: number): void {
    for (const [group, entries] of this.groups) {
      if (!group.startsWith(`${symbol} `)) continue;
      for (const entry of [...entries.values()]) {
        if (entry.startS < toS && entry.endS > fromS) this.remove(group, entry.startS);
      }
    }
  }

  stats(): CacheStats {
    const { hits, shared, misses, bytes } = this;
    const asked = hits + shared + misses;
    return { hits, shared, misses, hitRatio: asked === 0 ? 0 : (hits + shared) / asked, chunks: this.uses.size, bytes };
  }

  private shrink(): void {
    for (const [entry, { group, startS }] of this.uses) {
      if (this.bytes <= this.maxBytes) return;
      if (entry.bytes > 0) this.remove(group, startS);
    }
  }

  private remove(group: string, startS: number): void {
    const entries = this.groups.get(group);
    const entry = entries?.get(startS);
    if (entries === undefined || entry === undefined) return;
    entries.delete(startS);
    if (entries.size === 0) this.groups.delete(group);
    this.uses.delete(entry);
    this.bytes -= entry.bytes;
  }
}
