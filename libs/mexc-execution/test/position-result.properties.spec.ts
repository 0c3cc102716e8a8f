import { type ClosedPosition, type FundingPayment, MemoryOrderJournal, type Trade, explainPosition } from '@prate/execution-interface';
import { compare, isZero } from '@prate/execution-interface/decimal';
import fc from 'fast-check';
import { type Desk, NOW, accepted, marketBuy, openDesk } from './desk';
import { StateDesk } from './state-desk';

const RUNS = Number(process.env['RESULT_RUNS'] ?? 3);
const HOUR_MS = 3_600_000;

async function collect<Row>(rows: AsyncIterable<Row>): Promise<Row[]> {
  const found: Row[] = [];
  for await (const row of rows) found.push(row);
  return found;
}

async function histories({ execution, clock }: Desk) {
  const period = { fromMs: NOW, toMs: clock.nowMs() + 1 };
  return {
    positions: await collect<ClosedPosition>(execution.getPositionHistory(period)),
    trades: await collect<Trade>(execution.getTradeHistory(period)),
    payments: await collect<FundingPayment>(execution.getFundingHistory(period)),
  };
}

/** One spell of a position: in, perhaps more, for some hours, out in two steps. */
const spell = fc.record({
  side: fc.constantFrom('buy' as const, 'sell' as const),
  first: fc.integer({ min: 5, max: 30 }),
  more: fc.integer({ min: 0, max: 20 }),
  out: fc.integer({ min: 1, max: 4 }),
  hours: fc.integer({ min: 1, max: 30 }),
});

test('behavior: what a position came to is its fills, less fees, plus funding, to the last digit', async () => {
  let funded = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(spell, { minLength: 1, maxLength: 3 }), fc.integer({ min: 1, max: 1_000 }), async (spells, seed) => {
      const desk = await openDesk({ seed, balances: { USDT: '100000' } });
      const wait = (ms: number) => desk.clock.advance(ms);
      const size = (contracts: number) => ({ symbol: 'BTC_USDT', type: 'market', contracts }) as const;
      for (const { side, first, more, out, hours } of spells) {
        const [open, close] = side === 'buy' ? (['openLong', 'closeLong'] as const) : (['openShort', 'closeShort'] as const);
        const exposure = { leverage: 10, marginMode: 'isolated' } as const;
        await accepted(desk.execution[open]({ ...size(first), ...exposure }));
        wait(10 * 60_000);
        if (more > 0) await accepted(desk.execution[open]({ ...size(more), ...exposure }));
        wait(hours * HOUR_MS);
        await accepted(desk.execution[close](size(out)));
        wait(60_000);
        await accepted(desk.execution[close](size(first + more - out)));
        wait(60_000);
      }
      const { positions, trades, payments } = await histories(desk);
      funded += payments.length;
      expect(positions).toHaveLength(spells.length);
      for (const position of positions) {
        const result = explainPosition(position, { trades, payments });
        expect(result).toMatchObject({
          unexplained: { gross: '0', fees: '0', funding: '0', realized: '0' },
          isExplained: true,
          realized: position.realizedPnl,
        });
        expect(result.lines.length).toBeGreaterThanOrEqual(3);
      }
    }),
    { numRuns: RUNS },
  );
  expect(funded).toBeGreaterThan(0);
});

test('behavior: a fill or a payment that is missing, or a fee too much, is named by its figure', async () => {
  const desk = await openDesk();
  await accepted(desk.execution.createOrder(marketBuy()));
  desk.clock.advance(9 * HOUR_MS);
  await accepted(desk.execution.closeLong({ symbol: 'BTC_USDT', type: 'market', contracts: 10 }));
  desk.clock.advance(60_000);
  const { positions, trades, payments } = await histories(desk);
  const position = positions[0] as ClosedPosition;
  expect(payments.length).toBeGreaterThan(0);
  expect(explainPosition(position, { trades, payments: [] })).toMatchObject({
    isExplained: false,
    unexplained: { funding: position.funding },
  });
  const less = explainPosition(position, { trades: trades.slice(1), payments });
  expect([less.isExplained, isZero(less.unexplained.fees)]).toEqual([false, false]);
  const tolerant = explainPosition(
    { ...position, fees: `${Number(position.fees) + 0.01}` as never },
    { trades, payments, tolerance: '0.02' },
  );
  expect([tolerant.isExplained, compare(tolerant.unexplained.fees, '0')]).toEqual([true, 1]);
  // Another symbol, the other side, another time.
  const foreign = trades.map((trade) => ({ ...trade, symbol: 'ETH_USDT' }));
  expect(explainPosition(position, { trades: [...trades, ...foreign], payments }).isExplained).toBe(true);
});

test('behavior: own fills are in the journal as they are told; what runs again adds none', async () => {
  const journal = new MemoryOrderJournal();
  const desk = await StateDesk.connected({ journal });
  for (let count = 0; count < 3; count += 1) await desk.during(desk.execution.createOrder(marketBuy()));
  await desk.settled();
  const kept = await collect(journal.listTrades());
  expect(kept).toHaveLength(3);
  const again = desk.another(journal);
  await desk.during(again.execution.connect());
  await desk.settled();
  expect(await collect(journal.listTrades())).toEqual(kept);
  const told = await desk.during(collect(desk.execution.getTradeHistory({ fromMs: NOW - HOUR_MS })));
  expect(told).toHaveLength(3);
  expect(await journal.archiveTrades(told)).toBe(0);
  await desk.during(again.execution.disconnect());
});
