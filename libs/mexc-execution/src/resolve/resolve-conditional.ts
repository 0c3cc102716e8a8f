import {
  type OrderIntent,
  type PlanOrder,
  type StopOrder,
  type TrailingOrder,
  type VenueOrderId,
  venueOrderId,
} from '@prate/execution-interface';
import { planOrderFromWire, stopOrderFromWire, trailingOrderFromWire } from '../from-wire-conditional';
import { isPlanOf, isStopOf, isTrailingOf } from './fingerprint';
import type { Looked, ResolverContext } from './resolver-context';

const EARLY_MS = 60_000;
const DAY_MS = 86_400_000;
/** A protection may answer with the id of one that waits for long. */
const STOPS_SINCE_MS = 30 * DAY_MS;

type ConditionalIntent = OrderIntent<'plan' | 'stop' | 'trailing'>;

/**
 * One look for a conditional order, which has no client id: by its fingerprint, leaving out what other intents of the journal have become.
 * One match is it, unless another shows until the looking ends; several are for a person.
 *
 * @throws {MexcError | JournalError | UnknownSymbolError} when something could not be read: that look proves nothing
 */
export async function lookForConditional(resolver: ResolverContext, intent: ConditionalIntent): Promise<Looked> {
  const matches = await matchesOf(resolver, intent);
  const taken = await takenIds(resolver, intent);
  const found = matches.map(({ id }) => venueOrderId(id)).filter((id) => !taken.has(id));
  const [only] = found;
  if (only === undefined) return { evidence: 'fingerprint', found };
  const unlessMore =
    found.length === 1 ? ({ state: 'accepted', orderId: only } as const) : ({ state: 'needs-operator', candidates: found } as const);
  return { unlessMore, evidence: 'fingerprint', found };
}

async function matchesOf(
  { context, state, reader }: ResolverContext,
  intent: ConditionalIntent,
): Promise<readonly (PlanOrder | StopOrder | TrailingOrder)[]> {
  const { symbol } = intent;
  const instrument = await context.instruments.getInstrument(symbol);
  const evidence = { source: 'read', receivedAtMs: context.clock.nowMs() } as const;
  const since = { symbol, sinceMs: intent.createdAtMs - EARLY_MS };
  if (intent.kind === 'plan') {
    const rows = await reader.allPlans(since);
    await state.inTurn(async () => {
      for (const row of rows) await state.applyPlan(row, evidence);
    });
    return rows.map((row) => planOrderFromWire(row, instrument)).filter((order) => isPlanOf(order, intent, instrument));
  }
  if (intent.kind === 'trailing') {
    const rows = await reader.allTracks(since);
    await state.inTurn(async () => {
      for (const row of rows) await state.applyTrailing(row, evidence);
    });
    return rows.map((row) => trailingOrderFromWire(row, instrument)).filter((order) => isTrailingOf(order, intent, instrument));
  }
  const rows = await reader.allStops({ symbol, sinceMs: intent.createdAtMs - STOPS_SINCE_MS });
  await state.inTurn(async () => {
    for (const row of rows) await state.applyStop(row, evidence);
  });
  return rows.map((row) => stopOrderFromWire(row, instrument)).filter((order) => isStopOf(order, intent, instrument));
}

/** Ids that other intents of this kind have. A stop may share its id with an earlier one. */
async function takenIds(
  { context }: ResolverContext,
  { kind, symbol, clientOrderId, createdAtMs }: ConditionalIntent,
): Promise<ReadonlySet<VenueOrderId>> {
  const taken = new Set<VenueOrderId>();
  if (kind === 'stop') return taken;
  for await (const { intent, outcome } of context.journal.list({ state: 'accepted', symbol, fromMs: createdAtMs - DAY_MS })) {
    if (intent.kind === kind && intent.clientOrderId !== clientOrderId && outcome.state === 'accepted') taken.add(outcome.orderId);
  }
  return taken;
}
