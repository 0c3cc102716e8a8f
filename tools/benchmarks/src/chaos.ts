/**
 * `npm run test:chaos -- --orders 10000 --seed 1`: real traders in processes of their own trade at exchanges of this process while everything
 * goes wrong and they are killed at every step of the way of an order; in the end what they know is held against what the exchanges have.
 *
 * What is decided, which request meets which fault and who is killed where are pure functions of the seed. Which of several requests that are
 * under way at the same moment comes first is the machine's: the same seed gives the same plan, not the same interleaving.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { TypeOrmOrderJournal } from '@prate/mexc-execution/journal';
import { audit } from './chaos/audit';
import { type Defect, defects } from './chaos/messages';
import { type Closed, report } from './chaos/report';
import { World } from './chaos/world';

interface Settings {
  readonly orders: number;
  readonly seed: number;
  readonly worlds: number;
  readonly kills: number;
  readonly speed: number;
  readonly hasFaults: boolean;
  /** Where the machine is too slow for all orders: those that there were by then are audited. */
  readonly minutes?: number;
  readonly defect?: Defect;
}

/** @throws {RangeError} naming everything that means nothing */
function settingsOf(args: readonly string[]): Settings {
  const { values } = parseArgs({
    args: [...args],
    options: {
      orders: { type: 'string', default: '10000' },
      seed: { type: 'string', default: '1' },
      worlds: { type: 'string', default: '2' },
      kills: { type: 'string' },
      speed: { type: 'string', default: '4' },
      'no-faults': { type: 'boolean', default: false },
      minutes: { type: 'string' },
      defect: { type: 'string' },
    },
  });
  const problems: string[] = [];
  const whole = (name: string, text: string, least: number): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least)
      problems.push(`--${name}: found ${JSON.stringify(text)}, expected a whole number from ${least}`);
    return value;
  };
  const orders = whole('orders', values.orders, 10);
  const defect = values.defect as Defect | undefined;
  if (defect !== undefined && !defects.includes(defect)) problems.push(`--defect: found ${defect}, expected one of ${defects.join(', ')}`);
  const settings = {
    orders,
    seed: whole('seed', values.seed, 0),
    worlds: whole('worlds', values.worlds, 1),
    kills: whole('kills', values.kills ?? String(Math.max(7, Math.round(orders / 50))), 0),
    speed: whole('speed', values.speed, 1),
    hasFaults: !values['no-faults'],
    ...(values.minutes === undefined ? {} : { minutes: whole('minutes', values.minutes, 1) }),
    ...(defect === undefined ? {} : { defect }),
  };
  if (problems.length > 0) throw new RangeError(problems.join('; '));
  return settings;
}

const PROGRESS_EVERY_MS = 5_000;

async function main(): Promise<number> {
  const settings = settingsOf(process.argv.slice(2));
  const { orders, seed, worlds: count, kills, minutes, ...rest } = settings;
  const startedAtMs = performance.now();
  const folder = await mkdtemp(join(tmpdir(), 'chaos-'));
  const share = (all: number, index: number): number => Math.floor((all * (index + 1)) / count) - Math.floor((all * index) / count);
  const worlds = Array.from({ length: count }, (_, index) => {
    const positionMode = index % 2 === 0 ? ('hedge' as const) : ('one-way' as const);
    const name = `s${seed}w${index}`;
    return new World({ name, seed: name, folder, positionMode, orders: share(orders, index), kills: share(kills, index), ...rest });
  });
  const progress = setInterval(() => console.error(worlds.map((world) => world.progress).join('\n')), PROGRESS_EVERY_MS);
  const early = minutes === undefined ? undefined : setTimeout(() => worlds.forEach((world) => world.endEarly()), minutes * 60_000);
  try {
    const closed: readonly Closed[] = await Promise.all(worlds.map(close));
    const { lines, isClean } = report(closed, performance.now() - startedAtMs);
    console.log(lines.join('\n'));
    return isClean ? 0 : 1;
  } finally {
    clearInterval(progress);
    clearTimeout(early);
    await Promise.all(worlds.map((world) => world.stop()));
    if (process.env['CHAOS_KEEP'] === undefined) await rm(folder, { recursive: true });
    else console.error(`journals: ${folder}`);
  }
}

async function close(world: World): Promise<Closed> {
  await world.trade();
  const seen = await world.settle();
  await world.endTrader();
  const { name } = world.options;
  const journal = await TypeOrmOrderJournal.open(world.journalPath, { mode: 'simulated', account: name, clock: world.clock });
  try {
    return { world, audit: await audit(world, journal, seen) };
  } finally {
    await journal.close();
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof RangeError ? `chaos: ${error.message}` : error);
    process.exit(2);
  },
);
