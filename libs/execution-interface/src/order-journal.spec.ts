import { clientOrderId, venueOrderId } from './identifiers';
import { DuplicateIntentError, JournalError, type IntentState, MemoryOrderJournal, type OrderIntent } from './order-journal';

const intent: OrderIntent = {
  clientOrderId: clientOrderId('first'),
  symbol: 'BTC_USDT',
  command: { symbol: 'BTC_USDT', side: 'buy', effect: 'open', type: 'market', quantity: '0.001', leverage: 10, marginMode: 'isolated' },
  createdAtMs: 1_767_225_600_000,
};

describe('MemoryOrderJournal', () => {
  it('default: an intent is sent, then settled, and the story can be read', async () => {
    const journal = new MemoryOrderJournal();
    await journal.record(intent);
    expect((await journal.get(intent.clientOrderId))?.outcome).toEqual({ state: 'sent' });
    expect(await journal.listUnsettled()).toHaveLength(1);
    await journal.settle(intent.clientOrderId, { state: 'accepted', orderId: venueOrderId('739113577038255616') });
    expect((await journal.get(intent.clientOrderId))?.outcome).toEqual({ state: 'accepted', orderId: '739113577038255616' });
    expect(await journal.listUnsettled()).toEqual([]);
  });

  it('behavior: unknown stays on the list of the unsettled', async () => {
    const journal = new MemoryOrderJournal();
    await journal.record(intent);
    await journal.settle(intent.clientOrderId, { state: 'unknown', code: 'timeout' });
    expect(await journal.listUnsettled()).toHaveLength(1);
  });

  it('error: one id is one intent', async () => {
    const journal = new MemoryOrderJournal();
    await journal.record(intent);
    await expect(journal.record(intent)).rejects.toThrow(DuplicateIntentError);
  });

  it.each<IntentState>([{ state: 'rejected', code: '510' }, { state: 'not-sent' }])(
    'behavior: after %j the same command may be recorded again, once at a time; another command may not',
    async (outcome) => {
      const journal = new MemoryOrderJournal();
      await journal.record(intent);
      await journal.settle(intent.clientOrderId, outcome);
      const another = { ...intent, command: { ...intent.command, effect: 'close' } as unknown as OrderIntent['command'] };
      await expect(journal.record(another)).rejects.toThrow(DuplicateIntentError);
      await journal.record({ ...intent, createdAtMs: intent.createdAtMs + 1 });
      await expect(journal.record(intent)).rejects.toThrow(DuplicateIntentError);
    },
  );

  it.each<IntentState>([
    { state: 'sent' },
    { state: 'unknown', code: 'timeout' },
    { state: 'accepted', orderId: venueOrderId('739113577038255616') },
  ])('error: after %j there is or may be an order, so the id is used up', async (outcome) => {
    const journal = new MemoryOrderJournal();
    await journal.record(intent);
    await journal.settle(intent.clientOrderId, outcome);
    await expect(journal.record(intent)).rejects.toThrow(DuplicateIntentError);
  });

  it('error: nothing can be settled that was not recorded', async () => {
    await expect(new MemoryOrderJournal().settle(intent.clientOrderId, { state: 'not-sent' })).rejects.toThrow(JournalError);
  });
});
