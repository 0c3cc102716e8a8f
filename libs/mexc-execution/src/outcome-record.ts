/** Lists tell of each order by itself; a command that places orders tells of them as `createOrder` and of itself. */
export type CommandName =
  | 'createOrder'
  | 'amendOrder'
  | 'chaseOrder'
  | 'cancelOrder'
  | 'cancelAllOrders'
  | 'createPlanOrder'
  | 'createStopOrder'
  | 'createTrailingOrder'
  | 'amendPlanOrder'
  | 'amendProtection'
  | 'amendTrailingOrder'
  | 'cancelConditionalOrder'
  | 'cancelAllConditionalOrders'
  | 'closePosition'
  | 'closeAllPositions'
  | 'reversePosition'
  | 'changeMargin'
  | 'setAutoAddMargin'
  | 'setPositionMode'
  | 'setLeverage';

/** What became of one command, for logs and counters. */
export interface OutcomeRecord {
  readonly command: CommandName;
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
  readonly intentId?: string;
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
  const id = outcome.clientOrderId ?? outcome.intentId;
  const code = (outcome.denial ?? outcome.rejection ?? outcome.unknown)?.code;
  try {
    onOutcome?.({
      command,
      ...(id === undefined ? {} : { clientOrderId: id }),
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
