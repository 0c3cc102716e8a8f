import * as fc from 'fast-check';
import { RequestClock } from './request-clock';

function movableClock(startMs: number) {
  let nowMs = startMs;
  return { nowMs: () => nowMs, set: (value: number) => void (nowMs = value) };
}

describe('RequestClock', () => {
  it('default: the local clock until the server was heard', () => {
    const clock = new RequestClock({ nowMs: () => 1_000 });
    expect(clock.nowMs()).toBe(1_000);
    expect(clock.offsetMs).toBe(0);
    expect(clock.isSynchronised).toBe(false);
  });

  it('default: without a clock it is the machine', () => {
    const before = Date.now();
    const now = new RequestClock().nowMs();
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
  });

  it('behavior: takes the lower bound of one reading', () => {
    const clock = new RequestClock({ nowMs: () => 10_080 });
    clock.observe({ serverTimeMs: 40_050, sentAtMs: 10_000, receivedAtMs: 10_080 });
    expect(clock.offsetMs).toBe(29_970);
    expect(clock.nowMs()).toBe(40_050);
    expect(clock.isSynchronised).toBe(true);
  });

  it('behavior: one fast answer among slow ones does not move it alone', () => {
    const clock = new RequestClock({ nowMs: () => 0 });
    for (const receivedAtMs of [100, 100, 100, 100, 10]) clock.observe({ serverTimeMs: 1_000, sentAtMs: 0, receivedAtMs });
    expect(clock.offsetMs).toBe(900);
  });

  it('behavior: a jump of the local clock is followed at the next reading, in both directions', () => {
    const clock = new RequestClock({ nowMs: () => 0 });
    for (let i = 0; i < 5; i++) clock.observe({ serverTimeMs: 100_000 + i, sentAtMs: 100_000 + i, receivedAtMs: 100_000 + i + 20 });
    expect(clock.offsetMs).toBe(-20);
    clock.observe({ serverTimeMs: 101_010, sentAtMs: 71_000, receivedAtMs: 71_020 });
    expect(clock.offsetMs).toBe(29_990);
    clock.observe({ serverTimeMs: 102_010, sentAtMs: 132_000, receivedAtMs: 132_020 });
    expect(clock.offsetMs).toBe(-30_010);
  });

  it('behavior: a reading during which the local clock went backwards changes nothing', () => {
    const clock = new RequestClock({ nowMs: () => 0 });
    clock.observe({ serverTimeMs: 5_000, sentAtMs: 100, receivedAtMs: 50 });
    expect(clock.isSynchronised).toBe(false);
  });

  it('behavior: beside a steady clock, a slow answer that contradicts nothing puts no request behind; one that does is believed', () => {
    let nowMs = 10_000;
    const clock = new RequestClock({ nowMs: () => nowMs, monotonicMs: () => nowMs });
    clock.observe({ serverTimeMs: 10_000, sentAtMs: 9_980, receivedAtMs: 10_000 });
    nowMs = 16_000;
    clock.observe({ serverTimeMs: 10_010, sentAtMs: 10_000, receivedAtMs: 16_000 });
    expect(16_000 - clock.nowMs()).toBeLessThan(10);
    clock.observe({ serverTimeMs: 9_000, sentAtMs: 10_000, receivedAtMs: 16_000 });
    expect(clock.nowMs()).toBe(9_000);
  });

  it('behavior: what is signed right after a reading is whole and never ahead of the server, whatever jumps and delays', () => {
    const step = fc.record({
      localJumpMs: fc.integer({ min: -30_000, max: 30_000 }),
      thereMs: fc.integer({ min: 0, max: 3_000 }),
      backMs: fc.integer({ min: 0, max: 3_000 }),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 20 }), (steps) => {
        const local = movableClock(1_767_225_600_000.5);
        const clock = new RequestClock(local);
        let serverMs = 1_767_225_600_000;
        for (const { localJumpMs, thereMs, backMs } of steps) {
          const sentAtMs = local.nowMs() + localJumpMs;
          serverMs += thereMs + backMs;
          local.set(sentAtMs + thereMs + backMs);
          clock.observe({ serverTimeMs: serverMs - backMs, sentAtMs, receivedAtMs: local.nowMs() });
          expect(clock.nowMs()).toBeLessThanOrEqual(serverMs);
          expect(Number.isSafeInteger(clock.nowMs())).toBe(true);
        }
      }),
    );
  });

  it('behavior: with a steady clock it is behind by no more than the slowest of the last five answers', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 4_000 }), { minLength: 1, maxLength: 12 }), (delays) => {
        const clock = new RequestClock({ nowMs: () => 0 });
        for (const delayMs of delays) clock.observe({ serverTimeMs: 7_000, sentAtMs: 0, receivedAtMs: delayMs });
        expect(7_000 - clock.offsetMs).toBeLessThanOrEqual(Math.max(...delays.slice(-5)));
      }),
    );
  });

  it('behavior: a local clock that was set is noticed and not signed, and the next reading mends it', () => {
    const local = { wallMs: 1_000_000, steadyMs: 5_000 };
    const clock = new RequestClock({ nowMs: () => local.wallMs, monotonicMs: () => local.steadyMs });
    const read = (serverTimeMs: number) => clock.observe({ serverTimeMs, sentAtMs: local.wallMs, receivedAtMs: local.wallMs });
    expect(clock.hasJumped).toBe(false);
    read(1_000_100);
    local.wallMs += 30_000;
    expect(clock.hasJumped).toBe(true);
    expect(clock.nowMs()).toBe(1_000_100);
    read(1_000_100);
    expect(clock.hasJumped).toBe(false);
    expect(clock.nowMs()).toBe(1_000_100);
    local.wallMs -= 60_000;
    expect(clock.hasJumped).toBe(true);
    expect(clock.nowMs()).toBe(940_100);
  });

  it('behavior: between readings it steps back by what a fast clock could have gained, at most a second', () => {
    const local = movableClock(0);
    const clock = new RequestClock(local);
    clock.observe({ serverTimeMs: 0, sentAtMs: 0, receivedAtMs: 0 });
    local.set(60_000);
    expect(clock.nowMs()).toBe(59_970);
    local.set(86_400_000);
    expect(clock.nowMs()).toBe(86_399_000);
  });

  it('behavior: never ahead of the server at any instant, whatever the clock is set to, drifts and the network takes', () => {
    const event = fc.record({
      afterMs: fc.integer({ min: 0, max: 90_000 }),
      wallStepMs: fc.oneof(fc.constant(0), fc.integer({ min: -30_000, max: 30_000 })),
      reading: fc.option(fc.record({ thereMs: fc.integer({ min: 0, max: 3_000 }), backMs: fc.integer({ min: 0, max: 3_000 }) })),
    });
    const skewMs = fc.integer({ min: -30_000, max: 30_000 });
    const driftPpm = fc.integer({ min: -490, max: 490 });
    fc.assert(
      fc.property(skewMs, driftPpm, fc.array(event, { minLength: 1, maxLength: 30 }), (skew, drift, events) => {
        let serverMs = 1_767_225_600_000;
        let steadyMs = 0;
        let wallMs = serverMs + skew;
        const pass = (ms: number) => {
          serverMs += ms;
          steadyMs += ms * (1 + drift / 1e6);
          wallMs += ms * (1 + drift / 1e6);
        };
        const clock = new RequestClock({ nowMs: () => wallMs, monotonicMs: () => steadyMs });
        for (const { afterMs, wallStepMs, reading } of events) {
          pass(afterMs);
          wallMs += wallStepMs;
          if (clock.isSynchronised) expect(clock.nowMs()).toBeLessThanOrEqual(serverMs);
          if (reading === null) continue;
          const sentAtMs = wallMs;
          pass(reading.thereMs);
          const serverTimeMs = serverMs;
          pass(reading.backMs);
          clock.observe({ serverTimeMs, sentAtMs, receivedAtMs: wallMs });
          if (clock.isSynchronised) expect(clock.nowMs()).toBeLessThanOrEqual(serverMs);
        }
      }),
    );
  });

  it('error: a time that is no number', () => {
    const clock = new RequestClock();
    expect(() => clock.observe({ serverTimeMs: Number.NaN, sentAtMs: 0, receivedAtMs: 1 })).toThrow('serverTimeMs: found NaN');
    expect(clock.isSynchronised).toBe(false);
  });
});
