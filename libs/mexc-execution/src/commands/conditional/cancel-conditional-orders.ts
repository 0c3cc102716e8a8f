import type { CancelConditionalOrders, ChangeOutcome, ConditionalOrderId, Denial } from '@prate/execution-interface';
import type { ExecutionContext } from '../../execution-context';
import { findConditionalOrder, readTrailingOrders } from '../../queries/read-conditional-orders';
import { settleFailure } from '../../settle-outcome';
import { denial, messageOf } from '../denials';
import { InputCheck } from '../input-check';

const KINDS = { plan: 'plan', stop: 'stop', trailing: 'trailing' };

/** Cancels one. Needs no connection and no journal. After a lost answer the order tells: one that waits may still be cancelled any moment. */
export async function cancelConditionalOrder(context: ExecutionContext, raw: ConditionalOrderId): Promise<ChangeOutcome> {
  const look = InputCheck.of('conditional order', raw);
  if ('denial' in look) return denied(look.denial);
  look.word('kind', KINDS);
  look.symbol();
  if (typeof look.given['id'] !== 'string' || !/^\d+$/.test(look.given['id'])) look.find('id', 'the digits of an id');
  look.only(['kind', 'symbol', 'id']);
  const checked = look.result<ConditionalOrderId>();
  if ('denial' in checked) return denied(checked.denial);
  const { kind, symbol, id } = checked.command;
  const { rest } = context;
  const send = {
    plan: () => rest.private.cancelPlanOrders({ orders: [{ symbol, orderId: id }] }),
    stop: () => rest.private.cancelStopOrders({ stopPlanOrderIds: [id] }),
    trailing: () => rest.private.cancelTrackOrders({ symbol, trackOrderId: id }),
  }[kind];
  return settle(context, send, async () => {
    const order = await findConditionalOrder(context, checked.command);
    return order?.status === 'cancelled';
  });
}

/**
 * Cancels all of one kind, of one symbol or of all. Trailing orders of all symbols are cancelled symbol by symbol, for what the venue does
 * without one is not documented; what was done and what was not is then in the answer.
 */
export async function cancelAllConditionalOrders(context: ExecutionContext, raw: CancelConditionalOrders): Promise<ChangeOutcome> {
  const look = InputCheck.of('which conditional orders', raw);
  if ('denial' in look) return denied(look.denial);
  look.word('kind', KINDS);
  // A symbol that is wrong never comes to mean all.
  if (look.given['symbol'] !== undefined) look.symbol();
  look.only(['kind', 'symbol']);
  const checked = look.result<CancelConditionalOrders>();
  if ('denial' in checked) return denied(checked.denial);
  const { kind, symbol } = checked.command;
  const { rest } = context;
  const bySymbol = symbol === undefined ? {} : { symbol };
  if (kind === 'plan') return settle(context, () => rest.private.cancelAllPlanOrders(bySymbol));
  if (kind === 'stop') return settle(context, () => rest.private.cancelAllStopOrders(bySymbol));
  if (symbol !== undefined) return settle(context, () => rest.private.cancelTrackOrders({ symbol }));
  return cancelAllTrailing(context);
}

async function cancelAllTrailing(context: ExecutionContext): Promise<ChangeOutcome> {
  let symbols: readonly string[];
  try {
    symbols = [...new Set((await readTrailingOrders(context, { isWaiting: true })).map((order) => order.symbol))];
  } catch (error) {
    return denied(denial('not-sent', `trailing orders: nothing was sent, because they could not be listed: ${messageOf(error)}`));
  }
  const done: string[] = [];
  let failure: Exclude<ChangeOutcome, { status: 'accepted' }> | undefined;
  const failed: string[] = [];
  for (const symbol of symbols) {
    const outcome = await settle(context, () => context.rest.private.cancelTrackOrders({ symbol }));
    if (outcome.status === 'accepted') done.push(symbol);
    else {
      failed.push(symbol);
      // Of several failures the one that says least is told.
      failure = failure === undefined || outcome.status === 'unknown' ? outcome : failure;
    }
  }
  return failure === undefined ? { status: 'accepted' } : named(failure, `cancelled ${list(done)}, not ${list(failed)}`);
}

function list(symbols: readonly string[]): string {
  return symbols.length === 0 ? 'none' : symbols.join(', ');
}

function named(failure: Exclude<ChangeOutcome, { status: 'accepted' }>, what: string): ChangeOutcome {
  if (failure.status === 'denied') return { ...failure, denial: { ...failure.denial, message: `${what}: ${failure.denial.message}` } };
  if (failure.status === 'rejected') {
    return { ...failure, rejection: { ...failure.rejection, message: `${what}: ${failure.rejection.message}` } };
  }
  return { ...failure, unknown: { ...failure.unknown, message: `${what}: ${failure.unknown.message}` } };
}

async function settle(context: ExecutionContext, send: () => Promise<void>, isGone?: () => Promise<boolean>): Promise<ChangeOutcome> {
  try {
    await context.session.heard(send());
    return { status: 'accepted' };
  } catch (error) {
    const failure = settleFailure(error);
    if (failure.status !== 'unknown' || isGone === undefined) return failure;
    try {
      return (await isGone()) ? { status: 'accepted' } : failure;
    } catch {
      return failure;
    }
  }
}

function denied(reason: Denial): ChangeOutcome {
  return { status: 'denied', denial: reason };
}
