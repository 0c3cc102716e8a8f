import type { JournalEntry } from '@prate/execution-interface';
import { truthOf } from './account-mirror';
import { ChaosTrader } from './chaos-trader';
import { StateDesk } from './state-desk';

const STEPS = Number(process.env['CHAOS_STEPS'] ?? 2_000);
const SEED = Number(process.env['CHAOS_SEED'] ?? 1);

test(`behavior: seed ${SEED}: ${STEPS} steps of random trading under faults of requests and streams: nothing twice, nothing forgotten`, async () => {
  const desk = await StateDesk.connected({ balances: { USDT: '1000000' } });
  const trader = new ChaosTrader(desk, SEED);
  for (let step = 0; step < STEPS; step += 1) await trader.step();

  // Peace: faults end, whatever is unknown is looked for, the account is compared once more.
  desk.simulator.control.faults.clear();
  desk.simulator.control.streams.clear();
  await desk.pass(40_000, 500);
  await desk.until(
    async () => (await desk.journal.listUnsettled()).every(({ outcome }) => outcome.state === 'needs-operator'),
    'all settled',
  );
  await desk.pass(310_000, 5_000);
  await desk.pass(2_000);

  const entries: JournalEntry[] = [];
  for await (const entry of desk.journal.list()) entries.push(entry);
  const states = new Map<string, number>();
  for (const { outcome } of entries) states.set(outcome.state, (states.get(outcome.state) ?? 0) + 1);
  expect([...states.keys()].filter((state) => state === 'sent' || state === 'unknown')).toEqual([]);

  // One economic order an intent. An amendment gives the same order another id; none but the last of them works.
  const { orders } = desk.simulator.control.snapshot();
  const byClient = new Map<string, number>();
  for (const { externalOid, state, reason } of orders) {
    const isReplaced = state === 'cancelled' && reason === 'normal';
    if (externalOid !== '' && !isReplaced) byClient.set(externalOid, (byClient.get(externalOid) ?? 0) + 1);
  }
  expect([...byClient].filter(([, count]) => count > 1)).toEqual([]);
  const known = new Map(
    entries.filter(({ intent }) => intent.kind === 'order').map((entry) => [String(entry.intent.clientOrderId), entry.outcome.state]),
  );
  expect(orders.filter(({ externalOid }) => externalOid !== '' && known.get(externalOid) !== 'accepted')).toEqual([]);

  expect(desk.mirror.seen()).toEqual(truthOf(desk.simulator));
  expect(trader.counts.faults).toBeGreaterThan(STEPS / 20);
  expect(trader.counts.unknown).toBeGreaterThan(0);
  expect(desk.execution.health().state).toBe(states.has('needs-operator') ? 'degraded' : 'healthy');
}, 120_000);
