import type { JournalEntry } from '@prate/execution-interface';
import type { RequestRecord } from '@prate/mexc-simulator';
import { truthOf } from './account-mirror';
import { ChaosTrader } from './chaos-trader';
import { CREATE } from './desk';
import { StateDesk } from './state-desk';

/** Requests for an order that reached the exchange; its log keeps the latest ones only. */
class ArrivalCount {
  count = 0;
  private last: RequestRecord | undefined;

  constructor(private readonly desk: StateDesk) {}

  look(): void {
    const { log } = this.desk.simulator.control;
    const from = this.last === undefined ? 0 : log.lastIndexOf(this.last) + 1;
    this.count += log.slice(from).filter(({ path }) => path === CREATE).length;
    this.last = log.at(-1);
  }
}

const STEPS = Number(process.env['CHAOS_STEPS'] ?? 400);
const SEED = Number(process.env['CHAOS_SEED'] ?? 1);

test(`behavior: seed ${SEED}: ${STEPS} steps of random trading under faults of requests and streams: nothing twice, nothing forgotten`, async () => {
  const desk = await StateDesk.connected({ balances: { USDT: '1000000' } });
  const trader = new ChaosTrader(desk, SEED);
  const arrivals = new ArrivalCount(desk);
  for (let step = 0; step < STEPS; step += 1) {
    await trader.step();
    if (step % 50 === 0) arrivals.look();
  }
  arrivals.look();

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

  const orderIntents = entries.filter(({ intent }) => intent.kind === 'order');
  expect(arrivals.count).toBeLessThanOrEqual(orderIntents.reduce((sum, { attempts }) => sum + attempts, 0));
  expect(arrivals.count).toBeGreaterThan(STEPS / 10);

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
