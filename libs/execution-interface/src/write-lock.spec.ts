import { WriteLock } from './write-lock';

describe('WriteLock', () => {
  it('behavior: work runs one at a time, in the order it came, past failures', async () => {
    const lock = new WriteLock();
    const story: string[] = [];
    const task = (name: string, isFailing = false) =>
      lock.run(async () => {
        story.push(`${name} in`);
        await Promise.resolve();
        story.push(`${name} out`);
        if (isFailing) throw new Error(name);
        return name;
      });
    const results = await Promise.allSettled([task('a'), task('b', true), task('c')]);
    expect(story).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out']);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('behavior: drained waits for all that was handed in', async () => {
    const lock = new WriteLock();
    let isDone = false;
    void lock.run(async () => {
      await new Promise((resolve) => setImmediate(resolve));
      isDone = true;
    });
    await lock.drained();
    expect(isDone).toBe(true);
  });
});
