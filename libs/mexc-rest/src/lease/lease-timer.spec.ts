import { createLeaseTimer } from './lease-timer';

describe('createLeaseTimer', () => {
  it('default: passes like the steady clock, whatever the local time began with', () => {
    let [steadyMs, localMs] = [5, 1_790_000_000_000];
    const timer = createLeaseTimer(
      () => steadyMs,
      () => localMs,
    );
    steadyMs += 400;
    localMs += 430;
    expect(timer.nowMs()).toBe(405);
  });

  it('behavior: time that the machine slept through has passed', () => {
    let localMs = 1_790_000_000_000;
    const timer = createLeaseTimer(
      () => 5,
      () => localMs,
    );
    localMs += 60_000;
    expect(timer.nowMs()).toBe(60_005);
  });

  it('behavior: a local clock that is set back takes nothing back', () => {
    let [steadyMs, localMs] = [0, 1_790_000_000_000];
    const timer = createLeaseTimer(
      () => steadyMs,
      () => localMs,
    );
    localMs += 60_000;
    expect(timer.nowMs()).toBe(60_000);
    localMs -= 3_600_000;
    steadyMs += 10;
    expect(timer.nowMs()).toBe(60_010);
  });

  it('default: an alarm rings once, and not when cancelled', async () => {
    const timer = createLeaseTimer();
    const rung: string[] = [];
    timer.after(1, () => rung.push('cancelled')).cancel();
    // Something else keeps the process alive meanwhile.
    await new Promise((resolve) =>
      setTimeout(
        resolve,
        30,
        timer.after(1, () => rung.push('rung')),
      ),
    );
    expect(rung).toEqual(['rung']);
  });
});
