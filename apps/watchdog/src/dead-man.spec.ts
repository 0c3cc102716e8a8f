import fc from 'fast-check';
import { DeadMan } from './dead-man';

class HandClock {
  atMs = 1_000_000;
  nowMs = (): number => 1_800_000_000_000 + this.atMs;
  monotonicMs = (): number => this.atMs;
}

function start(condition: ConstructorParameters<typeof DeadMan>[0]['condition'] = { kind: 'waiting' }) {
  const clock = new HandClock();
  const deadMan = new DeadMan({ maxSilenceMs: 2_000, clock, condition });
  /** Time passes, looked at every 100 ms as the program does. @returns whether it would have fired */
  const pass = (ms: number): boolean => {
    let isSilent = false;
    for (let passedMs = 0; passedMs < ms; passedMs += 100) {
      clock.atMs += 100;
      isSilent = deadMan.isSilent() || isSilent;
    }
    return isSilent;
  };
  const beat = (sequence: number, over: { session?: string; silenceMs?: number } = {}) =>
    deadMan.beat({ session: 'session-a', sequence, state: 'ready', ...over });
  return { clock, deadMan, pass, beat };
}

describe('DeadMan', () => {
  it('default: not armed before the first beat; then silent once the time is over, and not before', () => {
    const { pass, beat } = start();
    expect(pass(60_000)).toBe(false);
    expect(beat(1)).toEqual({ kind: 'taken', silenceMs: 2_000 });
    expect(pass(2_000)).toBe(false);
    expect(pass(100)).toBe(true);
  });

  it('args: a host may ask for less, never for more; armed at the start counts from there', () => {
    const { pass, beat } = start();
    expect(beat(1, { silenceMs: 90_000 })).toEqual({ kind: 'taken', silenceMs: 2_000 });
    expect(beat(2, { silenceMs: 500 })).toEqual({ kind: 'taken', silenceMs: 500 });
    expect(pass(600)).toBe(true);
    const armed = start();
    armed.deadMan.arm();
    expect([armed.pass(2_000), armed.pass(100)]).toEqual([false, true]);
  });

  it('behavior: what the state file says was armed is armed again, from now on', () => {
    const { pass } = start({ kind: 'armed', sinceMs: 1, silenceMs: 1_000, session: 'session-a' });
    expect([pass(1_000), pass(100)]).toEqual([false, true]);
  });

  it('behavior: an old beat, an older run and a run that stood down keep nothing alive', () => {
    const { deadMan, beat, pass } = start();
    beat(5);
    expect(beat(5)).toEqual({ kind: 'refused', because: 'old-sequence' });
    expect(beat(1, { session: 'session-b' })).toMatchObject({ kind: 'taken' });
    expect(beat(6)).toEqual({ kind: 'refused', because: 'old-session' });
    expect(deadMan.standDown({ session: 'session-a', reason: 'late' })).toEqual({ kind: 'refused', because: 'old-session' });
    expect(deadMan.standDown({ session: 'session-b', reason: 'planned' })).toMatchObject({ kind: 'taken' });
    expect(beat(2, { session: 'session-b' })).toEqual({ kind: 'refused', because: 'old-session' });
    expect(deadMan.standDown({ session: 'session-b', reason: 'said twice' })).toMatchObject({ kind: 'taken' });
    expect(pass(60_000)).toBe(false);
    expect(beat(1, { session: 'session-c' })).toMatchObject({ kind: 'taken' });
    expect(deadMan.condition).toMatchObject({ kind: 'armed', session: 'session-c' });
  });

  it('behavior: fired stays fired, for beats and for a stand-down', () => {
    const { deadMan, beat } = start();
    beat(1);
    deadMan.fire('test');
    expect([beat(2), deadMan.standDown({ reason: 'planned' })]).toEqual([
      { kind: 'refused', because: 'fired' },
      { kind: 'refused', because: 'fired' },
    ]);
    deadMan.arm();
    expect(deadMan.condition).toMatchObject({ kind: 'fired', outcome: 'cancelling', lastBeat: { session: 'session-a', sequence: 1 } });
    expect(deadMan.isSilent()).toBe(false);
  });

  it('behavior: after a pause of its own it lets waiting beats in first, and fires when there are none', () => {
    const { clock, deadMan, beat } = start();
    beat(1);
    clock.atMs += 10_000;
    expect(deadMan.isSilent()).toBe(false);
    clock.atMs += 100;
    expect(deadMan.isSilent()).toBe(true);
    beat(2);
    expect(deadMan.isSilent()).toBe(false);
  });

  it('behavior: whatever beats come, it is silent exactly when the last taken one is too old', () => {
    const steps = fc.array(fc.record({ gapMs: fc.integer({ min: 1, max: 40 }), sequence: fc.integer({ min: 1, max: 30 }) }), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(steps, (moves) => {
        const { pass, beat, deadMan } = start();
        beat(1);
        let newest = 1;
        let silentMs = 0;
        for (const { gapMs, sequence } of moves) {
          pass(gapMs * 100);
          silentMs += gapMs * 100;
          expect(deadMan.isSilent()).toBe(silentMs > 2_000);
          if (beat(sequence).kind === 'taken') silentMs = 0;
          expect(silentMs === 0).toBe(sequence > newest);
          newest = Math.max(newest, sequence);
        }
      }),
    );
  });
});
