import fc from 'fast-check';
import type { RiskGate } from '../src/risk-gate';
import type { FakeVenue, Fate } from './fake-venue';
import { codeOf, marketBuy, openGate, restingBuy } from './gate-over-fake';

test('default: two orders at once that only fit one by one: one goes out', async () => {
  const { gate, venue } = openGate({ maxPositionNotional: '1000' });
  const outcomes = await Promise.all([gate.createOrder(marketBuy(150)), gate.createOrder(marketBuy(150))]);
  expect(outcomes.map(codeOf).sort()).toEqual(['accepted', 'max-position']);
  expect(venue.count('createOrder')).toBe(1);
});

test.each(['refuse', 'deny'] as const)('behavior: room is free again when the outcome proves that there is no order: %s', async (fate) => {
  const { gate, venue } = openGate();
  venue.fates.push(fate, 'fill');
  await gate.createOrder(marketBuy(200));
  expect(codeOf(await gate.createOrder(marketBuy(200)))).toBe('accepted');
});

test.each(['answer-lost', 'lost'] as const)('behavior: room of an unknown order (%s) stays until it is known', async (fate) => {
  const { gate, venue, clock } = openGate();
  venue.fates.push(fate);
  await gate.createOrder(restingBuy(200, { clientOrderId: 'lost-1' }));
  expect(codeOf(await gate.createOrder(marketBuy(1)))).toBe('intent-unknown');
  // Another order hides behind nothing: health is judged first, then room.
  venue.unknown.clear();
  const wasFound = fate === 'answer-lost';
  expect(codeOf(await gate.createOrder(marketBuy(1)))).toBe('max-position');
  venue.resolve('lost-1');
  clock.advance(2_500);
  // The same intent may be tried again under its id once it is proven that it never arrived.
  const again = await gate.createOrder(restingBuy(200, { clientOrderId: 'lost-1' }));
  expect(codeOf(again)).toBe(wasFound ? 'client-order-id-reused' : 'accepted');
  if (!wasFound) return;
  const [order] = venue.orders.values();
  await gate.cancelOrder('BTC_USDT', order?.orderId ?? '');
  expect(codeOf(await gate.createOrder(marketBuy(200)))).toBe('accepted');
});

test('behavior: without events too, an unknown order is found by reading, and one that never arrived is let go', async () => {
  const { gate, venue, clock } = openGate();
  venue.watchEvents = () => () => undefined;
  venue.fates.push('lost');
  await gate.createOrder(restingBuy(200, { clientOrderId: 'lost-1' }));
  venue.unknown.clear();
  clock.advance(2_500);
  expect(codeOf(await gate.createOrder(marketBuy(200)))).toBe('accepted');
  expect(venue.calls).toContainEqual(['getOrder', 'lost-1', 'BTC_USDT']);
});

test('behavior: a call that throws keeps its room, for nobody said that there is no order', async () => {
  const { gate, venue, clock } = openGate();
  venue.fates.push('throw');
  await expect(gate.createOrder(marketBuy(200))).rejects.toThrow('a fault of the engine');
  clock.advance(60_000);
  expect(codeOf(await gate.createOrder(marketBuy(1)))).toBe('max-position');
});

test('behavior: orders and positions that others made count as well', async () => {
  const { gate, venue } = openGate();
  venue.held.set('BTC_USDT/long', '100');
  venue.place(restingBuy(60));
  expect(codeOf(await gate.createOrder(marketBuy(41)))).toBe('max-position');
  expect(codeOf(await gate.createOrder(marketBuy(40)))).toBe('accepted');
});

test('behavior: what fills or fires in the middle of a reading is seen twice rather than not at all', async () => {
  const { gate, venue, clock } = openGate();
  const plan = {
    kind: 'plan',
    id: 'p1',
    symbol: 'BTC_USDT',
    effect: 'open',
    positionSide: 'long',
    contracts: '50',
    trigger: { price: '50000' },
  };
  venue.plans.push(plan as never);
  const { orderId } = venue.place(restingBuy(100));
  // One step on after each answer: the plan becomes an order, the orders fill.
  const steps = [
    () => void (venue.plans.pop() && venue.place(restingBuy(50))),
    () => venue.fill(orderId, '100'),
    () => [...venue.orders.keys()].forEach((id) => venue.fill(id, '100')),
  ];
  for (const name of ['getPlanOrders', 'getOpenOrders', 'getPositions'] as const) {
    const read = venue[name].bind(venue) as () => Promise<readonly never[]>;
    Object.assign(venue, {
      [name]: async () => {
        const answer = await read();
        steps.shift()?.();
        return answer;
      },
    });
  }
  expect(codeOf(await gate.createOrder(marketBuy(51)))).toBe('max-position');
  clock.advance(2_500);
  expect(codeOf(await gate.createOrder(marketBuy(51)))).toBe('max-position');
  expect(codeOf(await gate.createOrder(marketBuy(50)))).toBe('accepted');
});

test('behavior: a fill counts until a reading shows it in the position, then once', async () => {
  const { gate, venue, clock } = openGate();
  await gate.createOrder(marketBuy(100));
  clock.advance(2_500);
  expect(codeOf(await gate.createOrder(marketBuy(101)))).toBe('max-position');
  expect(codeOf(await gate.createOrder(marketBuy(100)))).toBe('accepted');
  expect(venue.held.get('BTC_USDT/long')).toBe('200');
});

test('behavior: a position that shows a fill later than its order does not make room', async () => {
  const { gate, venue, clock } = openGate({}, { positionLagMs: 3_000 });
  await gate.createOrder(marketBuy(200));
  venue.held.clear();
  clock.advance(2_500);
  expect(codeOf(await gate.createOrder(marketBuy(1)))).toBe('max-position');
});

test('error: orders and positions that cannot be read deny what opens, and the reason is named', async () => {
  const { gate, venue, clock } = openGate();
  venue.dead.add('getOpenOrders');
  expect(await gate.createOrder(marketBuy(1))).toMatchObject({
    denial: { code: 'account-stale', message: expect.stringContaining('getOpenOrders is dead'), context: { limit: 10_000 } },
  });
  venue.dead.clear();
  expect(codeOf(await gate.createOrder(marketBuy(1)))).toBe('accepted');
  venue.dead.add('getPositions');
  clock.advance(10_000);
  expect(codeOf(await gate.createOrder(marketBuy(1)))).toBe('accepted');
  clock.advance(1);
  expect(await gate.createOrder(marketBuy(1))).toMatchObject({ denial: { code: 'account-stale', context: { ageMs: 10_001 } } });
});

const LIMIT_CONTRACTS = 200;
const ORDERS = 50;

/** What the venue has of one side, with what may yet come of orders under way. */
function exposed(venue: FakeVenue): number {
  const working = [...venue.orders.values()].filter(({ status }) => status === 'open' || status === 'partially-filled');
  return (
    Number(venue.held.get('BTC_USDT/long') ?? 0) +
    working.reduce((sum, row) => sum + Number(row.contracts) - Number(row.filledContracts), 0)
  );
}

test.each([true, false])(
  'behavior: 50 orders at once, any outcome, any order of answers: never more than the limit, and no room is lost (events: %s)',
  async (hasEvents) => {
    const fate = fc.constantFrom<Fate>('fill', 'rest', 'refuse', 'deny', 'answer-lost', 'answer-lost-and-fills', 'lost');
    const order = fc.record({
      contracts: fc.integer({ min: 1, max: 80 }),
      fate,
      turns: fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 2, maxLength: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(order, { minLength: ORDERS, maxLength: ORDERS }),
        fc.integer({ min: 0, max: 900 }),
        async (orders, stepMs) => {
          const { gate, venue, clock } = openGate(
            { maxOrderNotional: '1000', orderRate: { count: 1_000, windowMs: 1_000 } },
            { positionLagMs: 100, trip: { failures: { limit: 10_000 } } },
          );
          if (!hasEvents) venue.watchEvents = () => () => undefined;
          venue.fates.push(...orders.map((row) => row.fate));
          const turns = orders.flatMap((row) => row.turns);
          venue.delay = async () => {
            watch();
            for (let turn = turns.shift() ?? 0; turn > 0; turn -= 1) await Promise.resolve();
            clock.advance(stepMs % 7);
          };
          let most = 0;
          const watch = () => (most = Math.max(most, exposed(venue)));
          const send = async ({ contracts }: { contracts: number }, index: number) => {
            for (let turn = index % 9; turn > 0; turn -= 1) await Promise.resolve();
            const outcome = await gate.createOrder(restingBuy(contracts, { clientOrderId: `o${index}` }));
            watch();
            return outcome;
          };
          await Promise.all(orders.map(send));
          watch();
          expect(most).toBeLessThanOrEqual(LIMIT_CONTRACTS);

          clock.advance(stepMs);
          for (const id of [...venue.unknown]) venue.resolve(id);
          for (const { orderId, contracts } of [...venue.orders.values()]) {
            if (Number(orderId) % 2 === 0) venue.fill(orderId, contracts);
            else await venue.cancelOrder('BTC_USDT', orderId);
            watch();
          }
          expect(most).toBeLessThanOrEqual(LIMIT_CONTRACTS);
          await expectAllFree(gate, venue, () => clock.advance(3_000));
        },
      ),
      { numRuns: 60 },
    );
  },
);

/** Everything is final: exactly what is not held may be opened. */
async function expectAllFree(gate: RiskGate, venue: FakeVenue, later: () => void): Promise<void> {
  for (let reading = 0; reading < 4; reading += 1) {
    later();
    await gate.preview(marketBuy(1));
  }
  venue.fates.length = 0;
  const free = LIMIT_CONTRACTS - exposed(venue);
  expect(codeOf(await gate.createOrder(marketBuy(free + 1)))).toMatch(/^max-/);
  if (free > 0) expect(codeOf(await gate.createOrder(marketBuy(free)))).toBe('accepted');
}
