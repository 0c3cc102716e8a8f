import { MemoryOrderJournal, OrderType, type PositionMode, PositionMode as Modes } from '@prate/execution-interface';
import { buildInstrument } from '@prate/execution-interface/testing';
import { endpoints } from '@prate/mexc-protocol';
import fc from 'fast-check';
import { MexcFuturesExecution } from '../src/mexc-futures-execution';
import { type ScriptedVenue, orderlyVenue, success } from './scripted-venue';

const RUNS = Number(process.env['BODY_RUNS'] ?? 60);
const WIDE = Object.fromEntries(Object.keys(endpoints).map((name) => [name, { count: 100_000, windowMs: 1_000 }]));

/** What each body may have, as the venue's documents list it (reference 5.7, 5.10, 5.11, 5.12); nothing of this is read from the code. */
const LEGS = ['stopLossPrice', 'takeProfitPrice', 'lossTrend', 'profitTrend', 'priceProtect'];
const ORDER = ['symbol', 'side', 'type', 'vol', 'price', 'openType', 'positionMode', 'externalOid', 'bboTypeNum', 'stpMode'];
const PLAN = [
  'symbol',
  'side',
  'vol',
  'openType',
  'triggerPrice',
  'triggerType',
  'executeCycle',
  'orderType',
  'trend',
  'price',
  'positionMode',
];
const TRACK = ['symbol', 'side', 'vol', 'leverage', 'openType', 'trend', 'backType', 'backValue', 'activePrice', 'positionMode'];
const STOP = [
  ...['positionId', 'vol', 'profitLossVolType', 'volType', 'takeProfitReverse', 'stopLossReverse', ...LEGS],
  ...['takeProfitType', 'takeProfitOrderPrice', 'stopLossType', 'stopLossOrderPrice'],
];

type Body = Readonly<Record<string, unknown>>;

/** Everything that this body must not have, or lacks, in this mode. */
function wrongIn(path: string, body: Body, mode: PositionMode): readonly string[] {
  const isOpening = body['side'] === 1 || body['side'] === 3;
  const isMarket = body['type'] === 5 || body['orderType'] === 5;
  const reduces = !isOpening && mode === 'one-way' ? ['reduceOnly'] : [];
  const allowed: Readonly<Record<string, readonly string[]>> = {
    'order/create': [...ORDER, ...(isOpening ? ['leverage', ...LEGS, 'marketCeiling'] : ['positionId', 'flashClose', ...reduces])],
    'planorder/place/v2': [...PLAN, ...(isOpening ? ['leverage', ...LEGS] : ['priceProtect', ...reduces])],
    'stoporder/place': STOP,
    'trackorder/place': [...TRACK, ...reduces],
  };
  const fields = allowed[path];
  if (fields === undefined) return [`a body for ${path}`];
  const wrong = Object.keys(body).filter((field) => !fields.includes(field));
  if (isMarket && ('price' in body || 'bboTypeNum' in body)) wrong.push('a price on a market order');
  if ('marketCeiling' in body && !isMarket) wrong.push('marketCeiling without a market');
  if (!isOpening && mode === 'one-way' && path !== 'stoporder/place' && body['reduceOnly'] !== true) wrong.push('no reduceOnly');
  if (path !== 'stoporder/place' && body['positionMode'] !== (mode === 'hedge' ? 1 : 2)) wrong.push('another position mode');
  if (path !== 'stoporder/place' && isOpening && typeof body['leverage'] !== 'number') wrong.push('no leverage');
  for (const [field, value] of Object.entries(body))
    if (value === null || typeof value === 'object') wrong.push(`${field}: ${String(value)}`);
  return wrong;
}

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const reference = fc.constantFrom('last', 'mark', 'index');
const leg = (price: string) => fc.record({ price: fc.constant(price), reference });
const legsOf = (isLong: boolean, withLimit = false) => {
  const [over, under] = isLong ? ['70000.5', '60000.5'] : ['60000.5', '70000.5'];
  const limited = (price: string) =>
    withLimit ? fc.record({ price: fc.constant(price), reference, limitPrice: maybe(fc.constant(price)) }) : leg(price);
  return fc.oneof(
    fc.record({ takeProfit: limited(over as string), stopLoss: limited(under as string) }),
    fc.record({ stopLoss: limited(under as string) }),
    fc.record({ takeProfit: limited(over as string) }),
  );
};
/** Something that nobody offers, now and then. */
const extra = fc.oneof(
  { weight: 12, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc.dictionary(
      fc.constantFrom('reduceOnly', 'positionId', 'marketCeiling', 'vol', 'stopLossPrice', 'constructor', 'x'),
      fc.constantFrom(true, 1, 'a'),
      { minKeys: 1 },
    ),
  },
);
const basics = fc.record({
  side: fc.constantFrom('buy', 'sell'),
  effect: fc.constantFrom('open', 'close'),
  type: fc.constantFrom(...Object.values(OrderType)),
});

const order = basics.chain(({ side, effect, type }) => {
  const isOpening = effect === 'open';
  const isMarket = type === 'market';
  return fc
    .record({
      options: fc.record({
        selfTrade: maybe(fc.constantFrom('allow', 'cancel-maker')),
        bestPrice: maybe(fc.constantFrom('opposite-1', 'same-5')),
        protection: maybe(legsOf(side === 'buy')),
        isPriceProtected: maybe(fc.boolean()),
        isMarketCeiling: maybe(fc.boolean()),
        isFlashClose: maybe(fc.boolean()),
      }),
      // Most are whole; the rest carry what belongs to others.
      isTidy: fc.nat(9).map((dice) => dice > 0),
      extra,
    })
    .map(({ options, isTidy, extra: more }) => {
      const { bestPrice, protection, isPriceProtected, isMarketCeiling, isFlashClose, ...rest } = options;
      const priced = isMarket ? {} : bestPrice === undefined ? { price: '65000.5' } : { bestPrice };
      const tidy = {
        ...rest,
        ...priced,
        ...(isOpening
          ? { leverage: 20, marginMode: 'isolated', protection, isMarketCeiling: isMarket ? isMarketCeiling : undefined }
          : { isFlashClose }),
        ...(isOpening && protection !== undefined ? { isPriceProtected } : {}),
      };
      return ['createOrder', { symbol: 'BTC_USDT', side, effect, type, contracts: 5, ...(isTidy ? tidy : options), ...more }] as const;
    });
});

const plan = basics.chain(({ side, effect, type }) =>
  fc
    .record({
      protection: maybe(legsOf(side === 'buy')),
      isPriceProtected: maybe(fc.boolean()),
      validFor: fc.constantFrom('one-day', 'seven-days'),
      extra,
    })
    .map(({ protection, extra: more, ...rest }) => {
      const opening = effect === 'open' ? { leverage: 20, marginMode: 'isolated', protection } : {};
      const trigger = { price: '66000.5', reference: 'last', direction: 'at-or-above' };
      const price = type === 'market' ? {} : { price: '65500.5' };
      return [
        'createPlanOrder',
        { symbol: 'BTC_USDT', side, effect, type, contracts: 5, trigger, ...price, ...rest, ...opening, ...more },
      ] as const;
    }),
);

const stop = fc.constantFrom('long', 'short').chain((positionSide) =>
  fc
    .record({
      legs: legsOf(positionSide === 'long', true),
      size: fc.constantFrom('whole-position', { contracts: 5 }),
      isPriceProtected: maybe(fc.boolean()),
      extra,
    })
    .map(({ legs, extra: more, ...rest }) => ['createStopOrder', { symbol: 'BTC_USDT', positionSide, ...legs, ...rest, ...more }] as const),
);

const trailing = basics.chain(({ side, effect }) =>
  fc
    .record({
      callback: fc.constantFrom({ fraction: '0.02' }, { distance: '100' }),
      reference,
      activationPrice: maybe(fc.constant('66000.5')),
      extra,
    })
    .map(({ extra: more, ...rest }) => {
      const opening = effect === 'open' ? { leverage: 20, marginMode: 'isolated' } : {};
      return ['createTrailingOrder', { symbol: 'BTC_USDT', side, effect, contracts: 5, ...rest, ...opening, ...more }] as const;
    }),
);

describe.each(Object.values(Modes))('%s', (mode) => {
  test('behavior: whatever is asked for, what leaves has the fields of its endpoint and this mode, and no other', async () => {
    const venue = venueIn(mode);
    const rest = await venue.start({ limits: WIDE });
    const instruments = { getInstrument: async () => buildInstrument(), getInstruments: async () => [buildInstrument()] };
    const execution = new MexcFuturesExecution({ rest, instruments, journal: new MemoryOrderJournal(), isMarketCeilingEnabled: true });
    expect((await execution.connect()).problems).toEqual([]);
    const counts = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(fc.oneof(order, plan, stop, trailing), async ([name, command]) => {
        const before = venue.requests.length;
        const outcome = await (execution[name] as (command: unknown) => Promise<{ readonly status: string }>)(command);
        const sent = venue.requests.slice(before).filter(({ path }) => /\/(create|place|place\/v2)$/.test(path));
        expect(sent).toHaveLength(outcome.status === 'denied' ? 0 : 1);
        for (const { path, body } of sent) {
          const short = path.replace('/api/v1/private/', '');
          expect(wrongIn(short, JSON.parse(body) as Body, mode)).toEqual([]);
          counts.set(short, (counts.get(short) ?? 0) + 1);
        }
      }),
      { numRuns: RUNS },
    );
    await execution.disconnect();
    expect([...counts.keys()].sort()).toEqual(['order/create', 'planorder/place/v2', 'stoporder/place', 'trackorder/place']);
  });

  test('error: a field of another mode or endpoint does not leave, even when it gets past the types', async () => {
    const venue = venueIn(mode);
    const rest = await venue.start({ limits: WIDE });
    const body = { symbol: 'BTC_USDT', side: 4, type: 5, vol: '5', openType: 1, positionMode: 1, externalOid: 'a' };
    for (const wrong of [{ reduceOnly: true }, { trend: 1 }, { marketCeiling: true }, { price: '1' }, { anything: 1 }]) {
      await expect(rest.private.createOrder({ ...body, ...wrong } as never)).rejects.toThrow('create-order');
    }
    expect(venue.sent('/order/create')).toEqual([]);
  });
});

/** Market at 65,000, a long and a short of 10 contracts (in one-way mode both are answered, too: what leaves is what counts here). */
function venueIn(mode: PositionMode): ScriptedVenue {
  const zeros = ['oim', 'im', 'realised', 'closeVol', 'frozenVol'].map((name) => `"${name}":0`).join(',');
  const position = (type: number) =>
    `{"positionId":110997383${type},"symbol":"BTC_USDT","positionType":${type},"openType":1,"state":1,"holdVol":10,` +
    `"holdAvgPrice":65000,"openAvgPrice":65000,${zeros},"leverage":20,"createTime":1760000000000,"updateTime":1760000000000}`;
  return orderlyVenue()
    .answer('/position_mode', success(mode === 'hedge' ? '1' : '2'))
    .answer('/open_positions', success(`[${position(1)},${position(2)}]`))
    .answer('/ticker', success('{"symbol":"BTC_USDT","lastPrice":65000,"bid1":64999.9,"ask1":65000.1,"timestamp":1760000000000}'))
    .answer('/fair_price/BTC_USDT', success('{"symbol":"BTC_USDT","fairPrice":65000,"timestamp":1760000000000}'))
    .answer('/index_price/BTC_USDT', success('{"symbol":"BTC_USDT","indexPrice":65000,"timestamp":1760000000000}'))
    .answer('/order/create', success('{"orderId":"739113577038255617","ts":1760000000000}'))
    .answer('/planorder/place/v2', success('"739113577038255618"'))
    .answer('/stoporder/place', success('739113577038255619'))
    .answer('/trackorder/place', success('"739113577038255620"'));
}
