import type { JobLeaseStatements } from '../job-lease-store';

/** The server's clock, ms since 1970; not that of the transaction, which stands still. */
const NOW = '(extract(epoch FROM clock_timestamp()) * 1000)::bigint';

export const POSTGRES_JOB_LEASES: JobLeaseStatements = {
  acquire:
    `INSERT INTO job_lease AS lease (name, owner, token, ends_at) VALUES ($1, $2, 1, ${NOW} + $3::bigint) ` +
    'ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, token = lease.token + 1, ends_at = excluded.ends_at ' +
    `WHERE lease.ends_at <= ${NOW} RETURNING token, done_until`,
  renew:
    `UPDATE job_lease SET ends_at = greatest(ends_at, ${NOW} + $3::bigint) ` +
    `WHERE name = $1 AND token = $2 AND ends_at > ${NOW} RETURNING token`,
  finish: 'UPDATE job_lease SET done_until = greatest(done_until, $3::bigint) WHERE name = $1 AND token = $2 RETURNING token',
  release: 'UPDATE job_lease SET ends_at = 0 WHERE name = $1 AND token = $2',
};

/** Parameter: name of the lease. No other grant can follow before the transaction ends. */
export const LOCK_LEASE_TOKEN = 'SELECT token FROM job_lease WHERE name = $1 FOR SHARE';
