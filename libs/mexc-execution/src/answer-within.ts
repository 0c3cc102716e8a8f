import type { ExecutionTimer } from './execution-timer';

/** How long what reduces risk waits for a journal, ms: one that works answers in a few. */
export const JOURNAL_WAIT_MS = 500;

/**
 * What `work` comes to within {@link JOURNAL_WAIT_MS}; `undefined` where it has failed or is late. It goes on all the same, and whoever needs
 * its end keeps it.
 */
export async function answerWithin<Answer>(timer: ExecutionTimer, work: Promise<Answer>): Promise<{ readonly answer: Answer } | undefined> {
  let stop = (): void => undefined;
  const late = new Promise<undefined>((resolve) => {
    stop = timer.after(JOURNAL_WAIT_MS, () => resolve(undefined));
  });
  const inTime = work.then(
    (answer) => ({ answer }),
    () => undefined,
  );
  try {
    return await Promise.race([inTime, late]);
  } finally {
    stop();
  }
}
