import { MemoryDayStartStore } from '@prate/execution-interface';
import { NOW, codeOf, openGate, restingBuy } from './gate-over-fake';

const order = () => restingBuy(1, { price: '40000' });
const MIDNIGHT = Date.UTC(2026, 9, 8);

describe('without any order', () => {
  test('default: the loss of a position that is held trips, and what opens is cancelled', async () => {
    const { gate, venue, timer, killSwitch } = openGate({ maxDailyLoss: '100' });
    await gate.connect();
    await gate.createOrder(order());
    await timer.pass(60_000);
    expect(await gate.tradingState()).toBe('active');
    venue.equity = '9900';
    await timer.pass(6_000);
    expect(await killSwitch.read()).toMatchObject({ state: 'halted', by: 'daily-loss', reason: expect.stringContaining('found 100 USDT') });
    expect(await venue.getOpenOrders()).toEqual([]);
    await gate.disconnect();
    expect(timer.count).toBe(0);
  });

  test('behavior: sooner when the venue tells of a position, and not at each of a thousand pushes', async () => {
    const { gate, venue, timer } = openGate({ maxDailyLoss: '100' });
    await gate.connect();
    await timer.pass(2_500);
    const before = venue.count('getBalances');
    for (let push = 0; push < 1_000; push += 1) venue.tellPositions();
    await timer.pass(100);
    expect(venue.count('getBalances') - before).toBe(1);
    venue.equity = '9000';
    venue.tellPositions();
    await timer.pass(2_100);
    expect(await gate.tradingState()).toBe('halted');
    await gate.disconnect();
  });

  test('args: deny only: nobody looks', async () => {
    const { gate, venue, timer } = openGate({ maxDailyLoss: '100' }, { trip: { onDailyLoss: 'deny' } });
    await gate.connect();
    venue.equity = '9000';
    await timer.pass(60_000);
    expect([await gate.tradingState(), venue.count('getBalances')]).toEqual(['active', 0]);
    await gate.disconnect();
  });

  test('error: what cannot be read halts nothing, and is looked at again', async () => {
    const { gate, venue, timer } = openGate({ maxDailyLoss: '100' });
    await gate.connect();
    await timer.pass(6_000);
    venue.dead.add('getBalances');
    venue.equity = '9000';
    await timer.pass(60_000);
    expect(await gate.tradingState()).toBe('active');
    venue.dead.clear();
    await timer.pass(6_000);
    expect(await gate.tradingState()).toBe('halted');
    await gate.disconnect();
  });
});

describe('transfers', () => {
  const useOf = async (gate: ReturnType<typeof openGate>['gate']) =>
    (await gate.riskUse()).currencies.find((row) => row.currency === 'USDT');

  test('default: a withdrawal is no loss', async () => {
    const { gate, venue, timer } = openGate({ maxDailyLoss: '100' });
    await gate.connect();
    await gate.createOrder(order());
    await timer.pass(10_000);
    venue.transfer('-5000');
    await timer.pass(60_000);
    expect([await gate.tradingState(), codeOf(await gate.createOrder(order()))]).toEqual(['active', 'accepted']);
    expect(await useOf(gate)).toMatchObject({ equity: '5000', equityAtDayStart: '10000', loss: '0' });
    await gate.disconnect();
  });

  test('default: a deposit hides no loss', async () => {
    const { gate, venue, timer, killSwitch } = openGate({ maxDailyLoss: '100' });
    await gate.connect();
    await timer.pass(10_000);
    venue.transfer('5000');
    await timer.pass(10_000);
    venue.equity = '14900';
    await timer.pass(10_000);
    expect(await killSwitch.read()).toMatchObject({
      by: 'daily-loss',
      reason: expect.stringContaining(`equity 14900, 10000 at the day's start, 5000 transferred in since`),
    });
    await gate.disconnect();
  });

  test('behavior: one that the balance may not show yet is waited for; neither side of it counts', async () => {
    const { gate, venue, timer } = openGate({ maxDailyLoss: '100' });
    await gate.connect();
    await timer.pass(10_000);
    venue.transfer('5000');
    venue.equity = '10000';
    await timer.pass(4_500);
    expect([await gate.tradingState(), codeOf(await gate.createOrder(order()))]).toEqual(['active', 'accepted']);
    venue.equity = '15000';
    await timer.pass(60_000);
    expect(await gate.tradingState()).toBe('active');
    await gate.disconnect();
  });

  test('behavior: one under way may have left the balance already: it is waited for, but not without end', async () => {
    const { gate, venue, timer } = openGate({ maxDailyLoss: '100' });
    await gate.connect();
    await timer.pass(10_000);
    venue.transfer('-5000');
    const row = venue.transfers[0] as (typeof venue.transfers)[number];
    venue.transfers[0] = { ...row, status: 'waiting' };
    await timer.pass(50_000);
    expect([await gate.tradingState(), codeOf(await gate.createOrder(order()))]).toEqual(['active', 'account-stale']);
    venue.transfers[0] = row;
    await timer.pass(10_000);
    expect([await gate.tradingState(), codeOf(await gate.createOrder(order()))]).toEqual(['active', 'accepted']);
    venue.transfers.push({ ...row, id: 'lost', atMs: row.atMs + 60_000, status: 'waiting' });
    venue.equity = '4000';
    await timer.pass(50_000);
    expect(await gate.tradingState()).toBe('active');
    await timer.pass(30_000);
    expect(await gate.tradingState()).toBe('halted');
    await gate.disconnect();
  });

  test('behavior: those before the first reading of a day are taken out of its start', async () => {
    const dayStarts = new MemoryDayStartStore();
    const { gate, venue, clock } = openGate({ maxDailyLoss: '100' }, { dayStarts });
    venue.transfer('2000');
    clock.advance(60_000);
    expect(codeOf(await gate.createOrder(order()))).toBe('accepted');
    expect(await dayStarts.read(Date.UTC(2026, 9, 7))).toMatchObject({ USDT: '10000' });
  });

  test('behavior: a first reading beside a transfer that settles is used, and not kept', async () => {
    const dayStarts = new MemoryDayStartStore();
    const { gate, venue, clock } = openGate({ maxDailyLoss: '100' }, { dayStarts });
    venue.transfer('2000');
    venue.equity = '10000';
    expect(codeOf(await gate.createOrder(order()))).toBe('accepted');
    expect(await dayStarts.read(Date.UTC(2026, 9, 7))).toBeUndefined();
    venue.equity = '12000';
    clock.advance(6_000);
    expect(codeOf(await gate.createOrder(order()))).toBe('accepted');
    expect(await dayStarts.read(Date.UTC(2026, 9, 7))).toMatchObject({ USDT: '10000' });
  });

  test('behavior: those of yesterday are in the start of today, also those after the last reading before midnight', async () => {
    const dayStarts = new MemoryDayStartStore();
    const { gate, venue, clock } = openGate({ maxDailyLoss: '100' }, { dayStarts });
    clock.set(NOW);
    venue.transfer('1000');
    clock.set(MIDNIGHT - 10_000);
    await gate.createOrder(order());
    clock.set(MIDNIGHT - 9_000);
    venue.transfer('300');
    clock.set(MIDNIGHT + 1_000);
    expect(codeOf(await gate.createOrder(order()))).toBe('accepted');
    expect(await dayStarts.read(MIDNIGHT)).toMatchObject({ USDT: '11300' });
  });

  test("args: a source of equity of one's own has taken them out: nobody asks", async () => {
    const { gate, venue } = openGate({}, { equity: async () => [{ currency: 'USDT', equity: '100', asOfMs: NOW }] });
    await gate.createOrder(order());
    expect(venue.count('getTransferHistory')).toBe(0);
  });

  test('error: transfers that cannot be read: equity is not known', async () => {
    const { gate, venue } = openGate();
    venue.getTransferHistory = async function* () {
      throw new TypeError('no history');
    };
    expect(await gate.createOrder(order())).toMatchObject({
      denial: { code: 'account-stale', context: { failedCall: { error: 'TypeError' } } },
    });
  });
});
