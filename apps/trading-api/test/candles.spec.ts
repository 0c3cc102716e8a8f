import { ManualClock } from '@prate/execution-interface/testing';
import { OpenApiCheck } from './openapi-check';
import { type Answer, RunningApi } from './running-api';

const MINUTE_MS = 60_000;
const nowMs = Date.UTC(2026, 0, 15, 12, 0, 30);
const endMs = Date.UTC(2026, 0, 15, 12, 0);

let api: RunningApi;
let openApi: OpenApiCheck;
beforeAll(async () => {
  openApi = new OpenApiCheck();
  api = await RunningApi.start({ clock: new ManualClock(nowMs) });
  await api.until(200);
});
afterAll(() => api.stop());

const candles = async (query: string, symbol = 'BTC_USDT'): Promise<Answer> => {
  const path = `/api/v1/candles/${symbol}${query}`;
  const answer = await api.get(path, { isAnonymous: true });
  expect(openApi.problems('GET', path, answer)).toEqual([]);
  return answer;
};

test('default: the last five minutes', async () => {
  const { body } = await candles('');
  expect(body).toMatchObject({ symbol: 'BTC_USDT', intervalSeconds: 60, startMs: nowMs - 300_000, endMs: nowMs });
  expect(body.data.map((candle: { openTimeMs: number }) => candle.openTimeMs)).toEqual(
    [4, 3, 2, 1].map((back) => endMs - back * MINUTE_MS),
  );
  expect(body.data[0]).toMatchObject({ status: 'final', coverage: 1, interpolatedSeconds: 60, observedSeconds: 0, carriedSeconds: 0 });
});

test.each([2, 5, 7, 59, 60, 61, 100, 300, 599, 600])('args: interval %d holds its invariants', async (interval) => {
  const { body } = await candles(`?interval=${interval}&start=${endMs - 10 * MINUTE_MS}&end=${endMs}`);
  for (const { openTimeMs, open, high, low, close, volume } of body.data) {
    expect(openTimeMs % (interval * 1000)).toBe(0);
    expect(high).toBeGreaterThanOrEqual(Math.max(open, close));
    expect(low).toBeLessThanOrEqual(Math.min(open, close));
    expect(volume).toBeGreaterThanOrEqual(0);
  }
  const labels = body.data.map((candle: { openTimeMs: number }) => candle.openTimeMs);
  expect(labels).toEqual([...labels].sort((a, b) => a - b));
  expect(labels.length).toBeGreaterThanOrEqual(Math.floor(600 / interval) - 1);
});

test('behavior: twelve 5 s candles make their minute', async () => {
  const range = `start=${endMs - MINUTE_MS}&end=${endMs}`;
  const [minute] = (await candles(`?interval=60&${range}`)).body.data;
  const parts = (await candles(`?interval=5&${range}`)).body.data;
  expect(parts).toHaveLength(12);
  expect({
    open: parts[0].open,
    high: Math.max(...parts.map(({ high }: { high: number }) => high)),
    low: Math.min(...parts.map(({ low }: { low: number }) => low)),
    close: parts[11].close,
  }).toEqual({ open: minute.open, high: minute.high, low: minute.low, close: minute.close });
});

test.each([
  ['?interval=1', 'interval', '"1"'],
  ['?interval=601', 'interval', '"601"'],
  ['?interval=2.5', 'interval', '"2.5"'],
  ['?interval=abc', 'interval', '"abc"'],
  ['?interval=', 'interval', '""'],
  ['?interval=-5', 'interval', '"-5"'],
  ['?interval=5&interval=7', 'interval', '["5","7"]'],
  ['?start=yesterday', 'start', '"yesterday"'],
  ['?end=1e99', 'end', '"1e99"'],
  ['?start=-1', 'start', '"-1"'],
  ['?step=5', 'step', 'an unknown field'],
])('error: %s', async (query, path, found) => {
  const answer = await candles(query);
  expect(answer).toMatchObject({ status: 400, body: { code: 'input-invalid', issues: [{ path, found, expected: expect.any(String) }] } });
});

test('error: all that is wrong at once', async () => {
  expect((await candles('?interval=1&start=x&end=y')).body.issues).toHaveLength(3);
});

test('error: a reversed and an empty range name both ends', async () => {
  for (const end of [endMs - 1, endMs]) {
    const answer = await candles(`?interval=5&start=${endMs}&end=${end}`);
    expect(answer).toMatchObject({ status: 400, body: { code: 'input-invalid', issues: [{ path: 'end', found: String(end) }] } });
    expect(answer.body.detail).toBe(`range: found start ${endMs}, end ${end}, expected an end after the start`);
  }
});

test('error: a range of more than 100,000 candles says how many it is', async () => {
  const answer = await candles(`?interval=2&start=${endMs - 200_001_000}&end=${endMs}`);
  expect(answer).toMatchObject({ status: 400, body: { code: 'range-too-large' } });
  expect(answer.body.detail).toBe('range: found 100001 candles of 2 s, expected at most 100000');
});

test('error: a contract that nobody lists is 404 and names some that are', async () => {
  expect(await candles('?interval=5', 'NOPE_USDT')).toMatchObject({
    status: 404,
    body: { code: 'symbol-unknown', detail: expect.stringMatching(/found "NOPE_USDT".*BTC_USDT/) },
  });
});

test('behavior: a listed contract that is not recorded here has no candles', async () => {
  expect(await candles('?interval=5', 'DOGE_USDT')).toMatchObject({ status: 200, body: { data: [] } });
});
