import { MexcFuturesAuth, RequestClock } from '@prate/mexc-auth';
import { MexcApiError } from '@prate/mexc-protocol';
import { type MexcSimulator, simulatedContracts, startMexcSimulator } from '@prate/mexc-simulator';
import { MexcFuturesRest } from '../src';
import { unpaced } from './unpaced';

/** On a minute. */
const START_MS = 1_790_000_040_000;
const contract = { symbol: 'BTC_USDT' };
const market = { ...contract, side: 1, type: 5, vol: '10', openType: 1, leverage: 10, positionMode: 1, externalOid: 'mine' };
const page = { pageNum: 1, pageSize: 10 };
const times = { startTimeMs: START_MS, endTimeMs: START_MS + 3_600_000 };
const stopTerms = { vol: '10', lossTrend: 1, profitTrend: 1, volType: 1, takeProfitReverse: 2, stopLossReverse: 2 };

let nowMs: number;
let simulator: MexcSimulator;
let rest: MexcFuturesRest;

/** Stands at 100 for a minute, then falls to 90 between the 20th and the 40th second. */
beforeEach(async () => {
  nowMs = START_MS;
  const clock = { nowMs: () => nowMs };
  const minutes = [
    { openTimeMs: START_MS, open: '100', high: '100.1', low: '100', close: '100', volume: '6' },
    { openTimeMs: START_MS + 60_000, open: '100', high: '100', low: '90', close: '91', volume: '6' },
  ];
  simulator = await startMexcSimulator({ clock, pushEveryMs: 0, contracts: simulatedContracts, tapes: [{ symbol: 'BTC_USDT', minutes }] });
  const auth = new MexcFuturesAuth({ credentials: simulator.keys, clock: new RequestClock(clock) });
  rest = new MexcFuturesRest({ baseUrl: simulator.restUrl, auth, ...unpaced });
});
afterEach(async () => {
  rest.close();
  await simulator.stop();
});

const pass = (seconds: number): void => {
  nowMs += seconds * 1_000;
};

async function codeOf(call: Promise<unknown>): Promise<number> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(MexcApiError);
  return (error as MexcApiError).code;
}

async function hold(): Promise<string> {
  await rest.private.createOrder(market);
  const [position] = await rest.private.listOpenPositions();
  return position?.positionId ?? '';
}

describe('take-profit and stop-loss orders', () => {
  it('default: hung on a position, changed, listed, fired, looked up', async () => {
    const id = await rest.private.createStopOrder({ positionId: await hold(), ...stopTerms, stopLossPrice: '91' });
    expect(id).toMatch(/^\d{9}$/);
    await rest.private.changeStopOrder({ stopPlanOrderId: id, stopLossPrice: '95', takeProfitPrice: '110', lossTrend: 1, profitTrend: 1 });
    expect(await rest.private.listOpenStopOrders(contract)).toMatchObject([
      { id, orderId: '0', state: 1, stopLossPrice: '95', takeProfitPrice: '110', vol: '10', version: 2 },
    ]);
    expect(await rest.private.getOpenOrderCounts()).toMatchObject({ sumCount: 1, stopOrderCount: 1 });
    pass(100);
    const [done] = await rest.private.listStopOrders({ isFinished: 1, ...page });
    expect(done).toMatchObject({ id, state: 3, triggerSide: 2, realityVol: '10', errorCode: 0 });
    expect(await rest.private.getOrder({ orderId: done?.placeOrderId ?? '' })).toMatchObject({
      side: 4,
      orderType: 5,
      state: 3,
      dealVol: '10',
    });
    expect(await rest.private.listStopOrderDetails({ stopOrderId: id })).toMatchObject([
      { stopOrderId: id, state: 3, triggerPrice: '95', placeOrderId: done?.placeOrderId },
    ]);
    expect(await rest.private.listOpenPositions()).toEqual([]);
    expect(await rest.private.listCloseOrders(contract)).toMatchObject([{ side: 4 }, { side: 1 }]);
  });

  it('default: cancelled by id, and all of a position', async () => {
    const positionId = await hold();
    const first = await rest.private.createStopOrder({ positionId, ...stopTerms, stopLossPrice: '91' });
    await rest.private.createStopOrder({
      positionId,
      ...stopTerms,
      takeProfitPrice: '110',
      takeProfitType: 1,
      takeProfitOrderPrice: '111',
    });
    await rest.private.cancelStopOrders({ stopPlanOrderIds: [first] });
    expect(await rest.private.listOpenStopOrders()).toMatchObject([
      { takeProfitPrice: '110', takeProfitType: 1, takeProfitOrderPrice: '111' },
    ]);
    await rest.private.cancelAllStopOrders({ positionId });
    expect(await rest.private.listOpenStopOrders()).toEqual([]);
    expect(await codeOf(rest.private.cancelStopOrders({ stopPlanOrderIds: [first] }))).toBe(5002);
  });

  it('default: with an entry; changed on the order; hung on the position by the fill', async () => {
    const stops = { stopLossPrice: '92', takeProfitPrice: '110', lossTrend: 2, profitTrend: 3 };
    const { orderId } = await rest.private.createOrder({ ...market, type: 1, price: '96', ...stops });
    expect(await rest.private.getOrder({ orderId })).toMatchObject({ ...stops, state: 2 });
    await rest.private.changeStopOfOrder({ orderId, stopLossPrice: '91', takeProfitPrice: null, lossTrend: 1 });
    expect(await rest.private.getOrder({ orderId })).toMatchObject({ stopLossPrice: '91', lossTrend: 1 });
    expect((await rest.private.getOrder({ orderId })).takeProfitPrice).toBeUndefined();
    pass(90);
    expect(await rest.private.listOpenStopOrders()).toMatchObject([{ orderId, stopLossPrice: '91', vol: '10', state: 1 }]);
    pass(10);
    expect(await rest.private.listStopOrders({ state: 3, ...page })).toMatchObject([{ orderId, triggerSide: 2 }]);
  });

  it('error: what the venue would refuse', async () => {
    const positionId = await hold();
    const place = (over: object) => codeOf(rest.private.createStopOrder({ positionId, ...stopTerms, stopLossPrice: '91', ...over }));
    expect(await place({ stopLossPrice: '101' })).toBe(5003);
    expect(await place({ vol: '11' })).toBe(5004);
    expect(await place({ positionId: '1' })).toBe(2009);
    expect(await codeOf(rest.private.createOrder({ ...market, stopLossPrice: '101', externalOid: 'other' }))).toBe(5003);
  });
});

describe('plan orders with take-profit and stop-loss', () => {
  it('default: they travel with it, are replaced, and hang on the position in the end', async () => {
    const plan = { ...contract, side: 1, vol: '10', openType: 1, leverage: 10, triggerPrice: '96', triggerType: 2, executeCycle: 1 };
    const orderId = await rest.private.createPlanOrder({
      ...plan,
      orderType: 5,
      trend: 1,
      positionMode: 1,
      priceProtect: 1,
      stopLossPrice: '80',
    });
    await rest.private.changePlanOrderStop({
      ...contract,
      orderId,
      stopLossPrice: '92',
      takeProfitPrice: '120',
      lossTrend: 1,
      profitTrend: 3,
    });
    expect(await rest.private.listPlanOrders({ ...page, ...times })).toMatchObject([
      { id: orderId, stopLossPrice: '92', takeProfitPrice: '120', profitTrend: 3, priceProtect: 1 },
    ]);
    pass(90);
    const [done] = await rest.private.listPlanOrders({ ...page, ...times });
    expect(done).toMatchObject({ state: 3 });
    expect(await rest.private.listOpenStopOrders()).toMatchObject([
      { orderId: done?.orderId, stopLossPrice: '92', takeProfitPrice: '120' },
    ]);
  });
});

describe('trailing orders', () => {
  const track = { ...contract, leverage: 10, side: 3, vol: '10', openType: 1, trend: 1, backType: 1, backValue: '0.04', positionMode: 1 };

  it('default: placed, changed, fired; its states are its own', async () => {
    const id = await rest.private.createTrackOrder({ ...track, activePrice: '120' });
    expect(await rest.private.listTrackOrders({ states: [0] })).toMatchObject([{ id, state: 0, activePrice: '120', orderId: '0' }]);
    await rest.private.changeTrackOrder({
      ...contract,
      trackOrderId: id,
      trend: 1,
      backType: 2,
      backValue: '4',
      vol: '7',
      activePrice: '99',
    });
    pass(1);
    expect(await rest.private.listTrackOrders({ states: [1] })).toMatchObject([{ id, markPrice: expect.stringMatching(/^100/), vol: '7' }]);
    pass(99);
    const [done] = await rest.private.listTrackOrders({ states: [2], ...page });
    expect(done).toMatchObject({ id, state: 2, errorCode: 0 });
    expect(await rest.private.getOrder({ orderId: done?.orderId ?? '' })).toMatchObject({ side: 3, vol: '7', state: 3 });
  });

  it('default: cancelled by id and by contract', async () => {
    const id = await rest.private.createTrackOrder(track);
    await rest.private.createTrackOrder(track);
    await rest.private.cancelTrackOrders({ trackOrderId: id });
    await rest.private.cancelTrackOrders(contract);
    expect(await rest.private.listTrackOrders({ states: [4] })).toHaveLength(2);
    expect(await codeOf(rest.private.cancelTrackOrders({ trackOrderId: id }))).toBe(2041);
  });
});

describe('chase', () => {
  it('default: another id; nothing where it failed', async () => {
    const { orderId } = await rest.private.createOrder({ ...market, type: 1, price: '96' });
    const newId = await rest.private.chaseLimitOrder({ orderId });
    expect(newId).toMatch(/^\d{18}$/);
    expect(await rest.private.listOpenOrders(page)).toMatchObject([{ orderId: newId }]);
    const { orderId: other } = await rest.private.createOrder({ ...market, type: 1, price: '95', externalOid: 'other' });
    simulator.control.changeContract('BTC_USDT', { apiAllowed: false });
    expect(await rest.private.chaseLimitOrder({ orderId: other })).toBeUndefined();
    expect(await rest.private.getOrder({ orderId: other })).toMatchObject({ state: 2, price: '95' });
    expect(await codeOf(rest.private.chaseLimitOrder({ orderId }))).toBe(2041);
  });
});
