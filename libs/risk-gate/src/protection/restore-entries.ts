import {
  type ClientOrderId,
  type CreateOrder,
  type ExecutionInterface,
  type JournalEntry,
  type Order,
  type PositionSide,
  isFinalStatus,
  positionSideOf,
} from '@prate/execution-interface';
import { compare, isPositive, subtract } from '@prate/execution-interface/decimal';
import { followClosings } from './closing-id';
import { entryOfPlan } from './guarded-plan';
import { hasPrices, wantedLegs } from './leg-terms';
import { ProtectedEntry } from './protected-entry';
import type { ProtectionOptions } from './protection-options';
import type { LeftPlan } from './restore-plans';

type Journal = NonNullable<ProtectionOptions['journal']>;

let count = 0;

/** Kept in the story of an entry whose stop the caller took away. */
export const RELEASED = 'protection released';

/** The entry that an intent with a stop is; `undefined` for every other. */
export function entryOf(command: CreateOrder, clientOrderId?: ClientOrderId): ProtectedEntry | undefined {
  const { symbol, side, effect, protection } = command;
  // What is no order or no protection is denied by the engine, which reads every field.
  if (effect !== 'open' || protection?.stopLoss === undefined || !hasPrices(protection)) return undefined;
  const positionSide = positionSideOf(side, 'open');
  const key = clientOrderId ?? `${symbol}/${positionSide}/${(count += 1)}`;
  const terms = { symbol, positionSide, ...(clientOrderId === undefined ? {} : { clientOrderId }) };
  return new ProtectedEntry(key, terms, wantedLegs(protection));
}

/** What may be an entry: an order, or a plan that has fired. */
interface Candidate {
  readonly intentId: ClientOrderId;
  /** Of the order, in either kind of id. */
  readonly askedBy: string;
  /** When it was decided, or fired. */
  readonly atMs: number;
  readonly make: () => ProtectedEntry | undefined;
}

/**
 * Entries with a stop that an earlier process left: those that work, those of which nobody knows, and those that may be part of an open
 * position, newest first until all of it is explained.
 *
 * @param plans of ours, of which some have fired: their orders are entries
 * @throws what the engine or the journal throws: nothing is known then
 */
export async function restoreEntries(
  over: ExecutionInterface,
  journal: Journal,
  { nowMs, restoreMs, plans }: { readonly nowMs: number; readonly restoreMs: number; readonly plans: readonly LeftPlan[] },
): Promise<readonly ProtectedEntry[]> {
  const found = new Map<string, ProtectedEntry>();
  const fired = plans.flatMap(ofPlan);
  const keep = async ({ intentId, make }: Candidate, order?: Order): Promise<ProtectedEntry | undefined> => {
    const entry = make();
    if (entry === undefined || found.has(entry.key) || (await isReleased(journal, intentId))) return undefined;
    if (order === undefined) entry.phase = 'unknown';
    else entry.learn(order, 0);
    found.set(entry.key, entry);
    return entry;
  };
  for (const one of await journal.listUnsettled()) await keep(ofIntent(one));
  for (const order of await over.getOpenOrders()) {
    const one = order.clientOrderId === undefined ? undefined : await journal.get(order.clientOrderId);
    const candidate = one === undefined ? fired.find(({ askedBy }) => askedBy === order.orderId) : ofIntent(one);
    if (candidate !== undefined) await keep(candidate, order);
  }
  for (const { symbol, side, contracts, positionId } of await over.getPositions()) {
    let left = contracts;
    const candidates = await candidatesOf(journal, fired, { symbol, positionSide: side, fromMs: nowMs - restoreMs });
    for (const one of candidates) {
      if (!isPositive(left)) break;
      const order = await over.getOrder(one.askedBy, symbol);
      const isOther = order?.positionId !== undefined && order.positionId !== positionId;
      if (order === undefined || isOther || compare(order.filledContracts, '0') <= 0) continue;
      const entry = isFinalStatus(order.status) ? await keep(one, order) : found.get(one.intentId);
      if (entry !== undefined) {
        entry.positionId = positionId;
        await followClosings({ getOrder: (id, of) => over.getOrder(id, of), journal }, entry);
      }
      // What was closed for want of a stop explains nothing of what is held.
      left = subtract(left, entry?.open ?? order.filledContracts);
    }
  }
  if (found.size > 0) await applyAmendments(journal, [...found.values()], nowMs - restoreMs);
  return [...found.values()].filter(({ isReleased: isGone }) => !isGone);
}

/** What the caller asked for last is what is wanted now. */
async function applyAmendments(journal: Journal, entries: readonly ProtectedEntry[], fromMs: number): Promise<void> {
  for await (const { intent } of journal.list({ state: 'done', fromMs: Math.max(0, fromMs) })) {
    if (intent.kind !== 'amend-protection') continue;
    const { of, id, symbol, stopLoss, takeProfit } = intent.command;
    for (const entry of entries.filter(({ terms }) => terms.symbol === symbol)) {
      if (of === 'stop') entry.movedIds.add(id);
      const isMeant = of === 'order' && (entry.clientOrderId === id || [...entry.orderIds].some((one) => one === id));
      if (!isMeant) continue;
      if (stopLoss === undefined) entry.isReleased = true;
      else entry.legs = wantedLegs({ stopLoss, ...(takeProfit === undefined ? {} : { takeProfit }) });
    }
  }
}

function ofIntent({ intent }: JournalEntry): Candidate {
  const { clientOrderId: intentId, createdAtMs: atMs } = intent;
  const make = () => (intent.kind === 'order' ? entryOf(intent.command, intentId) : undefined);
  return { intentId, askedBy: intentId, atMs, make };
}

function ofPlan({ plan, order }: LeftPlan): readonly Candidate[] {
  const { status, orderId, updatedAtMs: atMs } = order;
  if (status !== 'executed' || orderId === undefined) return [];
  return [{ intentId: plan.intentId, askedBy: orderId, atMs, make: () => entryOfPlan(plan, order) }];
}

/** Of one side, newest first. */
async function candidatesOf(
  journal: Journal,
  fired: readonly Candidate[],
  { symbol, positionSide, fromMs }: { readonly symbol: string; readonly positionSide: PositionSide; readonly fromMs: number },
): Promise<readonly Candidate[]> {
  const ofSide = ({ make }: Candidate): boolean => {
    const terms = make()?.terms;
    return terms?.symbol === symbol && terms.positionSide === positionSide;
  };
  const candidates = fired.filter(ofSide);
  for await (const one of journal.list({ state: 'accepted', symbol, fromMs: Math.max(0, fromMs) })) {
    const candidate = ofIntent(one);
    if (ofSide(candidate)) candidates.push(candidate);
  }
  return candidates
    .map((one, index) => ({ one, index }))
    .sort((a, b) => b.one.atMs - a.one.atMs || b.index - a.index)
    .map(({ one }) => one);
}

async function isReleased(journal: Journal, id: ClientOrderId): Promise<boolean> {
  return (await journal.story(id)).some((line) => line.what === 'operator' && line.act === RELEASED);
}
