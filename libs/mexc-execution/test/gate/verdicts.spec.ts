import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type JournalEvent, MemoryOrderJournal, type OrderJournal, clientOrderId } from '@prate/execution-interface';
import { TypeOrmOrderJournal } from '../../src/journal';
import { afterThisTest } from '../cleanup';
import { CREATE, NOW, marketBuy, restingBuy } from '../desk';
import { closeLong, codeOf, openGateDesk } from './gate-desk';

async function audited(journal: OrderJournal) {
  let made = 0;
  const problems: unknown[] = [];
  const audit = { journal, newId: () => clientOrderId(`made-${(made += 1)}`), onProblem: (error: unknown) => problems.push(error) };
  const own = await openGateDesk(
    { audit, limits: { maxOrderNotional: '500', maxPositionNotional: '50000', maxTotalNotional: '50000' } },
    { journal },
  );
  const story = async (id: string): Promise<string[]> => (await journal.story(clientOrderId(id))).map(inShort);
  return { ...own, story, problems };
}

const inShort = (event: JournalEvent): string => (event.what === 'verdict' ? `${event.verdict} ${event.code ?? ''}`.trim() : event.what);

test('default: what was said, recorded, sent and answered, of every order, with and without an id of its own (R-233)', async () => {
  const { desk, gate, story, problems } = await audited(new MemoryOrderJournal());
  const outcomes = [
    await desk.during(gate.createOrder(marketBuy({ clientOrderId: 'own-1' }))),
    await desk.during(gate.createOrder(restingBuy())),
    await desk.during(gate.createOrder(marketBuy({ quantity: '0.9', clientOrderId: 'own-2' }))),
    await desk.during(gate.createOrder(marketBuy({ quantity: '0.9' }))),
    await desk.during(gate.createOrder(closeLong(10, { clientOrderId: 'own-3' }))),
  ];
  expect(outcomes.map(codeOf)).toEqual(['accepted', 'accepted', 'max-order-notional', 'max-order-notional', 'accepted']);
  await desk.execution.disconnect();
  expect(await story('own-1')).toEqual(['allowed', 'recorded', 'request', 'settled']);
  expect(await story('made-1')).toEqual(['allowed', 'recorded', 'request', 'settled']);
  expect(await story('own-2')).toEqual(['denied max-order-notional']);
  expect([outcomes[3]?.clientOrderId, await story('made-2')]).toEqual(['made-2', ['denied max-order-notional']]);
  expect(await story('own-3')).toEqual(['allowed', 'recorded', 'request', 'settled']);
  expect(problems).toEqual([]);
});

test('behavior: of an unknown outcome it is told when the request left', async () => {
  const { desk, gate, story } = await audited(new MemoryOrderJournal());
  const { faults } = desk.simulator.control;
  faults.next('create-order', 'accept-then-hang-up');
  expect((await desk.during(gate.createOrder(marketBuy({ clientOrderId: 'lost-1' })))).status).toBe('unknown');
  expect((await story('lost-1')).slice(0, 3)).toEqual(['allowed', 'recorded', 'request']);
});

test('behavior: in a file: notes of many orders are all there, each story in its order, and no order waited for one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'prate-verdicts-'));
  afterThisTest(async () => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'journal.sqlite');
  const identity = { mode: 'simulated', account: 'test' } as const;
  const journal = await TypeOrmOrderJournal.open(path, identity);
  const { desk, gate, arrivals } = await audited(journal);
  const ids = Array.from({ length: 12 }, (_, index) => `many-${index}`);
  const outcomes = await desk.during(Promise.all(ids.map((id) => gate.createOrder(restingBuy({ clientOrderId: id })))));
  expect(new Set(outcomes.map(codeOf))).toEqual(new Set(['accepted']));
  expect(arrivals().filter((path) => CREATE.endsWith(path))).toHaveLength(ids.length);
  await desk.execution.disconnect();
  await journal.close();

  const kept = await TypeOrmOrderJournal.open(path, identity);
  afterThisTest(() => kept.close());
  for (const id of ids) {
    const events = await kept.story(clientOrderId(id));
    expect(events.map(({ what }) => what).sort()).toEqual(['recorded', 'request', 'settled', 'verdict']);
    expect(events.findIndex(({ what }) => what === 'request')).toBeLessThan(events.findIndex(({ what }) => what === 'settled'));
    const request = events.find((event) => event.what === 'request');
    expect(request?.what === 'request' && request.sentAtMs >= NOW).toBe(true);
  }
});
