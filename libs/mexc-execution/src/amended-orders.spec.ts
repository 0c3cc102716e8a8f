import { MemoryOrderJournal, type VenueOrderId, clientOrderId } from '@prate/execution-interface';
import { ManualClock } from '@prate/execution-interface/testing';
import { AmendedOrders } from './amended-orders';

const NOW = Date.UTC(2026, 9, 7);
const [first, second, third] = ['1', '2', '3'] as unknown as [VenueOrderId, VenueOrderId, VenueOrderId];

test('default: an id leads along all amendments; one that was never amended stands for itself', () => {
  const amended = new AmendedOrders();
  amended.remember(first, second);
  amended.remember(second, third);
  amended.remember(third, third);
  expect([first, second, third].map((id) => amended.current(id))).toEqual([third, third, third]);
});

test('behavior: what earlier processes amended is in the journal', async () => {
  const journal = new MemoryOrderJournal(new ManualClock(NOW));
  const id = clientOrderId('amend-1');
  const command = { symbol: 'BTC_USDT', orderId: first, price: '1', size: { contracts: 1 } } as const;
  await journal.record({ kind: 'amend', clientOrderId: id, symbol: 'BTC_USDT', command, createdAtMs: NOW });
  const amended = new AmendedOrders();
  await amended.load(journal, NOW);
  expect(amended.current(first)).toBe(first);
  await journal.settle(id, { state: 'accepted', orderId: second });
  await amended.load(journal, NOW);
  expect(amended.current(first)).toBe(second);
});

test('error: ids that lead in a circle end the search', () => {
  const amended = new AmendedOrders();
  amended.remember(first, second);
  amended.remember(second, first);
  expect(amended.current(first)).toBe(first);
});
