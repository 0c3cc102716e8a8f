import fc from 'fast-check';
import { Slots } from './slots';

describe('Slots', () => {
  it('behavior: never more than its size at once, nobody is forgotten, first come first served', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 20 }), async (size, turns) => {
        const slots = new Slots(size);
        const started: number[] = [];
        let inside = 0;
        let most = 0;
        await Promise.all(
          turns.map((ticks, index) =>
            slots.run(async () => {
              started.push(index);
              inside += 1;
              most = Math.max(most, inside);
              for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve();
              inside -= 1;
            }),
          ),
        );
        expect(most).toBeLessThanOrEqual(size);
        expect(started).toEqual(turns.map((_, index) => index));
      }),
    );
  });

  it('behavior: what goes first passes those that wait, in its own order, and stops nobody at work', async () => {
    const slots = new Slots(1);
    const ended: string[] = [];
    let release: () => void = () => undefined;
    const atWork = slots.run(() => new Promise<void>((resolve) => (release = resolve)).then(() => void ended.push('at work')));
    const waiting = ['a', 'b'].map((name) => slots.run(async () => void ended.push(name)));
    const first = ['1', '2'].map((name) => slots.run(async () => void ended.push(name), { goesFirst: true }));
    release();
    await Promise.all([atWork, ...waiting, ...first]);
    expect(ended).toEqual(['at work', '1', '2', 'a', 'b']);
  });

  it('behavior: a failure gives its slot back', async () => {
    const slots = new Slots(1);
    await expect(slots.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(slots.run(() => Promise.resolve('yes'))).resolves.toBe('yes');
  });

  it.each([0, -1, 1.5])('error: a size of %s is refused', (size) => expect(() => new Slots(size)).toThrow(RangeError));
});
