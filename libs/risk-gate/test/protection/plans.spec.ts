import {
  type ClientOrderId,
  type CreateConditionalOutcome,
  type CreateOrder,
  type CreatePlanOrder,
  MemoryOrderJournal,
  type PlanOrder,
  clientOrderId,
  decimal,
  venueOrderId,
} from '@prate/execution-interface';
import { ManualClock } from '@prate/execution-interface/testing';
import { BTC, NOW } from '../gate-over-fake';
import { STOP, openGuardDesk, restingEntry, settled } from './guard-desk';
import { StopVenue } from './stop-venue';

const SYMBOL = 'BTC_USDT';
const plan = (more: object = {}): CreatePlanOrder => {
  const trigger = { price: '51000', reference: 'last', direction: 'at-or-above' };
  return { ...restingEntry(10), type: 'market', price: undefined, trigger, validFor: 'one-day', intentId: 'plan-1', ...more } as never;
};

/** Lets plans wait, and fire when a test says so. */
class PlanVenue extends StopVenue {
  readonly journal = new MemoryOrderJournal(this.clock);
  readonly asked = new Map<string, CreatePlanOrder>();
  isAnswerLost = false;
  /** Before the answer to whoever made it. */
  firesAtOnce = false;

  async createPlanOrder(command: CreatePlanOrder): Promise<CreateConditionalOutcome<PlanOrder>> {
    const intentId = clientOrderId(command.intentId ?? 'made');
    await this.journal.record({ kind: 'plan', clientOrderId: intentId, symbol: SYMBOL, command, createdAtMs: this.clock.nowMs() });
    const order = this.addPlan(command);
    if (this.firesAtOnce) this.fire(order.id, '10');
    if (this.isAnswerLost) return { status: 'unknown', intentId, unknown: { code: 'timeout', message: 'no answer' } };
    await this.journal.settle(intentId, { state: 'accepted', orderId: venueOrderId(order.id) });
    return { status: 'accepted', intentId, order };
  }

  addPlan(command: CreatePlanOrder): PlanOrder {
    this.ids += 1n;
    const order: PlanOrder = {
      kind: 'plan',
      id: String(this.ids),
      symbol: SYMBOL,
      status: 'waiting',
      contracts: decimal(command.contracts ?? '1'),
      side: 'buy',
      effect: 'open',
      positionSide: 'long',
      leverage: 10,
      marginMode: 'isolated',
      trigger: { ...command.trigger, price: decimal(command.trigger.price) },
      type: 'market',
      createdAtMs: this.clock.nowMs(),
      updatedAtMs: this.clock.nowMs(),
    };
    this.asked.set(order.id, command);
    this.plans.push(order);
    return order;
  }

  /** Its order comes, and fills so much. */
  fire(id: string, filled: `${number}`, { isNamed = true, isTold = true } = {}): void {
    const { trigger: _trigger, validFor: _validFor, intentId: _id, ...command } = this.asked.get(id) as CreatePlanOrder;
    const order = this.place(command as CreateOrder);
    const executed = { ...this.find(id), status: 'executed', orderId: order.orderId, updatedAtMs: this.clock.nowMs() } as const;
    this.plans.splice(this.plans.indexOf(this.find(id)), 1, executed);
    const { orderId: _orderId, ...unnamed } = executed;
    if (isTold) this.tell({ kind: 'conditional-order', order: isNamed ? executed : unnamed });
    if (filled !== '0') this.fill(order.orderId, filled);
  }

  async amendProtection(): Promise<{ readonly status: 'accepted' }> {
    return { status: 'accepted' };
  }

  resolveAs(id: string, resolution: 'found' | 'never-arrived'): void {
    this.tell({ kind: 'intent-resolved', clientOrderId: clientOrderId(id), resolution });
  }

  end(id: string): void {
    const ended = { ...this.find(id), status: 'cancelled' } as const;
    this.plans.splice(this.plans.indexOf(this.find(id)), 1, ended);
    this.tell({ kind: 'conditional-order', order: ended });
  }

  private find(id: string): PlanOrder {
    const order = this.plans.find((one) => one.id === id);
    if (order === undefined) throw new RangeError(`no plan ${id}`);
    return order;
  }
}

function open() {
  const clock = new ManualClock(NOW);
  const venue = new PlanVenue([BTC], clock);
  const start = () => ({ ...openGuardDesk({ journal: venue.journal }, { venue, clock }), venue });
  return { venue, start };
}

async function accepted(desk: ReturnType<ReturnType<typeof open>['start']>, command = plan()): Promise<PlanOrder> {
  const outcome = await desk.during(desk.gate.createPlanOrder(command));
  if (outcome.status !== 'accepted') throw new Error(JSON.stringify(outcome));
  return outcome.order;
}

const stopsOf = ({ waiting }: PlanVenue) => waiting.map(({ contracts, stopLoss }) => [contracts, stopLoss?.price]);

test('default: while it waits there is nothing to guard; what it opens is, and its stop is read back', async () => {
  const { venue, start } = open();
  const desk = start();
  const { id } = await accepted(desk);
  await desk.timer.pass(60_000, 1_000);
  expect([desk.gate.protection().guarded, desk.timer.count]).toEqual([0, 0]);
  venue.fire(id, '10');
  await desk.timer.pass(8_000);
  expect([desk.found(), venue.placed, stopsOf(venue)]).toEqual([['proven'], 0, [['10', '45000']]]);
  expect(desk.events).toMatchObject([{ finding: 'proven', clientOrderId: 'plan-1', contracts: '10' }]);
});

test.each([
  ['forgets its stop', {}],
  ['tells of it before its order has an id', { isNamed: false }],
])('behavior: a venue that %s: the stop is placed once, and read back', async (_, told) => {
  const { venue, start } = open();
  const desk = start();
  venue.isAttaching = false;
  const { id } = await accepted(desk);
  venue.fire(id, '10', told);
  await desk.timer.pass(20_000);
  expect([desk.found(), venue.placed, stopsOf(venue)]).toEqual([['missing', 'repaired'], 1, [['10', '45000']]]);
});

test('behavior: it fires before its maker has the answer, and fills bit by bit', async () => {
  const { venue, start } = open();
  const desk = start();
  venue.isAttaching = false;
  venue.firesAtOnce = true;
  await accepted(desk);
  await desk.timer.pass(20_000);
  expect([desk.found(), venue.placed, stopsOf(venue)]).toEqual([['missing', 'repaired'], 1, [['10', '45000']]]);
});

test('behavior: the answer to its making is lost; it fired meanwhile, and is guarded as soon as it is known', async () => {
  const { venue, start } = open();
  const desk = start();
  venue.isAttaching = false;
  venue.isAnswerLost = true;
  expect((await desk.during(desk.gate.createPlanOrder(plan()))).status).toBe('unknown');
  const [listed] = venue.plans;
  venue.fire(listed?.id ?? '', '10');
  await venue.journal.settle('plan-1' as ClientOrderId, { state: 'accepted', orderId: venueOrderId(listed?.id ?? '') });
  venue.resolveAs('plan-1', 'found');
  await desk.timer.pass(20_000);
  expect([desk.found(), stopsOf(venue)]).toEqual([['missing', 'repaired'], [['10', '45000']]]);
});

test('behavior: other legs for a waiting plan are what its fills get; one whose stop was taken away is nobody’s', async () => {
  const { venue, start } = open();
  const desk = start();
  venue.isAttaching = false;
  const first = await accepted(desk);
  const second = await accepted(desk, plan({ intentId: 'plan-2' }));
  const amend = { symbol: SYMBOL, of: 'plan' } as const;
  await desk.gate.amendProtection({ ...amend, id: first.id, stopLoss: { ...STOP, price: '44000' } });
  await desk.gate.amendProtection({ ...amend, id: second.id, takeProfit: { ...STOP, price: '60000' } });
  venue.fire(first.id, '10');
  venue.fire(second.id, '10');
  await desk.timer.pass(20_000);
  expect([desk.found(), stopsOf(venue)]).toEqual([['missing', 'repaired'], [['10', '44000']]]);
});

test('behavior: one that was cancelled, one without a stop and one of somebody else guard nothing', async () => {
  const { venue, start } = open();
  const desk = start();
  venue.isAttaching = false;
  const cancelled = await accepted(desk);
  venue.end(cancelled.id);
  const bare = await accepted(desk, plan({ intentId: 'bare', protection: undefined }));
  const foreign = venue.addPlan(plan());
  venue.fire(bare.id, '10');
  venue.fire(foreign.id, '10');
  await desk.timer.pass(20_000);
  expect([desk.found(), venue.placed, desk.gate.protection().guarded]).toEqual([[], 0, 0]);
});

describe('after a restart', () => {
  test.each(['while nobody ran', 'later'] as const)('behavior: one that fires %s is guarded', async (when) => {
    const { venue, start } = open();
    const before = start();
    venue.isAttaching = false;
    const { id } = await accepted(before);
    await before.gate.disconnect();
    if (when === 'while nobody ran') venue.fire(id, '10', { isTold: false });
    const after = start();
    await after.during(after.gate.connect());
    if (when === 'later') venue.fire(id, '10');
    await after.timer.pass(20_000);
    expect([after.found(), before.found(), stopsOf(venue)]).toEqual([['missing', 'repaired'], [], [['10', '45000']]]);
    expect(after.gate.protection()).toMatchObject({ guarded: 1, unprotected: [] });
  });

  test('behavior: a position that is another one since claims nothing for a plan of before', async () => {
    const { venue, start } = open();
    const before = start();
    venue.isAttaching = false;
    const { id } = await accepted(before);
    await before.gate.disconnect();
    venue.fire(id, '10', { isTold: false });
    venue.fill(
      venue.place({ ...restingEntry(10), side: 'sell', effect: 'close', type: 'market', price: undefined } as never).orderId,
      '10',
    );
    const after = start();
    await after.during(after.gate.connect());
    await settled();
    await after.timer.pass(20_000);
    expect([after.found(), venue.placed, after.gate.protection().guarded]).toEqual([[], 0, 0]);
  });
});
