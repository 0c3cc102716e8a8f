import type { ExecutionInterface, Position, PositionSide, StopOrder } from '@prate/execution-interface';
import { messageOf } from '../message-of';
import type { GuardParts } from './guard-parts';
import type { ProtectedEntry } from './protected-entry';

export interface SideReading {
  /** When the position was asked for: what filled later may not be in it. */
  readonly askedAtMs: number;
  readonly position?: Position;
  /** Of that side, waiting. */
  readonly stops: readonly StopOrder[];
}

interface Side {
  readonly symbol: string;
  readonly positionSide: PositionSide;
}

/**
 * One look at a side, in the way protection goes: what filled, what is held, what guards it. What moves on between two of them shows too little
 * guarded, never too much.
 */
export async function readSide(
  { over, clock, settings }: GuardParts,
  { symbol, positionSide }: Side,
  entries: readonly ProtectedEntry[],
): Promise<SideReading | { readonly problem: string }> {
  try {
    for (const entry of entries) {
      if (isToBeRead(entry, clock.nowMs(), settings.checkEveryMs)) await readEntry(over, entry, clock.nowMs());
      await readClosing(over, entry);
    }
    const askedAtMs = clock.nowMs();
    const position = await over.getPosition(symbol, positionSide);
    const stops = await over.getStopOrders({ symbol, isWaiting: true });
    return {
      askedAtMs,
      ...(position === undefined ? {} : { position }),
      stops: stops.filter((stop) => stop.positionSide === positionSide),
    };
  } catch (error) {
    return { problem: messageOf(error) };
  }
}

/** One that rests is told of by events; it is read now and then, and at once where its state is doubtful. */
function isToBeRead(entry: ProtectedEntry, nowMs: number, checkEveryMs: number): boolean {
  if (entry.phase === 'sending' || entry.isFinal) return false;
  const { status } = entry.order ?? {};
  return status !== 'open' || nowMs - entry.readAtMs >= checkEveryMs;
}

async function readEntry(over: ExecutionInterface, entry: ProtectedEntry, nowMs: number): Promise<void> {
  if (entry.askedBy === undefined) await findOrderOfPlan(over, entry);
  const id = entry.askedBy;
  if (id === undefined) return;
  const order = await over.getOrder(id, entry.terms.symbol);
  if (order === undefined) return;
  entry.learn(order, nowMs);
  entry.readAtMs = nowMs;
}

/** A plan may be told as fired before it names its order. */
async function findOrderOfPlan(over: ExecutionInterface, { planId, orderIds, terms }: ProtectedEntry): Promise<void> {
  if (planId === undefined) return;
  const plan = (await over.getPlanOrders({ symbol: terms.symbol, isWaiting: false })).find(({ id }) => id === planId);
  if (plan?.orderId !== undefined) orderIds.add(plan.orderId);
}

/** What the closing order filled is held no more. */
async function readClosing(over: ExecutionInterface, entry: ProtectedEntry): Promise<void> {
  if (entry.closing === undefined) return;
  const order = await over.getOrder(entry.closing.id, entry.terms.symbol);
  if (order !== undefined) entry.learnClosing(order);
}
