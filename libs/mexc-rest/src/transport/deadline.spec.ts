import { getEventListeners } from 'node:events';
import { startDeadline } from './deadline';

describe('startDeadline', () => {
  it('default: the timer ends it', async () => {
    const deadline = startDeadline(1);
    await new Promise((resolve) => deadline.signal.addEventListener('abort', resolve));
    expect(deadline.endedBy).toBe('timeout');
    deadline.release();
  });

  it('args: the caller ends it, once and for all', () => {
    const caller = new AbortController();
    const deadline = startDeadline(60_000, caller.signal);
    expect(deadline.endedBy).toBeUndefined();
    caller.abort();
    expect(deadline.signal.aborted).toBe(true);
    expect(deadline.endedBy).toBe('aborted');
    deadline.release();
  });

  it('args: a caller that had ended it before', () => {
    const deadline = startDeadline(60_000, AbortSignal.abort());
    expect(deadline.signal.aborted).toBe(true);
    expect(deadline.endedBy).toBe('aborted');
    deadline.release();
  });

  it('behavior: released, nothing of it is left', () => {
    const caller = new AbortController();
    const timersBefore = process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    const deadline = startDeadline(60_000, caller.signal);
    expect(getEventListeners(caller.signal, 'abort')).toHaveLength(1);
    deadline.release();
    expect(getEventListeners(caller.signal, 'abort')).toHaveLength(0);
    expect(process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout')).toHaveLength(timersBefore);
    caller.abort();
    expect(deadline.endedBy).toBeUndefined();
  });

  it('behavior: whoever listens is told once, whoever comes late at once, whoever left never', () => {
    const caller = new AbortController();
    const deadline = startDeadline(60_000, caller.signal);
    const told: string[] = [];
    deadline.onEnd(() => told.push('first'));
    const leave = deadline.onEnd(() => told.push('left'));
    leave();
    caller.abort();
    deadline.onEnd(() => told.push('late'));
    expect(told).toEqual(['first', 'late']);
    expect(deadline.remainingMs()).toBe(0);
    deadline.release();
  });
});
