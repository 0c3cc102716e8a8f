import type { CountedWindow, CountStore, PlaceAnswer } from './count-store';
import { LONGEST_WAY_MS, MemoryCountStore } from './memory-count-store';
import { SharedAnswers, type SharedAnswersOptions } from './shared-answers';

/** As much of a Redis client as is needed; a connection of ioredis fits as it is. */
export interface RedisScripts {
  eval(script: string, keyCount: number, ...keysAndArguments: (string | number)[]): Promise<unknown>;
}

/** Without Redis this process counts by itself. */
export interface RedisCountStoreOptions extends SharedAnswersOptions {
  readonly redis: RedisScripts;
  /** Before every key; default `prate:window:`. */
  readonly prefix?: string;
}

/** Each place is a member whose score is the time at which it becomes free, by the clock of Redis, so that all processes share one clock. */
const NOW = "local time = redis.call('TIME') local now = time[1] * 1000 + math.floor(time[2] / 1000)";

/** KEYS: windows. ARGV: place, longest way, then count and length of each window. Answers 0, or the number of the fullest window and its wait. */
const TAKE = `${NOW}
local fullest, wait = 0, 0
for i, key in ipairs(KEYS) do
  redis.call('ZREMRANGEBYSCORE', key, '-inf', now)
  local held, count = redis.call('ZCARD', key), tonumber(ARGV[1 + 2 * i])
  if held >= count then
    local due = redis.call('ZRANGE', key, held - count, held - count, 'WITHSCORES')
    if tonumber(due[2]) - now > wait then fullest, wait = i, tonumber(due[2]) - now end
  end
end
if fullest > 0 then return {fullest, wait} end
for i, key in ipairs(KEYS) do
  local free = now + ARGV[2] + ARGV[2 + 2 * i]
  redis.call('ZADD', key, free, ARGV[1])
  redis.call('PEXPIREAT', key, free)
end
return {0, 0}`;

/** KEYS: windows. ARGV: place, then the length of each window. Never later than it would have become free anyway. */
const SETTLE = `${NOW}
for i, key in ipairs(KEYS) do redis.call('ZADD', key, 'XX', 'LT', now + ARGV[1 + i], ARGV[1]) end`;

const GIVE_BACK = `for _, key in ipairs(KEYS) do redis.call('ZREM', key, ARGV[1]) end`;

const HELD = `${NOW} redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now) return redis.call('ZCARD', KEYS[1])`;

/**
 * Counts requests together with other processes, through Redis: the same sliding log as {@link MemoryCountStore}, each question one atomic
 * script. For processes that share a key or an address.
 */
export class RedisCountStore implements CountStore {
  readonly #options: RedisCountStoreOptions;
  readonly #answers: SharedAnswers;
  readonly #ownCount = new MemoryCountStore();

  constructor(options: RedisCountStoreOptions) {
    this.#options = options;
    this.#answers = new SharedAnswers('RedisCountStore', options);
  }

  async take(windows: readonly CountedWindow[]): Promise<PlaceAnswer> {
    const place = globalThis.crypto.randomUUID();
    const limits = windows.flatMap(({ count, windowMs }) => [count, windowMs]);
    const answer = await this.#run(TAKE, windows, [place, LONGEST_WAY_MS, ...limits], isTakeAnswer);
    if (answer === undefined) return this.#ownCount.take(windows);
    const [fullest, freeInMs] = answer;
    if (fullest > 0) return { isTaken: false, fullKey: windows[fullest - 1]?.key ?? '', freeInMs };
    return {
      isTaken: true,
      place: {
        settle: () => void this.#run(SETTLE, windows, [place, ...windows.map(({ windowMs }) => windowMs)], isAnything),
        giveBack: () => void this.#run(GIVE_BACK, windows, [place], isAnything),
      },
    };
  }

  async held(window: Pick<CountedWindow, 'key' | 'windowMs'>): Promise<number> {
    return (await this.#run(HELD, [window], [], isCount)) ?? this.#ownCount.held(window);
  }

  /** `undefined` when Redis does not answer as expected. A place that was not settled ends by its own time. */
  #run<Answer>(
    script: string,
    windows: readonly Pick<CountedWindow, 'key'>[],
    values: readonly (string | number)[],
    isExpected: (answer: unknown) => answer is Answer,
  ): Promise<Answer | undefined> {
    const { redis, prefix = 'prate:window:' } = this.#options;
    const keys = windows.map(({ key }) => `${prefix}${key}`);
    return this.#answers.ask(() => redis.eval(script, keys.length, ...keys, ...values), isExpected);
  }
}

function isTakeAnswer(answer: unknown): answer is readonly [number, number] {
  return Array.isArray(answer) && answer.length === 2 && answer.every((part) => typeof part === 'number');
}

function isCount(answer: unknown): answer is number {
  return typeof answer === 'number';
}

function isAnything(_answer: unknown): _answer is unknown {
  return true;
}
