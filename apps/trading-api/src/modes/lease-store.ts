import { type LeaseStore, MemoryLeaseStore, PostgresLeaseStore, RedisLeaseStore } from '@prate/mexc-rest';

/** Where leases are kept, and how to let go of it. */
export interface OpenLeaseStore {
  readonly store: LeaseStore;
  /** For people; without address and password. */
  readonly where: 'this process' | 'PostgreSQL' | 'Redis';
  close(): Promise<void>;
}

/** The place where processes agree on who sends cannot be had. Nothing was started. */
export class LeaseDatabaseError extends Error {
  override readonly name = 'LeaseDatabaseError';
}

const CONNECT_TIMEOUT_MS = 5_000;

/**
 * Opens `postgres://…` or `redis://…`; without an address leases stay in this process, which then believes itself alone.
 *
 * @throws {LeaseDatabaseError} when it does not answer; names neither address nor password
 */
export async function openLeaseStore(database: string | undefined): Promise<OpenLeaseStore> {
  if (database === undefined) return { store: new MemoryLeaseStore(), where: 'this process', close: async () => undefined };
  return database.startsWith('redis') ? openRedis(database) : openPostgres(database);
}

async function openPostgres(connectionString: string): Promise<OpenLeaseStore> {
  const { Pool } = await import('pg');
  const postgres = new Pool({ connectionString, max: 2, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  // Told again by every question.
  postgres.on('error', () => undefined);
  const store = new PostgresLeaseStore({ postgres });
  try {
    await store.migrate();
  } catch (error) {
    await postgres.end();
    throw new LeaseDatabaseError(problem('PostgreSQL', error));
  }
  return { store, where: 'PostgreSQL', close: () => postgres.end() };
}

async function openRedis(url: string): Promise<OpenLeaseStore> {
  const { Redis } = await import('ioredis');
  const redis = new Redis(url, { lazyConnect: true, connectTimeout: CONNECT_TIMEOUT_MS, maxRetriesPerRequest: 1 });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
  } catch (error) {
    redis.disconnect();
    throw new LeaseDatabaseError(problem('Redis', error));
  }
  return {
    store: new RedisLeaseStore({ redis }),
    where: 'Redis',
    close: async () => redis.disconnect(),
  };
}

/** By code or class only: messages of drivers name addresses. */
function problem(what: string, error: unknown): string {
  const { code, name } = error as { readonly code?: unknown; readonly name?: unknown };
  return `LEASE_DATABASE: found no answer of ${what} (${String(code ?? name)}), expected one within ${CONNECT_TIMEOUT_MS} ms`;
}
