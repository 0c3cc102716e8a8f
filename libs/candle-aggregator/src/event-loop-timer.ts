/** Lets everything else that waits have its turn. For long work that is done in slices. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    // A browser knows only the slower one.
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else setTimeout(resolve, 0);
  });
}
