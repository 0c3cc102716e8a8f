import { type SqliteFilePurpose, inspectFile } from '@prate/execution-interface/sqlite';
import { CandleStoreError } from '../errors';
import type { StoreMode } from './store-mode';

/** Version of the tables this package writes: the number of its migrations. */
export const SCHEMA_VERSION = 5;

export const CANDLE_FILE: SqliteFilePurpose = {
  holder: 'CandleDatabase',
  contents: 'a candle database',
  metaTable: 'store_meta',
  ifDamaged: 'restore it from a copy, or move it away and ingest again',
};

/**
 * Looks at an existing file without changing it. The mode it holds, or undefined for a new one.
 *
 * @throws {SqliteFileError} `corrupt`
 * @throws {CandleStoreError} `newer-version` or `other-mode`
 */
export async function inspectCandleFile(path: string, mode: StoreMode | undefined): Promise<StoreMode | 'unspecified' | undefined> {
  const meta = await inspectFile(path, CANDLE_FILE);
  if (meta === undefined) return undefined;
  const version = Number(meta.get('schema_version'));
  if (version > SCHEMA_VERSION) {
    throw new CandleStoreError(
      'newer-version',
      `open ${path}: found schema version ${version}, expected at most ${SCHEMA_VERSION}; update this package or name another file`,
    );
  }
  const stored = (meta.get('mode') ?? 'unspecified') as StoreMode | 'unspecified';
  if (mode !== undefined && stored !== mode) {
    throw new CandleStoreError(
      'other-mode',
      `open ${path}: found data of mode ${stored}, expected ${mode}; name another file, data of different modes is never mixed`,
    );
  }
  return stored;
}
