/** Lets everything else that waits have its turn. For long work that is done in slices. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
