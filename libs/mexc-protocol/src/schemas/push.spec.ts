import fc from 'fast-check';
import { personalTopics, publicTopics } from '../channels';
import { parseWireJson } from '../lossless-json';
import { personalPushShapes, publicPushShapes } from './index';

/** `data` in the form of the reference, sections 5 and 8. */
const publicSamples: Record<keyof typeof publicPushShapes, string> = {
  tickers:
    '[{"contractId":77,"symbol":"AAA_USDT","lastPrice":0.0501,"riseFallRate":-0.012,"fairPrice":0.0502,"indexPrice":0.05,"volume24":120000,"amount24":60100.5,"maxBidPrice":0.06,"minAskPrice":0.04,"lower24Price":0.0492,"high24Price":0.0511,"timestamp":1788000000100}]',
  ticker:
    '{"symbol":"BTC_USDT","lastPrice":60010,"riseFallRate":0.002,"fairPrice":60008.4,"indexPrice":60000,"volume24":300000000,"amount24":1800300000.5,"maxBidPrice":66000,"minAskPrice":54000,"lower24Price":59500.1,"high24Price":60400,"timestamp":1788000000200,"bid1":60009.9,"ask1":60010,"holdVol":500000000,"riseFallValue":120.1,"fundingRate":0.00005,"zone":"UTC+8","riseFallRates":[0.002,0.01,-0.03,0.1,0.2,-0.1],"riseFallRatesOfTimezone":[0.001,0.003,0.002]}',
  deal: '[{"p":60010,"v":25,"T":1,"O":3,"M":2,"t":1788000000300,"i":"16000000001","cts":"1788000000300"}]',
  depth:
    '{"cts":1788000000400,"asks":[[60010.1,5200,3]],"bids":[[60009.2,0,0]],"end":42000000115,"begin":42000000101,"version":42000000115}',
  'depth.full': '{"cts":1788000000400,"asks":[[60010.1,5200,3]],"bids":[[60009.2,7,1]],"version":42000000115}',
  'depth.step':
    '{"askMarketLevelPrice":60010,"asks":[[60010,5200,3]],"bidMarketLevelPrice":60009,"bids":[[60009,7,1]],"ct":1788000000400,"version":42000000115}',
  kline:
    '{"symbol":"BTC_USDT","interval":"Min1","t":1787999940,"o":60001,"c":60010,"h":60015.5,"l":59998,"a":1200150.4,"q":200000,"ro":60002.5,"rc":60010,"rh":60015.5,"rl":59998}',
  'funding.rate': '{"symbol":"BTC_USDT","rate":0.00005,"nextSettleTime":1788019200000}',
  'index.price': '{"symbol":"BTC_USDT","price":60000}',
  'fair.price': '{"symbol":"BTC_USDT","price":60008.4}',
  contract: '{"symbol":"BTC_USDT","state":4,"apiAllowed":false,"contractSize":0.0001,"priceUnit":0.1,"maxLeverage":500}',
};

const personalSamples: Partial<Record<keyof typeof personalPushShapes, string>> = {
  order:
    '{"orderId":"860000000000000001","symbol":"BTC_USDT","positionId":1100000001,"price":60010,"vol":10,"leverage":5,"side":1,"sideType":"buy","positionType":"long","category":1,"orderType":5,"dealAvgPrice":60010,"dealVol":10,"remainVol":0,"orderMargin":12.05,"usedMargin":12.05,"takerFee":0.024004,"makerFee":0,"takerFeeRate":0.0004,"makerFeeRate":0.0001,"profit":0,"feeCurrency":"USDT","openType":1,"state":3,"errorCode":0,"externalOid":"sim-0001","positionMode":1,"bboTypeNum":0,"bizSource":1,"version":2,"createTime":1788000000600,"updateTime":1788000000650}',
  'order.deal':
    '{"id":"16000000002","symbol":"BTC_USDT","side":1,"vol":10,"price":60010,"fee":0.024004,"feeCurrency":"USDT","profit":0,"taker":true,"category":1,"orderId":"860000000000000001","externalOid":"sim-0001","positionMode":1,"isSelf":false,"timestamp":1788000000650}',
  asset: '{"currency":"USDT","positionMargin":12.05,"frozenBalance":0,"availableBalance":9987.92599812345678,"bonus":0}',
  position:
    '{"positionId":1100000001,"symbol":"BTC_USDT","positionType":1,"openType":1,"state":3,"holdVol":0,"frozenVol":0,"closeVol":10,"holdAvgPrice":60010,"openAvgPrice":60010,"closeAvgPrice":60020,"liquidatePrice":0,"oim":0,"im":0,"holdFee":0,"realised":-0.024,"leverage":5,"marginRatio":0,"autoAddIm":false,"pnl":0,"makerFeeRate":0.0001,"takerFeeRate":0.0004,"version":3,"createTime":1788000000600,"updateTime":1788000000650}',
  'plan.order':
    '{"id":"860000000000000002","symbol":"BTC_USDT","leverage":5,"side":1,"triggerPrice":61000,"vol":10,"openType":1,"triggerType":1,"state":1,"executeCycle":24,"trend":1,"orderType":5,"orderId":0,"errorCode":0,"priceProtect":0,"positionMode":1,"lossTrend":1,"profitTrend":1,"ensureStopLoss":0,"createTime":1788000000600,"updateTime":1788000000650}',
  'stop.planorder':
    '{"id":300000001,"orderId":"0","symbol":"BTC_USDT","positionId":"1100000001","lossTrend":1,"profitTrend":1,"stopLossPrice":59000,"takeProfitPrice":62000,"state":1,"triggerSide":0,"positionType":1,"vol":10,"realityVol":0,"placeOrderId":"0","errorCode":0,"isFinished":0,"version":1,"priceProtect":0,"profitLossVolType":"SAME","volType":1,"takeProfitReverse":2,"stopLossReverse":2,"createTime":1788000000600,"updateTime":1788000000650}',
  'stop.order':
    '{"symbol":"BTC_USDT","orderId":"860000000000000001","lossTrend":1,"profitTrend":1,"stopLossPrice":59000,"takeProfitPrice":62000}',
  'track.order':
    '{"id":"860000000000000003","symbol":"BTC_USDT","leverage":5,"side":4,"vol":10,"openType":1,"trend":1,"activePrice":61000,"markPrice":60010,"backType":1,"backValue":0.02,"triggerPrice":58809.8,"triggerType":2,"orderId":"0","errorCode":0,"state":0,"positionMode":1,"reduceOnly":false,"createTime":1788000000600,"updateTime":1788000000650}',
  'adl.level': '{"adlLevel":3,"positionId":1100000001}',
  'liquidate.risk': '{"symbol":"BTC_USDT","positionId":1100000001,"liquidatePrice":54100.1,"marginRatio":0.82,"adlLevel":3}',
  'risk.limit':
    '{"symbol":"BTC_USDT","positionType":1,"riskSource":0,"level":1,"maxVol":50000,"maxLeverage":500,"mmr":0.001,"imr":0.002,"leverage":20,"openType":1,"limitBySys":false,"maxVolView":50000}',
  'position.mode': '{"positionMode":2}',
  'leverage.mode': '{"lm":1}',
  'order.chase': '{"ec":2013,"s":"BTC_USDT"}',
  'position.closeall.fail': 'null',
  'reverse.position': '{"contractId":10,"positionId":1100000001,"state":1,"errorCode":0}',
  bonus: '{"c":"USDT","b":5,"be":1788000000000,"g":1,"ret":0,"rea":"x"}',
  'generic.notify':
    '{"type":1,"param":{"notifyType":2,"openType":1,"dn":"BTC_USDT","dne":"BTC_USDT","multiAssets":false,"marginRate":0.9}}',
  'event.contract.position': '{"anything":1}',
};

const cases = [
  ...publicTopics.map((topic) => ({
    topic: topic as string,
    shape: publicPushShapes[topic],
    text: publicSamples[topic],
    isPlain: topic !== 'deal',
  })),
  ...personalTopics.map((topic) => ({ topic, shape: personalPushShapes[topic], text: personalSamples[topic] ?? '', isPlain: false })),
];

describe.each(cases)('push of $topic', ({ topic, shape, text, isPlain }) => {
  it('default: the sample of the reference is read, and has no field that is not known', () => {
    for (const data of isPlain ? [JSON.parse(text) as unknown, parseWireJson(text)] : [parseWireJson(text)]) {
      expect(shape.schema.safeParse(data).error).toBeUndefined();
      const rows = Array.isArray(data) ? data : [data];
      if (shape.fields.size > 0)
        for (const row of rows) for (const field of Object.keys(row as object)) expect(shape.fields).toContain(field);
    }
  });

  it('behavior: random damage gives a refusal or a clean value, never NaN', () => {
    const sample = parseWireJson(text) as never;
    const row = (Array.isArray(sample) ? sample[0] : sample) as Record<string, unknown> | null;
    if (row === null || topic === 'event.contract.position') return expect(shape.fields.size).toBe(0);
    const damage = fc.oneof(
      fc.string(),
      fc.boolean(),
      fc.constant(null),
      fc.array(fc.string()),
      fc.double(),
      fc.double().map(String),
      fc.constantFrom('1e999', '-1', '0x10', ' 1', '9007199254740993'),
      fc.constant(undefined),
    );
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(row)), damage, (key, value) => {
        const result = shape.schema.safeParse({ ...row, [key]: value });
        if (result.success) expect(JSON.stringify(result.data)).not.toMatch(/:null|\[null|,null/);
      }),
    );
  });
});

describe('what a push may not lose', () => {
  const read = (topic: keyof typeof personalPushShapes, ...changes: [RegExp, string][]) => {
    const text = changes.reduce((sofar, [from, to]) => sofar.replace(from, to), personalSamples[topic] ?? '');
    return personalPushShapes[topic].schema.safeParse(parseWireJson(text));
  };

  it.each([
    ['order', 'orderId'],
    ['order', 'positionId'],
    ['order.deal', 'id'],
    ['order.deal', 'orderId'],
    ['position', 'positionId'],
    ['plan.order', 'id'],
    ['plan.order', 'orderId'],
    ['stop.planorder', 'id'],
    ['stop.planorder', 'orderId'],
    ['stop.planorder', 'positionId'],
    ['stop.planorder', 'placeOrderId'],
    ['stop.order', 'orderId'],
    ['track.order', 'id'],
    ['track.order', 'orderId'],
    ['adl.level', 'positionId'],
    ['liquidate.risk', 'positionId'],
    ['reverse.position', 'positionId'],
  ] as const)('behavior: 2^53 + 1 as %s %s is text, bare and quoted', (topic, field) => {
    for (const id of ['9007199254740993', '"9007199254740993"']) {
      const result = read(topic, [new RegExp(`"${field}":("\\d+"|\\d+)`), `"${field}":${id}`]);
      expect(result.data).toMatchObject({ [field]: '9007199254740993' });
    }
  });

  it('behavior: 2^53 + 1 as the id of a public deal is text, bare and quoted', () => {
    for (const id of ['9007199254740993', '"9007199254740993"']) {
      const data = parseWireJson(publicSamples.deal.replace('"16000000001"', id));
      expect(publicPushShapes.deal.schema.parse(data)).toMatchObject([{ i: '9007199254740993', p: 60010, cts: 1788000000300 }]);
    }
  });

  it('args: deals come as a list or as a single object', () => {
    const single = publicSamples.deal.slice(1, -1);
    expect(publicPushShapes.deal.schema.parse(parseWireJson(single))).toEqual(
      publicPushShapes.deal.schema.parse(parseWireJson(publicSamples.deal)),
    );
  });

  it('args: taker and isTaker', () => {
    expect(read('order.deal', [/"taker"/, '"isTaker"'])).toEqual(read('order.deal'));
    expect(read('order.deal', [/"taker":true/, '"isTaker":false']).data).toMatchObject({ taker: false });
    expect(read('order.deal', [/"taker":true,/, '']).success).toBe(false);
  });

  it.each([
    ['order', 'state', '6', 'order state'],
    ['order', 'side', '5', 'side'],
    ['order', 'orderType', '7', 'orderType'],
    ['order', 'category', '9', 'order category'],
    ['order', 'errorCode', '24', 'order errorCode'],
    ['position', 'state', '4', 'position state'],
    ['track.order', 'state', '5', 'track state'],
    ['plan.order', 'state', '0', 'plan state'],
    ['generic.notify', 'notifyType', '3', 'notifyType'],
  ] as const)('error: %s with %s %s is refused, naming the enumeration', (topic, field, code, name) => {
    const result = read(topic, [new RegExp(`"${field}":\\d+`), `"${field}":${code}`]);
    expect(result.error?.issues[0]?.message).toContain(`expected a code of ${name}`);
  });

  it('error: a depth push with half a range, or none and no version', () => {
    for (const broken of ['"begin":42000000101,', '"end":42000000115,']) {
      expect(publicPushShapes.depth.schema.safeParse(JSON.parse(publicSamples.depth.replace(broken, ''))).success).toBe(false);
    }
    expect(publicPushShapes.depth.schema.safeParse({ asks: [], bids: [] }).success).toBe(false);
    expect(publicPushShapes.depth.schema.safeParse({ asks: [], bids: [], begin: 9, end: 8 }).success).toBe(false);
  });
});
