import {
  fundingRecordSchema,
  leverageSchema,
  riskLimitsSchema,
  tieredFeeRateSchema,
  transferRecordSchema,
} from '@prate/mexc-protocol/schemas';
import { parseWireJson } from '@prate/mexc-protocol';
import { type SimulatorOptions, simulatedContracts } from '../src';
import { type RawClient } from './raw-client';
import { START_MS, StreamSetup } from './stream-setup';

const setup = new StreamSetup();
afterEach(() => setup.stop());

const CYCLE_MS = 8 * 3_600_000;
const TO_SETTLEMENT_MS = CYCLE_MS - (START_MS % CYCLE_MS);

async function start(options: SimulatorOptions = {}) {
  const desk = await setup.start(options);
  const read = async (path: string, query = '') => (await desk.client.get(`/api/v1/private/${path}`, query)).envelope;
  const send = async (path: string, body: unknown) => (await desk.client.post(`/api/v1/private/${path}`, body)).envelope;
  const open = async (path: string, query = '') => (await desk.client.get(`/api/v1/contract/${path}`, query)).envelope;
  return { ...desk, read, send, open };
}

/** Rows of an answer as the schemas of the protocol read them. */
async function parsed<Row>(
  client: RawClient,
  path: string,
  query: string,
  schema: { parse(value: unknown): Row },
): Promise<readonly Row[]> {
  const { text } = await client.get(path, query);
  const { data } = parseWireJson(text) as unknown as { data: unknown[] | { resultList: unknown[] } };
  return (Array.isArray(data) ? data : data.resultList).map((row) => schema.parse(row));
}

describe('index and fair price', () => {
  it('default: ticker, price doors, funding rate and both klines say the same; fair stays close to the index', async () => {
    const { open } = await start();
    const ticker = (await open('ticker', 'symbol=BTC_USDT')).data;
    const index = (await open('index_price/BTC_USDT')).data.indexPrice;
    const fair = (await open('fair_price/BTC_USDT')).data.fairPrice;
    const funding = (await open('funding_rate/BTC_USDT')).data;
    expect([ticker.indexPrice, funding.idxPrice]).toEqual([index, index]);
    expect([ticker.fairPrice, funding.fairPrice]).toEqual([fair, fair]);
    expect(new Set([ticker.lastPrice, index, fair]).size).toBe(3);
    expect(Math.abs(fair / index - 1)).toBeLessThan(0.00021);
    expect(Math.abs(index / ticker.lastPrice - 1)).toBeLessThan(0.001);
    for (const [name, price] of [
      ['index_price', index],
      ['fair_price', fair],
    ] as const) {
      const rows = (await open(`kline/${name}/BTC_USDT`, 'interval=Min1')).data;
      expect([rows.close.at(-1), rows.realOpen.at(-1), rows.vol.at(-1), rows.amount.at(-1)]).toEqual([price, price, 0, 0]);
      expect(rows.open.slice(1)).toEqual(rows.close.slice(0, -1));
    }
    expect(ticker.maxBidPrice).toBe(Math.floor(index * 1.1 * 10 + 1e-6) / 10);
  });

  it('behavior: the index of an inverse contract is quoted under the USDT symbol; it has a fair price', async () => {
    const { open } = await start();
    expect((await open('index_price/BTC_USD')).code).toBe(600);
    expect((await open('kline/index_price/BTC_USD')).code).toBe(600);
    expect((await open('fair_price/BTC_USD')).data.fairPrice).toBeGreaterThan(0);
  });
});

/** Tiers that small orders reach. */
const smallTiers: SimulatorOptions = {
  contracts: simulatedContracts.map((contract) => ({
    ...contract,
    riskLimit: {
      type: 'BY_VOLUME',
      mode: 'CUSTOM',
      tiers: [
        { level: 1, maxVol: '50', mmr: '0.001', imr: '0.002', maxLeverage: 500 },
        { level: 2, maxVol: '60', mmr: '0.004', imr: '0.005', maxLeverage: 200 },
        { level: 3, maxVol: '250', mmr: '0.005', imr: '0.01', maxLeverage: 100 },
        { level: 4, maxVol: '3000', mmr: '0.02', imr: '0.05', maxLeverage: 20 },
      ],
    },
  })),
};

describe('risk tiers', () => {
  it('default: the contract carries them in both forms', async () => {
    const { open } = await start();
    const { data } = await open('detail', 'symbol=BTC_USDT');
    expect(data).toMatchObject({ riskLimitType: 'BY_VOLUME', riskLimitMode: 'CUSTOM' });
    expect(data.riskLimitCustom[2]).toEqual({ level: 3, maxVol: 250_000, mmr: 0.005, imr: 0.01, maxLeverage: 100 });
    expect((await open('detail', 'symbol=BTC_USD')).data).toMatchObject({ riskLimitType: 'BY_VALUE', riskLimitMode: 'INCREASE' });
  });

  it('default: risk_limit and leverage show where a side stands', async () => {
    const { client, read } = await start(smallTiers);
    await client.create({ leverage: 20, vol: 100 });
    const { data } = await read('account/risk_limit', 'symbol=BTC_USDT');
    const [long, short] = riskLimitsSchema.parse(parseWireJson(JSON.stringify(data)))['BTC_USDT'] ?? [];
    expect(long).toMatchObject({ level: 3, maxVol: '250', currentMmr: '0.005' });
    expect(short).toMatchObject({ level: 1, maxVol: '50', currentMmr: '0.001' });
    const [row] = await parsed(client, '/api/v1/private/position/leverage', 'symbol=BTC_USDT', leverageSchema);
    expect(row).toMatchObject({ level: 4, maxVol: '3000', mmr: '0.02', currentMmr: '0.005', maxLeverageView: 500 });
  });

  it('error: a position above its tier is 2031, leverage beyond it 2006, a change that the size forbids 2025, the switch 8817', async () => {
    const { client, send } = await start(smallTiers);
    expect((await client.create({ leverage: 500, vol: 51 })).envelope.code).toBe(2031);
    expect((await client.create({ leverage: 501, vol: 1 })).envelope.code).toBe(2006);
    expect((await client.create({ leverage: 100, vol: 100 })).envelope.code).toBe(0);
    expect((await send('position/change_leverage', { symbol: 'BTC_USDT', openType: 1, positionType: 1, leverage: 200 })).code).toBe(2025);
    expect((await send('account/change_risk_level', {})).code).toBe(8817);
  });

  it('error: a closing order beyond the liquidation price is 2032 for a long, 2033 for a short', async () => {
    const { client, read } = await start();
    await client.create({ leverage: 50 });
    await client.create({ leverage: 50, side: 3 });
    const [long, short] = (await read('position/open_positions')).data;
    const close = async (side: number, price: number) => (await client.create({ side, type: 1, price })).envelope.code;
    expect(await close(4, Number((long.liquidatePrice - 0.1).toFixed(1)))).toBe(2032);
    expect(await close(2, Number((short.liquidatePrice + 0.1).toFixed(1)))).toBe(2033);
    expect(await close(4, long.liquidatePrice)).toBe(0);
  });
});

describe('funding records', () => {
  it('default: paged, newest first, agreeing with position, balance and public history; by symbol, side and time', async () => {
    const { client, clock, read, open } = await start();
    await client.create({ vol: 100 });
    await client.create({ vol: 50, side: 3 });
    clock.advance(TO_SETTLEMENT_MS + 2 * CYCLE_MS);
    const { data } = await read('position/funding_records', 'page_num=1&page_size=4');
    expect(data).toMatchObject({ pageSize: 4, totalCount: 6, totalPage: 2, currentPage: 1 });
    const rows = await parsed(client, '/api/v1/private/position/funding_records', 'page_size=100&position_type=1', fundingRecordSchema);
    const settled = (await open('funding_rate/history', 'page_size=3&symbol=BTC_USDT')).data.resultList;
    expect(rows.map(({ rate, settleTime }) => [Number(rate), settleTime])).toEqual(
      settled.map(({ fundingRate, settleTime }: { fundingRate: number; settleTime: number }) => [fundingRate, settleTime]),
    );
    const [long] = (await read('position/open_positions')).data;
    expect(long.holdFee).toBeCloseTo(
      rows.reduce((sum, { funding }) => sum + Number(funding), 0),
      12,
    );
    expect(long.realised).toBeCloseTo(long.fee + long.holdFee, 12);
    for (const { funding, rate, positionValue } of rows) expect(Number(funding)).toBeCloseTo(-Number(rate) * Number(positionValue), 12);
    const inTime = `end_time=${clock.nowMs() - CYCLE_MS - 1}&page_size=10&start_time=${START_MS}`;
    expect((await read('position/funding_records', inTime)).data.totalCount).toBe(2);
    expect((await read('position/funding_records', 'symbol=ETH_USDT')).data.totalCount).toBe(0);
  });
});

describe('fees', () => {
  const real = { realTakerFeeRate: '0.0002', realMakerFeeRate: '-0.0001' } as const;

  it('behavior: what the account really pays differs from the contract, a rebate is received, and every door says so', async () => {
    const contracts = simulatedContracts.map((contract) => ({ ...contract, ...real }));
    const { client, read, open } = await start({ contracts });
    await client.create({ vol: 100 });
    const [deal] = (await read('order/list/order_deals/v3', 'symbol=BTC_USDT')).data;
    expect(deal.fee).toBeCloseTo(deal.price * 0.01 * 0.0002, 12);
    const [v2] = [(await read('account/tiered_fee_rate/v2', 'symbol=BTC_USDT')).data];
    expect(tieredFeeRateSchema.parse(parseWireJson(JSON.stringify(v2)))).toMatchObject({
      realTakerFee: '0.0002',
      originalTakerFee: '0.0004',
    });
    expect((await read('account/tiered_fee_rate', 'symbol=BTC_USDT')).data).toMatchObject({ takerFee: 0.0002, makerFee: -0.0001 });
    expect((await read('account/contract/fee_rate', 'symbol=BTC_USDT')).data).toMatchObject([{ takerFeeRate: 0.0002, contractId: 10 }]);
    expect((await open('detail', 'symbol=BTC_USDT')).data.takerFeeRate).toBe(0.0004);
    expect((await read('account/asset_book/order_deal_fee/total')).data).toEqual({ totalFee: deal.fee, saveFee: 0 });
  });

  it('behavior: a surcharge is on the fill and in no rate', async () => {
    const { client, simulator, read } = await start();
    simulator.control.changeContract('BTC_USDT', { feeSurchargeRate: '0.0001' });
    await client.create({ vol: 100 });
    const [deal] = (await read('order/list/order_deals/v3', 'symbol=BTC_USDT')).data;
    expect(deal.fee).toBeCloseTo(deal.price * 0.01 * 0.0005, 12);
    expect((await read('account/tiered_fee_rate/v2', 'symbol=BTC_USDT')).data.realTakerFee).toBe(0.0004);
  });

  it('behavior: the reserve of an opening order is configurable', async () => {
    const contracts = simulatedContracts.map((contract) => ({ ...contract, orderFeeReserve: '0.5' }) as const);
    const { client, read } = await start({ contracts });
    await client.create({ type: 1, price: 60_000, vol: 100, leverage: 10 });
    const [order] = (await read('order/list/open_orders')).data;
    // 600·(1/10 + 0.5·0.0004)
    expect(order.orderMargin).toBe(60.12);
  });

  it('default: details of the fees of fills, by fill; what is not modelled is an honest nothing', async () => {
    const { client, read } = await start();
    await client.create({});
    await client.create({ side: 4 });
    const { text, envelope } = await client.get('/api/v1/private/order/fee_details', 'symbol=BTC_USDT');
    expect(text).toMatch(/"data":\[\{"id":\d{11},"orderId":\d{18},"symbol":"BTC_USDT","feeCurrency":"USDT","fee":/);
    const [newest] = envelope.data;
    expect((await read('order/fee_details', `ids=${newest.id}&symbol=BTC_USDT`)).data).toEqual([newest]);
    expect((await read('account/feeDeductConfigs')).data).toEqual([]);
    expect((await read('account/discountType')).data).toEqual({ useFeeDiscount: false, useFeeDeduct: false });
    expect(await read('account/config/contractFeeDiscountConfig')).toEqual({ success: true, code: 200, data: [] });
    const zero = (await read('account/contract/zero_fee_rate')).data;
    expect(zero).toEqual({ contracts: [{ contractId: 19, ifHotTag: false }], hotRecs: [] });
  });
});

describe('transfers and the insurance fund', () => {
  it('default: deposits and withdrawals leave records and move the balance', async () => {
    const { client, simulator, read } = await start();
    simulator.control.deposit('USDT', '100.25');
    simulator.control.withdraw('USDT', '3');
    simulator.control.deposit('ETH', '2');
    expect((await read('account/asset/USDT')).data.availableBalance).toBe(10_097.25);
    expect((await read('account/asset/ETH')).data.equity).toBe(2);
    const rows = await parsed(client, '/api/v1/private/account/transfer_record', 'currency=USDT&page_size=10', transferRecordSchema);
    expect(rows.map(({ amount, type, state }) => [amount, type, state])).toEqual([
      ['3', 'OUT', 'SUCCESS'],
      ['100.25', 'IN', 'SUCCESS'],
    ]);
    expect((await read('account/transfer_record', 'type=IN')).data.totalCount).toBe(2);
    expect((await read('account/transfer_record', 'state=WAIT')).data.totalCount).toBe(0);
    expect((await read('account/transfer_record', 'state=GONE')).code).toBe(600);
    expect(() => simulator.control.withdraw('USDT', '100000')).toThrow(RangeError);
  });

  it('default: the fund has what liquidations left', async () => {
    const { client, simulator, clock, open } = await start();
    await client.create({ vol: 100, leverage: 100 });
    simulator.control.liquidate('BTC_USDT', 'long');
    const { data } = await open('risk_reverse/BTC_USDT');
    expect(data.available).toBeGreaterThan(1_000_000);
    clock.advance(86_400_000);
    const history = (await open('risk_reverse/history', 'page_num=1&page_size=2&symbol=BTC_USDT')).data;
    expect(history.resultList.map(({ available }: { available: number }) => available)).toEqual([data.available, 1_000_000]);
    expect((await open('risk_reverse')).data).toHaveLength(4);
    expect((await open('support_currencies')).data).toEqual(['USDT', 'BTC']);
  });
});

describe('profit reports', () => {
  it('default: today, yesterday and every calendar sum to what was realised', async () => {
    const { client, clock, simulator, read, send } = await start();
    await client.create({ vol: 1_000 });
    clock.advance(3_600_000);
    await client.create({ vol: 1_000, side: 4 });
    const wallet = Number(simulator.control.snapshot().balances['USDT']?.equity);
    const profit = wallet - 10_000;
    expect((await read('account/asset/analysis/today_pnl')).data).toMatchObject({ todayPnlFinished: false });
    expect((await read('account/asset/analysis/today_pnl')).data.todayPnl).toBeCloseTo(profit, 9);
    expect((await read('account/asset/analysis/3', 'currency=USDT')).data).toMatchObject({
      totalEquity: wallet,
      winRate: profit > 0 ? 1 : 0,
    });
    expect((await read('account/asset/analysis/3', 'currency=USDT')).data.totalPnl).toBeCloseTo(profit, 9);
    clock.advance(86_400_000);
    expect((await read('account/asset/analysis/yesterday_pnl')).data).toBeCloseTo(profit, 9);
    expect((await read('account/asset/analysis/today_pnl')).data.todayPnl).toBe(0);
    const span = { startTime: START_MS - 1, endTime: clock.nowMs() };
    const daily = (await send('account/asset/analysis/calendar/daily/v3', { ...span, reverse: 1 })).data;
    expect(daily.dailyTimeList.map((time: number) => (time / 3_600_000) % 24)).toEqual([16]);
    expect(daily.dailyPnlList[0]).toBeCloseTo(profit, 9);
    const monthly = (await send('account/asset/analysis/calendar/monthly/v3', span)).data;
    expect(monthly.monthlyPnlList[0]).toBeCloseTo(profit, 9);
    expect((await send('account/asset/analysis/v3', { ...span, reverse: 2 })).data.totalPnl).toBe(0);
    expect((await send('account/asset/analysis/recent/v3', span)).data.recentPnl60).toBeCloseTo(profit, 9);
    expect((await read('account/profit_rate/2')).data).toMatchObject({ ranking: 0, profitRate: Number((profit / 75_000).toFixed(4)) });
    expect(await read('account/asset/analysis/export')).toEqual({ success: true, code: 0 });
  });

  it.each([
    ['account/profit_rate/3', '', 600],
    ['account/asset/analysis/9', '', 600],
    ['account/asset/analysis/4', 'currency=USDT&endTime=1&startTime=2', 6003],
    ['account/asset/analysis/1', 'currency=XYZ', 4001],
  ])('error: %s?%s answers %d', async (path, query, code) => {
    const { read } = await start();
    expect((await read(path, query)).code).toBe(code);
  });
});

describe('groups against self-trading', () => {
  it('default: created, changed, shown, deleted', async () => {
    const { read, send } = await start();
    const path = 'market_maker/self_trade/blacklist';
    expect((await send(`${path}/create`, { configName: 'desk-1', blacklist: ['10000001'] })).data).toBe(1);
    expect((await send(`${path}/create`, { configName: 'desk-1', blacklist: ['10000001'] })).code).toBe(603);
    await send(`${path}/update`, { configName: 'desk-1', blacklist: ['10000001', '10000002'] });
    expect((await read(path, 'configName=desk-1')).data).toMatchObject([{ groupName: 'desk-1', blackList: ['10000001', '10000002'] }]);
    expect(await read(`${path}/search`)).toEqual({ success: true, code: 0 });
    expect((await send(`${path}/delete`, { configName: 'desk-1' })).code).toBe(0);
    expect((await read(path)).data).toEqual([]);
    expect((await send(`${path}/delete`, { configName: 'desk-1' })).code).toBe(600);
    expect((await send(`${path}/update`, { configName: 'desk-2', blacklist: [] })).code).toBe(600);
  });
});
