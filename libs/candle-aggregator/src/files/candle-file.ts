import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { ImportSource } from './import-source';
import type { WatchedProgress } from './progress';
import type { CandleTable } from './table';
import { type TextFormat, toText } from './text-formats';

/** Says by its name whether a file is compressed: `.gz` at the end. */
export function isGzipName(path: string): boolean {
  return path.toLowerCase().endsWith('.gz');
}

/**
 * A text file on disk, plain or compressed (`.gz`), to import from.
 *
 * @throws the system's error where there is none
 */
export async function openCandleFile(path: string, format: TextFormat): Promise<ImportSource> {
  const { size } = await stat(path);
  let read = 0;
  return {
    format,
    totalBytes: size,
    bytesRead: () => read,
    open() {
      const file = createReadStream(path);
      read = 0;
      file.on('data', (chunk) => (read += chunk.length));
      if (!isGzipName(path)) return file as AsyncIterable<Uint8Array>;
      const gunzip = createGunzip();
      // A file that cannot be read ends the stream behind it, which is the one that is listened to.
      file.on('error', (error) => gunzip.destroy(error));
      gunzip.on('close', () => file.destroy());
      return file.pipe(gunzip) as AsyncIterable<Uint8Array>;
    },
  };
}

export interface WriteFileOptions {
  readonly onProgress?: WatchedProgress;
  readonly signal?: AbortSignal;
}

/** What was written. */
export interface WriteReport {
  readonly rows: number;
  /** On disk. */
  readonly bytes: number;
}

/**
 * Writes a table as text, compressed where the name ends with `.gz`. It is written beside its place and moved there when it is whole: who finds
 * the file finds all of it.
 */
export async function writeTextFile(
  path: string,
  table: CandleTable,
  format: TextFormat,
  { onProgress, signal }: WriteFileOptions = {},
): Promise<WriteReport> {
  let rows = 0;
  const partial = `${path}.partial`;
  const file = createWriteStream(partial);
  const batches = counted(table, (count) => {
    rows += count;
    onProgress?.({ phase: 'write', rows, bytes: file.bytesWritten });
  });
  const text = Readable.from(toText({ columns: table.columns, batches }, format), { objectMode: true, highWaterMark: 1 });
  const options = signal === undefined ? {} : { signal };
  try {
    if (isGzipName(path)) await pipeline(text, createGzip(), file, options);
    else await pipeline(text, file, options);
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
  return { rows, bytes: file.bytesWritten };
}

async function* counted({ batches }: CandleTable, add: (rows: number) => void): CandleTable['batches'] {
  for await (const batch of batches) {
    yield batch;
    add(batch.length);
  }
}
