/** A repeating timer of the machine; keeps no process alive. */
export function repeatTimer(run: () => void, everyMs: number): () => void {
  const timer = setInterval(run, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
