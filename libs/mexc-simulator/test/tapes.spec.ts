import { type MexcSimulator, type SimulatorOptions, type TapeSecond, type TapeTrade, startMexcSimulator } from '../src';
import { RawClient } from './raw-client';
import { SettableClock } from './settable-clock';

const START_SECOND = 1_790_000_040;
const symbol = 'BTC_USDT';
const running: MexcSimulator[] = [];
afterEach(() => Promise.all(running.splice(0).map((simulator) => simulator.stop())));

const seconds = Array.from({ length: 120 }, (_, index): TapeSecond => {
  const at = 611 + ((index * 37) % 50) / 100;
  const text = (offset: number): string => (at + offset).toFixed(2);
  return {
    openTimeMs: (START_SECOND + index) * 1000,
    open: text(0.02),
    high: text(0.05),
    low: text(-0.04),
    close: text(0.01),
    volume: `0.${10_001 + index}`,
  };
});

/** Three trades every other second. */
const trades = Array.from({ length: 180 }, (_, index): TapeTrade => ({
  atMs: (START_SECOND + 2 * Math.floor(index / 3)) * 1000 + (index % 3) * 311,
  price: (611 + ((index * 53) % 90) / 100).toFixed(2),
  volume: `0.${101 + index}`,
  takerSide: index % 2 === 0 ? 'buy' : 'sell',
}));

async function start(options: SimulatorOptions) {
  const clock = new SettableClock(START_SECOND * 1000);
  const simulator = await startMexcSimulator({ clock, pushEveryMs: 0, ...options });
  running.push(simulator);
  const client = new RawClient(simulator.restUrl, simulator.keys, clock);
  return {
    clock,
    simulator,
    order: (body: object) => client.post('/api/v1/private/order/create', { symbol, side: 1, openType: 1, leverage: 5, ...body }),
    // The envelope is looked at member by member.
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    read: async (path: string, query?: string): Promise<any> => (await client.get(`/api/v1/contract/${path}`, query)).envelope.data,
  };
}

/** Orders of each kind along the tape, and everything that is left of them and of the market. */
async function fillsAlong(options: SimulatorOptions): Promise<string> {
  const { clock, order, read, simulator } = await start(options);
  for (let second = 0; second < 110; second += 1) {
    clock.set((START_SECOND + second) * 1000 + 500);
    if (second % 9 === 4) await order({ type: 5, vol: 50 + second, externalOid: `market-${second}` });
    if (second % 9 === 7)
      await order({ type: 1, vol: 40, price: (611.1 + (second % 30) / 100).toFixed(2), externalOid: `limit-${second}` });
    if (second % 31 === 30) await order({ side: 4, type: 5, vol: 30, leverage: undefined, externalOid: `close-${second}` });
  }
  return JSON.stringify([simulator.control.snapshot(), await read(`deals/${symbol}`), await read('ticker', `symbol=${symbol}`)]);
}

describe('tapes (R-510)', () => {
  it.each<[string, SimulatorOptions]>([
    ['seconds', { tapes: [{ symbol, seconds }] }],
    ['trades', { tapes: [{ symbol, trades }] }],
    ['trades, another seed for what is made up', { tapes: [{ symbol, trades }], seed: 12 }],
  ])('behavior: same tape, same fills: %s', async (_case, options) => {
    const first = await fillsAlong(options);
    expect(await fillsAlong(options)).toBe(first);
    // Both takers and resting orders were filled.
    expect([/"takerFee":"0\.0/.test(first), /"makerFee":"0\.0/.test(first)]).toEqual([true, true]);
  });

  it('behavior: klines, deals and tickers of a tape of trades are what was recorded', async () => {
    const { clock, read } = await start({ tapes: [{ symbol, trades }] });
    clock.set((START_SECOND + 118) * 1000);
    const size = 0.001;
    const deals = await read(`deals/${symbol}`, 'limit=100');
    expect(deals.map(({ p, v, T, t }: Record<string, number>) => [p, Math.round((v ?? 0) * size * 1000) / 1000, T, t])).toEqual(
      trades
        .slice(-100)
        .reverse()
        .map(({ price, volume, takerSide, atMs }) => [Number(price), Number(volume), takerSide === 'buy' ? 1 : 2, atMs]),
    );
    const klines = await read(`kline/${symbol}`, 'interval=Min1');
    const inMinute = (minute: number): TapeTrade[] =>
      trades.filter(({ atMs }) => Math.floor(atMs / 60_000) === (START_SECOND + minute * 60) / 60);
    for (const minute of [0, 1]) {
      const prices = inMinute(minute).map(({ price }) => Number(price));
      expect([klines.realOpen[minute], klines.realHigh[minute], klines.realLow[minute], klines.realClose[minute]]).toEqual([
        prices[0],
        Math.max(...prices),
        Math.min(...prices),
        prices.at(-1),
      ]);
      const volume = inMinute(minute).reduce((sum, trade) => sum + Math.round(Number(trade.volume) * 1000), 0);
      expect(klines.vol[minute]).toBe(volume);
    }
    const ticker = await read('ticker', `symbol=${symbol}`);
    expect(ticker).toMatchObject({
      lastPrice: Number(trades.at(-1)?.price),
      volume24: klines.vol[0] + klines.vol[1],
      high24Price: Math.max(...trades.map(({ price }) => Number(price))),
      lower24Price: Math.min(...trades.map(({ price }) => Number(price))),
    });
  });

  it('behavior: a resting order fills by a trade inside a second, however the second ends, and by no more than that trade', async () => {
    const at = (ms: number, price: string, volume: string): TapeTrade => ({
      atMs: START_SECOND * 1000 + ms,
      price,
      volume,
      takerSide: 'sell',
    });
    const { clock, order, simulator } = await start({
      tapes: [{ symbol, trades: [at(0, '611', '5'), at(5_100, '609', '2'), at(5_200, '611', '0.5')] }],
    });
    await order({ type: 1, vol: 50, price: 610 });
    clock.advance(4_000);
    expect(simulator.control.snapshot().positions).toEqual([]);
    clock.advance(1_000);
    expect(simulator.control.snapshot().positions).toMatchObject([{ holdVol: '20', holdAvgPrice: '610' }]);
  });

  it('behavior: several tapes at once, each its own contract and grain', async () => {
    const { read } = await start({
      tapes: [
        { symbol, trades },
        { symbol: 'OLD_USDT', seconds },
      ],
    });
    expect((await read('ticker')).map((ticker: { symbol: string; lastPrice: number }) => [ticker.symbol, ticker.lastPrice])).toEqual(
      expect.arrayContaining([
        [symbol, Number(trades[2]?.price)],
        ['OLD_USDT', Number(seconds[0]?.close)],
      ]),
    );
  });
});
