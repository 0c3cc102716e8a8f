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

test('behavior: what began, ended or was found while the journal was read is not told by its older answer', async () => {
  class SlowJournal extends MemoryOrderJournal {
    answer: () => void = () => undefined;
    override async listUnsettled() {
      await new Promise(setImmediate);
      const entries = await super.listUnsettled();
      await new Promise<void>((resolve) => (this.answer = resolve));
      return entries;
    }
  }
  const journal = new SlowJournal();
  const tracker = new IntentTracker(journal);
  const refreshing = tracker.refresh();
  // Recorded before the journal is read, settled before its answer arrives.
  tracker.begin(id);
  await journal.record(intent);
  await twoTurns();
  await tracker.end(id, 'BTC_USDT', { state: 'accepted', orderId: found.orderId });
  journal.answer();
  await refreshing;
  expect(tracker.unknownCount).toBe(0);

  const lost = clientOrderId('c-2');
  tracker.begin(lost);
  await journal.record({ ...intent, clientOrderId: lost });
  await tracker.end(lost, 'BTC_USDT', { state: 'unknown', code: 'timeout' });
  const again = tracker.refresh();
  await twoTurns();
  await tracker.adopt({ ...found, clientOrderId: lost });
  journal.answer();
  await again;
  expect(tracker.unknownCount).toBe(0);
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

async function twoTurns(): Promise<void> {
  await new Promise(setImmediate);
  await new Promise(setImmediate);
}
