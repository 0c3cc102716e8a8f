import type { JobLeaseStatements } from './job-lease-store';

/** SQLite's own clock, ms since 1970. */
const NOW = `CAST(unixepoch('subsec') * 1000 AS INTEGER)`;

// They begin with WITH: TypeORM drops the rows of a statement that begins with INSERT or UPDATE.
export const SQLITE_JOB_LEASES: JobLeaseStatements = {
  acquire:
    'WITH asked (name, owner, ttl) AS (VALUES (?1, ?2, ?3)) INSERT INTO job_lease (name, owner, token, ends_at) ' +
    `SELECT name, owner, 1, ${NOW} + ttl FROM asked WHERE true ON CONFLICT (name) DO UPDATE ` +
    `SET owner = excluded.owner, token = token + 1, ends_at = excluded.ends_at WHERE ends_at <= ${NOW} RETURNING token, done_until`,
  renew:
    'WITH asked (name, token, ttl) AS (VALUES (?1, ?2, ?3)) UPDATE job_lease ' +
    `SET ends_at = max(ends_at, ${NOW} + (SELECT ttl FROM asked)) ` +
    `WHERE (name, token) = (SELECT name, token FROM asked) AND ends_at > ${NOW} RETURNING token`,
  finish:
    'WITH asked (name, token, tick) AS (VALUES (?1, ?2, ?3)) UPDATE job_lease ' +
    'SET done_until = max(coalesce(done_until, (SELECT tick FROM asked)), (SELECT tick FROM asked)) ' +
    'WHERE (name, token) = (SELECT name, token FROM asked) RETURNING token',
  release: 'UPDATE job_lease SET ends_at = 0 WHERE name = ?1 AND token = ?2',
};

/** Parameter: name of the lease. */
export const SELECT_LEASE_TOKEN = 'SELECT token FROM job_lease WHERE name = ?1';

/** When a file is opened: nobody else has it, so whoever held a lease is gone. */
export const END_ALL_LEASES = 'UPDATE job_lease SET ends_at = 0 WHERE ends_at > 0';
