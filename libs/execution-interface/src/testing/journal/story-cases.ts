import { ok, rejects, strictEqual } from 'node:assert';
import { clientOrderId } from '../../identifiers';
import { JournalError } from '../../journal-errors';
import type { JournalNote } from '../../journal-note';
import { type JournalCase, same } from './journal-case';
import { JOURNAL_NOW_MS, ORDER_ID, buildIntent } from './journal-samples';

export const storyCases: readonly JournalCase[] = [
  {
    name: 'JO-20 a story is told whole and in order, attempts, outcomes and notes',
    async run(journal, clock) {
      const intent = buildIntent('told');
      const { clientOrderId: id } = intent;
      const notes: readonly JournalNote[] = [
        { what: 'verdict', verdict: 'allowed' },
        { what: 'request', sentAtMs: JOURNAL_NOW_MS + 2 },
        { what: 'resolution', evidence: 'open-orders', found: [] },
        { what: 'operator', by: 'Ada', act: 'adopt', reason: 'seen on the page of the venue' },
      ];
      const [verdict, request, resolution, operator] = notes as [JournalNote, JournalNote, JournalNote, JournalNote];
      await journal.note(id, verdict);
      clock.advance(1);
      await journal.record(intent);
      await journal.note(id, request);
      await journal.settle(id, { state: 'unknown', code: 'timeout' });
      await journal.note(id, resolution);
      await journal.settle(id, { state: 'never-arrived' });
      clock.advance(1);
      const again = { ...intent, createdAtMs: clock.nowMs() };
      await journal.record(again);
      await journal.note(id, operator);
      await journal.settle(id, { state: 'accepted', orderId: ORDER_ID });
      const atMs = JOURNAL_NOW_MS + 1;
      same(await journal.story(id), [
        { clientOrderId: id, atMs: JOURNAL_NOW_MS, ...verdict },
        { clientOrderId: id, atMs, what: 'recorded', attempt: 1, intent },
        { clientOrderId: id, atMs, ...request },
        { clientOrderId: id, atMs, what: 'settled', attempt: 1, outcome: { state: 'unknown', code: 'timeout' } },
        { clientOrderId: id, atMs, ...resolution },
        { clientOrderId: id, atMs, what: 'settled', attempt: 1, outcome: { state: 'never-arrived' } },
        { clientOrderId: id, atMs: atMs + 1, what: 'recorded', attempt: 2, intent: again },
        { clientOrderId: id, atMs: atMs + 1, ...operator },
        { clientOrderId: id, atMs: atMs + 1, what: 'settled', attempt: 2, outcome: { state: 'accepted', orderId: ORDER_ID } },
      ]);
    },
  },
  {
    name: 'JO-21 what was refused, and what was known already, leaves no event',
    async run(journal) {
      const intent = buildIntent('quiet');
      await journal.record(intent);
      await journal.settle(intent.clientOrderId, { state: 'accepted', orderId: ORDER_ID });
      await journal.settle(intent.clientOrderId, { state: 'accepted', orderId: ORDER_ID });
      await rejects(journal.settle(intent.clientOrderId, { state: 'not-sent' }), JournalError);
      await rejects(journal.record(intent), JournalError);
      same(
        (await journal.story(intent.clientOrderId)).map(({ what }) => what),
        ['recorded', 'settled'],
      );
    },
  },
  {
    name: 'JO-22 an order that was denied before it was recorded has a story, and stories do not mix',
    async run(journal) {
      const denied = clientOrderId('denied');
      await journal.note(denied, { what: 'verdict', verdict: 'denied', code: 'max-order-notional', message: 'found 900, expected 500' });
      await journal.record(buildIntent('other'));
      strictEqual((await journal.story(denied)).length, 1);
      strictEqual(await journal.get(denied), undefined);
      same(await journal.story(clientOrderId('nobody')), []);
    },
  },
  {
    name: 'JO-23 a note keeps its own fields only, and an operator says who, what and why',
    async run(journal) {
      const id = clientOrderId('secret');
      const note = { what: 'request', sentAtMs: JOURNAL_NOW_MS, headers: { ApiKey: 'sentinel' }, signature: 'sentinel' } as const;
      await journal.note(id, note);
      await journal.settle((await journal.record(buildIntent('secret'))).clientOrderId, {
        state: 'unknown',
        code: 'timeout',
        headers: 'sentinel',
      } as never);
      ok(!JSON.stringify([await journal.story(id), await journal.get(id)]).includes('sentinel'));
      await rejects(journal.note(id, { what: 'operator', by: ' ', act: 'adopt', reason: 'x' }), JournalError);
      await rejects(journal.note(id, { what: 'gossip' } as never), JournalError);
    },
  },
];
