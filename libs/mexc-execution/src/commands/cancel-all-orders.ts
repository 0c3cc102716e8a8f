import {
  type CancelAllOptions,
  type CancelAllOrdersOutcome,
  type Denial,
  ExecutionError,
  type Order,
  Slots,
  isFinalStatus,
} from '@prate/execution-interface';
import { answerWithin } from '../answer-within';
import type { ExecutionContext } from '../execution-context';
import { byVenueId, readOpenOrders, readOrder } from '../queries/read-orders';
import { type SettledFailure, settleFailure } from '../settle-outcome';
import { cancelListedOrders } from './cancel-orders';
import { cancelWaiting } from './conditional/cancel-waiting';
import { denial, messageOf, show } from './denials';
import { InputCheck } from './input-check';
import { oursAmong } from './ours-among';

/** Orders read at the same time after the call; reads are limited to 20 in 2 s (reference 5.9). */
const PARALLEL_READS = 4;

const KINDS = { order: 'order', plan: 'plan', stop: 'stop', trailing: 'trailing' } as const;
type Kind = keyof typeof KINDS;

/**
 * Cancels all working orders, of one symbol or of all, and what waits where that is asked for. The venue answers no list, so orders are listed
 * before and after, and those that vanished are read. Needs no connection and no journal, unless it is about ours only; a list that cannot be
 * read does not stop the cancel either.
 *
 * @throws {ExecutionError} for a symbol that is no text or empty, which must never come to mean "all"
 */
export async function cancelAllOrders(
  context: ExecutionContext,
  symbol?: string,
  options: CancelAllOptions = {},
): Promise<CancelAllOrdersOutcome> {
  if (symbol !== undefined && (typeof symbol !== 'string' || symbol === '')) {
    throw new ExecutionError(`cancelAllOrders: found ${show(symbol)}, expected a contract such as BTC_USDT, or nothing for all`);
  }
  const wrong = objectTo(options);
  if (wrong !== undefined) return { status: 'denied', denial: wrong };
  const { kinds = ['order'], onlyOurs = false } = options;
  const waiting = (['plan', 'stop', 'trailing'] as const).filter((kind) => kinds.includes(kind));
  const orders = !kinds.includes('order') ? NONE : onlyOurs ? await cancelOurs(context, symbol) : await cancelEverybodys(context, symbol);
  if (waiting.length === 0) return orders;
  // One that fails does not stop the other, and what both came to is told.
  const conditional = await cancelWaiting(context, { kinds: waiting, onlyOurs, ...(symbol === undefined ? {} : { symbol }) });
  return { ...orders, conditional };
}

const NONE = { status: 'done', count: 0, cancelled: [], stillOpen: [], filledMeanwhile: [], unresolved: [] } as const;

function objectTo(options: unknown): Denial | undefined {
  const look = InputCheck.of('options of cancelAllOrders', options);
  if ('denial' in look) return look.denial;
  const { kinds } = look.given;
  const isList = Array.isArray(kinds) && kinds.length > 0 && kinds.every((kind) => Object.hasOwn(KINDS, kind as Kind));
  if (kinds !== undefined && !isList) look.find('kinds', `a list of ${Object.keys(KINDS).join(', ')}`);
  look.optionalFlag('onlyOurs');
  look.only(['kinds', 'onlyOurs']);
  const checked = look.result();
  return 'denial' in checked ? checked.denial : undefined;
}

/**
 * By id, one outcome each, so that nobody else's order is touched. What is known to be ours leaves within half a second, whatever the journal
 * does; what it tells later leaves then, and what it never tells of is not touched.
 */
async function cancelOurs(context: ExecutionContext, symbol: string | undefined): Promise<CancelAllOrdersOutcome> {
  let listed: readonly Order[];
  try {
    listed = await readOpenOrders(context, symbol);
  } catch (error) {
    return nothingSent(error);
  }
  const tally: Tally = { cancelled: [], stillOpen: [], filledMeanwhile: [], unresolved: [] };
  const found = oursAmong(context, listed);
  await answerWithin(context.timer, found.done);
  const early = [...found.ours];
  await cancelListed(context, early, tally);
  try {
    await found.done;
  } catch (error) {
    if (found.ours.length === 0) return nothingSent(error);
    tally.unresolved.push(...found.undecided);
  }
  await cancelListed(
    context,
    found.ours.filter((order) => !early.includes(order)),
    tally,
  );
  return { status: 'done', count: tally.cancelled.length, ...tally };
}

type Tally = Record<'cancelled' | 'stillOpen' | 'filledMeanwhile' | 'unresolved', Order[]>;

function nothingSent(error: unknown): CancelAllOrdersOutcome {
  const message = `cancelAllOrders: nothing was sent, because it could not be read which orders are ours: ${messageOf(error)}`;
  return { status: 'denied', denial: denial('not-sent', message) };
}

async function cancelListed(context: ExecutionContext, ours: readonly Order[], tally: Tally): Promise<void> {
  for (const one of new Set(ours.map((order) => order.symbol))) {
    const listed = ours.filter((order) => order.symbol === one);
    const outcomes = await cancelListedOrders(
      context,
      one,
      listed.map(({ orderId }) => orderId),
    );
    for (const [index, outcome] of outcomes.entries()) {
      const before = listed[index] as Order;
      const now = 'order' in outcome ? outcome.order : undefined;
      if (outcome.status === 'cancelled') tally.cancelled.push(now ?? before);
      else if (outcome.status === 'alreadyFinal' && now?.status === 'filled') tally.filledMeanwhile.push(now);
      else if (outcome.status === 'rejected' || outcome.status === 'denied') tally.stillOpen.push(before);
      else tally.unresolved.push(now ?? before);
    }
  }
}

async function cancelEverybodys(context: ExecutionContext, symbol: string | undefined): Promise<CancelAllOrdersOutcome> {
  const { rest, session } = context;
  const before = await tryList(context, symbol);
  let failure: SettledFailure | undefined;
  try {
    await session.heard(rest.private.cancelAllOrders(symbol === undefined ? {} : { symbol }));
  } catch (error) {
    failure = settleFailure(error);
    if (failure.status !== 'unknown') return failure;
  }

  const after = await tryList(context, symbol);
  if ('problem' in before || 'problem' in after) {
    if (failure?.status === 'unknown') return failure;
    const problem = 'problem' in before ? before.problem : (after as { problem: string }).problem;
    return unknown(`cancelAllOrders: the venue took the cancel, but what it did could not be listed: ${problem}`);
  }
  // A lost answer is settled by what is left: nothing left is an answer, something left may be cancelled any moment.
  if (failure?.status === 'unknown' && after.orders.length > 0) return failure;
  return count(context, before.orders, after.orders);
}

async function count(context: ExecutionContext, before: readonly Order[], after: readonly Order[]): Promise<CancelAllOrdersOutcome> {
  const left = new Set(after.map(({ orderId }) => orderId));
  const slots = new Slots(PARALLEL_READS);
  const gone = await Promise.all(
    before
      .filter(({ orderId }) => !left.has(orderId))
      .map((listed) => slots.run(async () => ({ listed, now: await tryRead(context, listed) }))),
  );
  const cancelled: Order[] = [];
  const filledMeanwhile: Order[] = [];
  const unresolved: Order[] = [];
  const stillOpen = [...after];
  for (const { listed, now } of gone) {
    if (now === undefined) unresolved.push(listed);
    else if (now.status === 'cancelled') cancelled.push(now);
    else if (now.status === 'filled') filledMeanwhile.push(now);
    else if (isFinalStatus(now.status)) unresolved.push(now);
    else stillOpen.push(now);
  }
  return { status: 'done', count: cancelled.length, cancelled, stillOpen, filledMeanwhile, unresolved };
}

async function tryList(
  context: ExecutionContext,
  symbol: string | undefined,
): Promise<{ readonly orders: readonly Order[] } | { readonly problem: string }> {
  try {
    return { orders: await readOpenOrders(context, symbol) };
  } catch (error) {
    return { problem: messageOf(error) };
  }
}

async function tryRead(context: ExecutionContext, { orderId }: Order): Promise<Order | undefined> {
  try {
    return await readOrder(context, byVenueId(orderId));
  } catch {
    return undefined;
  }
}

function unknown(message: string): CancelAllOrdersOutcome {
  return { status: 'unknown', unknown: { code: 'venue-error', message } };
}
