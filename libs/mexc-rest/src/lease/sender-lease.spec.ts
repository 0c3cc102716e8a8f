import { VirtualTimer } from '../../test/virtual-timer';
import { InvalidRequestError } from '../errors';
import type { LeaseStore } from './lease-store';
import { MemoryLeaseStore } from './memory-lease-store';
import { LeaseStoreSilentError, SenderLease, type SenderLeaseOptions } from './sender-lease';

let timer: VirtualTimer;
let store: MemoryLeaseStore;
const opened: SenderLease[] = [];
beforeEach(() => {
  timer = new VirtualTimer();
  store = new MemoryLeaseStore(timer);
});
afterEach(() => opened.splice(0).forEach((lease) => lease.stop()));

function leaseOf(owner: string, options: Partial<SenderLeaseOptions> = {}): SenderLease {
  const lease = new SenderLease({ store, account: 'main', owner, ttlMs: 10_000, marginMs: 2_000, timer, ...options });
  opened.push(lease);
  return lease;
}

/** Answers when it is told to. */
function slow(inner: LeaseStore): LeaseStore & { letGo(): void } {
  let open: (() => void)[] = [];
  const gate = () => new Promise<void>((resolve) => open.push(resolve));
  return {
    claim: async (claim) => {
      const token = await inner.claim(claim);
      await gate();
      return token;
    },
    extend: async (grant, ttlMs) => {
      const isExtended = await inner.extend(grant, ttlMs);
      await gate();
      return isExtended;
    },
    release: (grant) => inner.release(grant),
    letGo: () => {
      for (const go of open) go();
      open = [];
    },
  };
}

describe('SenderLease', () => {
  it('default: one has it until ttl less margin after asking; another gets it after the ttl, with a larger token', async () => {
    const [a, b] = [leaseOf('a'), leaseOf('b')];
    expect([a.isHeld(), a.fencingToken]).toEqual([false, undefined]);
    expect(await a.acquire()).toBe(true);
    expect(await b.acquire()).toBe(false);
    expect([a.isHeld(), b.isHeld(), a.fencingToken]).toEqual([true, false, 1]);
    await timer.advance(7_999);
    expect(a.isHeld()).toBe(true);
    await timer.advance(1);
    expect(a.isHeld()).toBe(false);
    expect(await b.acquire()).toBe(false);
    await timer.advance(2_000);
    expect(await b.acquire()).toBe(true);
    expect([b.fencingToken, await a.renew(), await a.acquire()]).toEqual([2, false, false]);
  });

  it('args: isHeld of another moment', async () => {
    const a = leaseOf('a');
    await a.acquire();
    expect([a.isHeld(7_999), a.isHeld(8_000)]).toEqual([true, false]);
  });

  it('args: another account is another lease; the same owner name is not the same holder', async () => {
    expect(await leaseOf('a').acquire()).toBe(true);
    expect(await leaseOf('a').acquire()).toBe(false);
    expect(await leaseOf('a', { account: 'hedge' }).acquire()).toBe(true);
  });

  it('behavior: renewed in time it keeps its token; after its end it needs a new one, though nobody had it meanwhile', async () => {
    const a = leaseOf('a');
    await a.acquire();
    await timer.advance(6_000);
    expect(await a.renew()).toBe(true);
    await timer.advance(7_999);
    expect([a.isHeld(), a.fencingToken]).toEqual([true, 1]);
    await timer.advance(3_000);
    expect(await a.renew()).toBe(false);
    expect(await a.acquire()).toBe(true);
    expect(a.fencingToken).toBe(2);
  });

  it('behavior: the time counts from asking, however late the answer is', async () => {
    const late = slow(store);
    const a = leaseOf('a', { store: late });
    const asked = a.acquire();
    await timer.advance(7_000);
    late.letGo();
    expect(await asked).toBe(true);
    await timer.advance(1_000);
    expect(a.isHeld()).toBe(false);
    const again = a.renew();
    await timer.advance(8_000);
    late.letGo();
    expect(await again).toBe(false);
  });

  it('behavior: an answer to a question from before a release counts no more, and what it granted is given back', async () => {
    const late = slow(store);
    const a = leaseOf('a', { store: late });
    const asked = a.acquire();
    await timer.advance(0);
    await a.release();
    late.letGo();
    expect(await asked).toBe(false);
    expect(a.isHeld()).toBe(false);
    expect(await leaseOf('b').acquire()).toBe(true);
  });

  it('behavior: a release ends it at once, and others need not wait', async () => {
    const [a, b] = [leaseOf('a'), leaseOf('b')];
    await a.acquire();
    const released = a.release();
    expect(a.isHeld()).toBe(false);
    await released;
    expect(await b.acquire()).toBe(true);
    await a.release();
    expect([b.isHeld(), await b.renew()]).toEqual([true, true]);
  });

  it('behavior: started it acquires, renews, waits for its turn, and ends with close', async () => {
    const told: string[] = [];
    const onChange = (owner: string) => (isHeld: boolean) => void told.push(`${owner} ${isHeld ? 'got' : 'lost'} it`);
    const [a, b] = [leaseOf('a', { onChange: onChange('a') }), leaseOf('b', { onChange: onChange('b') })];
    a.start();
    await timer.advance(1);
    b.start({ everyMs: 1_000 });
    for (let second = 0; second < 60; second += 1) {
      await timer.advance(1_000);
      expect([a.isHeld(), b.isHeld()]).toEqual([true, false]);
    }
    expect(a.fencingToken).toBe(1);
    await a.close();
    await timer.advance(1_000);
    expect([a.isHeld(), b.isHeld(), b.fencingToken]).toEqual([false, true, 2]);
    expect(told).toEqual(['a got it', 'a lost it', 'b got it']);
    await timer.advance(60_000);
    expect(a.isHeld()).toBe(false);
  });

  it('behavior: a store that is gone takes nothing away before its time; when it is back, the lease is, too', async () => {
    const failures: unknown[] = [];
    let isGone = false;
    const flaky: LeaseStore = {
      claim: async (claim) => (isGone ? Promise.reject(new Error('gone')) : store.claim(claim)),
      extend: async (grant, ttlMs) => (isGone ? Promise.reject(new Error('gone')) : store.extend(grant, ttlMs)),
      release: (grant) => store.release(grant),
    };
    const a = leaseOf('a', { store: flaky, onFailure: (error) => failures.push(error) });
    a.start({ everyMs: 1_000 });
    await timer.advance(500);
    isGone = true;
    await timer.advance(7_400);
    expect([a.isHeld(), failures.length]).toEqual([true, 7]);
    await timer.advance(600);
    expect(a.isHeld()).toBe(false);
    isGone = false;
    await timer.advance(4_000);
    expect(a.isHeld()).toBe(true);
  });

  it('error: a store that keeps silent is waited for as long as the lease would be worth something', async () => {
    const never = () => new Promise<never>(() => undefined);
    const a = leaseOf('a', { store: { claim: never, extend: never, release: never } });
    const asked = expect(a.acquire()).rejects.toThrow(LeaseStoreSilentError);
    await timer.advance(10_000);
    await asked;
    expect(a.isHeld()).toBe(false);
  });

  it('error: a hook that throws becomes a warning', async () => {
    const warn = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const a = leaseOf('a', {
      onChange: () => {
        throw new Error('of the hook');
      },
    });
    expect(await a.acquire()).toBe(true);
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('of the hook'), 'MexcRestWarning');
    warn.mockRestore();
  });

  it('error: names all options that make no sense', () => {
    const make = () => new SenderLease({ store, account: '', owner: 5 as never, ttlMs: 1.5, marginMs: 2 });
    expect(make).toThrow(InvalidRequestError);
    expect(make).toThrow(
      'sender-lease: account: found "", expected a name; owner: found 5, expected a name; ' +
        'ttlMs: found 1.5, expected whole milliseconds from 100 to 3,600,000; marginMs: found 2, expected whole milliseconds from 0 to below ttlMs',
    );
  });
});
