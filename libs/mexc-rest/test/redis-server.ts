import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';

/** Whether Debian's redis-server, or another one, can be run here. */
export const isRedisHere = spawnSync('redis-server', ['--version']).status === 0;

export interface RedisServer {
  /** Of its socket. */
  readonly path: string;
  connect(): Redis;
  stop(): Promise<void>;
}

/** A real server of its own: a socket in a new folder, nothing on disk, thrown away after. */
export async function startRedisServer(): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), 'prate-redis-'));
  const path = join(folder, 'redis.sock');
  const server: ChildProcess = spawn('redis-server', ['--port', '0', '--unixsocket', path, '--save', '', '--dir', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    server.once('exit', (code) => reject(new Error(`redis-server ended with ${code}`)));
    server.stdout?.setEncoding('utf8').on('data', (text: string) => text.includes('eady to accept connections') && resolve());
  });
  const connections: Redis[] = [];
  return {
    path,
    connect() {
      const connection = new Redis({ path, maxRetriesPerRequest: 0, retryStrategy: () => null, lazyConnect: false });
      connection.on('error', () => undefined); // told again by every command
      connections.push(connection);
      return connection;
    },
    async stop() {
      for (const connection of connections) connection.disconnect();
      if (server.exitCode === null && server.signalCode === null) {
        server.removeAllListeners('exit');
        const ended = once(server, 'exit');
        server.kill('SIGKILL');
        await ended;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
