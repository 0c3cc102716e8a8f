import type { TradeId, VenueOrderId } from '@prate/execution-interface';
import type { ExecutionContext } from '../execution-context';

const OVERLAP_MS = 60_000;
/** As long as the venue answers for orders and fills (reference 5.9). */
const LONGEST_MS = 90 * 86_400_000;
/** Newest intents of which, without a word of what worked, some may still have worked. */
const MOST_INTENTS = 500;

/** Where the telling of the account goes on. */
export interface GoOnFrom {
  /** Nothing before is missing; absent where no process has ever told anything. */
  readonly fromMs?: number;
  /** May have worked then. */
  readonly working: readonly VenueOrderId[];
  /** Fills from around then that were told. */
  readonly told: readonly TradeId[];
}

/**
 * How far earlier processes have told the account. A journal that was never told so goes by its newest fill, and by the orders of its newest
 * intents.
 *
 * @throws {JournalError} when it cannot be read
 */
export async function readToldUpTo({ journal, clock }: Pick<ExecutionContext, 'journal' | 'clock'>): Promise<GoOnFrom> {
  const oldestMs = clock.nowMs() - LONGEST_MS;
  const kept = await journal.toldUpTo();
  const trades: Array<{ readonly atMs: number; readonly tradeId: TradeId }> = [];
  const sinceMs = Math.max(oldestMs, (kept?.atMs ?? 0) - 2 * OVERLAP_MS);
  for await (const { atMs, tradeId } of journal.listTrades({ fromMs: sinceMs })) trades.push({ atMs, tradeId });
  const intents = kept === undefined ? await ordersOfIntents({ journal, fromMs: oldestMs }) : { working: kept.working };
  const fromMs = kept?.atMs ?? trades.at(-1)?.atMs ?? intents.firstMs;
  const { working } = intents;
  const told = trades.filter(({ atMs }) => atMs >= (fromMs ?? 0) - 2 * OVERLAP_MS).map(({ tradeId }) => tradeId);
  return { ...(fromMs === undefined ? {} : { fromMs: Math.max(fromMs, oldestMs) }), working, told };
}

async function ordersOfIntents({ journal, fromMs }: Pick<ExecutionContext, 'journal'> & { readonly fromMs: number }): Promise<{
  readonly working: readonly VenueOrderId[];
  readonly firstMs?: number;
}> {
  const orderIds: VenueOrderId[] = [];
  let firstMs: number | undefined;
  for await (const { intent, outcome } of journal.list({ state: 'accepted', fromMs })) {
    const isOrder = intent.kind === 'order' || intent.kind === 'amend' || intent.kind === 'chase';
    if (!isOrder || outcome.state !== 'accepted') continue;
    firstMs ??= intent.createdAtMs;
    orderIds.push(outcome.orderId);
  }
  return { working: orderIds.slice(-MOST_INTENTS), ...(firstMs === undefined ? {} : { firstMs }) };
}
