import fc from 'fast-check';
import type { QueuePolicy } from './queue-policy';
import type { StreamEvent, StreamHandlers } from './stream-event';
import { Watcher } from './watcher';

const event = (data: number, epoch = 1): StreamEvent<number> => ({ epoch, receivedAtMs: data, data });
const rest = async () => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

/** A watcher whose handler sleeps until it is woken, once for each event. */
function sleeper(policy: QueuePolicy<number>, hooks = {}) {
  const told: string[] = [];
  let wake: () => void = () => undefined;
  const handlers: StreamHandlers<number> = {
    onEvent: ({ data }) => {
      told.push(String(data));
      return new Promise((resolve) => (wake = resolve));
    },
    onGap: ({ reason, sinceMs }) => void told.push(`gap ${reason} ${sinceMs}`),
    onReady: ({ epoch }) => void told.push(`ready ${epoch}`),
    onError: ({ message }) => void told.push(message),
  };
  const watcher = new Watcher(handlers, policy, hooks);
  const wakeUp = async (times = 1) => {
    for (let time = 0; time < times; time += 1) {
      wake();
      await rest();
    }
  };
  return { watcher, told, wakeUp };
}

describe('Watcher', () => {
  it('default: straight through while the handler is quick', () => {
    const told: number[] = [];
    const watcher = new Watcher<number>({ onEvent: ({ data }) => void told.push(data) }, { kind: 'bounded', limit: 1 });
    for (let at = 0; at < 5; at += 1) watcher.push(event(at));
    expect(told).toEqual([0, 1, 2, 3, 4]);
    expect(watcher.counts).toEqual({ delivered: 5, conflated: 0, dropped: 0, waiting: 0, mostWaiting: 0 });
  });

  it('args: conflate keeps the newest of each key, in the order of their first', async () => {
    const { watcher, told, wakeUp } = sleeper({ kind: 'conflate', keyOf: (data) => data % 2 });
    for (const data of [1, 2, 3, 4, 5]) watcher.push(event(data));
    await wakeUp(3);
    expect(told).toEqual(['1', '4', '5']);
    expect(watcher.counts).toMatchObject({ delivered: 3, conflated: 2, dropped: 0, mostWaiting: 2 });
  });

  it('args: bounded drops what waits, counts it, and says so', async () => {
    const { watcher, told, wakeUp } = sleeper({ kind: 'bounded', limit: 3 });
    for (const data of [1, 2, 3, 4, 5, 6]) watcher.push(event(data));
    await wakeUp(4);
    expect(told).toEqual(['1', 'gap consumer too slow 2', 'ready 1', '5', '6']);
    expect(watcher.counts).toMatchObject({ delivered: 3, dropped: 3, mostWaiting: 3 });
  });

  it('behavior: what was heard is told after all that came before it, of several the newest; a drop takes it along', async () => {
    const told: string[] = [];
    let wake: () => void = () => undefined;
    const watcher = new Watcher<number>(
      {
        onEvent: ({ data }) => {
          told.push(String(data));
          return new Promise((resolve) => (wake = resolve));
        },
        onGap: () => void told.push('gap'),
        onHeard: ({ serverTimeMs }) => void told.push(`heard ${serverTimeMs}`),
      },
      { kind: 'bounded', limit: 2 },
    );
    const heard = (serverTimeMs: number) => watcher.heard({ epoch: 1, serverTimeMs, receivedAtMs: 0 });
    const wakeUp = async () => {
      wake();
      await rest();
    };
    watcher.push(event(1));
    heard(10);
    heard(11);
    watcher.push(event(2));
    heard(12);
    expect(told).toEqual(['1']);
    await wakeUp();
    expect(told).toEqual(['1', 'heard 11', '2']);
    watcher.push(event(3));
    heard(13);
    watcher.push(event(4));
    watcher.push(event(5));
    await wakeUp();
    expect(told.slice(3)).toEqual(['gap', '5']);
  });

  it('args: lossless keeps all, and tells once that it is full and once that it has drained', async () => {
    const calls: string[] = [];
    const hooks = { onFull: () => calls.push('full'), onDrained: () => calls.push('drained') };
    const { watcher, told, wakeUp } = sleeper({ kind: 'lossless', limit: 4 }, hooks);
    for (const data of [1, 2, 3, 4, 5, 6]) watcher.push(event(data));
    expect(calls).toEqual(['full']);
    await wakeUp(2);
    expect(calls).toEqual(['full']);
    await wakeUp(5);
    expect(calls).toEqual(['full', 'drained']);
    expect(told).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(watcher.counts).toMatchObject({ delivered: 6, dropped: 0 });
  });

  it('behavior: a cut drops waiting market events and no private one', async () => {
    for (const [kind, expected] of [
      ['bounded', ['1', 'gap cut 9', 'ready 2', '3']],
      ['lossless', ['1', '2', 'gap cut 9', 'ready 2', '3']],
    ] as const) {
      const { watcher, told, wakeUp } = sleeper({ kind, limit: 10 });
      watcher.push(event(1));
      watcher.push(event(2));
      watcher.gap({ epoch: 1, reason: 'cut', sinceMs: 9 });
      watcher.ready({ epoch: 2 });
      watcher.push(event(3, 2));
      await wakeUp(5);
      expect(told).toEqual(expected);
    }
  });

  it('behavior: a thousand cuts while the handler sleeps are one gap, from the first on', async () => {
    const { watcher, told, wakeUp } = sleeper({ kind: 'conflate', keyOf: () => 0 });
    watcher.push(event(1));
    for (let epoch = 1; epoch <= 1_000; epoch += 1) {
      watcher.gap({ epoch, reason: 'cut', sinceMs: epoch });
      watcher.ready({ epoch: epoch + 1 });
    }
    await wakeUp(3);
    expect(told).toEqual(['1', 'gap cut 1', 'ready 1001']);
  });

  it('behavior: stop from inside a handler, twice; nothing is told afterwards', async () => {
    const calls: string[] = [];
    const { watcher, told, wakeUp } = sleeper({ kind: 'lossless', limit: 2 }, { onDrained: () => calls.push('drained') });
    for (const data of [1, 2, 3]) watcher.push(event(data));
    watcher.stop();
    watcher.stop();
    watcher.push(event(4));
    watcher.gap({ epoch: 1, reason: 'cut', sinceMs: 1 });
    await wakeUp(5);
    expect([told, calls]).toEqual([['1'], ['drained']]);
  });

  it('error: what a handler throws, at once or later, goes to the hook, and the rest is told', async () => {
    const errors: unknown[] = [];
    const told: number[] = [];
    const watcher = new Watcher<number>(
      {
        onEvent: ({ data }) => {
          told.push(data);
          if (data === 1) throw new Error('at once');
          return data === 2 ? Promise.reject(new Error('later')) : undefined;
        },
      },
      { kind: 'bounded', limit: 9 },
      { onHandlerError: (error) => errors.push((error as Error).message) },
    );
    for (const data of [1, 2, 3]) watcher.push(event(data));
    await rest();
    expect([told, errors]).toEqual([
      [1, 2, 3],
      ['at once', 'later'],
    ]);
  });

  it('behavior: whatever the pace, order holds, and delivered + conflated + dropped + waiting is all that came', async () => {
    const action = fc.constantFrom('push', 'push', 'push', 'wake', 'cut');
    const policies: QueuePolicy<number>[] = [
      { kind: 'conflate', keyOf: (data) => data % 3 },
      { kind: 'bounded', limit: 4 },
      { kind: 'lossless', limit: 4 },
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...policies), fc.array(action, { maxLength: 80 }), async (policy, actions) => {
        const { watcher, told, wakeUp } = sleeper(policy);
        let pushed = 0;
        let epoch = 1;
        for (const one of actions) {
          if (one === 'push') watcher.push(event(++pushed, epoch));
          else if (one === 'wake') await wakeUp();
          else {
            watcher.gap({ epoch, reason: 'cut', sinceMs: 0 });
            watcher.ready({ epoch: ++epoch });
          }
          const { delivered, conflated, dropped, waiting } = watcher.counts;
          expect(delivered + conflated + dropped + waiting).toBe(pushed);
          if (policy.kind !== 'lossless') expect(waiting).toBeLessThanOrEqual(4);
          else expect(dropped).toBe(0);
        }
        await wakeUp(100);
        const numbers = told.filter((word) => /^\d+$/.test(word)).map(Number);
        if (policy.kind !== 'conflate') expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
        expect(new Set(numbers).size).toBe(numbers.length);
        if (pushed > 0 && actions.lastIndexOf('cut') < actions.lastIndexOf('push')) expect(numbers).toContain(pushed);
      }),
    );
  });
});
