import type { RedisScripts } from '../windows/redis-count-store';
import type { LeaseClaim, LeaseGrant, LeaseStore } from './lease-store';

export interface RedisLeaseStoreOptions {
  readonly redis: RedisScripts;
  /** Before every key; default `prate:lease:`. */
  readonly prefix?: string;
}

/** KEYS: lease, last token. ARGV: holder, ttl. The lease is the text `<token> <holder>` and ends by itself. */
const CLAIM = `
local held = redis.call('GET', KEYS[1])
if held and string.match(held, '^%d+ (.*)$') ~= ARGV[1] then return 0 end
local token = redis.call('INCR', KEYS[2])
redis.call('SET', KEYS[1], string.format('%.0f', token) .. ' ' .. ARGV[1], 'PX', ARGV[2])
return token`;

/** KEYS: lease. ARGV: what it must be, ttl. Never shorter than it was. */
const EXTEND = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[2]) then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return 1`;

const RELEASE = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0";

/**
 * Leases through Redis: one key that ends by itself, one counter that stays. Each question is one script.
 *
 * As safe as Redis remembers: a server that loses its last writes in a restart (`appendfsync` other than `always`) or in a failover can grant
 * a lease that still runs. Where that may happen use {@link PostgresLeaseStore}.
 */
export class RedisLeaseStore implements LeaseStore {
  readonly #options: RedisLeaseStoreOptions;

  constructor(options: RedisLeaseStoreOptions) {
    this.#options = options;
  }

  async claim({ account, holder, ttlMs }: LeaseClaim): Promise<number | undefined> {
    const token = await this.#run(CLAIM, [this.#key(account), `${this.#key(account)}:token`], [holder, ttlMs]);
    return token === 0 ? undefined : token;
  }

  async extend(grant: LeaseGrant, ttlMs: number): Promise<boolean> {
    return (await this.#run(EXTEND, [this.#key(grant.account)], [textOf(grant), ttlMs])) === 1;
  }

  async release(grant: LeaseGrant): Promise<void> {
    await this.#run(RELEASE, [this.#key(grant.account)], [textOf(grant)]);
  }

  /** Braces keep both keys on one node of a cluster. */
  #key(account: string): string {
    return `${this.#options.prefix ?? 'prate:lease:'}{${account}}`;
  }

  async #run(script: string, keys: readonly string[], values: readonly (string | number)[]): Promise<number> {
    const answer = await this.#options.redis.eval(script, keys.length, ...keys, ...values);
    if (typeof answer === 'number' && Number.isSafeInteger(answer)) return answer;
    throw new TypeError(`RedisLeaseStore: found ${JSON.stringify(answer)}, expected a whole number`);
  }
}

function textOf({ token, holder }: LeaseGrant): string {
  return `${token} ${holder}`;
}
