import type { PostgresQueries } from '../postgres-queries';
import type { LeaseClaim, LeaseGrant, LeaseStore } from './lease-store';

/** Two processes may come to it at once, so it waits for its turn. One text without values is one transaction. */
const MIGRATE = `
SELECT pg_advisory_xact_lock(hashtextextended('prate_sender_lease', 0));
CREATE TABLE IF NOT EXISTS prate_sender_lease (
  account text PRIMARY KEY,
  holder text NOT NULL,
  token bigint NOT NULL,
  ends_at timestamptz NOT NULL
)`;

const CLAIM = `
INSERT INTO prate_sender_lease AS lease (account, holder, token, ends_at)
VALUES ($1, $2, 1, clock_timestamp() + $3::float8 * interval '1 millisecond')
ON CONFLICT (account) DO UPDATE
SET holder = excluded.holder, token = lease.token + 1, ends_at = excluded.ends_at
WHERE lease.ends_at <= clock_timestamp() OR lease.holder = excluded.holder
RETURNING token`;

const EXTEND = `
UPDATE prate_sender_lease
SET ends_at = GREATEST(ends_at, clock_timestamp() + $4::float8 * interval '1 millisecond')
WHERE account = $1 AND holder = $2 AND token = $3 AND ends_at > clock_timestamp()
RETURNING token`;

const RELEASE = `UPDATE prate_sender_lease SET ends_at = '-infinity' WHERE account = $1 AND holder = $2 AND token = $3`;

/** Leases in PostgreSQL: a row for each account, kept for its token. Each question is one statement. */
export class PostgresLeaseStore implements LeaseStore {
  readonly #postgres: PostgresQueries;

  constructor({ postgres }: { readonly postgres: PostgresQueries }) {
    this.#postgres = postgres;
  }

  /** Makes the table `prate_sender_lease` in the schema of the connection, where it is not there yet. Before first use. */
  async migrate(): Promise<void> {
    await this.#postgres.query(MIGRATE);
  }

  async claim({ account, holder, ttlMs }: LeaseClaim): Promise<number | undefined> {
    return this.#token(CLAIM, [account, holder, ttlMs]);
  }

  async extend({ account, holder, token }: LeaseGrant, ttlMs: number): Promise<boolean> {
    return (await this.#token(EXTEND, [account, holder, token, ttlMs])) !== undefined;
  }

  async release({ account, holder, token }: LeaseGrant): Promise<void> {
    await this.#postgres.query(RELEASE, [account, holder, token]);
  }

  async #token(statement: string, values: unknown[]): Promise<number | undefined> {
    const { rows } = await this.#postgres.query(statement, values);
    if (rows[0] === undefined) return undefined;
    const token = Number(rows[0]['token']);
    if (Number.isSafeInteger(token)) return token;
    throw new TypeError(`PostgresLeaseStore: found ${JSON.stringify(rows[0])}, expected a token`);
  }
}
