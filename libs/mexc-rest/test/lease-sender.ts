// A process that reads without end, and sends orders whenever it may; it says on standard output what becomes of it.
import { MexcFuturesAuth } from '@prate/mexc-auth';
import { Redis } from 'ioredis';
import { Pool } from 'pg';
import {
  type CountStore,
  LeaseNotHeldError,
  type LeaseStore,
  MexcFuturesRest,
  PostgresCountStore,
  PostgresLeaseStore,
  RedisCountStore,
  RedisLeaseStore,
  SenderLease,
} from '../src';

export interface LeaseSenderSettings {
  readonly owner: string;
  readonly ttlMs: number;
  readonly marginMs: number;
  readonly restUrl: string;
  readonly keys: { readonly apiKey: string; readonly apiSecret: string };
  readonly price: string;
  /** Path of the socket of Redis, or address of PostgreSQL. */
  readonly redis?: string;
  readonly postgres?: string;
}

const settings = JSON.parse(process.argv[2] as string) as LeaseSenderSettings;
const { owner, ttlMs, marginMs, price } = settings;
const say = (line: string) => console.log(line);
const account = 'main';

const { counts, leases } = storesOf(settings);
const lease = new SenderLease({
  ...{ store: leases, account, owner, ttlMs, marginMs },
  onChange: (isHeld) => say(isHeld ? `held ${lease.fencingToken}` : 'lost'),
  onFailure: (error) => say(`failure ${String(error)}`),
});
const rest = new MexcFuturesRest({
  baseUrl: settings.restUrl,
  auth: new MexcFuturesAuth({ credentials: settings.keys }),
  lease,
  budget: { store: counts, account },
  urgentShare: 0,
});

// Whoever started it is gone: nobody listens any more.
process.stdin.resume().on('end', () => process.exit());
lease.start();
void readWithoutEnd();
void sendWheneverPossible();

async function readWithoutEnd(): Promise<void> {
  for (;;) {
    await Promise.all([1, 2, 3, 4].map(() => rest.private.getAssets())).catch((error: unknown) => say(`failure ${String(error)}`));
    say('read');
  }
}

async function sendWheneverPossible(): Promise<void> {
  for (let number = 1; ; number += 1) {
    const externalOid = `${owner}-${number}`;
    const order = { symbol: 'BTC_USDT', side: 1, type: 1, vol: '1', price, openType: 1, leverage: 5, positionMode: 1, externalOid };
    try {
      await rest.private.createOrder(order);
      say(`sent ${externalOid}`);
    } catch (error) {
      say(error instanceof LeaseNotHeldError ? `refused ${externalOid}` : `failure ${String(error)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

function storesOf({ redis, postgres }: LeaseSenderSettings): { counts: CountStore; leases: LeaseStore } {
  if (redis !== undefined) {
    const connection = new Redis({ path: redis });
    return { counts: new RedisCountStore({ redis: connection }), leases: new RedisLeaseStore({ redis: connection }) };
  }
  const pool = new Pool({ connectionString: postgres });
  return { counts: new PostgresCountStore({ postgres: pool }), leases: new PostgresLeaseStore({ postgres: pool }) };
}
