import { StreamSetup, START_MS } from './stream-setup';

const setup = new StreamSetup();
afterEach(() => setup.stop());

const topics: readonly (readonly [string, object])[] = [
  ['tickers', {}],
  ['ticker', { symbol: 'BTC_USDT' }],
  ['deal', { symbol: 'BTC_USDT' }],
  ['deal', { symbol: 'DOGE_USDT', compress: false }],
  ['depth', { symbol: 'BTC_USDT' }],
  ['depth', { symbol: 'ETH_USDT', compress: false }],
  ['depth.full', { symbol: 'BTC_USD', limit: 5 }],
  ['depth.step', { symbol: 'ETH_USDT', step: '0.1' }],
  ['kline', { symbol: 'BTC_USDT', interval: 'Min1' }],
  ['funding.rate', { symbol: 'BTC_USDT' }],
  ['index.price', { symbol: 'BTC_USDT' }],
  ['fair.price', { symbol: 'BTC_USD' }],
  ['contract', {}],
];

/** The same commands on a clock moved by hand; every byte that came back over the socket. */
async function transcript(seed: number): Promise<readonly string[]> {
  const { stream, client, simulator, clock, pass } = await setup.start({ seed });
  await stream.login(simulator.keys, START_MS);
  for (const [topic, param] of topics) await stream.subscribe(topic, param);
  await client.create({ externalOid: 'a' });
  for (let turn = 0; turn < 12; turn += 1) {
    const last = await client.get('/api/v1/contract/ticker', 'symbol=BTC_USDT');
    await client.create({ type: 1, price: last.envelope.data.bid1, vol: 3, externalOid: `limit-${turn}` });
    for (let step = 0; step < 10; step += 1) pass(200 + step * 37);
    await stream.settle();
  }
  simulator.control.changeContract('BTC_USDT', { maxLeverage: 100 });
  clock.advance(59_000);
  simulator.control.pump();
  await stream.settle();
  return stream.frames.map(({ text }) => text);
}

it('behavior: same seed, clock and commands, same frames; another seed, others', async () => {
  const [one, again, other] = [await transcript(5), await transcript(5), await transcript(6)];
  expect(again).toEqual(one);
  expect(other).not.toEqual(one);
  const channels = new Set(one.map((text) => /"channel":"([\w.]+)"/.exec(text)?.[1]));
  for (const [topic] of topics) expect(channels).toContain(`push.${topic}`);
  for (const topic of ['order', 'order.deal', 'position', 'asset']) expect(channels).toContain(`push.personal.${topic}`);
});
