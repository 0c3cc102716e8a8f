import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SchedulerRegistry } from '@nestjs/schedule';
import { MarketDataInterface } from '@prate/execution-interface';
import { CandleAggregator } from '@prate/candle-aggregator';
import { CandleDatabase } from '@prate/candle-aggregator/storage';
import { CandleJobsService } from '../src/candles/candle-jobs.service';
import { readEnvironment } from '../src/environment';
import { describeStartError } from '../src/start-error';
import { startTradingApi } from '../src/start-trading-api';
import { ORDERS, RunningApi, marketBuy } from './running-api';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'prate-start-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** How a start that must fail is told, after whatever had been started was stopped again. */
const failureOf = async (env: Record<string, string>) => {
  const environment = readEnvironment({ API_PORT: '0', DATA_DIRECTORY: folder, BACKFILL_HOURS: '0.1', ...env });
  try {
    const api = await startTradingApi({ environment, sink: { out: () => undefined, error: () => undefined } });
    await api.stop();
  } catch (error) {
    return describeStartError(error, environment);
  }
  return undefined;
};

test('error: a second instance on the same file', async () => {
  const first = await RunningApi.start({ folder });
  const failure = await failureOf({});
  expect(failure).toEqual({ exitCode: 1, message: expect.stringMatching(/^Not started: .*candles\.sqlite.*/) });
  expect(failure?.message).not.toMatch(/\n/);
  await first.until(200);
  await first.stop();
  expect(await failureOf({})).toBeUndefined();
});

test('error: a file that is no database is refused and left as it is', async () => {
  const path = join(folder, 'notes.txt');
  writeFileSync(path, 'these are notes, and they are long enough to be looked at as the header of a database file '.repeat(20));
  const failure = await failureOf({ CANDLE_DATABASE: path });
  expect(failure).toEqual({ exitCode: 1, message: expect.stringMatching(/^Not started: .*notes\.txt.*$/) });
  expect(existsSync(path)).toBe(true);
});

test('error: a folder that cannot be written', async () => {
  writeFileSync(join(folder, 'file'), '');
  expect(await failureOf({ DATA_DIRECTORY: join(folder, 'file', 'below') })).toEqual({
    exitCode: 1,
    message: expect.stringMatching(/^Not started: .*(ENOTDIR|EEXIST).*file.below.*$/),
  });
  expect(await failureOf({ CANDLE_DATABASE: join(folder, 'file', 'candles.sqlite') })).toEqual({
    exitCode: 1,
    message: expect.stringMatching(/^Not started: .*file.candles\.sqlite.*$/),
  });
  expect(await failureOf({ CANDLE_DATABASE: '/proc/candles.sqlite' })).toEqual({
    exitCode: 1,
    message: expect.stringMatching(/^Not started: .*\/proc.*$/),
  });
});

test('error: a port in use', async () => {
  const first = await RunningApi.start();
  const { port } = new URL(first.api.url);
  expect(await failureOf({ API_PORT: port })).toEqual({
    exitCode: 1,
    message: `Not started: API_PORT: found 127.0.0.1:${port} in use by another program, expected a free port (0 takes any)`,
  });
  await first.stop();
});

test('error: an address of another machine', async () => {
  expect(await failureOf({ API_HOST: '192.0.2.1', API_TOKEN: 'a-long-enough-token' })).toEqual({
    exitCode: 1,
    message: 'Not started: API_HOST: found 192.0.2.1, expected an address of this machine',
  });
});

test('default: what is foreseen is told without a stack, what is not with one', () => {
  expect(describeStartError(new Error('surprise')).message).toMatch(/surprise\n +at /);
  expect(describeStartError('surprise')).toEqual({ exitCode: 1, message: 'Not started: surprise' });
});

describe('stop', () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => void unhandled.push(reason);
  beforeAll(() => process.on('unhandledRejection', note));
  afterAll(() => {
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });

  test('behavior: a running job ends well, what follows it does not begin, and the file can be opened again', async () => {
    const api = await RunningApi.start({ folder, env: { BACKFILL_HOURS: '24' } });
    const jobs = api.api.app.get(CandleJobsService);
    void jobs.closeMinute();
    await api.stop();
    expect(api.errors).toEqual([]);
    expect(api.out.length).toBeLessThanOrEqual(1);

    const next = await RunningApi.start({ folder });
    await next.until(200);
    const { minutes, seconds } = await next.api.app.get(CandleDatabase).stats();
    expect(seconds).toBe(60 * minutes);
    await next.stop();
    expect(next.errors).toEqual([]);
  });

  test('behavior: twice is once; afterwards nothing listens and nothing is scheduled', async () => {
    const api = await RunningApi.start();
    const schedules = api.api.app.get(SchedulerRegistry);
    const { url } = api.api;
    const venueUrl = api.api.venue.restUrl;
    await Promise.all([api.stop(), api.api.stop()]);
    await expect(fetch(`${url}/health/live`)).rejects.toThrow();
    await expect(fetch(`${venueUrl}/api/v1/contract/ping`)).rejects.toThrow();
    expect([...schedules.getCronJobs().keys(), ...schedules.getIntervals()]).toEqual([]);
  });

  test('behavior: orders under way are answered, new ones are not taken', async () => {
    const api = await RunningApi.start();
    await api.until(200);
    const instruments = api.api.app.get(MarketDataInterface);
    const getInstrument = instruments.getInstrument.bind(instruments);
    let asked = 0;
    // The exchange takes its time, so that the stop finds orders under way.
    instruments.getInstrument = async (symbol) => {
      asked += 1;
      await new Promise((resolve) => setTimeout(resolve, 200));
      return getInstrument(symbol);
    };
    const limit = { ...marketBuy, type: 'limit', price: '60000' };
    const order = (key: string) => api.request('POST', ORDERS, { body: limit, headers: { 'Idempotency-Key': key } });
    const underWay = Promise.all(['drain-1', 'drain-2', 'drain-3'].map(order));
    while (asked < 3) await new Promise((resolve) => setTimeout(resolve, 1));
    const stopping = api.stop();
    expect((await underWay).map(({ status }) => status)).toEqual([201, 201, 201]);
    await stopping;
    expect(api.errors).toEqual([]);
    await expect(order('drain-4')).rejects.toThrow();
  });

  test('behavior: while a job is waited for, readiness is off and no order is taken', async () => {
    const api = await RunningApi.start();
    await api.until(200);
    const aggregator = api.api.app.get(CandleAggregator);
    const store = aggregator.processAndStore.bind(aggregator);
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    let isStoring = false;
    // A question is given up at once; what is being stored is waited for.
    aggregator.processAndStore = async (...minutes) => {
      isStoring = true;
      await held;
      return store(...minutes);
    };
    const job = api.api.app.get(CandleJobsService).closeMinute();
    while (!isStoring) await new Promise((resolve) => setTimeout(resolve, 1));
    const stopping = api.stop();
    expect(await api.until(503)).toMatchObject({
      body: { code: 'not-ready', checks: { serving: { status: 'down', reason: 'stopping' } } },
    });
    expect(await api.request('POST', ORDERS, { body: marketBuy })).toMatchObject({ status: 503, body: { code: 'not-ready' } });
    expect((await api.get('/health/live')).status).toBe(200);
    letGo();
    await Promise.all([job, stopping]);
    expect(api.errors).toEqual([]);
  });
});
