export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Milliseconds that `work` took, and what it answered. */
export async function timed<T>(work: () => Promise<T>): Promise<{ readonly ms: number; readonly answer: T }> {
  const startedNs = process.hrtime.bigint();
  const answer = await work();
  return { ms: Number(process.hrtime.bigint() - startedNs) / 1e6, answer };
}
