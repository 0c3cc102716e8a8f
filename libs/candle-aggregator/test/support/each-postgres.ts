import { type PostgresServer, isPostgresHere, startPostgresServer } from '@prate/test-support';
import { Pool } from 'pg';

/** A server with TimescaleDB, and a user of it who may make databases and the extension. */
const TIMESCALE_URL = process.env['TIMESCALE_URL'];

/** What specs of PostgreSQL run on. */
export interface PostgresPlace {
  readonly name: 'PostgreSQL' | 'TimescaleDB';
  readonly start: () => Promise<PostgresServer>;
}

const NOT_HERE = {
  PostgreSQL: isPostgresHere ? undefined : 'no embedded server is installed for this platform',
  TimescaleDB: TIMESCALE_URL === undefined ? 'TIMESCALE_URL names no server that has it' : undefined,
};
const PLACES: readonly PostgresPlace[] = [
  { name: 'PostgreSQL', start: startPostgresServer },
  { name: 'TimescaleDB', start: () => startTimescale(TIMESCALE_URL ?? '') },
];

/** The same cases on every server there is; says on which they did not run, and why. */
export function describeOnPostgres(title: string, cases: (place: PostgresPlace) => void, names = ['PostgreSQL', 'TimescaleDB']): void {
  for (const place of PLACES.filter(({ name }) => names.includes(name))) {
    const reason = NOT_HERE[place.name];
    if (reason !== undefined) console.log(`${title}: not run on ${place.name}, because ${reason}`);
    (reason === undefined ? describe : describe.skip)(`${title} on ${place.name}`, () => cases(place));
  }
}

/** The address of the same server for another user, or of another database. */
export function addressOf(url: string, { user, password, database }: { user?: string; password?: string; database?: string }): string {
  const address = new URL(url);
  if (user !== undefined) address.username = user;
  if (password !== undefined) address.password = password;
  if (database !== undefined) address.pathname = `/${database}`;
  return address.href;
}

/** A database of its own with the extension, thrown away after. */
async function startTimescale(serverUrl: string): Promise<PostgresServer> {
  const name = `prate_${process.pid}_${Math.floor(Math.random() * 2 ** 31)}`;
  const url = addressOf(serverUrl, { database: name });
  const pools: Pool[] = [];
  const connect = (connectionString: string): Pool => {
    const pool = new Pool({ connectionString });
    pool.on('error', () => undefined); // told again by every query
    pools.push(pool);
    return pool;
  };
  const outside = connect(serverUrl);
  await outside.query(`CREATE DATABASE ${name}`);
  await connect(url).query('CREATE EXTENSION IF NOT EXISTS timescaledb');
  return {
    url,
    connect: () => connect(url),
    async stop() {
      await outside.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await Promise.all(pools.splice(0).map((pool) => pool.end()));
    },
  };
}
