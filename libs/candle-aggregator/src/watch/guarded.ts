/** Told what a handler threw, or why a watch could not read. */
export type WatchErrorHook = (error: unknown) => void;

/** Calls a handler so that what it throws, or rejects with, harms nobody and is told to the hook. */
export function callGuarded<Value>(handler: (value: Value) => void, value: Value, onError: WatchErrorHook): void {
  try {
    const result: unknown = handler(value);
    // Of an async handler, which the type lets through.
    if (result instanceof Promise) result.catch((error: unknown) => tell(onError, error));
  } catch (error) {
    tell(onError, error);
  }
}

/** Tells the hook of an error. */
export function tell(onError: WatchErrorHook, error: unknown): void {
  try {
    onError(error);
  } catch {
    // A hook that throws about a handler that threw: there is nobody left to tell.
  }
}
