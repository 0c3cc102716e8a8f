import { MemoryOrderJournal, type OrderIntent, clientOrderId, venueOrderId } from '@prate/execution-interface';
import { IntentTracker } from './intent-tracker';
import { settleByOperator } from './operator-verdict';

const id = clientOrderId('c-1');
const intent = { clientOrderId: id, kind: 'order', symbol: 'BTC_USDT', command: {}, createdAtMs: 1 } as unknown as OrderIntent;
const word = { by: 'anna', reason: 'looked at the account' };

async function openUnknown() {
  const journal = new MemoryOrderJournal();
  const intents = new IntentTracker(journal);
  intents.begin(id);
  await journal.record(intent);
  return { journal, intents };
}

test('default: a person says that there is an order; who and why is kept, and nothing waits for it any more', async () => {
  const { journal, intents } = await openUnknown();
  await intents.end(id, 'BTC_USDT', { state: 'unknown', code: 'timeout' });
  const resolved: string[] = [];
  intents.listen({ onUnknown: () => undefined, onResolved: (_, resolution) => resolved.push(resolution) });
  const outcome = { state: 'accepted', orderId: venueOrderId('739113577038255617') } as const;
  expect(await settleByOperator({ journal, intents }, id, { outcome, ...word })).toMatchObject({ outcome });
  expect((await journal.get(id))?.outcome).toEqual(outcome);
  expect(await journal.story(id)).toContainEqual(expect.objectContaining({ what: 'operator', ...word }));
  expect([intents.unknownCount, resolved]).toEqual([0, ['found']]);
});

test('default: never arrived, of an intent that a crash has left behind', async () => {
  const { journal } = await openUnknown();
  const intents = new IntentTracker(journal);
  await settleByOperator({ journal, intents }, id, { outcome: { state: 'never-arrived' }, ...word });
  expect((await journal.get(id))?.outcome).toEqual({ state: 'never-arrived' });
  expect(intents.unknownCount).toBe(0);
});

test('error: what is under way, what is known, what nobody recorded, and a word without a name', async () => {
  const { journal, intents } = await openUnknown();
  const verdict = { outcome: { state: 'never-arrived' } as const, ...word };
  await expect(settleByOperator({ journal, intents }, id, verdict)).rejects.toMatchObject({ code: 'invalid' });
  await intents.end(id, 'BTC_USDT', { state: 'unknown', code: 'timeout' });
  await expect(settleByOperator({ journal, intents }, id, { ...verdict, by: ' ' })).rejects.toMatchObject({ code: 'invalid' });
  expect(intents.unknownCount).toBe(1);
  await settleByOperator({ journal, intents }, id, verdict);
  await expect(settleByOperator({ journal, intents }, id, verdict)).rejects.toMatchObject({ code: 'illegal-settlement' });
  const other = settleByOperator({ journal, intents }, clientOrderId('never-seen'), verdict);
  await expect(other).rejects.toMatchObject({ code: 'unknown-intent' });
});
