import { SchedulerRegistry } from '@nestjs/schedule';
import { CandleAggregator } from '@prate/candle-aggregator';
import { CandleDatabase } from '@prate/candle-aggregator/storage';
import { ManualClock } from '@prate/execution-interface/testing';
import { CandleJobsService } from '../src/candles/candle-jobs.service';
import { OpenApiCheck } from './openapi-check';
import { RunningApi } from './running-api';

const MINUTE_MS = 60_000;
const nowMs = Date.UTC(2026, 0, 15, 12, 0, 5);

let clock: ManualClock;
let api: RunningApi;
let jobs: CandleJobsService;
beforeEach(async () => {
  clock = new ManualClock(nowMs);
  api = await RunningApi.start({ clock });
  jobs = api.api.app.get(CandleJobsService);
  // The real minute must not fall into a test that moves time by hand.
  void api.api.app.get(SchedulerRegistry).getCronJob('close-minute').stop();
  await api.until(200);
});
afterEach(() => api.stop());

const jobLines = (): string[] =>
  api.out.filter((line) => line.includes(' candles ')).map((line) => line.replace(/^\S+ /, '').replace(/\d+ ms$/, 'n ms'));

test('default: the backfill, then each minute what closed, in one line a run', async () => {
  clock.advance(MINUTE_MS);
  await jobs.closeMinute();
  expect(jobLines()).toEqual([
    'candles backfill: BTC_USDT ETH_USDT | 30 minutes in, 1800 rows stored, 0 gaps | n ms',
    'candles close-minute: BTC_USDT ETH_USDT | 20 minutes in, 120 rows stored (1080 as before), 0 gaps | n ms',
  ]);
  expect(api.errors).toEqual([]);
});

test('behavior: the same run again stores nothing', async () => {
  await jobs.backfill();
  await jobs.closeMinute();
  expect(jobLines().slice(1)).toEqual([
    'candles backfill: BTC_USDT ETH_USDT | 0 minutes in, 0 rows stored, 0 gaps | n ms',
    'candles close-minute: BTC_USDT ETH_USDT | 20 minutes in, 0 rows stored (1200 as before), 0 gaps | n ms',
  ]);
});

test('behavior: each job has its times, and waits for its own end', () => {
  const crons = api.api.app.get(SchedulerRegistry).getCronJobs();
  const candleJobs = [...crons].filter(([name]) => !name.startsWith('instrument'));
  expect(Object.fromEntries(candleJobs.map(([name, { cronTime }]) => [name, cronTime.source]))).toEqual({
    'close-minute': '3 * * * * *',
    'recheck-disputed': '30 * * * * *',
    'repair-gaps': '40 */5 * * * *',
    'repair-old-gaps': '10 4/10 * * * *',
    backfill: '0 50 0 * * *',
    verify: '20 7 * * * *',
    'verify-night': '0 20 0 * * *',
    'pack-hours': '0 3 * * * *',
    prune: '30 17 * * * *',
  });
  for (const [, job] of candleJobs) expect(job.waitForCompletion).toBe(true);
});

test('behavior: a job is never beside itself; who asks meanwhile gets nothing', async () => {
  clock.advance(MINUTE_MS);
  const from = api.control.log.length;
  await Promise.all([jobs.closeMinute(), jobs.closeMinute(), jobs.closeMinute()]);
  const klines = api.control.log.slice(from).filter(({ path }) => path.includes('/kline/'));
  expect(klines.map(({ path }) => path.split('/').at(-1))).toEqual(['BTC_USDT', 'ETH_USDT']);
  expect(jobLines()).toHaveLength(2);
});

test('behavior: a tick runs once, however often it comes, and a missed one is made up for', async () => {
  clock.advance(MINUTE_MS);
  await jobs.tick('close-minute');
  await jobs.tick('close-minute');
  expect(jobLines()).toHaveLength(2);
  clock.advance(10 * MINUTE_MS);
  await jobs.tick('close-minute');
  expect(jobLines().at(-1)).toMatch(/^candles close-minute: BTC_USDT ETH_USDT \| 2\d minutes in, 1200 rows stored/);
  expect(jobLines()).toHaveLength(3);
});

test.each([
  ['repair-gaps', undefined],
  ['repair-old-gaps', undefined],
  ['recheck-disputed', undefined],
  ['verify', /^30 minutes, 0 faults, 0 disputed, 0 corrected since$/],
  ['verify-night', /^5760 minutes, 0 faults, 0 disputed, 0 corrected since$/],
  ['pack-hours', /^\d hours packed$/],
  ['prune', undefined],
])('default: %s over what the backfill stored', async (name, line) => {
  await jobs.run(name);
  expect(api.errors).toEqual([]);
  const [own] = jobLines().slice(1);
  if (line === undefined) expect(own).toBeUndefined();
  else expect(own?.replace(`candles ${name}: `, '').replace(' | n ms', '')).toMatch(line);
});

test('behavior: a hole of more than thirty days is asked for in a round of its own, and told in log and metrics', async () => {
  const database = api.api.app.get(CandleDatabase);
  const aggregator = api.api.app.get(CandleAggregator);
  const oldMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS - 40 * 1_440 * MINUTE_MS;
  const old = { timestamp: oldMs, open: 29_000, high: 29_000, low: 29_000, close: 29_000, volume: 0 };
  await aggregator.processAndStore([old], 'BTC_USDT');
  await jobs.run('repair-old-gaps');
  expect(jobLines().at(-1)).toMatch(
    /^candles repair-old-gaps: asked (\d) of \1 stretches, from the 1\. on \| \d+ minutes came, 0 filled, \d+ of \d contracts missing still \| n ms$/,
  );
  const missing = await database.missing('BTC_USDT', 0, nowMs - 30 * 86_400_000);
  const left = missing.reduce((sum, { from, to }) => sum + (to - from) / MINUTE_MS, 0);
  expect(left).toBeLessThan(10 * 1_440 - 1);
  const lines = (await api.get('/metrics')).text.split('\n');
  expect(lines).toContain(`prate_candle_old_missing_minutes ${left}`);
  expect(lines).toContain('prate_job_progress_ratio{job="repair-old-gaps",symbol="BTC_USDT"} 1');
  expect(api.errors).toEqual([]);
});

test('behavior: runs, lag, gaps and disputes can be scraped', async () => {
  clock.advance(2 * MINUTE_MS);
  await jobs.closeMinute();
  const { status, headers, text } = await api.get('/metrics');
  expect(status).toBe(200);
  expect(headers.get('content-type')).toMatch(/^text\/plain/);
  const lines = text.split('\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      'prate_job_runs_total{job="backfill",result="done"} 1',
      'prate_job_runs_total{job="close-minute",result="done"} 1',
      'prate_job_lease_held{job="close-minute"} 0',
      'prate_candle_lag_seconds{symbol="BTC_USDT"} 5',
      'prate_candle_lag_seconds{symbol="ETH_USDT"} 5',
      'prate_candle_missing_minutes 0',
      expect.stringMatching(/^prate_candle_changes_total\{kind="stored"\} \d+$/),
    ]),
  );
});

test('error: an exchange that is away is told, readiness falls, and the next run catches up', async () => {
  await api.loseVenue();
  clock.advance(20 * MINUTE_MS);
  await jobs.closeMinute();
  expect(api.errors.filter((line) => line.includes(' error candles '))).toEqual([
    expect.stringMatching(/^2026-01-15T12:20:05\.000Z error candles close-minute: BTC_USDT: .*ECONNREFUSED/),
    expect.stringMatching(/error candles close-minute: ETH_USDT: .*ECONNREFUSED/),
  ]);
  const notReady = await api.get('/health/ready');
  expect(notReady).toMatchObject({
    status: 503,
    body: { code: 'not-ready', checks: { venue: { status: 'down' }, candles: { status: 'down' }, database: { status: 'up' } } },
  });
  expect(notReady.headers.get('content-type')).toMatch(/problem\+json/);
  expect(new OpenApiCheck().problems('GET', '/health/ready', notReady)).toEqual([]);
  expect((await api.get('/health/live')).status).toBe(200);
  expect((await api.get('/health')).body).toMatchObject({ status: 'not-ready' });
  for (const path of ['/balances', '/positions', '/orders']) {
    expect(await api.get(`/api/v1/accounts/default${path}`)).toMatchObject({ status: 502, body: { code: 'venue-failed' } });
  }
  expect(await api.get('/api/v1/candles/DOGE_USDT')).toMatchObject({ status: expect.any(Number) });

  await api.reviveVenue(clock);
  await jobs.closeMinute();
  expect(jobLines().at(-1)).toBe('candles close-minute: BTC_USDT ETH_USDT | 40 minutes in, 2400 rows stored, 0 gaps | n ms');
  await api.until(200);
});

test('error: one page that fails costs one symbol, not the other', async () => {
  clock.advance(MINUTE_MS);
  // A read is sent up to three times.
  for (const _attempt of [1, 2, 3]) api.control.faults.next('get-klines', 'http-502');
  await jobs.closeMinute();
  expect(api.errors).toEqual([expect.stringMatching(/error candles close-minute: BTC_USDT: .*502/)]);
  expect(jobLines().at(-1)).toBe('candles close-minute: ETH_USDT | 10 minutes in, 60 rows stored (540 as before), 0 gaps | n ms');
});

test('error: a read that the exchange cannot serve is 502', async () => {
  api.control.faults.next('get-assets', 'maintenance');
  expect(await api.get('/api/v1/accounts/default/balances')).toMatchObject({ status: 502, body: { code: 'venue-failed' } });
  expect(api.errors).toEqual([
    expect.stringMatching(/error http: GET \/api\/v1\/accounts\/default\/balances 502 venue-failed, request [0-9a-f-]{36}: /),
  ]);
});
