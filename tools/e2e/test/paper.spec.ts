import { MexcFuturesMarketData } from '@prate/mexc-market-data';
import { type MexcSimulator, type PaperSimulator, startMexcSimulator, startPaperSimulator } from '@prate/mexc-simulator';

const symbols = ['BTC_USDT', 'BTC_USD', 'DOGE_USDT'];

let upstream: MexcSimulator;
let source: MexcFuturesMarketData;
let paper: PaperSimulator;
const problems: string[] = [];

/** Looks again until what it looks at holds; what it found instead is the test's failure. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const endOfPatience = Date.now() + 15_000;
  while (!(await holds()) && Date.now() < endOfPatience) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await holds()).toBe(true);
}

const phases = (): readonly string[] => symbols.map((symbol) => paper.control.feed(symbol).state.phase);
const areLive = (): boolean => phases().every((phase) => phase === 'live');
// Answers are looked at member by member.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
const read = async (simulator: MexcSimulator, path: string): Promise<any> =>
  ((await (await fetch(`${simulator.restUrl}/api/v1/contract/${path}`)).json()) as { data: unknown }).data;

beforeAll(async () => {
  upstream = await startMexcSimulator({ seed: 4 });
  source = MexcFuturesMarketData.create({ baseUrl: upstream.restUrl, streamUrl: upstream.wsUrl });
  paper = await startPaperSimulator({ source, symbols, historyMs: 3_600_000, onProblem: ({ message }) => void problems.push(message) });
  await until(areLive);
});
afterAll(async () => {
  await paper.stop();
  await source.close();
  await upstream.stop();
});

it.each(symbols)('default: %s is listed by the rules of the upstream, with its past', async (symbol) => {
  const rules = ['contractSize', 'priceUnit', 'volUnit', 'minVol', 'maxVol', 'limitMaxVol', 'takerFeeRate', 'makerFeeRate', 'maxLeverage'];
  const [real, copied] = await Promise.all([read(upstream, `detail?symbol=${symbol}`), read(paper, `detail?symbol=${symbol}`)]);
  for (const rule of [...rules, 'baseCoin', 'quoteCoin', 'settleCoin', 'state']) expect([rule, copied[rule]]).toEqual([rule, real[rule]]);

  const endSeconds = (Math.floor(Date.now() / 60_000) - 3) * 60;
  const query = `kline/${symbol}?interval=Min1&start=${endSeconds - 50 * 60}&end=${endSeconds}`;
  const [past, copiedPast] = await Promise.all([read(upstream, query), read(paper, query)]);
  expect(past.time.length).toBe(51);
  for (const column of ['time', 'realOpen', 'realHigh', 'realLow', 'realClose', 'vol']) expect(copiedPast[column]).toEqual(past[column]);
});

it.each(symbols)('behavior: %s trades where the upstream trades', async (symbol) => {
  // Whatever price the paper exchange shows now, the upstream has shown within the last seconds.
  const seen = new Set<number>();
  await until(async () => {
    for (const { p } of await read(upstream, `deals/${symbol}?limit=100`)) seen.add(p);
    return seen.has((await read(paper, `ticker?symbol=${symbol}`)).lastPrice);
  });
  const told = await read(paper, `deals/${symbol}?limit=5`);
  expect(told.length).toBeGreaterThan(0);
  for (const { p } of told) expect(seen).toContain(p);
});

it('behavior: the book that takers meet is the upstream’s', async () => {
  await until(async () => {
    const [real, copied] = await Promise.all([read(upstream, 'depth/BTC_USDT?limit=5'), read(paper, 'depth/BTC_USDT?limit=5')]);
    return (
      JSON.stringify([real.asks[0].slice(0, 2), real.bids[0].slice(0, 2)]) ===
      JSON.stringify([copied.asks[0].slice(0, 2), copied.bids[0].slice(0, 2)])
    );
  });
});

it('behavior: sockets are cut: stale, and live again by itself', async () => {
  const before = paper.control.feed('BTC_USDT').state.tradeCount;
  upstream.control.streams.cut();
  await until(() => phases().some((phase) => phase === 'stale'));
  await until(areLive);
  await until(() => paper.control.feed('BTC_USDT').state.tradeCount > before);
});

it('behavior: the upstream only ever saw public reads, and nothing that came from it could not be taken', () => {
  expect(upstream.control.log.filter(({ method, path }) => method !== 'GET' || path.includes('/private/'))).toEqual([]);
  const said = upstream.control.streams.log.map(({ method }) => String(method));
  expect(said.filter((method) => /login|personal/.test(method))).toEqual([]);
  expect(said.some((method) => method === 'sub.deal')).toBe(true);
  expect(problems).toEqual([]);
  for (const symbol of symbols) expect(paper.control.feed(symbol).state.refusedCount).toBe(0);
});
