import type { DecimalText } from '@prate/execution-interface';
import { InMemoryExecution, InMemoryVenue, ManualClock } from '@prate/execution-interface/testing';
import { type ChaseOptions, type ChaseReport, chaseLocally } from '../../src/chase/local-chaser';
import { BTC, NOW, restingBuy } from '../gate-over-fake';
import { ManualGuardTimer, settled } from '../protection/guard-desk';

async function resting(more: Partial<ChaseOptions> = {}) {
  const clock = new ManualClock(NOW);
  const venue = new InMemoryVenue({ instruments: [BTC], clock, prices: { BTC_USDT: '50100' } });
  const execution = new InMemoryExecution(venue);
  await execution.connect();
  const outcome = await execution.createOrder(restingBuy(10));
  if (outcome.status !== 'accepted') throw new Error(JSON.stringify(outcome));
  const book = { bid: '50000' as DecimalText, ask: '50100' as DecimalText };
  const timer = new ManualGuardTimer(clock);
  const { orderId } = outcome.order;
  const limits = { maxDistance: '50', maxSteps: 10, maxMs: 60_000 } as const;
  const work = chaseLocally({ over: execution, symbol: 'BTC_USDT', orderId, touch: async () => book, ...limits, clock, timer, ...more });
  let report: ChaseReport | undefined;
  void work.then((done) => (report = done));
  await settled();
  const price = () => venue.working()[0]?.price;
  return { venue, execution, book, timer, orderId, price, report: () => report };
}

test('default: follows the best price of its side; at the best it stays; a fill ends it', async () => {
  const { venue, book, timer, orderId, price, report } = await resting();
  expect(price()).toBe('50000');
  book.bid = '50010';
  await timer.pass(1_000);
  expect(price()).toBe('50010');
  book.bid = '50005';
  await timer.pass(3_000);
  expect(price()).toBe('50010');
  venue.fillResting(orderId);
  await timer.pass(1_000);
  expect(report()).toMatchObject({ ended: 'final', steps: 1, order: { status: 'filled', filledContracts: '10' } });
  expect(timer.count).toBe(0);
});

test.each([
  ['distance', '50051', {}],
  ['steps', '50010', { maxSteps: 0 }],
  ['time', '50000', { maxMs: 3_000 }],
] as const)('behavior: %s ends it, and the order stays or goes as was said', async (ended, bid, limit) => {
  for (const atEnd of ['leave', 'cancel'] as const) {
    const { venue, book, timer, report } = await resting({ ...limit, atEnd });
    book.bid = bid;
    await timer.pass(5_000);
    expect(report()).toMatchObject({ ended, steps: 0, order: { status: atEnd === 'leave' ? 'open' : 'cancelled' } });
    expect(venue.working()).toHaveLength(atEnd === 'leave' ? 1 : 0);
  }
});

test('behavior: cancelled by somebody: nothing is sent for it any more, and no order is made', async () => {
  const { venue, execution, book, timer, orderId, report } = await resting();
  await execution.cancelOrder('BTC_USDT', orderId);
  book.bid = '50020';
  await timer.pass(2_000);
  expect(report()).toMatchObject({ ended: 'final', steps: 0, order: { status: 'cancelled' } });
  expect(venue.orders()).toHaveLength(1);
});

test('behavior: the signal ends it at once and leaves no timer', async () => {
  const stop = new AbortController();
  const { timer, report } = await resting({ signal: stop.signal });
  stop.abort();
  await settled();
  expect(report()).toMatchObject({ ended: 'aborted' });
  expect(timer.count).toBe(0);
});

test('behavior: called off while the book is read, nothing is sent any more', async () => {
  const stop = new AbortController();
  const touch = async () => {
    stop.abort();
    return { bid: '50010', ask: '50100' } as const;
  };
  const { price, report } = await resting({ touch, signal: stop.signal });
  expect([report(), price()]).toMatchObject([{ ended: 'aborted', steps: 0 }, '50000']);
});

test('error: an amendment without an answer ends it: nothing is sent on top', async () => {
  let amends = 0;
  const unknown = { status: 'unknown', clientOrderId: 'a', unknown: { code: 'timeout', message: 'no answer' } } as never;
  const order = { orderId: '1', side: 'buy', status: 'open', price: '50000', contracts: '10' } as never;
  const over = { getOrder: async () => order, amendOrder: async () => ((amends += 1), unknown), cancelOrder: async () => unknown };
  const { report, timer } = await resting({ over, touch: async () => ({ bid: '50010', ask: '50100' }) });
  await timer.pass(10_000);
  expect([report()?.ended, report()?.message, amends]).toEqual(['unknown', 'no answer', 1]);
});

test('error: a book that cannot be read ends it, and the order stays', async () => {
  const { venue, report } = await resting({ touch: () => Promise.reject(new Error('no book')) });
  expect(report()).toMatchObject({ ended: 'refused', message: 'no book' });
  expect(venue.working()).toHaveLength(1);
});
