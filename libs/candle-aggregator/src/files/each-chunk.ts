import { nextTurn } from '../event-loop-timer';
import type { ImportOptions, ImportSource } from './import-source';
import { type NamedRow, type ReadRowsOptions, readRows } from './read-rows';

const ROWS_A_CHUNK = 1_000;

/** Opens a file and hands its rows on, some thousand at a time; tells how far it is, and stops between two chunks when told to. */
export async function eachChunk<Name extends string>(
  source: ImportSource,
  { known, required, columns, onProgress, signal }: Omit<ReadRowsOptions<Name>, 'format'> & ImportOptions,
  phase: 'check' | 'store',
  work: (rows: readonly NamedRow<Name>[]) => Promise<void>,
): Promise<void> {
  let count = 0;
  let bytes = 0;
  let chunk: NamedRow<Name>[] = [];
  const flush = async (): Promise<void> => {
    signal?.throwIfAborted();
    if (chunk.length === 0) return;
    await work(chunk);
    count += chunk.length;
    chunk = [];
    onProgress?.({
      phase,
      rows: count,
      bytes: source.bytesRead?.() ?? bytes,
      ...(source.totalBytes === undefined ? {} : { totalBytes: source.totalBytes }),
    });
    await nextTurn();
  };
  const chunks = counting(source.open(), (added) => (bytes += added));
  const options = { format: source.format, known, required, ...(columns === undefined ? {} : { columns }) };
  for await (const rows of readRows<Name>(chunks, options)) {
    for (const row of rows) {
      chunk.push(row);
      if (chunk.length >= ROWS_A_CHUNK) await flush();
    }
  }
  await flush();
}

async function* counting(chunks: AsyncIterable<Uint8Array | string>, add: (bytes: number) => void): AsyncIterable<Uint8Array | string> {
  for await (const chunk of chunks) {
    add(chunk.length);
    yield chunk;
  }
}
