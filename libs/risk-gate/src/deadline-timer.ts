/** What became of a promise within a time. */
export type InTime<T> = { readonly isInTime: true; readonly value: T } | { readonly isInTime: false };

/** Waits for `work` for `deadlineMs` at most; the timer ends with the work. Rejects as the work does. */
export async function inTime<T>(work: Promise<T>, deadlineMs: number): Promise<InTime<T>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<InTime<T>>((resolve) => {
    timer = setTimeout(() => resolve({ isInTime: false }), deadlineMs);
  });
  try {
    return await Promise.race([work.then((value): InTime<T> => ({ isInTime: true, value })), late]);
  } finally {
    clearTimeout(timer);
  }
}
