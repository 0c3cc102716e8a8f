/** `npm run bench:orders`: what a client adds to one order (performance.md, P8 to P10), beside ccxt and bare node:http, in one run. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TypeOrmOrderJournal } from '@prate/mexc-execution/journal';
import { report } from './benchmark-rows';
import { besideIngestionRow } from './orders/beside-ingestion';
import { bareCandidate } from './orders/bare-candidate';
import { ccxtCandidate } from './orders/ccxt-candidate';
import { DiskFloor } from './orders/disk-floor';
import { growthRows } from './orders/growth-rows';
import { measureOrders, type OrderTimes, quantile } from './orders/measure-orders';
import { orderRows } from './orders/order-rows';
import { ourCandidate } from './orders/our-candidate';
import { type VenueAddress, startVenues } from './orders/start-venues';
import { watchWire } from './orders/wire-times';

const SYMBOL_COUNTS = [1, 10, 100];
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 40);

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'prate-orders-'));
  const { venues, stop } = await startVenues([1, 1, 1, 1, 1, ...SYMBOL_COUNTS]);
  watchWire();
  const [forMemory, forDisk, forGate, forCcxt, forBare, ...forGrowth] = venues as [
    VenueAddress,
    VenueAddress,
    VenueAddress,
    VenueAddress,
    VenueAddress,
    ...VenueAddress[],
  ];
  const journal = await TypeOrmOrderJournal.open(join(folder, 'journal.sqlite'), { mode: 'simulated', account: 'benchmark' });
  const floor = await DiskFloor.open(folder);
  const candidates = {
    memory: await ourCandidate({ name: 'createOrder, journal in memory', venue: forMemory }),
    disk: await ourCandidate({ name: 'createOrder, journal on disk', venue: forDisk, journal }),
    gated: await ourCandidate({ name: 'createOrder under RiskGate', venue: forGate, isGated: true }),
    ccxt: await ccxtCandidate(forCcxt),
    bare: bareCandidate(forBare),
  };
  try {
    const times = await measureOrders(Object.values(candidates), {
      rounds: ROUNDS,
      ordersPerRound: 25,
      warmUpRounds: 8,
      betweenRounds: () => floor.measure(25),
    });
    const of = (name: keyof typeof candidates): readonly OrderTimes[] => times.get(candidates[name]) ?? [];
    for (const candidate of Object.values(candidates)) console.log(line(candidate.name, times.get(candidate) ?? []));
    const [inserted, slowest] = [0.5, 0.99].map((share) => quantile(floor.timesMs, share).toFixed(3));
    console.log(
      `${'one INSERT, synchronous=FULL'.padEnd(34)} p50/p99 ms: ${inserted}/${slowest}: what this disk takes of an order with journal`,
    );
    const rows = [...orderRows({ memory: of('memory'), disk: of('disk'), gated: of('gated'), ccxt: of('ccxt'), bare: of('bare') })];
    rows.push(await besideIngestionRow(candidates.disk, folder));
    rows.push(...(await growthRows(forGrowth, SYMBOL_COUNTS, ROUNDS)));
    report(rows, join('test-output', 'bench-orders.json'));
  } finally {
    for (const candidate of Object.values(candidates)) await candidate.close();
    await journal.close();
    await floor.close();
    stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function line(name: string, times: readonly OrderTimes[]): string {
  const part = (key: keyof OrderTimes) => {
    const values = times.map((time) => time[key]);
    return `${key} ${quantile(values, 0.5).toFixed(3)}/${quantile(values, 0.99).toFixed(3)}`;
  };
  return `${name.padEnd(34)} p50/p99 ms: ${(['before', 'after', 'overhead', 'whole'] as const).map(part).join('  ')}`;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
