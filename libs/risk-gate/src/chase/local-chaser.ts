import { type Clock, type DecimalText, type ExecutionInterface, type Order, SystemClock, isFinalStatus } from '@prate/execution-interface';
import { compare, subtract } from '@prate/execution-interface/decimal';
import { messageOf } from '../message-of';
import { type GuardTimer, systemGuardTimer } from '../protection/guard-timer';

export interface ChaseOptions {
  readonly over: Pick<ExecutionInterface, 'getOrder' | 'amendOrder' | 'cancelOrder'>;
  readonly symbol: string;
  /** Of a working limit order, the venue's id or ours. */
  readonly orderId: string;
  /** Best bid and ask, quote currency, on the tick. */
  readonly touch: (symbol: string) => Promise<{ readonly bid: DecimalText; readonly ask: DecimalText }>;
  /** No further than this from the price the order began at, quote currency. */
  readonly maxDistance: DecimalText;
  /** So many amendments at most. */
  readonly maxSteps: number;
  /** So long at most, ms. */
  readonly maxMs: number;
  /** Between two looks, ms. Default 1,000. */
  readonly everyMs?: number;
  /** What becomes of an order that works still when it ends by a limit or the signal. Default `leave`. */
  readonly atEnd?: 'leave' | 'cancel';
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
  readonly timer?: GuardTimer;
}

/**
 * - `final`: the order has ended, by itself or by somebody else; nothing is sent for it any more
 * - `distance`, `steps`, `time`, `aborted`: a limit, or the signal
 * - `refused`: an amendment was refused, or the order is not known
 * - `unknown`: an amendment has no answer; nothing is sent on top of it
 */
export interface ChaseReport {
  readonly ended: 'final' | 'distance' | 'steps' | 'time' | 'aborted' | 'refused' | 'unknown';
  /** Amendments that were taken. */
  readonly steps: number;
  /** As last known. */
  readonly order?: Order;
  readonly message?: string;
}

/**
 * Keeps a working limit order at the best price of its own side by amending it, within a distance, a number of steps and a time. One amendment
 * at a time, each after a reading of the order, so that a cancel or a fill is seen before anything is sent; it never makes a new order of its
 * own and never crosses the market. Never rejects.
 */
export async function chaseLocally(options: ChaseOptions): Promise<ChaseReport> {
  const { over, symbol, touch, maxDistance, maxSteps, maxMs, everyMs = 1_000, atEnd = 'leave', signal } = options;
  const { clock = new SystemClock(), timer = systemGuardTimer } = options;
  const startedAtMs = clock.nowMs();
  let { orderId } = options;
  let order: Order | undefined;
  let firstPrice: DecimalText | undefined;
  let steps = 0;
  const report = (ended: ChaseReport['ended'], message?: string): ChaseReport => ({
    ended,
    steps,
    ...(order === undefined ? {} : { order }),
    ...(message === undefined ? {} : { message }),
  });
  const endAtLimit = async (ended: 'distance' | 'steps' | 'time' | 'aborted'): Promise<ChaseReport> => {
    if (atEnd === 'leave') return report(ended);
    const outcome = await over.cancelOrder(symbol, orderId);
    if ('order' in outcome && outcome.order !== undefined) order = outcome.order;
    return outcome.status === 'cancelled' ? report(ended) : report(ended, `its cancel: ${outcome.status}`);
  };
  try {
    for (;;) {
      order = (await over.getOrder(orderId, symbol)) ?? order;
      if (order === undefined) return report('refused', `order ${orderId} of ${symbol} is not known`);
      if (isFinalStatus(order.status)) return report('final');
      if (order.price === undefined) return report('refused', `order ${orderId} has no price to move`);
      firstPrice ??= order.price;
      const isCalledOff = () => signal?.aborted === true;
      if (isCalledOff()) return await endAtLimit('aborted');
      if (clock.nowMs() - startedAtMs >= maxMs) return await endAtLimit('time');
      const { bid, ask } = await touch(symbol);
      if (isCalledOff()) return await endAtLimit('aborted');
      const best = order.side === 'buy' ? bid : ask;
      const isBehind = order.side === 'buy' ? compare(best, order.price) > 0 : compare(best, order.price) < 0;
      if (isBehind) {
        if (isFurther(best, firstPrice, maxDistance)) return await endAtLimit('distance');
        if (steps >= maxSteps) return await endAtLimit('steps');
        const outcome = await over.amendOrder({ symbol, orderId, price: best, size: { contracts: order.contracts } });
        switch (outcome.status) {
          case 'accepted':
            steps += 1;
            ({ order } = outcome);
            ({ orderId } = order);
            break;
          case 'alreadyFinal':
            ({ order } = outcome);
            return report('final');
          case 'notFound':
            return report('refused', `order ${orderId} is not known any more`);
          case 'denied':
            return report('refused', outcome.denial.message);
          case 'rejected':
            return report('refused', `${outcome.rejection.code} ${outcome.rejection.message}`);
          case 'unknown':
            return report('unknown', outcome.unknown.message);
        }
      }
      await pause(timer, everyMs, signal);
    }
  } catch (error) {
    return report('refused', messageOf(error));
  }
}

function isFurther(price: DecimalText, from: DecimalText, distance: DecimalText): boolean {
  return compare(subtract(price, from), distance) > 0 || compare(subtract(from, price), distance) > 0;
}

/** Ends early with the signal; leaves neither timer nor listener behind. */
async function pause(timer: GuardTimer, ms: number, signal: AbortSignal | undefined): Promise<void> {
  if (signal?.aborted === true) return;
  let end: () => void = () => undefined;
  const over = new Promise<void>((resolve) => (end = resolve));
  const cancel = timer.after(ms, end);
  signal?.addEventListener('abort', end, { once: true });
  await over;
  cancel();
  signal?.removeEventListener('abort', end);
}
