import {
  type ClosePosition,
  type CreateOrder,
  type CreateOrderOutcome,
  MemoryOrderJournal,
  clientOrderId,
} from '@prate/execution-interface';
import { ManualClock } from '@prate/execution-interface/testing';
import { BTC, NOW } from '../gate-over-fake';
import { entry, openGuardDesk } from './guard-desk';
import { StopVenue } from './stop-venue';

/** Closes by the journal, as the engine does: recorded under its id before it is sent, and no id twice. */
class RecordingVenue extends StopVenue {
  readonly journal = new MemoryOrderJournal(this.clock);

  override async closePosition(asked: ClosePosition): Promise<CreateOrderOutcome> {
    const id = clientOrderId(asked.clientOrderId ?? `made${this.calls.length}`);
    const side = asked.positionSide === 'long' ? 'sell' : 'buy';
    const command = { symbol: asked.symbol, side, effect: 'close', type: 'market', contracts: asked.size?.contracts } as CreateOrder;
    try {
      await this.journal.record({ kind: 'order', clientOrderId: id, symbol: asked.symbol, command, createdAtMs: this.clock.nowMs() });
    } catch {
      return { status: 'denied', clientOrderId: id, denial: { code: 'client-order-id-reused', message: 'used', context: {} } };
    }
    const outcome = await this.createOrder({ ...command, clientOrderId: id });
    if (outcome.status === 'accepted') await this.journal.settle(id, { state: 'accepted', orderId: outcome.order.orderId });
    return outcome;
  }

  async enter(id: string, contracts: number): Promise<void> {
    const command = { ...entry(contracts), clientOrderId: clientOrderId(id) };
    await this.journal.record({ kind: 'order', clientOrderId: command.clientOrderId, symbol: 'BTC_USDT', command, createdAtMs: NOW });
    const order = this.place(command, id);
    this.fill(order.orderId, `${contracts}`);
    await this.journal.settle(command.clientOrderId, { state: 'accepted', orderId: order.orderId });
  }

  get heldContracts(): string | undefined {
    return this.held.get('BTC_USDT/long');
  }
}

function openVenue() {
  const clock = new ManualClock(NOW);
  const venue = new RecordingVenue([BTC], clock);
  venue.isAttaching = false;
  venue.stopFates.push(...Array.from({ length: 500 }, () => 'refuse' as const));
  // Somebody else's part of the same position.
  const others = venue.place(entry(20, { protection: undefined }));
  venue.fill(others.orderId, '20');
  const start = () => openGuardDesk({ journal: venue.journal, onUnproven: 'flatten' }, { venue, clock });
  return { venue, clock, start };
}

test('default: an entry that was closed for want of a stop is closed once: a restart takes no more, and places no stop for it', async () => {
  const { venue, start } = openVenue();
  await venue.enter('e1', 10);
  const first = start();
  await first.during(first.gate.connect());
  await first.timer.pass(15_000);
  expect(venue.heldContracts).toBe('20');
  await first.gate.disconnect();
  const { placed } = venue;
  const second = start();
  await second.during(second.gate.connect());
  await second.timer.pass(30_000);
  expect([venue.heldContracts, venue.placed]).toEqual(['20', placed]);
});

test('behavior: two processes that guard the same entry close it once', async () => {
  const { venue, start, clock } = openVenue();
  await venue.enter('e1', 10);
  const desks = [start(), start()];
  for (const { gate, during } of desks) await during(gate.connect());
  for (let turn = 0; turn < 300; turn += 1) {
    clock.advance(100);
    for (const { timer } of desks) await timer.pass(0.001, 0.001);
  }
  expect(venue.heldContracts).toBe('20');
});

test('behavior: after a restart an older entry of the same position is guarded still', async () => {
  const { venue, start } = openVenue();
  venue.held.set('BTC_USDT/long', '0');
  venue.isAttaching = true;
  await venue.enter('e0', 10);
  venue.isAttaching = false;
  await venue.enter('e1', 10);
  const [stop] = venue.waiting;
  const first = start();
  await first.during(first.gate.connect());
  await first.timer.pass(15_000);
  expect(venue.heldContracts).toBe('10');
  await first.gate.disconnect();
  const second = start();
  await second.during(second.gate.connect());
  await second.timer.pass(2_000);
  venue.stopFates.length = 0;
  venue.dropStop(stop?.id ?? '');
  await second.timer.pass(10_000);
  expect([venue.heldContracts, venue.guardedContracts]).toEqual(['10', '10']);
});
