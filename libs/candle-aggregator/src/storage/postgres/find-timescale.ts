import type { PostgresStatement } from './postgres-source';

/** TimescaleDB as it is installed in this database. */
export interface Timescale {
  readonly version: string;
  /** The schema of its functions, as it stands in a statement. */
  readonly functions: string;
}

/** Before `by_range`. */
const TOO_OLD = /^([01]|2\.(\d|1[0-2]))\./;

interface ExtensionRow extends Timescale {
  /** A setting of the extension's loader: null where the server has not loaded that. A call of the extension would then end the connection. */
  readonly disabled: string | null;
}

/** The extension, or why it cannot be used. It is never installed here: that is for the owner of the database to do. */
export async function findTimescale(statement: PostgresStatement): Promise<Timescale | string> {
  const [row] = await statement<ExtensionRow>(
    "SELECT e.extversion AS version, quote_ident(n.nspname) AS functions, current_setting('timescaledb.disable_load', true) AS disabled " +
      "FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'timescaledb'",
  );
  if (row === undefined) return 'found no extension timescaledb in this database';
  const { version, functions, disabled } = row;
  if (disabled !== 'off') return `found timescaledb ${version} not loaded by the server (shared_preload_libraries)`;
  return TOO_OLD.test(version) ? `found timescaledb ${version}, which is older than 2.13` : { version, functions };
}
