import {
  type IntentOutcome,
  type JournalEntry,
  JournalError,
  MemoryOrderJournal,
  type OrderJournal,
  clientOrderId,
  venueOrderId,
} from '@prate/execution-interface';
import { JOURNAL_NOW_MS, ManualClock, buildIntent } from '@prate/execution-interface/testing';
import fc from 'fast-check';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TypeOrmOrderJournal } from '../../src/journal';

type Step =
  | { readonly do: 'record'; readonly id: number; readonly quantity: string }
  | { readonly do: 'settle'; readonly id: number; readonly outcome: IntentOutcome }
  | { readonly do: 'note'; readonly id: number }
  | { readonly do: 'wait'; readonly ms: number };

const id = fc.integer({ min: 0, max: 2 });
const outcome: fc.Arbitrary<IntentOutcome> = fc.oneof(
  fc.record({ state: fc.constant('accepted' as const), orderId: fc.constantFrom('1', '2').map(venueOrderId) }),
  fc.constant<IntentOutcome>({ state: 'done' }),
  fc.record({ state: fc.constantFrom('rejected' as const, 'unknown' as const), code: fc.constantFrom('510', 'timeout') }),
  fc.constantFrom<IntentOutcome>({ state: 'not-sent' }, { state: 'never-arrived' }),
  fc.constant<IntentOutcome>({ state: 'needs-operator', candidates: [venueOrderId('1'), venueOrderId('2')] }),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('record' as const), id, quantity: fc.constantFrom('0.001', '0.002') }),
  { arbitrary: fc.record({ do: fc.constant('settle' as const), id, outcome }), weight: 2 },
  fc.record({ do: fc.constant('note' as const), id }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 50 }) }),
);
const steps = fc.array(step, { maxLength: 30 });

const names = [0, 1, 2].map((index) => clientOrderId(`p-${index}`));

async function apply(journal: OrderJournal, clock: ManualClock, one: Step): Promise<string> {
  if (one.do === 'wait') {
    clock.advance(one.ms);
    return 'done';
  }
  const name = names[one.id] as (typeof names)[number];
  try {
    if (one.do === 'record') {
      const command = { ...buildIntent(name).command, quantity: one.quantity } as never;
      await journal.record(buildIntent(name, { command, createdAtMs: clock.nowMs() }));
    } else if (one.do === 'settle') await journal.settle(name, one.outcome);
    else await journal.note(name, { what: 'request', sentAtMs: clock.nowMs() });
    return 'done';
  } catch (error) {
    if (error instanceof JournalError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

async function contentOf(journal: OrderJournal): Promise<unknown> {
  const entries: JournalEntry[] = [];
  for await (const entry of journal.list()) entries.push(entry);
  return JSON.parse(
    JSON.stringify({
      entries,
      unsettled: await journal.listUnsettled(),
      stories: await Promise.all(names.map((name) => journal.story(name))),
    }),
  ) as unknown;
}

describe('any sequence of calls', () => {
  let folder: string;
  let count = 0;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'journal-laws-'));
  });

  afterAll(() => rm(folder, { recursive: true }));

  it('behavior: the file says what memory says, answer by answer, and still says it after it was opened again', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        count += 1;
        const path = join(folder, `${count}.db`);
        const [clock, other] = [new ManualClock(JOURNAL_NOW_MS), new ManualClock(JOURNAL_NOW_MS)];
        const options = { mode: 'simulated', account: 'laws', clock } as const;
        const journal = await TypeOrmOrderJournal.open(path, options);
        const model = new MemoryOrderJournal(other);
        try {
          for (const one of sequence) expect(await apply(journal, clock, one)).toBe(await apply(model, other, one));
          expect(await contentOf(journal)).toEqual(await contentOf(model));
        } finally {
          await journal.close();
        }
        const again = await TypeOrmOrderJournal.open(path, options);
        try {
          expect(await contentOf(again)).toEqual(await contentOf(model));
        } finally {
          await again.close();
        }
      }),
      { numRuns: 40, seed: 5 },
    );
  }, 120_000);

  it('behavior: between two recordings of one id lies a proof that the first made no order; after an order nothing comes', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const clock = new ManualClock(JOURNAL_NOW_MS);
        const journal = new MemoryOrderJournal(clock);
        for (const one of sequence) await apply(journal, clock, one);
        for (const name of names) {
          let state = 'none';
          for (const event of await journal.story(name)) {
            if (event.what !== 'recorded' && event.what !== 'settled') continue;
            expect(['accepted', 'done']).not.toContain(state);
            if (event.what === 'recorded') expect(['none', 'rejected', 'not-sent', 'never-arrived']).toContain(state);
            state = event.what === 'recorded' ? 'sent' : event.outcome.state;
          }
          expect((await journal.get(name))?.outcome.state ?? 'none').toBe(state);
        }
      }),
      { numRuns: 500 },
    );
  });
});
