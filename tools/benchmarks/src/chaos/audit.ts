import { type CreateOrder, type JournalEntry, type OrderIntent, type OrderJournal, UNSETTLED_STATES } from '@prate/execution-interface';
import { compare } from '@prate/execution-interface/decimal';
import { MexcFuturesAuth, RequestClock } from '@prate/mexc-auth';
import { type EndpointName, endpoints } from '@prate/mexc-protocol';
import { MexcFuturesRest } from '@prate/mexc-rest';
import type { SimulatedOrder } from '@prate/mexc-simulator';
import type { FastClock } from './fast-clock';
import type { SeenAccount, ToldCancel } from './messages';
import type { World } from './world';

/** What must not be. */
export interface Finding {
  readonly kind: 'duplicate' | 'forgotten' | 'wrong side' | 'cancel' | 'account';
  readonly message: string;
}

export interface Audit {
  readonly findings: readonly Finding[];
  /** Intents of orders: plain, plan, stop and trailing. */
  readonly orders: number;
  /** By kind and state, as the journal ends. */
  readonly states: readonly string[];
  /** How long each intent that was unknown stayed so, ms of the exchange. */
  readonly unknownMs: readonly number[];
  /** Of these the process was killed before it could even say unknown. */
  readonly unknownByKill: number;
  /** Taken for proof of absence, and found later all the same. */
  readonly corrected: number;
}

interface Conditional {
  readonly id: string;
  /** The entry that brought it along: a protection is its entry's. */
  readonly broughtBy?: string;
  readonly orderIds: readonly string[];
}

const CREATING = new Set<OrderIntent['kind']>(['order', 'plan', 'stop', 'trailing']);
const PLACING: readonly (readonly [EndpointName, OrderIntent['kind']])[] = [
  ['create-plan-order', 'plan'],
  ['create-stop-order', 'stop'],
  ['create-track-order', 'trailing'],
];

/** Holds what the journal and the trader say against what the exchange has, line by line. */
export async function audit(world: World, journal: OrderJournal, seen: SeenAccount): Promise<Audit> {
  const findings: Finding[] = [];
  const find = (kind: Finding['kind'], message: string): void => void findings.push({ kind, message: `${world.options.name}: ${message}` });
  const entries = new Map<string, JournalEntry>();
  for await (const entry of journal.list()) entries.set(entry.intent.clientOrderId, entry);
  const all = [...entries.values()];
  const { orders } = world.simulator.control.snapshot();
  const conditional = await conditionalOrders(world);

  checkOrders(world, entries, orders, conditional, find);
  checkConditional(world, all, conditional, find);
  for (const cancel of world.cancels) checkCancel(cancel, orders, find);
  checkAccount(world, seen, find);

  for (const { intent, outcome } of all) {
    if (!UNSETTLED_STATES.some((state) => state === outcome.state)) continue;
    find('forgotten', `${intent.kind} ${intent.clientOrderId} is left ${outcome.state}`);
  }
  return {
    findings,
    orders: all.filter(({ intent }) => CREATING.has(intent.kind)).length,
    states: all.map(({ intent, outcome }) => `${CREATING.has(intent.kind) ? intent.kind : 'change'}: ${outcome.state}`),
    ...(await doubts(journal, all)),
  };
}

type Find = (kind: Finding['kind'], message: string) => void;

/** Orders with client ids: each one's intent is in the journal as accepted, has arrived as often as it was recorded, and stands once. */
function checkOrders(
  world: World,
  entries: ReadonlyMap<string, JournalEntry>,
  orders: readonly Readonly<SimulatedOrder>[],
  conditional: Readonly<Record<'plan' | 'stop' | 'trailing', readonly Conditional[]>>,
  find: Find,
): void {
  for (const [id, count] of world.arrivals) {
    const attempts = entries.get(id)?.attempts ?? 0;
    if (attempts === 0) find('forgotten', `order ${id} was sent, and the journal does not know it`);
    else if (count > attempts) find('duplicate', `order ${id} was sent ${count} times, recorded ${attempts} times`);
  }
  const fired = new Set(Object.values(conditional).flatMap((rows) => rows.flatMap(({ orderIds }) => orderIds)));
  // What a conditional order became has no client id, nor has what takes its place when it is amended.
  for (const { intent, outcome } of entries.values()) {
    if ((intent.kind === 'amend' || intent.kind === 'chase') && outcome.state === 'accepted') fired.add(outcome.orderId);
  }
  const made = new Map<string, Readonly<SimulatedOrder>[]>();
  for (const order of orders) {
    const { externalOid, orderId, category } = order;
    if (externalOid !== '') made.set(externalOid, [...(made.get(externalOid) ?? []), order]);
    else if (category === 'normal' && !fired.has(orderId))
      find('forgotten', `order ${orderId} of nobody: no client id, and no conditional order became it`);
  }
  for (const [id, own] of made) {
    const entry = entries.get(id);
    // An amended order is replaced by another one under its client id: the replaced one ended before.
    const standing = own.filter(({ state, reason }) => !(state === 'cancelled' && reason === 'normal'));
    if (standing.length > 1)
      find('duplicate', `order ${id} stands ${standing.length} times: ${standing.map(({ orderId }) => orderId).join(', ')}`);
    if (entry?.outcome.state !== 'accepted') {
      find('forgotten', `order ${id} is at the exchange, and the journal says ${entry?.outcome.state ?? 'nothing'}`);
    } else if (!own.some(({ orderId }) => entry.outcome.state === 'accepted' && orderId === entry.outcome.orderId)) {
      find(
        'forgotten',
        `order ${id}: the journal names ${entry.outcome.orderId}, the exchange has ${own.map(({ orderId }) => orderId).join(', ')}`,
      );
    }
    if (entry?.intent.kind === 'order') for (const order of own) checkSide(world, entry.intent.command, order, find);
  }
  for (const { intent, outcome } of entries.values()) {
    if (intent.kind !== 'order' || outcome.state !== 'accepted' || made.has(intent.clientOrderId)) continue;
    find('forgotten', `order ${intent.clientOrderId} is accepted in the journal, and the exchange has none of it`);
  }
}

/** What it trades is what was decided: direction, and whether it opens. */
function checkSide(world: World, command: CreateOrder, order: Readonly<SimulatedOrder>, find: Find): void {
  const isBuy = order.side === 'open-long' || order.side === 'close-short';
  const closes = order.side === 'close-long' || order.side === 'close-short' || order.isReduceOnly;
  if (isBuy !== (command.side === 'buy') || closes !== (command.effect === 'close')) {
    find('wrong side', `order ${order.externalOid}: decided ${command.side} to ${command.effect}, the exchange has ${order.side}`);
  }
  if (order.symbol !== command.symbol)
    find('wrong side', `order ${order.externalOid}: decided ${command.symbol}, the exchange has ${order.symbol}`);
  // An amendment changes the size; the first one is as decided.
  if (command.contracts !== undefined && compare(order.vol, command.contracts) > 0 && !wasAmended(world, order)) {
    find('wrong side', `order ${order.externalOid}: decided ${String(command.contracts)} contracts, the exchange has ${order.vol}`);
  }
}

function wasAmended(world: World, { externalOid }: Readonly<SimulatedOrder>): boolean {
  return world.simulator.control.snapshot().orders.filter((other) => other.externalOid === externalOid).length > 1;
}

/** Conditional orders have no client ids: what stands is named by the journal. */
function checkConditional(
  world: World,
  entries: readonly JournalEntry[],
  conditional: Readonly<Record<'plan' | 'stop' | 'trailing', readonly Conditional[]>>,
  find: Find,
): void {
  for (const [endpoint, kind] of PLACING) {
    const own = entries.filter(({ intent }) => intent.kind === kind);
    const attempts = own.reduce((sum, entry) => sum + entry.attempts, 0);
    const arrived = world.conditionalArrivals.of(endpoint);
    if (arrived > attempts) find('duplicate', `${kind} orders were sent ${arrived} times, recorded ${attempts} times`);
    const rows = conditional[kind as 'plan' | 'stop' | 'trailing'];
    const known = new Set<string>();
    for (const { intent, outcome } of own) {
      if (outcome.state !== 'accepted') continue;
      if (kind !== 'stop' && known.has(outcome.orderId))
        find('duplicate', `${kind} ${outcome.orderId} is named by two intents, one of them ${intent.clientOrderId}`);
      known.add(outcome.orderId);
      if (!rows.some(({ id }) => id === outcome.orderId))
        find('forgotten', `${kind} ${intent.clientOrderId}: the exchange has no ${outcome.orderId}`);
    }
    for (const { id, broughtBy } of rows) {
      if (broughtBy !== undefined && isOfEntry(world, entries, broughtBy)) continue;
      if (!known.has(id)) find('forgotten', `${kind} ${id} is at the exchange, and no intent of the journal names it`);
    }
  }
}

function isOfEntry(world: World, entries: readonly JournalEntry[], orderId: string): boolean {
  const entry = world.simulator.control.snapshot().orders.find((order) => order.orderId === orderId);
  return entry !== undefined && entries.some(({ intent }) => intent.clientOrderId === entry.externalOid);
}

function checkCancel({ orderId, status, read }: ToldCancel, orders: readonly Readonly<SimulatedOrder>[], find: Find): void {
  const own = orders.filter((order) => order.orderId === orderId || order.externalOid === orderId);
  if (status === 'notFound' && own.length > 0)
    find('cancel', `order ${orderId}: told as not found, the exchange has it as ${own[0]?.state}`);
  if (status !== 'cancelled' && status !== 'alreadyFinal') return;
  if (own.length === 0) return find('cancel', `order ${orderId}: told as ${status}, the exchange has no such order`);
  if (read === undefined) return;
  const truth = orders.find((order) => order.orderId === read.orderId);
  if (truth === undefined || truth.state !== read.status || compare(truth.dealVol, read.filledContracts as `${number}`) !== 0) {
    find(
      'cancel',
      `order ${orderId}: told as ${status}, read ${read.status} with ${read.filledContracts}, the exchange has ${truth?.state} with ${truth?.dealVol}`,
    );
  }
}

function checkAccount(world: World, seen: SeenAccount, find: Find): void {
  const truth = world.truth();
  for (const name of ['working', 'positions', 'balances', 'violations'] as const) {
    const missing = truth[name].filter((row) => !seen[name].includes(row));
    const extra = seen[name].filter((row) => !truth[name].includes(row));
    for (const row of missing.slice(0, 5)) find('account', `${name}: not seen: ${row}`);
    for (const row of extra.slice(0, 5)) find('account', `${name}: seen, and not so: ${row}`);
  }
}

/** From the record or the lost answer to what settled it. */
async function doubts(
  journal: OrderJournal,
  entries: readonly JournalEntry[],
): Promise<Pick<Audit, 'unknownMs' | 'unknownByKill' | 'corrected'>> {
  const unknownMs: number[] = [];
  let unknownByKill = 0;
  let corrected = 0;
  for (const { intent } of entries) {
    const story = await journal.story(intent.clientOrderId);
    const settled = story.filter((event) => event.what === 'settled');
    const states = settled.map((event) => (event.what === 'settled' ? event.outcome.state : ''));
    const wasLooked = story.some(({ what }) => what === 'resolution');
    const unknownAt = settled[states.indexOf('unknown')];
    const begunAt = unknownAt ?? (wasLooked ? story.find(({ what }) => what === 'recorded') : undefined);
    const end = settled.find((event, at) => states[at] !== 'unknown' && begunAt !== undefined && event.atMs >= begunAt.atMs);
    if (begunAt === undefined || end === undefined) continue;
    unknownMs.push(end.atMs - begunAt.atMs);
    if (unknownAt === undefined) unknownByKill += 1;
    if (states.includes('never-arrived') && states.at(-1) === 'accepted') corrected += 1;
  }
  return { unknownMs, unknownByKill, corrected };
}

/** All that there ever were, as the exchange lists them. */
async function conditionalOrders(world: World): Promise<Readonly<Record<'plan' | 'stop' | 'trailing', readonly Conditional[]>>> {
  const { simulator, clock } = world;
  const limits = Object.fromEntries(Object.keys(endpoints).map((name) => [name, { count: 100_000, windowMs: 1_000 }]));
  const auth = new MexcFuturesAuth({ credentials: simulator.keys, clock: new RequestClock(clock) });
  const rest = new MexcFuturesRest({ baseUrl: simulator.restUrl, auth, limits });
  try {
    const account = rest.private;
    const period = periodOf(clock);
    const plans = await allPages((page) => account.listPlanOrders({ ...period, states: [1, 2, 3, 4, 5], ...page }));
    const stops = await allPages((page) => account.listStopOrders({ ...period, ...page }));
    const tracks = await allPages((page) => account.listTrackOrders({ ...period, states: [0, 1, 2, 3, 4], ...page }));
    return {
      plan: plans.map(({ id, orderId }) => ({ id, orderIds: orderId === undefined ? [] : [orderId] })),
      stop: stops.map(({ id, orderId, placeOrderId }) => ({
        id,
        orderIds: placeOrderId === undefined ? [] : [placeOrderId],
        ...(orderId === undefined || orderId === '0' ? {} : { broughtBy: orderId }),
      })),
      trailing: tracks.map(({ id, orderId }) => ({ id, orderIds: orderId === undefined ? [] : [orderId] })),
    };
  } finally {
    rest.close();
  }
}

function periodOf(clock: FastClock) {
  const endTimeMs = clock.nowMs() + 1_000;
  return { startTimeMs: endTimeMs - 86_400_000, endTimeMs };
}

async function allPages<Row>(read: (page: { pageNum: number; pageSize: number }) => Promise<readonly Row[]>): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let pageNum = 1; ; pageNum += 1) {
    const page = await read({ pageNum, pageSize: 100 });
    rows.push(...page);
    if (page.length < 100) return rows;
  }
}
