import { type Order, type OrderIntent, JournalError, MemoryOrderJournal, clientOrderId } from '@prate/execution-interface';
import { IntentTracker } from './intent-tracker';

const id = clientOrderId('c-1');
const intent = { clientOrderId: id, symbol: 'BTC_USDT', command: {}, createdAtMs: 1 } as OrderIntent;
const found = { clientOrderId: id, orderId: '739113577038255617', symbol: 'BTC_USDT' } as Order;

test('behavior: under way is not unknown; what a crash left behind is', async () => {
  const journal = new MemoryOrderJournal();
  const tracker = new IntentTracker(journal);
  expect(tracker.begin(id)).toBe(true);
  expect(tracker.begin(id)).toBe(false);
  await journal.record(intent);
  await tracker.refresh();
  expect(tracker.unknownIn('BTC_USDT')).toEqual([]);

  const afterRestart = new IntentTracker(journal);
  await afterRestart.refresh();
  expect(afterRestart.unknownIn('BTC_USDT')).toEqual([id]);
  expect(afterRestart.unknownIn('ETH_USDT')).toEqual([]);
});

test('behavior: an order that was read settles its intent', async () => {
  const journal = new MemoryOrderJournal();
  const tracker = new IntentTracker(journal);
  tracker.begin(id);
  await journal.record(intent);
  await tracker.end(id, 'BTC_USDT', { state: 'unknown', code: 'timeout' });
  expect(tracker.unknownCount).toBe(1);
  await tracker.adopt({ ...found, symbol: 'ETH_USDT' });
  expect(tracker.unknownCount).toBe(1);
  await tracker.adopt(found);
  expect(tracker.unknownCount).toBe(0);
  expect((await journal.get(id))?.outcome).toEqual({ state: 'accepted', orderId: found.orderId });
});

test('behavior: an intent that became unknown while the journal was read is not lost', async () => {
  const journal = new MemoryOrderJournal();
  const tracker = new IntentTracker(journal);
  tracker.begin(id);
  await journal.record(intent);
  const refreshing = tracker.refresh();
  await tracker.end(id, 'BTC_USDT', { state: 'unknown', code: 'timeout' });
  await refreshing;
  expect(tracker.unknownIn('BTC_USDT')).toEqual([id]);
});

test('error: an outcome that cannot be written down leaves the intent unknown', async () => {
  class FailingJournal extends MemoryOrderJournal {
    override async settle(): Promise<void> {
      throw new JournalError('disk full');
    }
  }
  const journal = new FailingJournal();
  const tracker = new IntentTracker(journal);
  tracker.begin(id);
  await journal.record(intent);
  await tracker.end(id, 'BTC_USDT', { state: 'accepted', orderId: found.orderId });
  expect(tracker.unknownCount).toBe(1);
  await tracker.adopt(found);
  expect(tracker.unknownCount).toBe(1);
});
