import { CandleStreamsService } from '../src/candles/candle-streams.service';
import { RunningApi } from './running-api';

let api: RunningApi;
beforeEach(async () => {
  api = await RunningApi.start({ env: { CANDLE_STREAMS: 'trades' } });
});
afterEach(() => api.stop());

interface Candle {
  readonly openTimeMs: number;
  readonly origin: string;
  readonly observedSeconds: number;
  readonly carriedSeconds: number;
  readonly interpolatedSeconds: number;
  readonly status: string;
}

/** Candles of 2 s that were wholly followed; waits until there are some. */
async function observed(): Promise<readonly Candle[]> {
  const endOfPatience = Date.now() + 25_000;
  for (;;) {
    const { body } = await api.get('/api/v1/candles/BTC_USDT?interval=2');
    const seen = (body as { data: Candle[] }).data.filter(({ observedSeconds, carriedSeconds }) => observedSeconds + carriedSeconds === 2);
    if (seen.length >= 2) return seen;
    if (Date.now() > endOfPatience) throw new Error(`found ${JSON.stringify(body)}\n${[...api.out, ...api.errors].join('\n')}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

test('default: seconds are observed as they happen, and told as such', async () => {
  await api.until(200);
  const candles = await observed();
  for (const candle of candles)
    expect(candle).toMatchObject({ interpolatedSeconds: 0, status: expect.stringMatching(/^(final|revised)$/) });
  expect(candles.some(({ origin }) => origin === 'observed')).toBe(true);
  expect(api.api.app.get(CandleStreamsService).followed).toEqual(['BTC_USDT', 'ETH_USDT']);
  expect(api.errors).toEqual([]);
});
