import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import type { WriteFileOptions, WriteReport } from './candle-file';
import { CandleFileError } from './errors';
import type { CandleTable, Cell, ColumnType, TableColumn } from './table';

/** Enough rows to compress well, few enough to hold. */
const ROWS_A_GROUP = 20_000;

// An ES module, and not there for everybody: only ever loaded when it is needed.
const importParquet = () => import('hyparquet-writer');

type ParquetPackage = Awaited<ReturnType<typeof importParquet>>;
type ParquetWriter = InstanceType<ParquetPackage['ParquetWriter']>;

/** How the types of a table stand in a parquet file; time is an INT64 of milliseconds, UTC. */
const PARQUET_TYPES = {
  time: 'TIMESTAMP',
  number: 'DOUBLE',
  integer: 'INT32',
  text: 'STRING',
} as const satisfies Record<ColumnType, string>;

/**
 * Writes a table as a Parquet file, a row group at a time, through the optional package `hyparquet-writer`. It is written beside its place and
 * moved there when it is whole.
 *
 * @throws {CandleFileError} `package-missing`
 */
export async function writeParquetFile(
  path: string,
  { columns, batches }: CandleTable,
  { onProgress, signal }: WriteFileOptions = {},
): Promise<WriteReport> {
  const parquet = await loadParquet();
  const partial = `${path}.partial`;
  const file = await open(partial, 'w');
  let rows = 0;
  try {
    const sink = bytesTo(file, parquet);
    const writer = new parquet.ParquetWriter({
      writer: sink.writer,
      schema: schemaOf(columns, parquet),
      createdBy: 'prate candle-aggregator',
    });
    let group: (readonly Cell[])[] = [];
    const flush = async (): Promise<void> => {
      signal?.throwIfAborted();
      await writeGroup(writer, columns, group);
      await sink.flush();
      rows += group.length;
      group = [];
      onProgress?.({ phase: 'write', rows, bytes: sink.written() });
    };
    for await (const batch of batches) {
      for (const row of batch) {
        group.push(row);
        if (group.length >= ROWS_A_GROUP) await flush();
      }
    }
    if (group.length > 0) await flush();
    await writer.finish();
    await sink.flush();
    await file.close();
    await rename(partial, path);
    return { rows, bytes: sink.written() };
  } catch (error) {
    await file.close();
    await rm(partial, { force: true });
    throw error;
  }
}

async function loadParquet(): Promise<ParquetPackage> {
  try {
    return await importParquet();
  } catch (error) {
    const expected = 'the optional package hyparquet-writer; install it with: npm install hyparquet-writer';
    throw new CandleFileError('package-missing', `parquet: found no hyparquet-writer, expected ${expected}`, [], { cause: error });
  }
}

function schemaOf(columns: readonly TableColumn[], parquet: ParquetPackage): ReturnType<ParquetPackage['schemaFromColumnData']> {
  return parquet.schemaFromColumnData({ columnData: columns.map(({ name, type }) => ({ name, data: [], type: PARQUET_TYPES[type] })) });
}

async function writeGroup(writer: ParquetWriter, columns: readonly TableColumn[], rows: readonly (readonly Cell[])[]): Promise<void> {
  const columnData = columns.map(({ name, type }, place) => ({
    name,
    type: PARQUET_TYPES[type],
    data: rows.map((row) => {
      const cell = row[place];
      if (cell === undefined) return null;
      return type === 'time' ? new Date(Number(cell)) : cell;
    }),
  }));
  await writer.write({ columnData, rowGroupSize: rows.length });
}

/** The package writes into memory; here its bytes go on to the file after every row group. */
function bytesTo(file: FileHandle, parquet: ParquetPackage) {
  const writer = new parquet.ByteWriter();
  let written = 0;
  return {
    writer,
    written: () => written,
    async flush(): Promise<void> {
      const bytes = writer.getBytes();
      await file.write(bytes, 0, bytes.length);
      written += bytes.length;
      writer.index = 0;
    },
  };
}
