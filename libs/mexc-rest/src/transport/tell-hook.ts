/**
 * Hands a record to a hook. A hook that throws must not turn an accepted order into an exception: its error becomes a warning of the
 * process.
 *
 * @param when what the hook was told of, for the warning
 */
export function tellHook<Told>(name: string, hook: ((told: Told) => void) | undefined, told: Told, when: string): void {
  try {
    hook?.(told);
  } catch (error) {
    process.emitWarning(`${name} threw after ${when}: ${error instanceof Error ? error.message : String(error)}`, 'MexcRestWarning');
  }
}
