/** What became of one command, for logs and counters. */
export interface OutcomeRecord {
  readonly command: 'createOrder' | 'cancelOrder' | 'cancelAllOrders' | 'setLeverage';
  readonly clientOrderId?: string;
  /** Absent where a command was for all symbols, or named none. */
  readonly symbol?: string;
  readonly status: string;
  /** Of the denial, the rejection or the unknown. */
  readonly code?: string;
  readonly durationMs: number;
}

/** As much of every outcome as a record tells. */
export interface ReportableOutcome {
  readonly status: string;
  readonly clientOrderId?: string;
  readonly denial?: { readonly code: string };
  readonly rejection?: { readonly code: string };
  readonly unknown?: { readonly code: string };
}

/** Runs a command and tells of its end; a hook that throws changes nothing. */
export async function reportOutcome<Outcome extends ReportableOutcome>(
  onOutcome: ((record: OutcomeRecord) => void) | undefined,
  { command, symbol }: Pick<OutcomeRecord, 'command' | 'symbol'>,
  run: () => Promise<Outcome>,
): Promise<Outcome> {
  const startedAtMs = performance.now();
  const outcome = await run();
  const code = (outcome.denial ?? outcome.rejection ?? outcome.unknown)?.code;
  try {
    onOutcome?.({
      command,
      ...(outcome.clientOrderId === undefined ? {} : { clientOrderId: outcome.clientOrderId }),
      ...(symbol === undefined ? {} : { symbol }),
      status: outcome.status,
      ...(code === undefined ? {} : { code }),
      durationMs: performance.now() - startedAtMs,
    });
  } catch {
    // The outcome is true whether it was written down or not.
  }
  return outcome;
}
