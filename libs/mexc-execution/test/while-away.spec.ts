import { type ExecutionEvent, MemoryOrderJournal, type OrderJournal, type Trade } from '@prate/execution-interface';
import { simulatedContracts } from '@prate/mexc-simulator';
import { NOW, accepted, marketBuy } from './desk';
import { StateDesk } from './state-desk';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** 65,000 for half an hour, 66,000 from then on. */
const tape = {
  symbol: 'BTC_USDT',
  minutes: Array.from({ length: 120 }, (_, index) => {
    const [open, close] = [index <= 30 ? '65000' : '66000', index < 30 ? '65000' : '66000'];
    const low = index === 0 ? '64500' : open;
    return { openTimeMs: NOW + (index - 5) * MINUTE_MS, open, high: close, low, close, volume: index === 0 ? '60001' : '60000' };
  }),
};

/** A journal of an earlier version: nobody kept how far was told. */
class ForgetfulJournal extends MemoryOrderJournal {
  override async keepToldUpTo(): Promise<void> {}
}

const trades = async (journal: OrderJournal): Promise<readonly Trade[]> => {
  const kept: Trade[] = [];
  for await (const trade of journal.listTrades()) kept.push(trade);
  return kept;
};
const told = (events: readonly ExecutionEvent[], orderId: string) =>
  events.flatMap((event) => {
    if (event.kind === 'order' && event.order.orderId === orderId) return [event.order.status];
    return event.kind === 'trade' && event.trade.orderId === orderId ? ['fill'] : [];
  });

describe.each([
  ['is kept', MemoryOrderJournal],
  ['was never kept', ForgetfulJournal],
] as const)('how far was told %s', (_when, Journal) => {
  test.each([
    ['an hour, with a newer fill elsewhere', 0],
    ['two days', 2],
  ])('behavior: what ended while nobody looked is told once, and its fills are kept: away for %s', async (_for, days) => {
    const journal = new Journal();
    const desk = await StateDesk.connected({ journal, contracts: simulatedContracts, tapes: [tape], balances: { USDT: '10000000' } });
    const { execution } = desk;
    await accepted(desk.during(execution.createOrder(marketBuy({ quantity: undefined, contracts: 20, leverage: 20 }))));
    await desk.settled();
    const close = { symbol: 'BTC_USDT', type: 'limit', price: '65500', contracts: 10 } as const;
    const { order } = await accepted(desk.during(execution.closeLong(close)));
    const { order: other } = await accepted(desk.during(execution.closeLong({ ...close, price: '69000' })));
    await desk.pass(600_000, 20_000);
    if (days === 0) await accepted(desk.during(execution.createOrder(marketBuy({ symbol: 'ETH_USDT', quantity: '0.1' }))));
    await desk.settled();
    await desk.during(execution.disconnect());
    await desk.pass(40 * MINUTE_MS, 30_000);
    await desk.rest.private.cancelOrders({ orderIds: [other.orderId] });
    // The rest goes from outside as well: neither order nor position is left to be listed.
    await desk.rest.private.closeAllPositions();
    if (days > 0) {
      desk.timer.jump(days * DAY_MS);
      desk.simulator.control.pump();
    }
    const before = await trades(journal);
    const again = desk.another(journal);
    await desk.during(again.execution.connect());
    await desk.pass(5_000, 500);
    expect(told(again.events, order.orderId).sort()).toEqual(['fill', 'filled']);
    expect(told(again.events, other.orderId)).toEqual(['cancelled']);
    const after = (await trades(journal)).filter(({ tradeId }) => !before.some((trade) => trade.tradeId === tradeId));
    expect(after.map(({ orderId }) => orderId)).toContain(order.orderId);
    expect(
      again.events
        .filter((event) => event.kind === 'trade')
        .map(({ trade }) => trade.tradeId)
        .sort(),
    ).toEqual(after.map(({ tradeId }) => tradeId).sort());
    await desk.during(again.execution.disconnect());
  });
});

test('behavior: what was told is not told again by the next process', async () => {
  const journal = new MemoryOrderJournal();
  const desk = await StateDesk.connected({ journal });
  await accepted(desk.during(desk.execution.createOrder(marketBuy())));
  await desk.settled();
  await desk.during(desk.execution.disconnect());
  const again = desk.another(journal);
  await desk.during(again.execution.connect());
  await desk.pass(2_000);
  expect(again.events.filter(({ kind }) => kind === 'trade')).toEqual([]);
  expect(await trades(journal)).toHaveLength(1);
  await desk.during(again.execution.disconnect());
});
