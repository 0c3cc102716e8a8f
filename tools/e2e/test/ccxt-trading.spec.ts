import { MexcFuturesAuth } from '@prate/mexc-auth';
import { MexcFuturesRest } from '@prate/mexc-rest';
import { type MexcSimulator, startMexcSimulator } from '@prate/mexc-simulator';
import { BadRequest, InvalidOrder, NotSupported, mexc } from 'ccxt';
import { ccxtSettings } from './ccxt-settings';

const BTC = 'BTC/USDT:USDT';
const ISOLATED = { marginMode: 'isolated', leverage: 20, hedged: true };

/** ccxt from its package, with keys, against a simulator on the machine's clock; what it parses is held against the simulator's own truth. */
describe('ccxt trades', () => {
  const clock = { aheadMs: 0, nowMs: (): number => Date.now() + clock.aheadMs };
  let simulator: MexcSimulator;
  let exchange: mexc;
  let rest: MexcFuturesRest;
  /** Far below the market: an order to buy rests there. */
  let low: number;
  beforeAll(async () => {
    simulator = await startMexcSimulator({ clock });
    exchange = new mexc(ccxtSettings(simulator, { keys: simulator.keys }));
    rest = new MexcFuturesRest({ baseUrl: simulator.restUrl, auth: new MexcFuturesAuth({ credentials: simulator.keys }) });
    await exchange.loadMarkets();
    low = Math.round(((await exchange.fetchTicker(BTC)).last as number) * 0.95);
  });
  afterEach(async () => {
    await exchange.cancelAllOrders();
    await exchange.cancelAllOrders(undefined, { method: 'contractPrivatePostPlanorderCancelAll' });
    await exchange.closeAllPositions();
    simulator.control.setPositionMode('hedge');
  });
  afterAll(async () => {
    rest.close();
    await exchange.close();
    await simulator.stop();
  });

  const truth = (id: string) => simulator.control.snapshot().orders.find(({ orderId }) => orderId === id);
  const place = async (...order: Parameters<mexc['createOrder']>) => String((await exchange.createOrder(...order)).id);
  const placeLow = (more: object = {}) => place(BTC, 'limit', 'buy', 10, low, { ...ISOLATED, ...more });
  /** By the venue's number 5, so that what is shown does not depend on how ccxt reads `market`. */
  const buyAtMarket = (contracts: number) => place(BTC, 5 as never, 'buy', contracts, undefined, ISOLATED);
  const position = async () => {
    const [found] = await exchange.fetchPositions([BTC]);
    if (found === undefined) throw new Error('no position');
    return found;
  };

  describe('the account', () => {
    it('loadMarkets with keys: the coins of the spot side are asked, and there are none', async () => {
      expect(simulator.control.log.find(({ path }) => path === '/api/v3/capital/config/getall')).toMatchObject({ status: 200, code: 0 });
      expect(exchange.symbols).toHaveLength(4);
    });

    it('fetchBalance: what is free and what orders freeze, as they are', async () => {
      await placeLow();
      const { USDT, BTC: coin } = simulator.control.snapshot().balances;
      const balance = await exchange.fetchBalance();
      expect(balance['USDT']).toMatchObject({ free: Number(USDT?.available), used: Number(USDT?.frozen) });
      expect(balance['USDT']?.used).toBeGreaterThan(0);
      expect(balance['BTC']).toMatchObject({ free: Number(coin?.available), used: 0 });
    });

    it('setLeverage, fetchLeverage: by side', async () => {
      await exchange.setLeverage(25, BTC, { openType: 1, positionType: 1 });
      await exchange.setLeverage(30, BTC, { openType: 1, positionType: 2 });
      expect(await exchange.fetchLeverage(BTC)).toMatchObject({ symbol: BTC, longLeverage: 25, shortLeverage: 30, marginMode: 'isolated' });
    });

    it('setMarginMode', async () => {
      await exchange.setMarginMode('cross', BTC, { leverage: 12, direction: 'short' });
      expect((await rest.private.getLeverage({ symbol: 'BTC_USDT' })).find(({ positionType }) => positionType === 2)).toMatchObject({
        openType: 2,
        leverage: 12,
      });
      await exchange.setMarginMode('isolated', BTC, { leverage: 20, direction: 'short' });
    });

    it('setPositionMode, fetchPositionMode: there and back', async () => {
      expect(await exchange.fetchPositionMode()).toMatchObject({ hedged: true });
      await exchange.setPositionMode(false);
      expect(await exchange.fetchPositionMode()).toMatchObject({ hedged: false });
      await exchange.setPositionMode(true);
      expect(await exchange.fetchPositionMode()).toMatchObject({ hedged: true });
    });

    it('fetchAccounts: a row per coin', async () => {
      expect((await exchange.fetchAccounts()).map(({ code }) => code).sort()).toEqual(['BTC', 'USDT']);
    });

    it('fetchTransfers: what came from the spot side', async () => {
      simulator.control.deposit('USDT', '12.5');
      const [transfer] = await exchange.fetchTransfers('USDT', undefined, 10, { fromAccountType: 'SPOT', toAccountType: 'FUTURES' });
      expect(transfer).toMatchObject({ currency: 'USDT', amount: 12.5, fromAccount: 'spot', toAccount: 'swap', status: 'ok' });
    });

    it('ccxt’s own: fetchTradingFee speaks of spot pairs only; the fees of a contract stand in its market', async () => {
      await expect(exchange.fetchTradingFee(BTC)).rejects.toThrow(BadRequest);
      expect(exchange.market(BTC)).toMatchObject({ maker: 0.0001, taker: 0.0004 });
    });
  });

  describe('orders', () => {
    it('createOrder limit, fetchOrder, fetchOpenOrders: it rests as it was sent', async () => {
      const id = await placeLow({ clientOrderId: 'stranger-1' });
      expect(id).toMatch(/^\d{18}$/);
      expect(truth(id)).toMatchObject({ state: 'working', side: 'open-long', type: 'limit', externalOid: 'stranger-1', leverage: 20 });
      const expected = { id, symbol: BTC, status: 'open', side: 'buy', price: low, amount: 10, filled: 0, remaining: 10 };
      expect(await exchange.fetchOrder(id, BTC)).toMatchObject({ ...expected, timestamp: truth(id)?.createdAtMs });
      expect(await exchange.fetchOpenOrders(BTC)).toEqual([expect.objectContaining(expected)]);
      expect(await exchange.fetchOrdersByIds([id], BTC)).toEqual([expect.objectContaining(expected)]);
    });

    it('ccxt’s own: clientOrderId is sent and not read back, as it looks for that name and the venue answers externalOid (info has it)', async () => {
      const order = await exchange.fetchOrder(await placeLow({ clientOrderId: 'stranger-2' }), BTC);
      expect(order.clientOrderId).toBeUndefined();
      expect(order.info).toMatchObject({ externalOid: 'stranger-2' });
    });

    it('ccxt’s own: type of an order is not read back, as it looks for `type` and the venue answers orderType (info has it)', async () => {
      const order = await exchange.fetchOrder(await placeLow(), BTC);
      expect(order.type).toBeUndefined();
      expect(order.info).toMatchObject({ orderType: 1 });
    });

    it('createOrder postOnly: rests below the market, is cancelled where it would take', async () => {
      const resting = await placeLow({ postOnly: true });
      expect(truth(resting)).toMatchObject({ state: 'working', type: 'post-only' });
      const id = await place(BTC, 'limit', 'buy', 10, Math.round(low * 1.1), { ...ISOLATED, postOnly: true });
      expect(await exchange.fetchOrder(id, BTC)).toMatchObject({ status: 'canceled', filled: 0 });
      expect(truth(id)).toMatchObject({ type: 'post-only', state: 'cancelled' });
    });

    it('createOrder market: ccxt sends type 6, market-to-limit; it is filled', async () => {
      const id = await place(BTC, 'market', 'buy', 10, undefined, ISOLATED);
      const { dealAvgPrice, takerFee } = truth(id) ?? {};
      expect(await exchange.fetchOrder(id, BTC)).toMatchObject({
        status: 'closed',
        filled: 10,
        remaining: 0,
        average: Number(dealAvgPrice),
        fee: { currency: 'USDT', cost: Number(takerFee) },
      });
    });

    it('createOrder 5: the venue’s number passes through ccxt; it is filled', async () => {
      const id = await buyAtMarket(10);
      expect(truth(id)).toMatchObject({ type: 'market', state: 'filled' });
      expect(await exchange.fetchOrder(id, BTC)).toMatchObject({ status: 'closed', filled: 10 });
    });

    it('createOrder in one-way mode: ccxt sends no positionMode, the account’s counts', async () => {
      await exchange.setPositionMode(false);
      const id = await place(BTC, 'limit', 'buy', 3, low, { marginMode: 'isolated', leverage: 20 });
      expect(truth(id)).toMatchObject({ positionMode: 'one-way', state: 'working' });
    });

    it('createOrder cross: with its leverage it rests; without one it is refused with 2006 (a reading of ours, reference 10.18)', async () => {
      const id = await place(BTC, 'limit', 'buy', 10, low, { leverage: 20, hedged: true });
      expect(truth(id)).toMatchObject({ openType: 'cross', leverage: 20 });
      await expect(exchange.createOrder(BTC, 'limit', 'buy', 10, low, { hedged: true })).rejects.toThrow(/"code":2006/);
    });

    it('editOrder: ccxt cancels and places anew', async () => {
      const before = await placeLow();
      const id = String((await exchange.editOrder(before, BTC, 'limit', 'buy', 5, low - 1, ISOLATED)).id);
      expect([truth(before), truth(id)]).toMatchObject([{ state: 'cancelled' }, { state: 'working', vol: '5', price: String(low - 1) }]);
    });

    it('cancelOrder, cancelOrders, cancelAllOrders', async () => {
      const ids = [await placeLow(), await placeLow(), await placeLow(), await placeLow()] as const;
      await exchange.cancelOrder(ids[0], BTC);
      expect((await exchange.cancelOrders([ids[1], ids[2]], BTC)).map(({ id }) => id)).toEqual([ids[1], ids[2]]);
      expect(ids.map((id) => truth(id)?.state)).toEqual(['cancelled', 'cancelled', 'cancelled', 'working']);
      await exchange.cancelAllOrders(BTC);
      expect(truth(ids[3])?.state).toBe('cancelled');
      expect(await exchange.fetchOpenOrders(BTC)).toEqual([]);
    });

    it('ccxt’s own: cancelOrder answers no id, as it reads the list of the venue as one order', async () => {
      expect((await exchange.cancelOrder(await placeLow(), BTC)).id).toBeUndefined();
    });

    it('fetchOrders, fetchClosedOrders, fetchCanceledOrders: by state, and from a time', async () => {
      const since = Date.now() - 5_000;
      const closed = await buyAtMarket(2);
      const canceled = await placeLow();
      await exchange.cancelOrder(canceled, BTC);
      const ids = (orders: readonly { id?: string | undefined }[]) => orders.map(({ id }) => String(id));
      const all = ids(await exchange.fetchOrders(BTC, since, 100));
      expect(all).toEqual(expect.arrayContaining([closed, canceled]));
      const inState = (state: string) => all.filter((id) => truth(id)?.state === state);
      expect(ids(await exchange.fetchClosedOrders(BTC, since, 100))).toEqual(inState('filled'));
      expect(ids(await exchange.fetchCanceledOrders(BTC, since, 100))).toEqual(inState('cancelled'));
      expect(ids(await exchange.fetchClosedOrders(BTC, undefined, 1))).toEqual([closed]);
    });

    it('fetchMyTrades, fetchOrderTrades: the fill with its fee', async () => {
      const id = await buyAtMarket(7);
      const { dealAvgPrice, takerFee } = truth(id) ?? {};
      const expected = {
        order: id,
        symbol: BTC,
        side: 'buy',
        takerOrMaker: 'taker',
        price: Number(dealAvgPrice),
        amount: 7,
        fee: { currency: 'USDT', cost: Number(takerFee) },
      };
      expect(await exchange.fetchOrderTrades(id, BTC)).toEqual([expect.objectContaining(expected)]);
      expect((await exchange.fetchMyTrades(BTC, Date.now() - 60_000)).filter(({ order }) => order === id)).toEqual([
        expect.objectContaining(expected),
      ]);
    });

    it('ccxt’s own: the side of an order or fill that opens short or closes long is the bare code 3 or 4, as its table knows 1 and 2', async () => {
      const id = await place(BTC, 'limit', 'sell', 1, Math.round(low * 1.1), ISOLATED);
      expect(truth(id)?.side).toBe('open-short');
      expect((await exchange.fetchOrder(id, BTC)).side).toBe('3');
    });

    it('ccxt’s own: createOrders speaks of spot pairs only', async () => {
      const orders = [{ symbol: BTC, type: 'limit', side: 'buy', amount: 1, price: low, params: ISOLATED }] as never;
      await expect(exchange.createOrders(orders)).rejects.toThrow(NotSupported);
    });
  });

  describe('trigger orders', () => {
    const trigger = { ...ISOLATED, triggerType: 2 };
    const list = () => exchange.fetchOrders(BTC, undefined, 10, { method: 'contractPrivateGetPlanorderListOrders' });

    it('createOrder triggerPrice, limit and market; fetchOrders of plan orders', async () => {
      await exchange.createOrder(BTC, 'limit', 'buy', 4, low, { ...trigger, triggerPrice: low });
      await exchange.createOrder(BTC, 'market', 'buy', 5, undefined, { ...trigger, triggerPrice: low, orderType: 5 });
      const waiting = (await list()).filter(({ status }) => status === '1');
      expect(waiting).toMatchObject([
        { symbol: BTC, side: 'buy', amount: 4, price: low, triggerPrice: low },
        { symbol: BTC, side: 'buy', amount: 5, triggerPrice: low },
      ]);
    });

    it('cancelAllOrders of plan orders', async () => {
      await exchange.createOrder(BTC, 'limit', 'buy', 4, low, { ...trigger, triggerPrice: low });
      await exchange.cancelAllOrders(BTC, { method: 'contractPrivatePostPlanorderCancelAll' });
      expect((await list()).filter(({ status }) => status === '1')).toEqual([]);
    });

    it('ccxt’s own: the id of a plan order is lost, as it reads data.orderId where data is the id, and in lists the id of the child', async () => {
      const placed = await exchange.createOrder(BTC, 'limit', 'buy', 4, low, { ...trigger, triggerPrice: low });
      expect(placed.id).toBeUndefined();
      const listed = (await list()).at(-1);
      expect(listed?.id).toBe('0');
      expect(listed?.info['id']).toMatch(/^\d{18}$/);
    });

    it('ccxt’s own: cancelOrder of a plan order is refused with 600, as it sends [id] instead of [{symbol, orderId}] (reference 5.10)', async () => {
      await exchange.createOrder(BTC, 'limit', 'buy', 4, low, { ...trigger, triggerPrice: low });
      const id = (await list()).at(-1)?.info['id'] as string;
      await expect(exchange.cancelOrder(id, BTC, { method: 'contractPrivatePostPlanorderCancel' })).rejects.toThrow(BadRequest);
    });
  });

  describe('positions', () => {
    it('fetchPositions, fetchPosition: the one that was opened', async () => {
      await buyAtMarket(10);
      const [held] = simulator.control.snapshot().positions;
      const [seen] = await rest.private.listOpenPositions({ symbol: 'BTC_USDT' });
      const expected = {
        symbol: BTC,
        side: 'long',
        contracts: 10,
        contractSize: 0.0001,
        entryPrice: Number(held?.openAvgPrice),
        leverage: 20,
        initialMargin: Number(held?.margin),
        liquidationPrice: Number(seen?.liquidatePrice),
      };
      expect(await exchange.fetchPositions([BTC])).toEqual([expect.objectContaining(expected)]);
      expect(await exchange.fetchPosition(BTC)).toMatchObject(expected);
      expect(await exchange.fetchPositions(['ETH/USDT:USDT'])).toEqual([]);
    });

    it('ccxt’s own: marginMode of a position is always cross, as it reads margin_mode where the venue answers openType (info has it)', async () => {
      await buyAtMarket(10);
      expect(await position()).toMatchObject({ marginMode: 'cross', info: { openType: 1 } });
    });

    it('setLeverage of a position', async () => {
      await buyAtMarket(10);
      await exchange.setLeverage(10, undefined, { positionId: (await position()).info['positionId'] });
      expect(await position()).toMatchObject({ leverage: 10 });
    });

    it('addMargin, reduceMargin: what goes in, and most of it out again', async () => {
      await buyAtMarket(10);
      const { initialMargin, info } = await position();
      await exchange.addMargin(BTC, 5, { positionId: info['positionId'] });
      expect((await position()).initialMargin).toBeCloseTo((initialMargin as number) + 5, 8);
      await exchange.reduceMargin(BTC, 4, { positionId: info['positionId'] });
      expect((await position()).initialMargin).toBeCloseTo((initialMargin as number) + 1, 8);
    });

    it('closing with reduceOnly: part, then the rest; fetchPositionsHistory, fetchPositionHistory', async () => {
      await buyAtMarket(10);
      const { positionId } = (await position()).info;
      // Without `hedged` ccxt means the side of the order, and leaves the mode to the account.
      const close = (contracts: number) =>
        place(BTC, 5 as never, 'sell', contracts, undefined, { marginMode: 'isolated', leverage: 20, reduceOnly: true });
      await close(4);
      expect((await position()).contracts).toBe(6);
      await close(6);
      expect(await exchange.fetchPositions([BTC])).toEqual([]);
      for (const history of [await exchange.fetchPositionsHistory([BTC]), await exchange.fetchPositionHistory(BTC)]) {
        const closed = history.find(({ info }) => info['positionId'] === positionId);
        expect(closed).toMatchObject({ symbol: BTC, side: 'long', contracts: 0, info: { closeVol: 10, state: 3 } });
      }
    });

    it('ccxt’s own: hedged reduceOnly takes the side of the position for the side of the order: buy closes a long, sell meets no short (2009)', async () => {
      await buyAtMarket(10);
      const close = (side: 'buy' | 'sell') => place(BTC, 5 as never, side, 10, undefined, { ...ISOLATED, reduceOnly: true });
      await expect(close('sell')).rejects.toThrow(InvalidOrder);
      const id = await close('buy');
      expect(truth(id)).toMatchObject({ side: 'close-long', state: 'filled' });
    });

    it('closeAllPositions', async () => {
      await buyAtMarket(10);
      await exchange.closeAllPositions();
      expect(simulator.control.snapshot().positions).toEqual([]);
    });

    it('fetchFundingHistory: none, until eight hours are over; loadTimeDifference follows the exchange’s clock there', async () => {
      await buyAtMarket(10);
      expect(await exchange.fetchFundingHistory(BTC)).toEqual([]);
      const { fundingTimestamp } = await exchange.fetchFundingRate(BTC);
      clock.aheadMs = (fundingTimestamp as number) + 1_000 - Date.now();
      await exchange.loadTimeDifference();
      const [held] = simulator.control.snapshot().positions;
      const [paid, ...more] = await exchange.fetchFundingHistory(BTC);
      expect(more).toEqual([]);
      expect(paid).toMatchObject({ symbol: BTC, timestamp: fundingTimestamp, info: { positionId: Number(held?.positionId) } });
      // Who holds long pays a rate above zero.
      const { rate, positionValue } = paid?.info as { rate: number; positionValue: number };
      expect((await exchange.fetchFundingRateHistory(BTC)).at(-1)).toMatchObject({ timestamp: fundingTimestamp, fundingRate: rate });
      expect(paid?.amount).toBeCloseTo(-rate * positionValue, 6);
    });
  });
});
