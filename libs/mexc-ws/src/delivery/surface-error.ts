/**
 * Hands an error thrown by a caller's own handler to the hook, and without a hook to the process, as an unhandled rejection: it is not
 * ours to swallow, and the stream goes on either way.
 */
export function surfaceError(error: unknown, hook: ((error: unknown) => void) | undefined): void {
  if (hook === undefined) return void Promise.reject(error instanceof Error ? error : new Error(String(error)));
  try {
    hook(error);
  } catch (fromHook) {
    void Promise.reject(fromHook instanceof Error ? fromHook : new Error(String(fromHook)));
  }
}

/** The hook, made safe to call from anywhere; undefined stays undefined, so that nothing is prepared for nobody. */
export function guardHook<Value>(hook: ((value: Value) => void) | undefined, onHandlerError: ((error: unknown) => void) | undefined) {
  if (hook === undefined) return undefined;
  return (value: Value): void => {
    try {
      hook(value);
    } catch (error) {
      surfaceError(error, onHandlerError);
    }
  };
}
