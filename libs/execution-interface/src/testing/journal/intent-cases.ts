import { rejects, strictEqual } from 'node:assert';
import { type IntentOutcome, UNSETTLED_STATES } from '../../intent-state';
import { DuplicateIntentError, IllegalSettlementError, JournalError } from '../../journal-errors';
import type { IntentKind } from '../../order-intent';
import { venueOrderId } from '../../identifiers';
import { type JournalCase, same } from './journal-case';
import { COMMANDS, JOURNAL_NOW_MS, ORDER_ID, buildIntent, collect, idsOf, intentOf, stateOf } from './journal-samples';

const DOUBTS: readonly IntentOutcome[] = [
  { state: 'unknown', code: 'timeout' },
  { state: 'needs-operator', candidates: [ORDER_ID, venueOrderId('739113577038255617')] },
];
const ABSENCES: readonly IntentOutcome[] = [{ state: 'rejected', code: '510' }, { state: 'not-sent' }, { state: 'never-arrived' }];
const PRESENCES: readonly IntentOutcome[] = [{ state: 'accepted', orderId: ORDER_ID }, { state: 'done' }];

export const intentCases: readonly JournalCase[] = [
  {
    name: 'JO-01 an intent is sent, then settled, and both can be read',
    async run(journal, clock) {
      const intent = buildIntent('first');
      same(await journal.record(intent), intent);
      same(await journal.get(intent.clientOrderId), { intent, outcome: { state: 'sent' }, attempts: 1, updatedAtMs: JOURNAL_NOW_MS });
      clock.advance(40);
      await journal.settle(intent.clientOrderId, { state: 'accepted', orderId: ORDER_ID });
      same(await journal.get(intent.clientOrderId), {
        intent,
        outcome: { state: 'accepted', orderId: ORDER_ID },
        attempts: 1,
        updatedAtMs: JOURNAL_NOW_MS + 40,
      });
      strictEqual(await journal.get(buildIntent('other').clientOrderId), undefined);
      strictEqual(await journal.isWritable(), true);
    },
  },
  {
    name: 'JO-02 every kind of intent is kept with its command, whole and exact',
    async run(journal) {
      const kinds = Object.keys(COMMANDS) as IntentKind[];
      for (const kind of kinds) await journal.record(intentOf(kind, `i-${kind}`));
      for (const kind of kinds) {
        const entry = await journal.get(intentOf(kind, `i-${kind}`).clientOrderId);
        same(entry?.intent, intentOf(kind, `i-${kind}`));
      }
      strictEqual((await journal.listUnsettled()).length, kinds.length);
    },
  },
  {
    name: 'JO-03 every outcome comes back as it was handed in',
    async run(journal) {
      for (const [index, outcome] of [...DOUBTS, ...ABSENCES, ...PRESENCES].entries()) {
        const intent = buildIntent(`o-${index}`);
        await journal.record(intent);
        await journal.settle(intent.clientOrderId, outcome);
        same(await stateOf(journal, intent.clientOrderId), outcome);
      }
    },
  },
  {
    name: 'JO-04 one id is one intent: while there is or may be an order, it is used up',
    async run(journal) {
      for (const [index, outcome] of [undefined, ...DOUBTS, ...PRESENCES].entries()) {
        const intent = buildIntent(`u-${index}`);
        await journal.record(intent);
        if (outcome !== undefined) await journal.settle(intent.clientOrderId, outcome);
        const before = await journal.get(intent.clientOrderId);
        await rejects(journal.record(intent), (error: unknown) => {
          strictEqual(error instanceof DuplicateIntentError && error.code, 'duplicate-intent');
          same((error as DuplicateIntentError).entry, before);
          return true;
        });
        same(await journal.get(intent.clientOrderId), before);
      }
    },
  },
  {
    name: 'JO-05 after a proof that no order came of it the same decision may be tried again under its id, once at a time',
    async run(journal, clock) {
      for (const [index, outcome] of ABSENCES.entries()) {
        const intent = buildIntent(`r-${index}`);
        await journal.record(intent);
        await journal.settle(intent.clientOrderId, outcome);
        clock.advance(1_000);
        const again = { ...intent, createdAtMs: clock.nowMs() };
        // The order of fields and the id within the command make no other decision.
        const command = Object.fromEntries(Object.entries({ ...intent.command, clientOrderId: `r-${index}` }).reverse());
        await journal.record({ ...again, command: command as unknown as typeof intent.command });
        same(await journal.get(intent.clientOrderId), {
          intent: again,
          outcome: { state: 'sent' },
          attempts: 2,
          updatedAtMs: clock.nowMs(),
        });
        await rejects(journal.record(again), DuplicateIntentError);
      }
    },
  },
  {
    name: 'JO-06 another decision never takes an id, not even after such a proof',
    async run(journal) {
      const intent = buildIntent('mine');
      await journal.record(intent);
      await journal.settle(intent.clientOrderId, { state: 'not-sent' });
      const closing = { symbol: 'BTC_USDT', side: 'sell', effect: 'close', type: 'market', quantity: '0.001' } as const;
      await rejects(journal.record({ ...intent, command: closing }), DuplicateIntentError);
      await rejects(journal.record({ ...intent, command: { ...intent.command, quantity: '0.002' } as never }), DuplicateIntentError);
      await rejects(journal.record({ ...intent, symbol: 'ETH_USDT' }), DuplicateIntentError);
      await rejects(journal.record(intentOf('reverse', 'mine')), DuplicateIntentError);
      same(await stateOf(journal, intent.clientOrderId), { state: 'not-sent' });
    },
  },
  {
    name: 'JO-07 of many who record one id at once, one is let through',
    async run(journal) {
      const results = await Promise.allSettled(Array.from({ length: 20 }, () => journal.record(buildIntent('race'))));
      strictEqual(results.filter(({ status }) => status === 'fulfilled').length, 1);
      for (const result of results) if (result.status === 'rejected') strictEqual(result.reason instanceof DuplicateIntentError, true);
      const many = Array.from({ length: 50 }, (_, index) => buildIntent(`many-${index}`));
      await Promise.all(many.map((intent) => journal.record(intent)));
      strictEqual((await journal.listUnsettled()).length, 51);
    },
  },
  {
    name: 'JO-08 doubt ends in anything; that there is an order corrects a proof that there is none; nothing leads away from an order',
    async run(journal) {
      const all = [...DOUBTS, ...ABSENCES, ...PRESENCES];
      for (const [row, from] of all.entries()) {
        for (const [column, to] of all.entries()) {
          const { clientOrderId } = await journal.record(buildIntent(`s-${row}-${column}`));
          await journal.settle(clientOrderId, from);
          const isAllowed =
            from === to || UNSETTLED_STATES.some((state) => state === from.state) || (ABSENCES.includes(from) && PRESENCES.includes(to));
          if (isAllowed) await journal.settle(clientOrderId, to);
          else await rejects(journal.settle(clientOrderId, to), IllegalSettlementError);
          same(await stateOf(journal, clientOrderId), isAllowed ? to : from);
        }
      }
      const { clientOrderId } = await journal.record(buildIntent('one-order'));
      await journal.settle(clientOrderId, { state: 'accepted', orderId: ORDER_ID });
      await rejects(journal.settle(clientOrderId, { state: 'accepted', orderId: venueOrderId('8') }), IllegalSettlementError);
    },
  },
  {
    name: 'JO-09 nothing can be settled that was not recorded',
    async run(journal) {
      await rejects(
        journal.settle(buildIntent('never').clientOrderId, { state: 'not-sent' }),
        (error: unknown) => error instanceof JournalError && error.code === 'unknown-intent' && error.message.includes('never'),
      );
    },
  },
  {
    name: 'JO-10 the unsettled are those of which nobody knows, oldest first',
    async run(journal) {
      const outcomes = [undefined, ...DOUBTS, ...ABSENCES, ...PRESENCES];
      for (const [index, outcome] of outcomes.entries()) {
        const { clientOrderId } = await journal.record(buildIntent(`q-${index}`, { createdAtMs: JOURNAL_NOW_MS - index }));
        if (outcome !== undefined) await journal.settle(clientOrderId, outcome);
      }
      same(idsOf(await journal.listUnsettled()), ['q-2', 'q-1', 'q-0']);
    },
  },
  {
    name: 'JO-11 the list is filtered by state, symbol and time, half-open, and pages leave nothing out and repeat nothing',
    async run(journal) {
      const ids = Array.from({ length: 1_203 }, (_, index) => `p-${String(index).padStart(4, '0')}`);
      await Promise.all(
        ids.map((id, index) =>
          // Several of one age lie on every page border.
          journal.record(
            buildIntent(id, { createdAtMs: JOURNAL_NOW_MS + Math.floor(index / 7), symbol: index % 2 === 0 ? 'BTC_USDT' : 'ETH_USDT' }),
          ),
        ),
      );
      await journal.settle(buildIntent('p-0700').clientOrderId, { state: 'done' });
      same(idsOf(await collect(journal.list())), ids);
      same(idsOf(await collect(journal.list({ state: 'done' }))), ['p-0700']);
      strictEqual((await collect(journal.list({ symbol: 'ETH_USDT' }))).length, 601);
      same(idsOf(await collect(journal.list({ fromMs: JOURNAL_NOW_MS + 1, toMs: JOURNAL_NOW_MS + 2 }))), ids.slice(7, 14));
      same(await collect(journal.list({ fromMs: JOURNAL_NOW_MS + 5, toMs: JOURNAL_NOW_MS + 5 })), []);
    },
  },
  {
    name: 'JO-12 what the caller does to its objects afterwards changes nothing in the journal',
    async run(journal) {
      const command = { ...buildIntent('kept').command, quantity: '0.001' };
      const intent = buildIntent('kept', { command: command as never });
      await journal.record(intent);
      command.quantity = '9';
      const entry = await journal.get(intent.clientOrderId);
      same((entry?.intent.command as { quantity?: string }).quantity, '0.001');
    },
  },
];
