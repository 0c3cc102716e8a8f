import { ok, rejects, strictEqual } from 'node:assert';
import { CandleInputError } from '../errors';
import type { JobLease, JobLeases } from '../jobs/job-leases';

/** One thing every store of leases must hold. Throws where it does not; needs no test framework. */
export interface JobLeasesCase {
  readonly name: string;
  /** Both are doors to the same leases, as two processes have them, and nobody else uses them. */
  run(leases: JobLeases, replica: JobLeases, time: ContractTime): Promise<void>;
}

export interface ContractTime {
  /** Answers when at least so many ms have passed by the clock of the leases. */
  pass(ms: number): Promise<void>;
}

const JOB = 'close-minute';
const LONG_MS = 3_600_000;
const SHORT_MS = 100;

async function must(lease: Promise<JobLease | undefined>): Promise<JobLease> {
  const granted = await lease;
  ok(granted !== undefined, 'found no lease, expected one');
  return granted;
}

/** The suite. Run every case on fresh leases. */
export const jobLeasesContract: readonly JobLeasesCase[] = [
  {
    name: 'JL-01 one holder at a time, and the grant says whose it is',
    async run(leases, replica) {
      const lease = await must(leases.acquire(JOB, 'a', LONG_MS));
      strictEqual(JSON.stringify([lease.name, lease.owner, lease.token, lease.doneUntilMs]), JSON.stringify([JOB, 'a', 1, undefined]));
      strictEqual(await replica.acquire(JOB, 'b', LONG_MS), undefined);
    },
  },
  {
    name: 'JL-02 whoever has it is refused as well: a job never runs beside itself',
    async run(leases) {
      await must(leases.acquire(JOB, 'a', LONG_MS));
      strictEqual(await leases.acquire(JOB, 'a', LONG_MS), undefined);
    },
  },
  {
    name: 'JL-03 after its time the next one has it, with a larger token, and the old one is worth nothing',
    async run(leases, replica, time) {
      const old = await must(leases.acquire(JOB, 'a', SHORT_MS));
      await time.pass(SHORT_MS);
      const next = await must(replica.acquire(JOB, 'b', LONG_MS));
      ok(next.token > old.token);
      strictEqual(await leases.renew(old, LONG_MS), false);
      strictEqual(await leases.finish(old, 60_000), false);
      await leases.release(old);
      strictEqual(await leases.acquire(JOB, 'a', LONG_MS), undefined);
      strictEqual(await replica.renew(next, LONG_MS), true);
    },
  },
  {
    name: 'JL-04 renewed it goes on, and a renewal never makes it shorter',
    async run(leases, replica, time) {
      // A machine may be slow: a lease that ended before its renewal came is asked for again, for longer.
      for (let ttlMs = SHORT_MS; ; ttlMs *= 4) {
        const lease = await must(leases.acquire(JOB, 'a', ttlMs));
        if (!(await leases.renew(lease, LONG_MS))) continue;
        strictEqual(await leases.renew(lease, 1), true);
        await time.pass(ttlMs);
        strictEqual(await replica.acquire(JOB, 'b', LONG_MS), undefined);
        strictEqual(await leases.renew(lease, LONG_MS), true);
        return;
      }
    },
  },
  {
    name: 'JL-05 what has ended cannot be renewed, though nobody else has it',
    async run(leases, _replica, time) {
      const lease = await must(leases.acquire(JOB, 'a', SHORT_MS));
      await time.pass(SHORT_MS);
      strictEqual(await leases.renew(lease, LONG_MS), false);
    },
  },
  {
    name: 'JL-06 released it is free at once, the token goes on, and a late release takes nothing from the next one',
    async run(leases, replica) {
      const first = await must(leases.acquire(JOB, 'a', LONG_MS));
      await leases.release(first);
      const second = await must(replica.acquire(JOB, 'b', LONG_MS));
      strictEqual(second.token, first.token + 1);
      await leases.release(first);
      strictEqual(await leases.acquire(JOB, 'a', LONG_MS), undefined);
    },
  },
  {
    name: 'JL-07 of many at once one gets it, again and again',
    async run(leases, replica) {
      for (let round = 1; round <= 5; round += 1) {
        const asked = await Promise.all(
          Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? leases : replica).acquire(JOB, `owner ${index}`, LONG_MS)),
        );
        const granted = asked.filter((lease) => lease !== undefined);
        strictEqual(granted.length, 1);
        strictEqual(granted[0]?.token, round);
        await leases.release(granted[0] as JobLease);
      }
    },
  },
  {
    name: 'JL-08 ticks that are done are told to the next holder, and never move back',
    async run(leases, replica) {
      const first = await must(leases.acquire(JOB, 'a', LONG_MS));
      strictEqual(await leases.finish(first, 1_609_459_260_000), true);
      strictEqual(await leases.finish(first, 1_609_459_200_000), true);
      await leases.release(first);
      strictEqual((await must(replica.acquire(JOB, 'b', LONG_MS))).doneUntilMs, 1_609_459_260_000);
    },
  },
  {
    name: 'JL-09 a tick can still be kept as done after the time of its lease, while nobody has followed',
    async run(leases, replica, time) {
      const slow = await must(leases.acquire(JOB, 'a', SHORT_MS));
      await time.pass(SHORT_MS);
      strictEqual(await leases.finish(slow, 60_000), true);
      strictEqual((await must(replica.acquire(JOB, 'b', LONG_MS))).doneUntilMs, 60_000);
    },
  },
  {
    name: 'JL-10 jobs do not touch each other',
    async run(leases, replica) {
      const one = await must(leases.acquire(JOB, 'a', LONG_MS));
      const other = await must(replica.acquire("prune'; --", 'b', LONG_MS));
      await leases.finish(one, 60_000);
      await leases.release(one);
      strictEqual(await replica.renew(other, LONG_MS), true);
      await replica.release(other);
      strictEqual((await must(leases.acquire("prune'; --", 'a', LONG_MS))).doneUntilMs, undefined);
    },
  },
  {
    name: 'JL-11 bad requests are refused, all at once, and nothing is granted',
    async run(leases) {
      for (const ttlMs of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) await rejects(leases.acquire(JOB, 'a', ttlMs), CandleInputError);
      await rejects(leases.acquire('', '', 0), (error) => error instanceof CandleInputError && error.issues.length === 3);
      strictEqual((await must(leases.acquire(JOB, 'a', LONG_MS))).token, 1);
    },
  },
];
