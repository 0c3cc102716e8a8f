/** What a call failed of that a denial stands on, as its context carries it (`failedCall`). */
export interface FailedCall {
  /** Name of the error. */
  readonly error: string;
  /** Where the venue refused it: the kind of its code. */
  readonly kind?: string;
}

export function failedCallOf(error: unknown): FailedCall {
  if (!(error instanceof Error)) return { error: typeof error };
  const kind: unknown = (error as { readonly kind?: unknown }).kind;
  return { error: error.name, ...(typeof kind === 'string' ? { kind } : {}) };
}
