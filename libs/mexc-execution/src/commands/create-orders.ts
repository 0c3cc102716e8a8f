import { type CreateOrder, type CreateOrderOutcome, ExecutionError } from '@prate/execution-interface';
import { denial, show } from './denials';

/**
 * One after the other, because the venue's batch is for market makers only; the request windows pace them. One outcome each, in order. What
 * was not begun when the signal was aborted was not sent; what was under way is told as it ended.
 *
 * @throws {ExecutionError} for something that is no list
 */
export async function createOrders(
  create: (command: CreateOrder) => Promise<CreateOrderOutcome>,
  commands: readonly CreateOrder[],
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<readonly CreateOrderOutcome[]> {
  if (!Array.isArray(commands)) throw new ExecutionError(`createOrders: found ${show(commands)}, expected a list of orders`);
  const outcomes: CreateOrderOutcome[] = [];
  for (const [index, command] of [...(commands as readonly CreateOrder[])].entries()) {
    if (signal?.aborted === true) {
      const message = `order ${index + 1} of ${commands.length}: it was not sent, because the list was stopped before it`;
      outcomes.push({ status: 'denied', denial: denial('not-sent', message, { reason: 'aborted', index }) });
    } else {
      outcomes.push(await create(command));
    }
  }
  return outcomes;
}
