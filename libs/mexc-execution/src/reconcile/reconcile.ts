import { type EventEvidence, Slots, type VenueOrderId } from '@prate/execution-interface';
import { isPositive } from '@prate/execution-interface/decimal';
import { positionModeCodes, type WireDeal, type WireOrder, type WirePosition } from '@prate/mexc-protocol';
import type { ExecutionContext } from '../execution-context';
import { findInstrumentIfAny } from '../queries/find-instrument-if-any';
import { readMark } from '../queries/read-account';
import type { AccountState, ReadEvidence } from '../state/account-state';
import type { AccountReader } from './account-reader';

/** Clocks differ, and rows appear late: this much is read again, and told once all the same (reference 9.19). */
const OVERLAP_MS = 60_000;
/** Rows are stamped in whole seconds in some lists. */
const SECOND_MS = 1_000;
const PARALLEL_READS = 4;

export interface ReconcileOptions {
  /** Nothing is missing before; ms since the epoch. */
  readonly sinceMs: number;
  /** The first look of this process: what had filled before is not waited for. */
  readonly isFirst: boolean;
  /** Orders that worked when an earlier process looked last, and may have ended since. */
  readonly workedBefore?: readonly VenueOrderId[];
}

/**
 * Reads the whole account and applies it: mode, orders (working, finished since, and those that vanished from the list), fills, positions,
 * balances, plan, stop and trailing orders. What differs from what was known is told, by {@link AccountState}, exactly once. Pushes may come
 * meanwhile.
 *
 * @throws {MexcError} when something could not be read; nothing of this pass has been applied then
 */
export async function reconcile(
  context: ExecutionContext,
  state: AccountState,
  reader: AccountReader,
  { sinceMs, isFirst, workedBefore = [] }: ReconcileOptions,
): Promise<void> {
  const { clock, session } = context;
  const beganAtTick = (state.tick += 1);
  const fromMs = sinceMs - OVERLAP_MS;
  const [, working, plans, stops, tracks] = await Promise.all([
    reader.serverTime(),
    reader.openOrders(),
    reader.waitingPlans(),
    reader.waitingStops(),
    reader.liveTracks(),
  ]);
  // After the working ones: what finishes in between is in one of the two.
  const [made, positions, assets, mode] = await Promise.all([
    reader.ordersSince({ sinceMs: fromMs }),
    reader.positions(),
    reader.assets(),
    reader.positionMode(),
  ]);
  const listed = byId([...working, ...made]);
  const worked = new Set([...state.orders.workingOrders().map(({ orderId }) => orderId), ...workedBefore]);
  const vanished = await reader.ordersById([...worked].filter((orderId) => !listed.has(orderId)));
  const orders = [...listed.values(), ...vanished];
  const symbols = symbolsOf(context, state, orders, positions);
  // Not all at once: what waits for its place among the requests must not run out of time.
  const slots = new Slots(PARALLEL_READS);
  const deals = (await Promise.all([...symbols].map((symbol) => slots.run(() => reader.dealsSince({ symbol, sinceMs: fromMs }))))).flat();
  await readMarks(context, state, positions);
  const conditional = await readVanishedConditional(state, reader, {
    beganAtTick,
    listed: new Set([...plans, ...stops, ...tracks].map(({ id }) => id)),
  });

  const evidence: ReadEvidence = { source: 'read', receivedAtMs: clock.nowMs(), beganAtTick };
  await state.inTurn(async () => {
    session.positionMode = positionModeCodes.toWord(mode);
    session.isPositionModeDoubtful = false;
    state.applyPositionMode(session.positionMode, evidence);
    for (const wire of [...orders].sort(byTime)) await state.applyOrder(wire, evidence, { isFirstLook: isFirst });
    for (const wire of [...deals].sort((a, b) => a.timestamp - b.timestamp)) await state.applyTrade(wire, evidence);
    await state.applyReadPositions(positions, evidence);
    state.applyReadBalances(assets, evidence);
    for (const wire of [...plans, ...conditional.plans]) await state.applyPlan(wire, evidence);
    for (const wire of [...stops, ...conditional.stops]) await state.applyStop(wire, evidence);
    for (const wire of [...tracks, ...conditional.tracks]) await state.applyTrailing(wire, evidence);
    await state.archive(evidence);
  });
}

/**
 * Reads one order and its fills, where the two did not add up.
 *
 * @throws {MexcError}
 */
export async function repairOrder({ clock }: ExecutionContext, state: AccountState, reader: AccountReader, orderId: string): Promise<void> {
  const orders = await reader.ordersById([orderId]);
  const deals: readonly WireDeal[] = await reader.dealsOfOrder(orderId);
  const evidence: EventEvidence = { source: 'read', receivedAtMs: clock.nowMs() };
  await state.inTurn(async () => {
    for (const wire of orders) await state.applyOrder(wire, evidence);
    for (const wire of [...deals].sort((a, b) => a.timestamp - b.timestamp)) await state.applyTrade(wire, evidence);
    await state.archive(evidence);
  });
}

/** Contracts in which something may have filled: the venue lists fills by contract only. */
function symbolsOf(
  { intents }: ExecutionContext,
  state: AccountState,
  orders: readonly WireOrder[],
  positions: readonly WirePosition[],
): ReadonlySet<string> {
  const filled = orders.filter(({ dealVol }) => isPositive(dealVol as `${number}`));
  const uneven = state.orders.unevenOrders().values();
  return new Set([
    ...filled.map(({ symbol }) => symbol),
    ...state.orders.workingOrders().map(({ symbol }) => symbol),
    ...state.positions.positions().map(({ symbol }) => symbol),
    ...positions.map(({ symbol }) => symbol),
    ...uneven,
    ...intents.unknownSymbols(),
  ]);
}

/** The list of positions states no profit. A mark that is known stands in for one that cannot be read; what is not listed needs none. */
async function readMarks(context: ExecutionContext, state: AccountState, positions: readonly WirePosition[]): Promise<void> {
  const slots = new Slots(PARALLEL_READS);
  await Promise.all(
    [...new Set(positions.map(({ symbol }) => symbol))].map((symbol) =>
      slots.run(async () => {
        try {
          state.noteMark(await readMark(context, symbol));
        } catch (error) {
          if (state.mark(symbol) === undefined && (await findInstrumentIfAny(context, symbol)) !== undefined) throw error;
        }
      }),
    ),
  );
}

/** What waited, is not listed as waiting any more, and was not heard of meanwhile, has ended: how, its history tells. */
async function readVanishedConditional(
  state: AccountState,
  reader: AccountReader,
  { beganAtTick, listed }: { beganAtTick: number; listed: ReadonlySet<string> },
) {
  const gone = state.conditional.untouchedSince(beganAtTick).filter(({ id }) => !listed.has(id));
  const since = (kind: (typeof gone)[number]['kind']): number | undefined => {
    const made = gone.filter((order) => order.kind === kind).map(({ createdAtMs }) => createdAtMs);
    return made.length === 0 ? undefined : Math.min(...made) - SECOND_MS;
  };
  const plansMs = since('plan');
  const stopsMs = since('stop');
  const tracksMs = since('trailing');
  const ids = new Set(gone.map(({ id }) => id));
  const isGone = ({ id }: { readonly id: string }): boolean => ids.has(id);
  return {
    plans: plansMs === undefined ? [] : (await reader.endedPlans({ sinceMs: plansMs })).filter(isGone),
    stops: stopsMs === undefined ? [] : (await reader.endedStops({ sinceMs: stopsMs })).filter(isGone),
    tracks: tracksMs === undefined ? [] : (await reader.endedTracks({ sinceMs: tracksMs })).filter(isGone),
  };
}

/** Of one order that is in both lists, the later statement: it may have finished in between. */
function byId(rows: readonly WireOrder[]): ReadonlyMap<string, WireOrder> {
  const orders = new Map<string, WireOrder>();
  for (const row of rows) orders.set(row.orderId, row);
  return orders;
}

function byTime(a: WireOrder, b: WireOrder): number {
  return a.updateTime - b.updateTime || (a.orderId < b.orderId ? -1 : 1);
}
