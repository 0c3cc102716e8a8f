import type { IntentOutcome, JournalEntry, OrderJournal } from '@prate/execution-interface';
import { compare } from '@prate/execution-interface/decimal';
import type { MexcFuturesExecution, OperatorVerdict } from '@prate/mexc-execution';

const WORD = { by: 'operator', reason: 'looked at the account' } as const;

/**
 * A person who decides what no reading can: of orders that are alike one that no other intent has become; of a change that nothing shows,
 * that it is done with.
 *
 * @returns one line for each that was decided, for people
 */
export async function decideForPeople(execution: MexcFuturesExecution, journal: OrderJournal): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const entry of await journal.listUnsettled()) {
    if (entry.outcome.state !== 'needs-operator') continue;
    const { candidates } = entry.outcome;
    await execution.resolveIntent(entry.intent.clientOrderId, { ...WORD, outcome: await verdictOf(entry, journal, execution) });
    lines.push(
      `${entry.intent.kind}: ${candidates.length > 1 ? `${candidates.length} alike at the exchange` : 'no reading can tell what became of it'}`,
    );
  }
  return lines;
}

async function verdictOf(
  { intent, outcome }: JournalEntry,
  journal: OrderJournal,
  execution: MexcFuturesExecution,
): Promise<OperatorVerdict['outcome']> {
  if (intent.kind === 'amend') {
    // An order without a client id has another id once it is amended, and looks as it was asked for.
    const { symbol, createdAtMs, command } = intent;
    const successor = (await execution.getOpenOrders(symbol)).find(
      (order) =>
        order.clientOrderId === undefined &&
        order.createdAtMs >= createdAtMs &&
        order.price !== undefined &&
        compare(order.price, command.price) === 0,
    );
    if (successor !== undefined) return { state: 'accepted', orderId: successor.orderId };
  }
  if (outcome.state !== 'needs-operator' || outcome.candidates.length === 0 || !['plan', 'stop', 'trailing'].includes(intent.kind)) {
    return { state: 'done' };
  }
  const taken = new Set<string>();
  for await (const other of journal.list({ state: 'accepted', symbol: intent.symbol })) {
    if (other.intent.kind === intent.kind) taken.add((other.outcome as Extract<IntentOutcome, { state: 'accepted' }>).orderId);
  }
  const orderId = outcome.candidates.find((id) => !taken.has(id));
  return orderId === undefined ? { state: 'never-arrived' } : { state: 'accepted', orderId };
}
