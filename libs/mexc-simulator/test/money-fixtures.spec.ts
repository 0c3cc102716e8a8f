import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { printWireJson } from '@prate/mexc-protocol';
import { type PersonalPush, personalPush } from '../src/websocket/exchange-pushes';
import { scriptedExchange } from './scripted-exchange';
import { START_MS, StreamSetup } from './stream-setup';

const setup = new StreamSetup();
afterEach(() => setup.stop());

const fixtures = join(__dirname, '../../mexc-protocol/fixtures');
const CYCLE_MS = 8 * 3_600_000;
const PATHS = { private: '/api/v1/private/', public: '/api/v1/contract/' } as const;

function published(name: string): unknown {
  return (JSON.parse(readFileSync(join(fixtures, 'rest', `${name}.json`), 'utf8')) as { data?: unknown }).data;
}

function publishedPush(name: string): unknown {
  const text = readFileSync(join(fixtures, 'ws', `personal.${name}.one.txt`), 'utf8');
  const line = text.split('\n').find((each) => each.startsWith('= ')) as string;
  return (JSON.parse(line.slice(2)) as { data: unknown }).data;
}

/** Places where an answer lacks what was published, or writes it in another JSON type; of lists the first row. */
function differences(wanted: unknown, found: unknown, place = ''): readonly string[] {
  if (wanted === null) return [];
  if (Array.isArray(wanted)) {
    if (!Array.isArray(found)) return [`${place}: no list`];
    return wanted.length === 0 || found.length === 0 ? [] : differences(wanted[0], found[0], `${place}[]`);
  }
  if (typeof wanted !== typeof found) return [`${place}: ${typeof found}, published as ${typeof wanted}`];
  if (typeof wanted !== 'object') return [];
  return Object.entries(wanted as object).flatMap(([key, value]) => {
    const inner = (found as Readonly<Record<string, unknown>>)[key];
    return inner === undefined ? [`${place}.${key}: absent`] : differences(value, inner, `${place}.${key}`);
  });
}

/** An account with a history: funding, a closed position, fees, a transfer, an open position. */
async function traded() {
  const desk = await setup.start();
  const { client, clock, simulator } = desk;
  await client.create({ vol: 100 });
  clock.advance(CYCLE_MS);
  await client.create({ vol: 100, side: 4 });
  await client.create({ vol: 10 });
  simulator.control.deposit('USDT', '100.25');
  return desk;
}

describe('answers beside the published ones', () => {
  it.each([
    ['list-transfer-records.paged', 'private', 'account/transfer_record', '', []],
    ['list-funding-records.paged', 'private', 'position/funding_records', '', []],
    ['get-tiered-fee-rate-legacy.default', 'private', 'account/tiered_fee_rate', 'symbol=BTC_USDT', []],
    ['list-contract-fee-rates.default', 'private', 'account/contract/fee_rate', '', []],
    [
      'get-zero-fee-rate.default',
      'private',
      'account/contract/zero_fee_rate',
      '',
      ['feeRateType', 'sort', 'tempFeeRateEffectiveStartTime'],
    ],
    ['list-fee-deduct-configs.default', 'private', 'account/feeDeductConfigs', '', []],
    ['get-discount-type.default', 'private', 'account/discountType', '', []],
    ['list-fee-discount-configs.code-200', 'private', 'account/config/contractFeeDiscountConfig', '', []],
    ['get-order-deal-fee-total.default', 'private', 'account/asset_book/order_deal_fee/total', '', []],
    ['list-fee-details.bare', 'private', 'order/fee_details', 'symbol=BTC_USDT', ['deductFeeCurrency', 'deductFee']],
    ['get-profit-rate.default', 'private', 'account/profit_rate/1', '', []],
    ['get-asset-analysis.default', 'private', 'account/asset/analysis/3', 'currency=USDT', []],
    ['get-today-pnl.default', 'private', 'account/asset/analysis/today_pnl', '', []],
    ['get-yesterday-pnl.default', 'private', 'account/asset/analysis/yesterday_pnl', '', []],
    ['get-risk-limit.default', 'private', 'account/risk_limit', '', []],
    ['get-leverage.default', 'private', 'position/leverage', 'symbol=BTC_USDT', []],
    ['get-index-price.default', 'public', 'index_price/BTC_USDT', '', []],
    ['get-fair-price.default', 'public', 'fair_price/BTC_USDT', '', []],
    ['get-index-price-klines.default', 'public', 'kline/index_price/BTC_USDT', '', []],
    ['get-fair-price-klines.default', 'public', 'kline/fair_price/BTC_USDT', '', []],
    ['get-support-currencies.default', 'public', 'support_currencies', '', []],
    ['list-risk-reverse.default', 'public', 'risk_reverse', '', []],
    ['get-risk-reverse.one', 'public', 'risk_reverse/BTC_USDT', '', []],
    ['list-risk-reverse-history.paged', 'public', 'risk_reverse/history', 'symbol=BTC_USDT', []],
    ['list-funding-rate-history.paged', 'public', 'funding_rate/history', 'symbol=BTC_USDT', []],
  ] as const)('default: %s', async (name, door, path, query, knowinglyAbsent) => {
    const { client } = await traded();
    const { envelope } = await client.get(`${PATHS[door]}${path}`, query);
    expect(envelope.success).toBe(true);
    const absent = differences(published(name), envelope.data).map((line) => line.replace(/^.*\.(\w+): absent$/, '$1'));
    expect(absent).toEqual(knowinglyAbsent);
  });

  it.each([
    ['get-asset-analysis-v3.default', 'v3'],
    ['get-daily-pnl-calendar.default', 'calendar/daily/v3'],
    ['get-monthly-pnl-calendar.default', 'calendar/monthly/v3'],
    ['get-recent-pnl.default', 'recent/v3'],
  ])('default: %s', async (name, path) => {
    const { client, clock } = await traded();
    const body = { startTime: START_MS, endTime: clock.nowMs(), reverse: 0, includeUnrealisedPnl: 1 };
    const { envelope } = await client.post(`${PATHS.private}account/asset/analysis/${path}`, body);
    expect(differences(published(name), envelope.data)).toEqual([]);
  });
});

describe('pushes beside the published ones', () => {
  it('default: risk, rank, notice and position of a liquidation', async () => {
    const { client, simulator, stream } = await setup.start({ balances: { USDT: '100000' } });
    await stream.login(simulator.keys, START_MS);
    simulator.control.changeContract('BTC_USDT', {
      riskLimit: { type: 'BY_VOLUME', mode: 'INCREASE', baseVol: '5', incrVol: '5', incrMmr: '0', incrImr: '0', levelCount: 3 },
    });
    await client.create({ leverage: 100 });
    simulator.control.liquidate('BTC_USDT', 'long');
    const last = async (topic: string): Promise<unknown> => (await stream.pushes(`personal.${topic}`)).at(-1)?.data;
    for (const topic of ['risk.limit', 'generic.notify', 'asset']) {
      expect(differences(publishedPush(topic), await last(topic))).toEqual([]);
    }
    expect(differences(publishedPush('position'), await last('position'))).toEqual([]);
    expect(await last('position')).toMatchObject({ state: 3, holdVol: 0 });
  });

  it('default: the warning before one, and the rank', () => {
    const { exchange, market, create, pass } = scriptedExchange();
    const pushes: PersonalPush[] = [];
    create({ leverage: 100 });
    exchange.listen((event) => {
      const push = personalPush(event, exchange);
      if (push !== undefined) pushes.push(push);
    });
    market.at(exchange.nowSecond + 1, { fairTicks: 644_300 });
    pass(60);
    const told = (key: string): unknown => JSON.parse(printWireJson(pushes.find((push) => push.key === key)?.data));
    for (const key of ['liquidate.risk', 'adl.level', 'generic.notify']) expect(differences(publishedPush(key), told(key))).toEqual([]);
    // (0.0650001 + 0.025772) / (0.67600104 − 0.5701)
    expect(told('liquidate.risk')).toMatchObject({ symbol: 'BTC_USDT', liquidatePrice: 64_414.8, marginRatio: 0.8571 });
    expect(told('generic.notify')).toMatchObject({ type: 1, param: { notifyType: 2, marginRate: 0.8571 } });
    expect(told('adl.level')).toMatchObject({ adlLevel: 1 });
  });
});
