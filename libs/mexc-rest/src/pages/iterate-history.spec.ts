import * as fc from 'fast-check';
import { iterateHistory, type HistoryWindow } from './iterate-history';
import type { PageToFetch } from './iterate-pages';

interface Row {
  readonly id: string;
  readonly atMs: number;
}
const idOf = (row: Row) => row.id;
const DAY_MS = 86_400_000;

/** Newest first, stamps in whole seconds, ends of the stretch included or not, as a venue might. */
function historyOf(rows: readonly Row[], includesEnds: boolean, asked: HistoryWindow[] = []) {
  return async ({ fromMs, toMs }: HistoryWindow, { pageNum, pageSize }: PageToFetch) => {
    if (toMs - fromMs > 90 * DAY_MS) throw new Error('6003 time range error');
    if (pageNum === 1) asked.push({ fromMs, toMs });
    const isInside = ({ atMs }: Row) => (includesEnds ? atMs >= fromMs && atMs <= toMs : atMs > fromMs && atMs < toMs);
    const found = rows.filter(isInside).sort((a, b) => b.atMs - a.atMs);
    return found.slice((pageNum - 1) * pageSize, pageNum * pageSize);
  };
}

async function collect(rows: AsyncIterable<Row>): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of rows) ids.push(id);
  return ids;
}

describe('iterateHistory', () => {
  it('default: 200 days in stretches of at most 90, each row once, with progress', async () => {
    const rows = Array.from({ length: 400 }, (_, index) => ({ id: String(index), atMs: index * (DAY_MS / 2) }));
    const asked: HistoryWindow[] = [];
    const progress: number[] = [];
    const ids = await collect(
      iterateHistory(historyOf(rows, true, asked), {
        ...{ fromMs: 0, toMs: 200 * DAY_MS, pageSize: 20, idOf },
        onProgress: ({ rows: count }) => progress.push(count),
      }),
    );
    expect(new Set(ids).size).toBe(400);
    expect(ids).toHaveLength(400);
    expect(asked).toHaveLength(3);
    expect(progress.reduce((sum, count) => sum + count)).toBe(400);
  });

  it('behavior: equal stamps on borders of pages and stretches, ends included or not: nothing lost, nothing twice', async () => {
    const seconds = fc.array(fc.integer({ min: 1, max: 119 }), { maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(
        seconds,
        fc.integer({ min: 2, max: 50 }),
        fc.integer({ min: 3, max: 120 }),
        fc.boolean(),
        async (stamps, pageSize, windowSeconds, includesEnds) => {
          const rows = stamps.map((second, index) => ({ id: String(index), atMs: second * 1_000 }));
          const options = { fromMs: 0, toMs: 120_000, windowMs: windowSeconds * 1_000 + 1, pageSize, idOf };
          const ids = await collect(iterateHistory(historyOf(rows, includesEnds), options));
          expect([...ids].sort()).toEqual(rows.map(idOf).sort());
        },
      ),
    );
  });

  it('behavior: an abort ends it', async () => {
    const options = { fromMs: 0, toMs: DAY_MS, pageSize: 10, idOf, signal: AbortSignal.abort(new Error('enough')) };
    await expect(collect(iterateHistory(historyOf([], true), options))).rejects.toThrow('enough');
  });

  it('error: a stretch that cannot be one, and one that the venue refuses', async () => {
    const options = { pageSize: 10, idOf };
    await expect(collect(iterateHistory(historyOf([], true), { fromMs: 2, toMs: 1, ...options }))).rejects.toThrow(RangeError);
    const windowMs = 91 * DAY_MS;
    await expect(collect(iterateHistory(historyOf([], true), { fromMs: 0, toMs: 1, windowMs, ...options }))).rejects.toThrow(
      '7862400000 ms',
    );
  });
});
