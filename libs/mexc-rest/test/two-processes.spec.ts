import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type MexcSimulator, startMexcSimulator } from '@prate/mexc-simulator';
import { isPostgresHere, type PostgresServer, runChild, startPostgresServer } from '@prate/test-support';
import { MexcFuturesRest, PostgresCountStore, PostgresLeaseStore } from '../src';
import type { LeaseSenderSettings } from './lease-sender';
import { isRedisHere, type RedisServer, startRedisServer } from './redis-server';

if (!isRedisHere) console.log('two-processes: not run over Redis, because there is no redis-server here');
if (!isPostgresHere) console.log('two-processes: not run over PostgreSQL, because no embedded server is installed for this platform');

const running: ChildProcess[] = [];
let simulator: MexcSimulator;
let price: string;

beforeEach(async () => {
  simulator = await startMexcSimulator({ seed: 7, rateLimits: 'published' });
  const rest = new MexcFuturesRest({ baseUrl: simulator.restUrl });
  price = String(Math.floor(Number((await rest.public.getFairPrice({ symbol: 'BTC_USDT' })).fairPrice) * 0.95));
  rest.close();
});
afterEach(async () => {
  for (const child of running.splice(0)) await kill(child);
  await simulator.stop();
});

/** A process of its own and the lines it has said. */
interface Sender {
  readonly child: ChildProcess;
  readonly lines: string[];
  /** The next line that begins so; lines are told once. */
  next(beginning: string): Promise<string>;
}

function startSender(owner: string, store: Pick<LeaseSenderSettings, 'redis' | 'postgres'>): Sender {
  const settings: LeaseSenderSettings = {
    ...{ owner, ttlMs: 1_500, marginMs: 500, restUrl: simulator.restUrl, keys: simulator.keys, price },
    ...store,
  };
  const child = runChild(join(__dirname, 'lease-sender.ts'), [JSON.stringify(settings)]);
  running.push(child);
  const lines: string[] = [];
  let [told, wake] = [0, () => undefined as void];
  createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
    lines.push(line);
    wake();
  });
  return {
    child,
    lines,
    async next(beginning) {
      for (;;) {
        for (; told < lines.length;) {
          const line = lines[told++] as string;
          if (line.startsWith(beginning)) return line;
        }
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

const tokenOf = (line: string) => Number(line.split(' ')[1]);
/** Whose orders are there, in the order in which they came. */
const sendersSeen = () =>
  [...simulator.control.snapshot().orders]
    .sort((a, b) => (BigInt(a.orderId) < BigInt(b.orderId) ? -1 : 1))
    .map(({ externalOid }) => (externalOid ?? '').split('-')[0]);
const failuresOf = (...senders: Sender[]) => senders.flatMap(({ lines }) => lines.filter((line) => line.startsWith('failure')));

function describeTwoProcesses(stores: () => Pick<LeaseSenderSettings, 'redis' | 'postgres'>): void {
  it('default: one limit over both, one sender; it is killed, and the other takes over with a larger token', async () => {
    const first = startSender('first', stores());
    const firstToken = tokenOf(await first.next('held'));
    await first.next('sent');
    const second = startSender('second', stores());
    await second.next('refused');
    // Long enough for several windows: reads of both and orders of the first.
    for (let n = 0; n < 6; n += 1) await first.next('sent');
    for (let n = 0; n < 3; n += 1) await second.next('read');
    expect(new Set(sendersSeen())).toEqual(new Set(['first']));
    expect(second.lines.filter((line) => line.startsWith('sent'))).toEqual([]);

    await kill(first.child);
    expect(tokenOf(await second.next('held'))).toBeGreaterThan(firstToken);
    for (let n = 0; n < 3; n += 1) await second.next('sent');
    const seen = sendersSeen();
    expect(seen.lastIndexOf('first')).toBeLessThan(seen.indexOf('second'));

    // Every refusal of the venue as too frequent would be here.
    expect(failuresOf(first, second)).toEqual([]);
    expect(simulator.control.log.filter(({ code }) => code === 510)).toEqual([]);
    expect(simulator.control.log.filter(({ path }) => path.endsWith('/account/assets')).length).toBeGreaterThan(20);
  }, 60_000);

  it('behavior: a holder that is stopped and wakes up after its time sends nothing', async () => {
    const first = startSender('first', stores());
    const firstToken = tokenOf(await first.next('held'));
    await first.next('sent');
    const second = startSender('second', stores());
    await second.next('refused');
    await first.next('sent');
    first.child.kill('SIGSTOP');
    expect(tokenOf(await second.next('held'))).toBeGreaterThan(firstToken);
    await second.next('sent');
    const before = sendersSeen().filter((owner) => owner === 'first').length;

    first.child.kill('SIGCONT');
    // It wakes, has it no more, and tries to send.
    await first.next('lost');
    for (let n = 0; n < 3; n += 1) await first.next('refused');
    await second.next('sent');
    const seen = sendersSeen();
    expect(seen.filter((owner) => owner === 'first')).toHaveLength(before);
    expect(seen.lastIndexOf('first')).toBeLessThan(seen.indexOf('second'));
    expect(second.lines).not.toContain('lost');
  }, 60_000);
}

(isRedisHere ? describe : describe.skip)('two processes over Redis', () => {
  let server: RedisServer;
  beforeEach(async () => (server = await startRedisServer()));
  afterEach(() => server.stop());
  describeTwoProcesses(() => ({ redis: server.path }));
});

(isPostgresHere ? describe : describe.skip)('two processes over PostgreSQL', () => {
  let server: PostgresServer;
  beforeAll(async () => (server = await startPostgresServer()), 60_000);
  afterAll(() => server.stop());
  beforeEach(async () => {
    const postgres = server.connect();
    await new PostgresCountStore({ postgres }).migrate();
    await new PostgresLeaseStore({ postgres }).migrate();
    await postgres.query('TRUNCATE prate_request_place, prate_sender_lease');
  });
  describeTwoProcesses(() => ({ postgres: server.url }));
});
