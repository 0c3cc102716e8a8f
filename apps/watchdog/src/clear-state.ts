import type { StateFile } from './state-file';

/**
 * A person ends what had fired.
 *
 * @returns what was done, or what stands against it
 * @throws {StateFileError} the system's error
 */
export function clearState(file: StateFile, reason: string, nowMs: number): { readonly isCleared: boolean; readonly text: string } {
  const condition = file.read();
  if (condition.kind !== 'fired') {
    return { isCleared: false, text: `${file.path}: found ${condition.kind}, expected fired: there is nothing to clear` };
  }
  if (condition.outcome === 'cancelling') {
    return { isCleared: false, text: `${file.path}: still cancelling; let it end, or start the watchdog once so that it can` };
  }
  file.write({ kind: 'waiting', cleared: { reason, atMs: nowMs, fired: condition } });
  const when = new Date(condition.atMs).toISOString();
  return { isCleared: true, text: `Cleared. It had fired at ${when} (${condition.reason}), outcome ${condition.outcome}.` };
}
