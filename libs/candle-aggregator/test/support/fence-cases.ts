import type { Clock } from '@prate/execution-interface';
import { CandleAggregator, type CandleStore, CandleStoreError, type JobLease } from '../../src';
import { START_MS } from './arbitraries';

const SYMBOL = 'BTC_USDT';
const MINUTE = { timestamp: START_MS, open: 29000, high: 29100, low: 28900, close: 29050, volume: 120 };
const PROFILE = { method: 'linear@1', seed: 0 };
const RANGE = { symbol: SYMBOL, startTs: START_MS, endTs: START_MS + 3_600_000 };

/** Every write of a store, under a grant of the lease `job`. */
const writes: readonly (readonly [name: string, write: (store: CandleStore, clock: Clock, lease: JobLease) => Promise<unknown>])[] = [
  [
    'putMinutes',
    (store, clock, { token }) =>
      new CandleAggregator(store, { clock }).processAndStore([MINUTE], SYMBOL, { fence: { lease: 'job', token } }),
  ],
  [
    'putSeconds',
    (store, clock, { token }) => {
      const grid = { step: 1, scale: 0 };
      const second = {
        openTimeS: START_MS / 1000,
        open: 1,
        high: 2,
        low: 1,
        close: 2,
        priceGrid: grid,
        volume: 1,
        volumeGrid: grid,
        flags: 0,
      };
      return store.putSeconds({ symbol: SYMBOL, seconds: [second], receivedAtMs: clock.nowMs(), fence: { lease: 'job', token } });
    },
  ],
  [
    'withdrawSeconds',
    (store, clock, { token }) =>
      store.withdrawSeconds({
        symbol: SYMBOL,
        openTimesS: [START_MS / 1000],
        receivedAtMs: clock.nowMs(),
        fence: { lease: 'job', token },
      }),
  ],
  [
    'noteOmitted',
    (store, clock, { token }) =>
      store.noteOmitted({
        symbol: SYMBOL,
        minutes: [START_MS],
        profile: PROFILE,
        receivedAtMs: clock.nowMs(),
        fence: { lease: 'job', token },
      }),
  ],
  ['prune', (store, clock, { token }) => store.prune({ nowMs: clock.nowMs(), fence: { lease: 'job', token } })],
];

/** What a store does with a write under an old grant (candle rules, S3). Run each on an empty store. */
export const fenceCases: readonly (readonly [name: string, run: (store: CandleStore, clock: Clock) => Promise<void>])[] = writes.map(
  ([name, write]) => [
    `error: stale-writer: ${name} under a grant that another has followed stores nothing; under the newest it stores`,
    async (store, clock) => {
      const old = await grant(store);
      await store.leases.release(old);
      const newest = await grant(store);
      const refusal = await write(store, clock, old).catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(CandleStoreError);
      expect(refusal).toMatchObject({ code: 'stale-writer', message: expect.stringContaining('token 1, expected 2') });
      expect([await store.minuteRecords(RANGE), await store.observedSeconds(RANGE), await store.hourStamps(RANGE)]).toEqual([
        [],
        [],
        new Map(),
      ]);
      await write(store, clock, newest);
      // Its time may be over: as long as nobody has followed, nobody else has written.
      await store.leases.release(newest);
      await write(store, clock, newest);
    },
  ],
);

async function grant(store: CandleStore): Promise<JobLease> {
  const lease = await store.leases.acquire('job', 'somebody', 60_000);
  if (lease === undefined) throw new Error('found no lease, expected one');
  return lease;
}
