import { VirtualTimer } from '../../test/virtual-timer';
import { MemoryCountStore } from './memory-count-store';

const window = { key: 'a', count: 2, windowMs: 1_000 };

describe('MemoryCountStore', () => {
  it('default: a place is held until the window after its answer is over', async () => {
    const timer = new VirtualTimer();
    const store = new MemoryCountStore(timer);
    const first = await store.take([window]);
    await store.take([window]);
    await timer.advance(300);
    if (first.isTaken) first.place.settle();
    expect(await store.take([window])).toEqual({ isTaken: false, fullKey: 'a', freeInMs: 1_000 });
    await timer.advance(1_000);
    expect(await store.take([window])).toMatchObject({ isTaken: true });
  });

  it('behavior: a request without answer holds its place for a second and the window, no longer', async () => {
    const timer = new VirtualTimer();
    const store = new MemoryCountStore(timer);
    for (let i = 0; i < 2; i++) await store.take([window]);
    expect(await store.take([window])).toMatchObject({ isTaken: false, freeInMs: 2_000 });
    await timer.advance(2_000);
    expect(await store.held(window)).toBe(0);
  });

  it('behavior: a place in every window or in none', async () => {
    const store = new MemoryCountStore(new VirtualTimer());
    const other = { key: 'b', count: 1, windowMs: 5_000 };
    await store.take([other]);
    expect(await store.take([window, other])).toEqual({ isTaken: false, fullKey: 'b', freeInMs: 6_000 });
    expect(await store.held(window)).toBe(0);
    const both = await store.take([window, { ...other, count: 2 }]);
    expect([await store.held(window), await store.held(other)]).toEqual([1, 2]);
    if (both.isTaken) both.place.giveBack();
    expect([await store.held(window), await store.held(other)]).toEqual([0, 1]);
  });
});
