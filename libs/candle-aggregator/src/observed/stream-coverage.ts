import { SECOND_SETTLE_MS } from '../aggregated-candle';
import { SecondRanges } from './second-ranges';

/**
 * Which whole seconds one stream covered: those from whose start to 2 s after whose end one connection was subscribed without a gap, by the
 * venue's clock as that connection told it. A moment is reached when something sent then was heard; silence alone covers nothing.
 */
export class StreamCoverage {
  private readonly streamed = new SecondRanges();
  private readonly proven = new SecondRanges();
  private isReady = false;
  /** From when the connection that stands tells everything; unknown until something is heard on it. */
  private sinceMs?: number;

  /** End of what is covered, whole seconds. */
  get endS(): number {
    return Math.max(this.streamed.end, this.proven.end);
  }

  /** Whether the connection stands and has told everything since then; ms by the venue's clock. */
  isWholeSince(atMs: number): boolean {
    return this.sinceMs !== undefined && this.sinceMs <= atMs;
  }

  /** Whether a second that is not covered may be so soon, by the connection that stands. */
  isAwaited(second: number): boolean {
    return this.isReady && (this.sinceMs === undefined || second * 1000 >= this.sinceMs);
  }

  /** Whether seconds before this one are not covered yet and may be, by the connection that stands. */
  isAwaitedBefore(second: number): boolean {
    return this.isReady && this.streamed.end < second && (this.sinceMs === undefined || Math.ceil(this.sinceMs / 1000) < second);
  }

  /** Subscribed, on a connection of which nothing is known yet. */
  ready(): void {
    this.isReady = true;
    this.sinceMs = undefined;
  }

  /** Everything sent before this moment of the venue's clock has been told. @returns from which second on more is covered, if any */
  heard(serverTimeMs: number): number | undefined {
    if (!this.isReady) return undefined;
    this.sinceMs ??= serverTimeMs;
    const firstS = Math.ceil(this.sinceMs / 1000);
    const endS = Math.floor((serverTimeMs - SECOND_SETTLE_MS) / 1000);
    const knownS = this.streamed.end;
    this.streamed.add(firstS, endS);
    return endS > Math.max(firstS, knownS) ? Math.max(firstS, knownS) : undefined;
  }

  /**
   * The connection is gone, or lost something. What it told until `sinceMs` (venue's clock) is whole; left out: until it was heard last.
   *
   * @returns from which second on less is covered, if any
   */
  gap(sinceMs?: number): number | undefined {
    const lostS = this.lostSince(sinceMs);
    this.isReady = false;
    this.sinceMs = undefined;
    if (lostS === undefined || lostS >= this.streamed.end) return undefined;
    this.streamed.remove(lostS, Infinity);
    return lostS;
  }

  /** From which second on nothing that the connection which stands has told is whole, if it lost something then; ms by the venue's clock. */
  lostSince(sinceMs: number | undefined): number | undefined {
    if (sinceMs === undefined || this.sinceMs === undefined) return undefined;
    return Math.max(Math.floor((sinceMs - SECOND_SETTLE_MS) / 1000), Math.ceil(this.sinceMs / 1000));
  }

  /** What it told before this second cannot be used. */
  startAgainAt(second: number): void {
    if (!this.isReady) return;
    const startMs = this.sinceMs ?? second * 1000;
    this.streamed.remove(Math.ceil(startMs / 1000), second);
    this.sinceMs = Math.max(startMs, second * 1000);
  }

  /** Seconds that are known whole from elsewhere, `[fromS, toS)`. */
  prove(fromS: number, toS: number): void {
    this.proven.add(fromS, toS);
  }

  /** Whether it is whole whatever the stream has lost. */
  isProven(second: number): boolean {
    return this.proven.has(second);
  }

  /** Whether the stream told all of it: then nothing else is needed, and nothing else can add to it. */
  isStreamed(second: number): boolean {
    return this.streamed.has(second);
  }

  covers(second: number): boolean {
    return this.streamed.has(second) || this.proven.has(second);
  }

  forget(beforeS: number): void {
    this.streamed.remove(-Infinity, beforeS);
    this.proven.remove(-Infinity, beforeS);
  }
}
