import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { type JobLease, runDueTicks } from '../../src';
import { CandleDatabase } from '../../src/storage';
import { tapeOfMinutes } from './tape-of-minutes';
import { CandleAggregator } from '../../src/candle-aggregator';

// Runs the ticks of a job beside other processes and says so: `tick <ms> <token>`. Told to hang, it says `holding <token>` in its next run, waits for
// another line, and then tries to write as if nothing had happened: `wrote <result>`. Ends with its input.
const [url = '', owner = '', ttlMs = '0'] = process.argv.slice(2);
const EVERY_MS = 100;
const tape = tapeOfMinutes(100, 3);
const said = createInterface({ input: process.stdin });
let isAskedToHang = false;
said.on('line', (line) => (isAskedToHang ||= line === 'hang'));
let isEnding = false;
said.on('close', () => (isEnding = true));
const tell = (line: string): boolean => process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const database = await CandleDatabase.open(url);
  const aggregator = new CandleAggregator(database);
  const put = async ({ name, token }: JobLease, tickMs: number): Promise<unknown> => {
    const minute = tape[(tickMs / EVERY_MS) % tape.length];
    return await aggregator.processAndStore(minute === undefined ? [] : [minute], 'BTC_USDT', { fence: { lease: name, token } });
  };
  const job = {
    name: 'tick',
    ttlMs: Number(ttlMs),
    schedule: { everyMs: EVERY_MS, ifMissed: 'all' as const },
    async run({ tickMs, lease }: { readonly tickMs: number; readonly lease: JobLease }): Promise<void> {
      if (isAskedToHang) {
        isAskedToHang = false;
        tell(`holding ${lease.token}`);
        await once(said, 'line');
        const result = await put(lease, tickMs).then(
          () => 'stored',
          (error: { readonly code?: string }) => error.code,
        );
        tell(`wrote ${result}`);
        return;
      }
      await put(lease, tickMs);
      tell(`tick ${tickMs} ${lease.token}`);
    },
  };
  tell('open');
  while (!isEnding) {
    await runDueTicks(job, database.leases, { owner });
    await wait(20);
  }
  await database.close();
}

void main();
