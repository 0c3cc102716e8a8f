import fc from 'fast-check';
import { parseWireJson } from '../lossless-json';
import {
  assetSchema,
  cancelResultSchema,
  contractSchema,
  envelopeSchema,
  fairPriceSchema,
  klinesSchema,
  leverageSchema,
  orderCreatedSchema,
  orderSchema,
  positionModeSchema,
  positionSchema,
} from './index';

/** Samples in the form of the reference, sections 3 to 5; ids above 2^53 where it has them. */
const samples = {
  envelope: { schema: envelopeSchema, text: '{"success":false,"code":2005,"message":"x"}' },
  contract: {
    schema: contractSchema,
    text: '{"symbol":"BTC_USDT","baseCoin":"BTC","quoteCoin":"USDT","settleCoin":"USDT","contractSize":0.0001,"minLeverage":1,"maxLeverage":500,"priceUnit":0.1,"volUnit":1,"minVol":1,"maxVol":400000,"limitMaxVol":2500000,"takerFeeRate":0.0004,"makerFeeRate":0.0001,"maintenanceMarginRate":0.001,"state":0,"apiAllowed":true}',
  },
  klines: {
    schema: klinesSchema,
    text: '{"time":[1787999940],"open":[60001],"close":[60010],"high":[60015.5],"low":[59998],"vol":[200000],"amount":[6.106243567181E7],"realOpen":[60002.5],"realClose":[60010],"realHigh":[60015.5],"realLow":[59998]}',
  },
  fairPrice: { schema: fairPriceSchema, text: '{"symbol":"BTC_USDT","fairPrice":60008.4,"timestamp":1788000000000}' },
  order: {
    schema: orderSchema,
    text: '{"orderId":"739113577038255617","symbol":"BTC_USDT","positionId":1100000001,"price":60010,"priceStr":"60010","vol":10,"leverage":5,"side":1,"category":1,"orderType":5,"dealAvgPrice":60010,"dealVol":10,"orderMargin":12.05,"usedMargin":12.05,"takerFee":0.024004,"makerFee":0,"profit":0,"feeCurrency":"USDT","openType":1,"state":3,"errorCode":0,"externalOid":"sim-0001","positionMode":1,"version":2,"createTime":1788000000600,"updateTime":1788000000650}',
  },
  created: { schema: orderCreatedSchema, text: '{"orderId":"739113577038255616","ts":1761888808839}' },
  cancelResult: {
    schema: cancelResultSchema,
    text: '{"orderId":739113577038255617,"errorCode":2041,"errorMsg":"order state cannot be cancelled"}',
  },
  position: {
    schema: positionSchema,
    text: '{"positionId":1100000001,"symbol":"BTC_USDT","positionType":1,"openType":1,"state":1,"holdVol":10,"frozenVol":0,"closeVol":0,"holdAvgPrice":60010,"openAvgPrice":60010,"liquidatePrice":54100.1,"oim":12.05,"im":12.05,"holdFee":0,"realised":-0.024,"leverage":5,"marginRatio":0.0027,"adlLevel":null,"createTime":1788000000600,"updateTime":1788000000650}',
  },
  leverage: { schema: leverageSchema, text: '{"positionType":1,"openType":1,"leverage":20,"level":1,"maxVol":50000}' },
  asset: {
    schema: assetSchema,
    text: '{"currency":"USDT","positionMargin":12.05,"frozenBalance":0,"availableBalance":9987.92599812345678,"cashBalance":9987.92,"equity":9999.976,"unrealized":0}',
  },
};

/** Every number in a value, however deep. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

describe.each(Object.entries(samples))('%s', (_name, { schema, text }) => {
  it('default: the sample of the reference is read', () => {
    expect(schema.safeParse(parseWireJson(text)).error).toBeUndefined();
  });

  it('behavior: random damage gives a refusal or a clean value, never NaN', () => {
    const sample = parseWireJson(text) as Record<string, unknown>;
    const keys = Object.keys(sample);
    const damage = fc.oneof(
      fc.string(),
      fc.boolean(),
      fc.constant(null),
      fc.array(fc.string()),
      fc.double().map(String),
      fc.constant(undefined),
    );
    fc.assert(
      fc.property(fc.constantFrom(...keys), damage, (key, value) => {
        const result = schema.safeParse({ ...sample, [key]: value });
        if (result.success) expect(numbersIn(result.data).every(Number.isSafeInteger)).toBe(true);
      }),
    );
  });
});

describe('ids and decimals', () => {
  it('behavior: digits above 2^53 and long decimals survive', () => {
    const order = orderSchema.parse(parseWireJson(samples.order.text.replace('"739113577038255617"', '9007199254740993')));
    expect(order.orderId).toBe('9007199254740993');
    expect(assetSchema.parse(parseWireJson(samples.asset.text)).availableBalance).toBe('9987.92599812345678');
  });

  it('args: created answers an object, or the bare id of the legacy call', () => {
    expect(orderCreatedSchema.parse(parseWireJson('739113577038255617'))).toEqual({ orderId: '739113577038255617' });
    expect(orderCreatedSchema.parse(parseWireJson('"739113577038255617"'))).toEqual({ orderId: '739113577038255617' });
  });

  it('args: the position mode is a number, an object around it is tolerated', () => {
    expect(positionModeSchema.parse('2')).toBe(2);
    expect(positionModeSchema.parse({ positionMode: '1' })).toBe(1);
  });

  it('error: a code above 2^53 is refused, because it would lose digits', () => {
    expect(orderSchema.safeParse({ ...(parseWireJson(samples.order.text) as object), state: '9007199254740993' }).success).toBe(false);
  });

  it('error: columns of unequal length are refused, and named', () => {
    const result = klinesSchema.safeParse(parseWireJson(samples.klines.text.replace('"close":[60010]', '"close":[]')));
    expect(result.error?.issues).toMatchObject([{ path: ['close'], message: 'found 0 rows, expected 1 as in time' }]);
  });
});
