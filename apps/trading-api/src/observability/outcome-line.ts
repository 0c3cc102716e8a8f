/** What became of one command, as the engine's hook tells it. */
export interface CommandRecord {
  readonly command: string;
  readonly clientOrderId?: string;
  readonly symbol?: string;
  readonly status: string;
  readonly code?: string;
  readonly durationMs: number;
  /** Fencing token of the sender lease that this process has or had last; absent where there is none. */
  readonly grant?: number | undefined;
}

/** One command in one readable line: what, of which contract, under which client order id, how it ended and why, duration. */
export function outcomeLine({ command, clientOrderId, symbol = 'all', status, code, durationMs, grant }: CommandRecord): string {
  const id = clientOrderId === undefined ? '' : ` ${clientOrderId}`;
  return `orders ${command}: ${symbol}${id} | ${status}${code === undefined ? '' : ` ${code}`} | ${Math.round(durationMs)} ms${grant === undefined ? '' : ` | grant ${grant}`}`;
}
