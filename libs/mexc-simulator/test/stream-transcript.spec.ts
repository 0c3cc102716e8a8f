import { simulatedContracts } from '../src';
import { START_MS, StreamSetup } from './stream-setup';

const setup = new StreamSetup();
afterEach(() => setup.stop());

/** A short session, every frame as it stood on the wire: `>` sent, `<` answered, `=` pushed. It is the same on every machine. */
it('behavior: golden transcript', async () => {
  const openTimeMs = Math.floor(START_MS / 60_000) * 60_000;
  const { stream, client, simulator, pass } = await setup.start({
    contracts: simulatedContracts.filter(({ symbol }) => symbol === 'BTC_USDT'),
    balances: { USDT: '10000' },
    tapes: [
      {
        symbol: 'BTC_USDT',
        minutes: [0, 1].map((minute) => ({
          openTimeMs: openTimeMs + minute * 60_000,
          open: '65000',
          high: '65010',
          low: '64990',
          close: '65005',
          volume: '6',
        })),
      },
    ],
  });
  const lines: string[] = [];
  const note = (): void => {
    lines.push(...stream.frames.splice(0).map(({ text, channel }) => `${channel.startsWith('push.') ? '=' : '<'} ${text}`));
  };
  const say = async (message: object): Promise<void> => {
    lines.push(`> ${JSON.stringify(message)}`);
    await stream.ask(message);
    note();
  };

  await say({ method: 'sub.nothing', param: {} });
  await say({ method: 'sub.ticker', param: { symbol: 'NOPE_USDT' } });
  await say({ method: 'sub.ticker', param: { symbol: 'BTC_USDT' } });
  await say({ method: 'sub.tickers', param: {} });
  await say({ method: 'sub.deal', param: { symbol: 'BTC_USDT' } });
  await say({ method: 'sub.depth.full', param: { symbol: 'BTC_USDT', limit: 5 } });
  await say({ method: 'sub.kline', param: { symbol: 'BTC_USDT', interval: 'Min1' } });
  await say({ method: 'sub.funding.rate', param: { symbol: 'BTC_USDT' } });
  await say({ method: 'sub.index.price', param: { symbol: 'BTC_USDT' } });
  await say({ method: 'sub.fair.price', param: { symbol: 'BTC_USDT' } });
  pass(500);
  await say({ method: 'ping' });
  for (const topic of ['ticker', 'deal', 'kline', 'index.price', 'fair.price', 'depth.full', 'funding.rate']) {
    await say({ method: `unsub.${topic}`, param: { symbol: 'BTC_USDT' } });
  }
  await say({ method: 'unsub.tickers', param: {} });
  await say({ method: 'sub.depth', param: { symbol: 'BTC_USDT', compress: true } });
  pass(400);
  await say({ method: 'unsub.depth', param: { symbol: 'BTC_USDT' } });
  await say({ method: 'sub.depth', param: { symbol: 'BTC_USDT', compress: false } });
  pass(200);
  await say({ method: 'unsub.depth', param: { symbol: 'BTC_USDT' } });

  await stream.login(simulator.keys, START_MS, { subscribe: false });
  note();
  await say({ method: 'personal.filter', param: { filters: [{ filter: 'nothing' }] } });
  await say({
    method: 'personal.filter',
    param: { filters: [{ filter: 'order' }, { filter: 'order.deal' }, { filter: 'position' }, { filter: 'asset' }] },
  });
  await client.create({ externalOid: 'transcript-1' });
  await client.create({ externalOid: 'transcript-2', side: 4, type: 1, price: 65_005, vol: 4, leverage: undefined });
  await stream.settle();
  note();
  pass(45_000);
  await say({ method: 'ping' });
  await client.post('/api/v1/private/order/cancel_all', { symbol: 'BTC_USDT' });
  simulator.control.setPositionMode('one-way');
  pass(60_001);
  await stream.closed;
  note();
  expect(lines.join('\n')).toMatchSnapshot();
});
