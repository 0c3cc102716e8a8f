import { toSqliteFileError } from '@prate/execution-interface/sqlite';
import { CandleError, CandleStoreError } from '../errors';
import { CANDLE_FILE } from './sqlite-files';

/** A failure of the engine as a {@link CandleStoreError}; errors of this package pass through. */
export function toStoreError(error: unknown, operation: string, path: string): CandleError {
  if (error instanceof CandleError) return error;
  const { code, message } = toSqliteFileError(error, operation, path, CANDLE_FILE);
  return new CandleStoreError(code === 'full' ? 'io' : code, message, { cause: error });
}
