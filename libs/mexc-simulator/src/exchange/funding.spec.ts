import { add, negate, subtract } from '@prate/execution-interface/decimal';
import { START_SECOND, contractNamed, scriptedExchange } from '../../test/scripted-exchange';
import { fundingPayment } from './funding';
import { realised } from './positions';

const CYCLE_SECONDS = 8 * 3_600;
/** Until the next 00:00, 08:00 or 16:00 UTC. */
const TO_SETTLEMENT = CYCLE_SECONDS - (START_SECOND % CYCLE_SECONDS);

describe('fundingPayment (reference 9.10, the published samples)', () => {
  const unit = { ...contractNamed('BTC_USDT'), contractSize: '1' } as const;

  it.each([
    ['long, rate −0.002, value 41.8899', 'long', '41.8899', '-0.002', '0.0837798'],
    ['long, rate −0.000026, value 29.30024', 'long', '29.30024', '-0.000026', '0.00076180624'],
    ['short of the same receives less than nothing', 'short', '29.30024', '-0.000026', '-0.00076180624'],
    ['long pays a rate above 0', 'long', '100', '0.0001', '-0.01'],
  ] as const)('behavior: %s', (_case, side, value, rate, funding) => {
    expect(fundingPayment(unit, { side, vol: '1', fairPrice: value, rate })).toEqual({ value, funding });
  });

  it('behavior: inverse value is vol·size/price', () => {
    const inverse = contractNamed('BTC_USD');
    expect(fundingPayment(inverse, { side: 'short', vol: '10', fairPrice: '50000', rate: '0.0001' })).toEqual({
      value: '0.02',
      funding: '0.000002',
    });
  });
});

describe('settlement', () => {
  it('behavior: at the end of the cycle, by the fair price of that second and the rate that the history tells', () => {
    const { exchange, market, create, pass, balance } = scriptedExchange();
    create();
    market.at(START_SECOND + TO_SETTLEMENT, { fairTicks: 660_000 });
    pass(TO_SETTLEMENT - 1);
    expect(exchange.funding.records()).toEqual([]);
    const before = balance();
    pass(1);
    const [record] = exchange.funding.records();
    const [latest] = exchange.listing('BTC_USDT').funding.settled(exchange.nowSecond, 1);
    expect(record).toMatchObject({
      symbol: 'BTC_USDT',
      side: 'long',
      positionValue: '66',
      rate: latest?.rate,
      settleTimeMs: latest?.settleTimeMs,
    });
    const [position] = exchange.positions.all();
    expect(position?.holdFee).toBe(record?.funding);
    expect(subtract(balance().available, before.available)).toBe(record?.funding);
    // No more until the next cycle ends.
    pass(CYCLE_SECONDS - 1);
    expect(exchange.funding.records()).toHaveLength(1);
    pass(1);
    expect(exchange.funding.records()).toHaveLength(2);
  });

  it('behavior: long and short of the same size cancel out; who is flat pays nothing', () => {
    const { exchange, create, pass } = scriptedExchange();
    create();
    create({ side: 'open-short' });
    create({ symbol: 'BTC_USD', vol: '1' });
    create({ symbol: 'BTC_USD', vol: '1', side: 'close-long' });
    pass(TO_SETTLEMENT);
    const [long, short] = exchange.funding.records();
    expect(exchange.funding.records()).toHaveLength(2);
    expect(long?.funding).toBe(negate(short?.funding ?? '0'));
  });

  it('behavior: a closed position keeps what it received, and realised counts it', () => {
    const { exchange, create, pass } = scriptedExchange();
    create();
    pass(TO_SETTLEMENT);
    create({ side: 'close-long' });
    const [closed] = exchange.positions.closed();
    const [record] = exchange.funding.records();
    expect(closed?.holdFee).toBe(record?.funding);
    expect(closed === undefined ? '' : realised(closed)).toBe(
      add(subtract(closed?.closeProfit ?? '0', closed?.fees ?? '0'), record?.funding ?? '0'),
    );
  });

  it('behavior: the order is position, then asset', () => {
    const { exchange, create, pass } = scriptedExchange();
    create();
    pass(TO_SETTLEMENT - 1);
    const told: string[] = [];
    exchange.listen((event) => told.push(event.kind));
    pass(1);
    expect(told.filter((kind) => kind !== 'adl-level')).toEqual(['position', 'asset']);
  });

  /** A cycle in which a position of this side pays. */
  const paying = (exchange: ReturnType<typeof scriptedExchange>['exchange']): 'open-long' | 'open-short' =>
    Number(exchange.listing('BTC_USDT').funding.settledRate(START_SECOND + TO_SETTLEMENT)) > 0 ? 'open-long' : 'open-short';

  it.each([
    ['one-way', 'cancelled', 'funding-cancel'],
    ['hedge', 'working', 'normal'],
  ] as const)('behavior: a short balance in %s mode: the opening order is %s', (positionMode, state, reason) => {
    const { exchange, create, pass, balance } = scriptedExchange({ positionMode, usdt: '1000' });
    const side = paying(exchange);
    create({ side, vol: '1000', leverage: 10 });
    const price = side === 'open-long' ? '60000' : '69999.9';
    const order = create({ side, type: 'limit', price, vol: side === 'open-long' ? '510' : '440' });
    // Nothing is left but what funding wants.
    exchange.transfers.move('out', 'USDT', balance().available, exchange.nowMs);
    const margin = exchange.positions.all()[0]?.margin;
    pass(TO_SETTLEMENT);
    expect([order.state, order.reason]).toEqual([state, reason]);
    const [position] = exchange.positions.all();
    const [record] = exchange.funding.records();
    const taken = positionMode === 'hedge' ? record?.funding : '0';
    expect(subtract(position?.margin ?? '0', margin ?? '0')).toBe(taken);
    expect(Number(balance().available)).toBeGreaterThanOrEqual(0);
  });
});
