import type { WatchedProgress } from './progress';
import type { TextFormat } from './text-formats';

/** A file that can be read from its beginning as often as needed: imports check all of it before they store any. */
export interface ImportSource {
  readonly format: TextFormat;
  /** Opens it anew; text, or bytes of UTF-8. */
  open(): AsyncIterable<Uint8Array | string>;
  /** Size on disk, where known. */
  readonly totalBytes?: number;
  /** Bytes of the disk read since it was opened last, where these are not the bytes handed out. */
  bytesRead?(): number;
}

/** What every import may be told. */
export interface ImportOptions {
  /** `ms` (default) or `s` since 1970, or `iso`: text such as 2021-01-01T00:00:00Z. */
  readonly timeUnit?: 'ms' | 's' | 'iso';
  readonly onProgress?: WatchedProgress;
  /** Stops between two chunks; what was stored stays, whole minutes of it. */
  readonly signal?: AbortSignal;
}

/** What an import did. */
export interface ImportReport {
  /** Rows of the file, the header not counted. */
  readonly rows: number;
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Rows that are no news: interpolated or carried seconds among observed ones, minutes of which the store knows better. */
  readonly passedOver: number;
}

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;

/** Milliseconds since 1970 of a cell; NaN where it is none. */
export function readTime(text: string | undefined, unit: ImportOptions['timeUnit'] = 'ms'): number {
  if (text === undefined) return Number.NaN;
  if (unit === 'iso') return ISO.test(text) ? Date.parse(text) : Number.NaN;
  const value = Number(text);
  return unit === 's' ? value * 1000 : value;
}
