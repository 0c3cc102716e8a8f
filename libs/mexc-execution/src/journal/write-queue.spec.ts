import { WriteQueue } from './write-queue';

/** Work that notes its name and ends in a later turn. */
function worker() {
  const begun: string[] = [];
  let atWork = 0;
  const work = (name: string) => async () => {
    begun.push(name);
    atWork += 1;
    expect(atWork).toBe(1);
    await new Promise((resolve) => setImmediate(resolve));
    atWork -= 1;
    return name;
  };
  return { begun, work };
}

describe('WriteQueue', () => {
  it('default: one at a time, in the order they came, each with its own answer', async () => {
    const queue = new WriteQueue();
    const { begun, work } = worker();
    expect(await Promise.all(['a', 'b', 'c'].map((name) => queue.run(work(name))))).toEqual(['a', 'b', 'c']);
    expect(begun).toEqual(['a', 'b', 'c']);
  });

  it('behavior: what is put off lets pass what comes in the same turn, and comes by itself when nothing does', async () => {
    const queue = new WriteQueue();
    const { begun, work } = worker();
    const settled = queue.run(work('settle 1'), { isPutOff: true });
    await Promise.resolve();
    await queue.run(work('record 2'));
    await settled;
    await queue.run(work('settle 2'), { isPutOff: true });
    expect(begun).toEqual(['record 2', 'settle 1', 'settle 2']);
  });

  it('behavior: under a stream of orders what is put off has its turn after sixteen of them', async () => {
    const queue = new WriteQueue();
    const { begun, work } = worker();
    const settled = queue.run(work('settle'), { isPutOff: true });
    const records = Array.from({ length: 40 }, (_, at) => queue.run(work(`record ${at}`)));
    await Promise.all([settled, ...records]);
    expect(begun.indexOf('settle')).toBe(16);
    expect(begun).toHaveLength(41);
  });

  it('error: a failure is told to who handed it in, and the next goes on', async () => {
    const queue = new WriteQueue();
    const { work } = worker();
    const failing = queue.run(() => Promise.reject(new Error('full')));
    const next = queue.run(work('next'), { isPutOff: true });
    await expect(failing).rejects.toThrow('full');
    expect(await next).toBe('next');
  });

  it('behavior: drained when everything has ended, also what was put off', async () => {
    const queue = new WriteQueue();
    await queue.drained();
    const { begun, work } = worker();
    void queue.run(work('record'));
    void queue.run(work('settle'), { isPutOff: true });
    await queue.drained();
    expect(begun).toEqual(['record', 'settle']);
  });
});
