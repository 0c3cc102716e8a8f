import type { Order } from '@prate/execution-interface';
import type { ExecutionContext } from '../execution-context';

/** Which of some orders are ours, as the journal tells it one by one. */
export interface OursAmong {
  /** Grows until `done`; what is known here without the journal is there from the start. */
  readonly ours: readonly Order[];
  /** Of which nothing is known yet, or will be where `done` has failed. */
  readonly undecided: readonly Order[];
  /** Rejects with why the journal tells no more. */
  readonly done: Promise<void>;
}

export function oursAmong({ intents }: Pick<ExecutionContext, 'intents'>, orders: readonly Order[]): OursAmong {
  const named = orders.flatMap((order) => (order.clientOrderId === undefined ? [] : [{ ...order, clientOrderId: order.clientOrderId }]));
  const ours: Order[] = named.filter((order) => intents.isKnownOwn(order));
  const undecided = named.filter((order) => !ours.includes(order));
  const read = async () => {
    for (let [order] = undecided; order !== undefined; [order] = undecided) {
      const isOurs = await intents.recognise(order);
      undecided.shift();
      if (isOurs) ours.push(order);
    }
  };
  const done = read();
  // Whoever needs it hears of it.
  done.catch(() => undefined);
  return { ours, undecided, done };
}
