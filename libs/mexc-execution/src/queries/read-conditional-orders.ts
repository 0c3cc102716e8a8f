import type { ConditionalOrderId, ConditionalQuery, PlanOrder, StopOrder, TrailingOrder } from '@prate/execution-interface';
import { planStateCodes, trackStateCodes } from '@prate/mexc-protocol';
import { iteratePages } from '@prate/mexc-rest';
import type { ExecutionContext } from '../execution-context';
import { planOrderFromWire, stopOrderFromWire, trailingOrderFromWire } from '../from-wire-conditional';
import { findInstrumentIfAny } from './find-instrument-if-any';

const PAGE_SIZE = 100;
/** The longest period that the venue lists (reference 5.9), less what clocks and travel may take. */
const LISTED_MS = 90 * 86_400_000 - 60_000;
/** Orders of this very moment are listed although its clock may be ahead of ours. */
const AHEAD_MS = 60_000;

const PLAN_WAITING = [planStateCodes.toCode('untriggered')];
const PLAN_DONE = (['cancelled', 'executed', 'invalid', 'failed'] as const).map((word) => planStateCodes.toCode(word));
const TRACK_WAITING = (['inactive', 'active'] as const).map((word) => trackStateCodes.toCode(word));
const TRACK_DONE = (['executed', 'failed', 'cancelled'] as const).map((word) => trackStateCodes.toCode(word));

/** Plan orders of the last 90 days, newest first: the venue lists no older ones, though the web site can make some that wait longer. */
export async function readPlanOrders(
  context: ExecutionContext,
  { symbol, isWaiting }: ConditionalQuery = {},
): Promise<readonly PlanOrder[]> {
  const { rest, session } = context;
  const found: PlanOrder[] = [];
  const states = isWaiting === undefined ? {} : { states: isWaiting ? PLAN_WAITING : PLAN_DONE };
  const asked = { ...(symbol === undefined ? {} : { symbol }), ...states, ...listedPeriod(context) };
  const rows = iteratePages(({ pageNum, pageSize }) => session.heard(rest.private.listPlanOrders({ ...asked, pageNum, pageSize })), {
    pageSize: PAGE_SIZE,
    idOf: ({ id }) => id,
  });
  for await (const row of rows) found.push(planOrderFromWire(row, await findInstrumentIfAny(context, row.symbol)));
  return found.filter((order) => isAsked(order, { symbol, isWaiting }));
}

/** Take-profit and stop-loss orders; those that are done as far as the venue lists them. */
export async function readStopOrders(
  context: ExecutionContext,
  { symbol, isWaiting }: ConditionalQuery = {},
): Promise<readonly StopOrder[]> {
  const { rest, session } = context;
  const found = new Map<string, StopOrder>();
  const bySymbol = symbol === undefined ? {} : { symbol };
  if (isWaiting !== true) {
    const rows = iteratePages(
      ({ pageNum, pageSize }) => session.heard(rest.private.listStopOrders({ ...bySymbol, ...listedPeriod(context), pageNum, pageSize })),
      { pageSize: PAGE_SIZE, idOf: ({ id }) => id },
    );
    for await (const row of rows) found.set(row.id, stopOrderFromWire(row, await findInstrumentIfAny(context, row.symbol)));
  }
  if (isWaiting !== false) {
    for (const row of await session.heard(rest.private.listOpenStopOrders(bySymbol))) {
      found.set(row.id, stopOrderFromWire(row, await findInstrumentIfAny(context, row.symbol)));
    }
  }
  return [...found.values()].filter((order) => isAsked(order, { symbol, isWaiting }));
}

/** Trailing orders of the last 90 days, newest first. */
export async function readTrailingOrders(
  context: ExecutionContext,
  { symbol, isWaiting }: ConditionalQuery = {},
): Promise<readonly TrailingOrder[]> {
  const { rest, session } = context;
  const found: TrailingOrder[] = [];
  const states = [...(isWaiting === false ? [] : TRACK_WAITING), ...(isWaiting === true ? [] : TRACK_DONE)];
  const asked = { ...(symbol === undefined ? {} : { symbol }), states, ...listedPeriod(context) };
  const rows = iteratePages(({ pageNum, pageSize }) => session.heard(rest.private.listTrackOrders({ ...asked, pageNum, pageSize })), {
    pageSize: PAGE_SIZE,
    idOf: ({ id }) => id,
  });
  for await (const row of rows) found.push(trailingOrderFromWire(row, await findInstrumentIfAny(context, row.symbol)));
  return found.filter((order) => isAsked(order, { symbol, isWaiting }));
}

/** One by its kind and id; `undefined` where the venue lists none. */
export async function findConditionalOrder(
  context: ExecutionContext,
  { kind, symbol, id }: ConditionalOrderId,
): Promise<PlanOrder | StopOrder | TrailingOrder | undefined> {
  const read = { plan: readPlanOrders, stop: readStopOrders, trailing: readTrailingOrders }[kind];
  const waiting = (await read(context, { symbol, isWaiting: true })).find((order) => order.id === id);
  return waiting ?? (await read(context, { symbol, isWaiting: false })).find((order) => order.id === id);
}

/** The venue's filters are not trusted: what was not asked for is not given out. */
function isAsked(
  { symbol, status }: PlanOrder | StopOrder | TrailingOrder,
  asked: { readonly symbol: string | undefined; readonly isWaiting: boolean | undefined },
): boolean {
  const isWaiting = status === 'waiting' || status === 'active';
  return (asked.symbol ?? symbol) === symbol && (asked.isWaiting ?? isWaiting) === isWaiting;
}

function listedPeriod({ clock }: ExecutionContext) {
  const nowMs = clock.nowMs();
  return { startTimeMs: nowMs - LISTED_MS + AHEAD_MS, endTimeMs: nowMs + AHEAD_MS };
}
