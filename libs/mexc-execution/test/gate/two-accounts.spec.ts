import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JournalError } from '@prate/execution-interface';
import { MexcFuturesAuth, RequestClock } from '@prate/mexc-auth';
import { MexcFuturesRest } from '@prate/mexc-rest';
import { TypeOrmOrderJournal } from '../../src/journal';
import { afterThisTest } from '../cleanup';
import { marketBuy, restingBuy } from '../desk';
import { codeOf, openGateDesk } from './gate-desk';

/** An account with an exchange that believes its key only, and a journal of its own on disk. */
async function openAccount(name: string, seed: number, limits: object = {}) {
  const folder = await mkdtemp(join(tmpdir(), `account-${name}-`));
  afterThisTest(() => rm(folder, { recursive: true }));
  const journal = await TypeOrmOrderJournal.open(join(folder, 'journal.db'), { mode: 'simulated', account: name });
  afterThisTest(() => journal.close());
  const { desk, gate } = await openGateDesk({ killSwitch: journal.killSwitch, limits }, { seed, journal });
  const refused = () => desk.simulator.control.log.filter(({ code }) => code !== undefined && [401, 402, 602].includes(code));
  return { folder, journal, desk, gate, refused };
}

test('R-140: two accounts in one process: nothing of one reaches the other', async () => {
  const a = await openAccount('a', 1);
  const b = await openAccount('b', 2, { maxOrderNotional: '10' });

  // Own keys: either exchange refuses those of the other, and none was refused.
  expect(a.desk.simulator.keys.apiKey).not.toBe(b.desk.simulator.keys.apiKey);
  const auth = new MexcFuturesAuth({ credentials: b.desk.simulator.keys, clock: new RequestClock(a.desk.timer) });
  const stranger = new MexcFuturesRest({ baseUrl: a.desk.simulator.restUrl, auth });
  afterThisTest(async () => stranger.close());
  await expect(stranger.private.getAssets()).rejects.toMatchObject({ kind: 'auth' });
  expect(a.refused()).toHaveLength(1);

  // Own limits.
  expect(codeOf(await a.gate.createOrder(restingBuy()))).toBe('accepted');
  expect(codeOf(await b.gate.createOrder(restingBuy()))).toBe('max-order-notional');

  // Own trading state: A is halted, B trades.
  await a.gate.trip('drill', 'anna');
  expect(await a.gate.tradingState()).toBe('halted');
  expect(codeOf(await a.gate.createOrder(marketBuy()))).toBe('trading-halted');
  const small = marketBuy({ quantity: '0.0001', clientOrderId: 'of-b' });
  expect(codeOf(await b.gate.createOrder(small))).toBe('accepted');
  expect(await b.gate.tradingState()).toBe('active');

  // Own streams, own doubts, own journals.
  await a.desk.settled();
  await b.desk.settled();
  expect(a.desk.of('trade')).toHaveLength(0);
  expect(b.desk.of('trade')).toMatchObject([{ isOurs: true, trade: { clientOrderId: 'of-b' } }]);
  b.desk.simulator.control.faults.next('create-order', 'http-503');
  const lost = await b.desk.execution.createOrder(marketBuy({ quantity: '0.0001' }));
  expect(lost.status).toBe('unknown');
  expect([a.desk.execution.health().unknownIntents, b.desk.execution.health().unknownIntents]).toEqual([0, 1]);
  expect(await a.journal.get('of-b' as never)).toBeUndefined();
  expect([a.refused().length, b.refused().length]).toEqual([1, 0]);

  // A journal is its account's for ever.
  await a.desk.execution.disconnect();
  await a.journal.close();
  const swapped = TypeOrmOrderJournal.open(join(a.folder, 'journal.db'), { mode: 'simulated', account: 'b' });
  await expect(swapped).rejects.toThrow(JournalError);
  await expect(swapped).rejects.toMatchObject({ code: 'other-account' });
}, 60_000);
