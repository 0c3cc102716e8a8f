import type { HistoryProgress } from '@prate/execution-interface';
import { buildInstrument } from '@prate/execution-interface/testing';
import { simulatedContracts } from '@prate/mexc-simulator';
import { type DealPage, NINETY_DAYS_MS, scriptedHistory } from './scripted-history';
import { type Desk, NOW, accepted, marketBuy, openDesk } from './desk';

const DAY_MS = 86_400_000;

async function collect<Row>(rows: AsyncIterable<Row>): Promise<Row[]> {
  const found: Row[] = [];
  for await (const row of rows) found.push(row);
  return found;
}

describe('histories of the simulator', () => {
  let desk: Desk;
  const clockTo = (atMs: number) => desk.clock.advance(atMs - desk.clock.nowMs());
  const period = (overrides: object = {}) => ({ fromMs: NOW, toMs: desk.clock.nowMs() + 1, ...overrides });

  beforeEach(async () => {
    desk = await openDesk();
  });

  test('default: orders, fills and positions of 80 days, oldest first, each once, with progress', async () => {
    const ids: string[] = [];
    for (let day = 0; day < 80; day += 20) {
      clockTo(NOW + day * DAY_MS);
      const { order } = await accepted(desk.execution.createOrder(marketBuy()));
      ids.push(order.orderId);
      clockTo(desk.clock.nowMs() + 60_000);
      ids.push((await accepted(desk.execution.closeLong({ symbol: 'BTC_USDT', type: 'market', contracts: 10 }))).order.orderId);
    }
    clockTo(NOW + 80 * DAY_MS);
    const progress: HistoryProgress[] = [];
    const orders = await collect(desk.execution.getOrderHistory(period({ onProgress: (step: HistoryProgress) => progress.push(step) })));
    expect(orders.map(({ orderId }) => orderId)).toEqual(ids);
    expect(progress.map(({ rows }) => rows)).toEqual([4, 6, 8]);
    expect(progress.at(-1)?.share).toBe(1);
    const trades = await collect(desk.execution.getTradeHistory(period()));
    expect(trades.map(({ orderId }) => orderId)).toEqual(ids);
    expect(trades[0]).toMatchObject({ side: 'buy', effect: 'open', contracts: '10', baseQuantity: '0.001', liquidity: 'taker' });
    expect(new Set(trades.map(({ tradeId }) => tradeId)).size).toBe(trades.length);
    const positions = await collect(desk.execution.getPositionHistory(period({ symbol: 'BTC_USDT' })));
    expect(positions).toHaveLength(4);
    const [first] = positions;
    if (first === undefined) throw new Error('unreachable');
    expect(Number(first.closingPnl) - Number(first.fees) + Number(first.funding)).toBeCloseTo(Number(first.realizedPnl), 10);
    expect(await collect(desk.execution.getOrderHistory(period({ symbol: 'ETH_USDT' })))).toEqual([]);
    // Half-open: what happened at the end of the period belongs to the next one.
    expect(await collect(desk.execution.getOrderHistory({ fromMs: NOW - DAY_MS, toMs: NOW }))).toEqual([]);
  });

  test('behavior: 150 orders of one second stand on the border of two pages, and come once each', async () => {
    const batch = Array.from({ length: 50 }, (_, index) => index);
    for (const round of [1, 2, 3]) {
      const orders = batch.map((index) => ({
        ...{ symbol: 'BTC_USDT', side: 1, type: 1, vol: '1', price: '40000', openType: 1, leverage: 20, positionMode: 1, stpMode: 0 },
        externalOid: `batch-${round}-${index}`,
      }));
      await desk.rest.private.submitBatch({ orders });
    }
    await desk.rest.private.cancelAllOrders({});
    const orders = await collect(desk.execution.getOrderHistory(period()));
    expect(orders).toHaveLength(150);
    expect(new Set(orders.map(({ orderId }) => orderId)).size).toBe(150);
    expect(orders.every(({ status }) => status === 'cancelled')).toBe(true);
  });

  test('behavior: funding and transfers of 200 days', async () => {
    for (const day of [0, 60, 120, 199]) {
      clockTo(NOW + day * DAY_MS + 4 * 3_600_000 - 5_000);
      await accepted(desk.execution.createOrder(marketBuy({ leverage: 20 })));
      clockTo(desk.clock.nowMs() + 10_000);
      await accepted(desk.execution.closeLong({ symbol: 'BTC_USDT', type: 'market', contracts: 10 }));
      desk.simulator.control.deposit('USDT', String(day + 1));
    }
    clockTo(NOW + 200 * DAY_MS);
    const payments = await collect(desk.execution.getFundingHistory(period()));
    expect(payments.map(({ atMs }) => Math.floor((atMs - NOW) / DAY_MS))).toEqual([0, 60, 120, 199]);
    expect(await collect(desk.execution.getFundingHistory(period({ fromMs: NOW + 190 * DAY_MS })))).toEqual(payments.slice(3));
    const transfers = await collect(desk.execution.getTransferHistory(period()));
    expect(transfers.slice(-4).map(({ amount, direction, status }) => [amount, direction, status])).toEqual(
      [1, 61, 121, 200].map((amount) => [String(amount), 'in', 'success']),
    );
    // The venue is asked by time for the rest, and refuses to look so far back.
    const tooOld = collect(desk.execution.getOrderHistory(period()));
    await expect(tooOld).rejects.toMatchObject({ name: 'HistoryNotKeptError', keptFromMs: NOW + 110 * DAY_MS + 60_000 });
  });

  test('behavior: an abort ends it with its reason, and nothing is asked for before it is wanted', async () => {
    for (let count = 0; count < 3; count += 1) await accepted(desk.execution.createOrder(marketBuy()));
    const caller = new AbortController();
    const rows = desk.execution.getTradeHistory(period({ symbol: 'BTC_USDT', signal: caller.signal }));
    expect(desk.arrived('/api/v1/private/order/list/order_deals/v3')).toBe(0);
    const seen: string[] = [];
    const iteration = async () => {
      for await (const { tradeId } of rows) {
        seen.push(tradeId);
        caller.abort(new Error('enough'));
      }
    };
    await expect(iteration()).rejects.toThrow('enough');
    expect(seen).toHaveLength(1);
  });

  test('error: a period that is none; no connection; an answer that cannot be had', async () => {
    await expect(collect(desk.execution.getOrderHistory({ fromMs: NOW, toMs: NOW - 1 }))).rejects.toThrow('an end after the beginning');
    await expect(collect(desk.execution.getOrderHistory({ fromMs: NOW / 1_000 }))).rejects.toThrow('13 digits');
    desk.simulator.control.faults.next('list-history-orders', 'http-502', { count: 3 });
    await expect(collect(desk.execution.getOrderHistory(period()))).rejects.toThrow('502');
    await desk.execution.disconnect();
    expect(() => desk.execution.getFundingHistory(period())).toThrow('found no connection');
  });

  test('default: fees are what the account pays, not what the catalogue says', async () => {
    const contracts = simulatedContracts.map(
      (contract) => ({ ...contract, realTakerFeeRate: '0.0016', realMakerFeeRate: '-0.0001' }) as const,
    );
    const dear = await openDesk({ contracts });
    expect(await dear.execution.getFeeRates('BTC_USDT')).toEqual({
      symbol: 'BTC_USDT',
      maker: '-0.0001',
      taker: '0.0016',
      asOfMs: NOW,
    });
    expect((await dear.marketData.getInstrument('BTC_USDT')).takerFeeRate).not.toBe('0.0016');
  });
});

test('behavior: 200 days of fills in either shape of page, many of them of one second', async () => {
  const toMs = NOW;
  const fromMs = toMs - 200 * DAY_MS;
  for (const shape of ['bare', 'wrapped'] as const satisfies readonly DealPage[]) {
    const { execution, asked, stamps } = await scriptedHistory({ fromMs, toMs, shape, instrument: buildInstrument() });
    const trades = await collect(execution.getTradeHistory({ fromMs, toMs, symbol: 'BTC_USDT' }));
    expect(trades.map(({ atMs }) => atMs)).toEqual([...stamps].sort((a, b) => a - b));
    expect(new Set(trades.map(({ tradeId }) => tradeId)).size).toBe(stamps.length);
    expect(asked.every(({ startMs, endMs }) => endMs - startMs <= NINETY_DAYS_MS)).toBe(true);
  }
});
