import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { ConfigurationError, readEnvironment } from './environment';

const complaintsOf = (env: Record<string, string>): ConfigurationError['complaints'] => {
  try {
    readEnvironment(env);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.complaints;
    throw error;
  }
  return [];
};

test('default: nothing set', () => {
  expect({ ...readEnvironment({}) }).toEqual({
    tradingMode: 'simulated',
    apiHost: '127.0.0.1',
    apiPort: 3000,
    symbols: ['BTC_USDT', 'ETH_USDT'],
    modeDirectory: join('data', 'simulated'),
    candleDatabase: join('data', 'simulated', 'candles.sqlite'),
    candleSchema: 'candles_simulated',
    candleTimescale: 'when-there',
    backfillHours: 2,
    settleDelaySeconds: 3,
    candles: {
      streams: 'trades',
      requestsPerSecond: 5,
      method: 'bridge',
      seed: 0,
      observedDays: 30,
      interpolatedDays: 7,
      warmIntervals: [],
    },
    isReadOnly: false,
    risk: {
      limits: { maxOrderNotional: '100000' },
      failuresToHalt: 5,
      countedFailures: 'failures',
      cancelOnHalt: 'opening',
      isFlattenedOnHalt: false,
    },
    simulatorSeed: 1,
  });
  expect(readEnvironment({}).tokenFile).toBe(join('data', 'simulated', 'api-token'));
});

test('args: everything set; empty counts as unset', () => {
  const environment = readEnvironment({
    TRADING_MODE: '',
    API_HOST: '0.0.0.0',
    API_PORT: '0',
    API_TOKEN: 'a-long-enough-token',
    SYMBOLS: ' DOGE_USDT , BTC_USD',
    DATA_DIRECTORY: '/var/lib/prate',
    CANDLE_DATABASE: '/fast/candles.sqlite',
    CANDLE_TIMESCALE: 'never',
    BACKFILL_HOURS: '0.5',
    SETTLE_DELAY_SECONDS: '7',
    CANDLE_STREAMS: 'klines',
    CANDLE_REQUESTS_PER_SECOND: '2',
    CANDLE_METHOD: 'linear',
    CANDLE_SEED: '9',
    CANDLE_OBSERVED_DAYS: '3',
    CANDLE_INTERPOLATED_DAYS: '2',
    CANDLE_WARM_INTERVALS: '5, 60',
    RISK_MAX_ORDER_NOTIONAL: '2500.50',
    RISK_MAX_LEVERAGE: '10',
    RISK_MAX_ORDERS_PER_MINUTE: '30',
    RISK_SYMBOLS: 'BTC_USDT',
    RISK_FAILURES_TO_HALT: '3',
    RISK_COUNT: 'all',
    RISK_HALT_CANCELS: 'all',
    RISK_HALT_FLATTENS: 'yes',
    READ_ONLY: 'yes',
    KILL_WEBHOOK_URL: 'https://example.org/hook',
    KILL_WEBHOOK_SECRET: 'sixteen-or-more-characters',
    KILL_COMMAND: '["/usr/bin/page","--urgent"]',
    UNRELATED_SECRET: 'stays here',
    SIMULATOR_SEED: '42',
    PATH: '/usr/bin',
  });
  expect({ ...environment }).toEqual({
    tradingMode: 'simulated',
    apiHost: '0.0.0.0',
    apiPort: 0,
    apiToken: 'a-long-enough-token',
    symbols: ['DOGE_USDT', 'BTC_USD'],
    modeDirectory: '/var/lib/prate/simulated',
    candleDatabase: '/fast/candles.sqlite',
    candleSchema: 'candles_simulated',
    candleTimescale: 'never',
    backfillHours: 0.5,
    settleDelaySeconds: 7,
    candles: {
      streams: 'klines',
      requestsPerSecond: 2,
      method: 'linear',
      seed: 9,
      observedDays: 3,
      interpolatedDays: 2,
      warmIntervals: [5, 60],
    },
    risk: {
      limits: { maxOrderNotional: '2500.5', maxLeverage: 10, orderRate: { count: 30, windowMs: 60_000 }, symbols: ['BTC_USDT'] },
      failuresToHalt: 3,
      countedFailures: 'all',
      cancelOnHalt: 'all',
      isFlattenedOnHalt: true,
    },
    isReadOnly: true,
    killWebhook: { url: 'https://example.org/hook', secret: 'sixteen-or-more-characters' },
    killCommand: { command: ['/usr/bin/page', '--urgent'], environment: { PATH: '/usr/bin' } },
    simulatorSeed: 42,
  });
  expect(environment.isLoopback).toBe(false);
});

test('error: five mistakes, one message', () => {
  const env = { API_PORT: '70000', SYMBOLS: 'btc', BACKFILL_HOURS: '-1', SETTLE_DELAY_SECONDS: '2.5', RISK_MAX_ORDER_NOTIONAL: '0' };
  expect(() => readEnvironment(env)).toThrow(
    [
      'The configuration has 5 mistakes; nothing was started.',
      '  API_PORT: found "70000", expected a whole number from 0 to 65535',
      '  SYMBOLS: found "btc", expected all, or contract names, each once, separated by commas, such as BTC_USDT,ETH_USDT',
      '  BACKFILL_HOURS: found "-1", expected a number of hours, more than 0 and at most 168',
      '  SETTLE_DELAY_SECONDS: found "2.5", expected a whole number from 3 to 55',
      '  RISK_MAX_ORDER_NOTIONAL: found "0", expected a positive amount of the settle currency such as 100000',
    ].join('\n'),
  );
});

test('args: all contracts, except in paper mode', () => {
  expect(readEnvironment({ SYMBOLS: ' all ' }).symbols).toBe('all');
  expect(complaintsOf({ SYMBOLS: 'all', TRADING_MODE: 'paper' })).toEqual([
    { name: 'SYMBOLS', found: '"all"', expected: 'contract names in paper mode: each is an exchange of its own here' },
  ]);
});

test('args: paper mode has files of its own, and may be pointed at another exchange', () => {
  expect(
    readEnvironment({ TRADING_MODE: 'paper', MEXC_REST_URL: 'http://127.0.0.1:1', MEXC_STREAM_URL: 'ws://127.0.0.1:1/edge' }),
  ).toMatchObject({
    tradingMode: 'paper',
    modeDirectory: join('data', 'paper'),
    candleDatabase: join('data', 'paper', 'candles.sqlite'),
    mexcRestUrl: 'http://127.0.0.1:1',
    mexcStreamUrl: 'ws://127.0.0.1:1/edge',
  });
});

test('args: a watchdog of this machine', () => {
  expect(readEnvironment({ WATCHDOG_URL: 'http://127.0.0.1:3010' }).watchdog).toEqual({
    url: 'http://127.0.0.1:3010',
    tokenFile: 'data/watchdog/token',
    silenceMs: 30_000,
  });
  const said = { WATCHDOG_URL: 'http://localhost:1', WATCHDOG_TOKEN_FILE: '/run/token', WATCHDOG_SILENCE_SECONDS: '2' };
  expect(readEnvironment(said).watchdog).toEqual({ url: 'http://localhost:1', tokenFile: '/run/token', silenceMs: 2_000 });
});

describe('live mode', () => {
  const keys = { MEXC_API_KEY: 'sentinel-key', MEXC_SECRET_KEY: 'sentinel-secret' };
  const needed = { TRADING_MODE: 'live', ...keys, API_TOKEN: 'token-of-the-live-api' };
  const armed = { ...needed, LIVE_TRADING: 'armed', ADMIN_TOKEN: 'token-of-the-operator' };

  test('default: not armed, files of its own, a smaller largest order, and the account by the fingerprint of its key', () => {
    const environment = readEnvironment(needed);
    expect(environment).toMatchObject({
      tradingMode: 'live',
      modeDirectory: join('data', 'live'),
      risk: { limits: { maxOrderNotional: '1000' } },
      live: {
        isArmed: false,
        journalDatabase: join('data', 'live', 'journal.sqlite'),
        account: expect.stringMatching(/^key-[0-9a-f]{16}$/),
      },
    });
    expect(environment.live?.leaseDatabase).toBeUndefined();
    expect(environment.live?.keys()).toEqual({ apiKey: 'sentinel-key', apiSecret: 'sentinel-secret' });
    expect(inspect(environment, { depth: 10 })).not.toContain('sentinel');
  });

  test('args: armed, a name for the account, PostgreSQL for the journal and so for the lease', () => {
    const journal = 'postgres://user:pass@db/prate';
    expect(readEnvironment({ ...armed, ACCOUNT_NAME: 'main', JOURNAL_DATABASE: journal }).live).toMatchObject({
      isArmed: true,
      account: 'main',
      journalDatabase: journal,
      leaseDatabase: journal,
    });
    expect(readEnvironment({ ...needed, LEASE_DATABASE: 'redis://cache' }).live?.leaseDatabase).toBe('redis://cache');
  });

  test('error: without keys and token it refuses, with everything else that is wrong', () => {
    const env = { TRADING_MODE: 'live', LIVE_TRADING: 'yes', API_PORT: 'many', LEASE_DATABASE: 'mysql://user:sentinel@db' };
    expect(complaintsOf(env).map(({ name }) => name)).toEqual([
      'API_PORT',
      'MEXC_API_KEY',
      'MEXC_SECRET_KEY',
      'API_TOKEN',
      'LIVE_TRADING',
      'LEASE_DATABASE',
    ]);
    expect(JSON.stringify(complaintsOf(env))).not.toContain('sentinel');
  });

  test('error: armed without the token of an operator: whoever may trade could end a halt', () => {
    expect(complaintsOf({ ...armed, ADMIN_TOKEN: '' })).toMatchObject([{ name: 'ADMIN_TOKEN', found: 'missing' }]);
    expect(complaintsOf({ ...armed, ADMIN_TOKEN: '', ADMIN_TOKEN_FILE: '/nowhere/token' }).map(({ name }) => name)).toEqual([
      'ADMIN_TOKEN_FILE',
    ]);
    expect(complaintsOf(armed)).toEqual([]);
  });

  test('args: a schema of the journal for each account', () => {
    const server = { ...needed, JOURNAL_DATABASE: 'postgres://user:sentinel@db/prate' };
    expect(readEnvironment({ ...server, JOURNAL_SCHEMA: 'journal_hedge' }).live?.journalSchema).toBe('journal_hedge');
    expect(readEnvironment(server).live?.journalSchema).toBeUndefined();
    for (const JOURNAL_SCHEMA of ['Hedge', '2nd', 'a-b', 'pg_mine', 'x; DROP SCHEMA y', 'a'.repeat(64)]) {
      expect(complaintsOf({ ...server, JOURNAL_SCHEMA })).toMatchObject([
        { name: 'JOURNAL_SCHEMA', found: JSON.stringify(JOURNAL_SCHEMA) },
      ]);
    }
    expect(complaintsOf({ ...needed, JOURNAL_SCHEMA: 'hedge' })).toMatchObject([
      { name: 'JOURNAL_SCHEMA', expected: expect.stringContaining('JOURNAL_DATABASE is no PostgreSQL') },
    ]);
  });

  test('error: half an exchange, or this machine in its place, unless that is said aloud', () => {
    const here = { MEXC_REST_URL: 'http://127.0.0.1:1', MEXC_STREAM_URL: 'ws://[::1]:1/ws' };
    expect(complaintsOf({ ...needed, MEXC_REST_URL: 'https://api.mexc.com' })).toMatchObject([
      { name: 'MEXC_STREAM_URL', found: 'missing' },
    ]);
    expect(complaintsOf({ ...needed, ...here }).map(({ name }) => name)).toEqual(['MEXC_REST_URL', 'MEXC_STREAM_URL']);
    expect(complaintsOf({ ...needed, ...here, MEXC_ALLOW_THIS_MACHINE: 'yes' })).toEqual([]);
  });

  test('error: keys from a file that is not there are named once', () => {
    const { MEXC_API_KEY: _, ...others } = needed;
    expect(complaintsOf({ ...others, MEXC_API_KEY_FILE: '/nowhere/key' }).map(({ name }) => name)).toEqual(['MEXC_API_KEY_FILE']);
  });

  test('behavior: what only live mode needs is not looked at elsewhere', () => {
    expect(readEnvironment({ ...keys, LIVE_TRADING: 'perhaps' }).live).toBeUndefined();
  });
});

test('error: an operator’s token that is everybody’s', () => {
  expect(complaintsOf({ API_TOKEN: 'a-long-enough-token', ADMIN_TOKEN: 'a-long-enough-token' })).toMatchObject([{ name: 'ADMIN_TOKEN' }]);
});

test.each([
  ['SYMBOLS', 'BTC_USDT,BTC_USDT'],
  ['SYMBOLS', ','],
  ['API_PORT', '0x10'],
  ['API_PORT', '1e3'],
  ['SIMULATOR_SEED', '-1'],
  ['TRADING_MODE', 'Simulated'],
  ['MEXC_REST_URL', 'api.mexc.com'],
  ['MEXC_STREAM_URL', 'https://contract.mexc.com/edge'],
  ['API_HOST', 'http://127.0.0.1'],
  ['WATCHDOG_URL', 'http://watchdog.example:3010'],
  ['WATCHDOG_URL', 'https://127.0.0.1:3010'],
  ['WATCHDOG_SILENCE_SECONDS', '0'],
])('error: %s=%s', (name, value) => {
  expect(complaintsOf({ [name]: value })).toEqual([{ name, found: JSON.stringify(value), expected: expect.any(String) }]);
});

test('args: candles in PostgreSQL, for all by DATABASE_URL, or only them by CANDLE_DATABASE; each mode in a schema of its own', () => {
  const url = 'postgres://me:secret@db:5432/prate';
  expect(readEnvironment({ DATABASE_URL: url })).toMatchObject({ candleDatabase: url, candleSchema: 'candles_simulated' });
  expect(readEnvironment({ DATABASE_URL: url, CANDLE_DATABASE: 'here.sqlite' }).candleDatabase).toBe('here.sqlite');
  expect(readEnvironment({ CANDLE_DATABASE: url, TRADING_MODE: 'paper' })).toMatchObject({
    candleDatabase: url,
    candleSchema: 'candles_paper',
  });
});

test.each([
  ['DATABASE_URL', 'mysql://me:sentinel@db/prate'],
  ['DATABASE_URL', 'sentinel'],
  ['CANDLE_DATABASE', 'postgres://me:sentinel@ db/prate'],
])('error: %s: an address may hold a password, so it is shown as present only', (name, value) => {
  expect(complaintsOf({ [name]: value })).toEqual([{ name, found: 'present', expected: expect.stringContaining('postgres') }]);
});

test.each(['0.0.0.0', '192.168.1.5', '::', 'example.com'])('error: %s without a token', (host) => {
  expect(complaintsOf({ API_HOST: host })).toEqual([{ name: 'API_TOKEN', found: 'missing', expected: expect.stringContaining(host) }]);
});

test('error: a missing token is told beside other mistakes', () => {
  expect(complaintsOf({ API_HOST: '0.0.0.0', API_PORT: 'many' }).map(({ name }) => name)).toEqual(['API_PORT', 'API_TOKEN']);
  expect(complaintsOf({ API_HOST: 'not a host' }).map(({ name }) => name)).toEqual(['API_HOST']);
});

test.each(['localhost', '127.0.0.1', '127.1.2.3', '::1'])('default: %s needs no token', (host) => {
  expect(readEnvironment({ API_HOST: host }).isLoopback).toBe(true);
});

test('error: a bad token is shown as present only, and never whole', () => {
  const error = (() => {
    try {
      return readEnvironment({ API_TOKEN: 'sentinel', API_HOST: '0.0.0.0' });
    } catch (caught) {
      return caught;
    }
  })();
  expect(error).toMatchObject({ complaints: [{ name: 'API_TOKEN', found: 'present', expected: 'at least 16 characters' }] });
  expect(inspect(error, { depth: 10 })).not.toContain('sentinel');
});

describe('API_TOKEN_FILE', () => {
  const folder = mkdtempSync(join(tmpdir(), 'prate-environment-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('default: the token is what the file holds', () => {
    writeFileSync(join(folder, 'token'), 'token-from-a-file-0001\n');
    expect(readEnvironment({ API_TOKEN_FILE: join(folder, 'token') }).apiToken).toBe('token-from-a-file-0001');
  });

  test('error: no such file, a token that is too short, both variables', () => {
    expect(complaintsOf({ API_TOKEN_FILE: join(folder, 'absent') })).toEqual([
      { name: 'API_TOKEN_FILE', found: expect.stringContaining('ENOENT'), expected: 'the path of a readable file' },
    ]);
    writeFileSync(join(folder, 'short'), 'short\n');
    expect(complaintsOf({ API_TOKEN_FILE: join(folder, 'short') })).toMatchObject([{ name: 'API_TOKEN', found: 'present' }]);
    expect(complaintsOf({ API_TOKEN_FILE: join(folder, 'token'), API_TOKEN: 'another-token-000001' })).toEqual([
      { name: 'API_TOKEN_FILE', found: 'API_TOKEN as well', expected: 'either API_TOKEN or API_TOKEN_FILE' },
    ]);
  });
});

test.each([
  [{ KILL_WEBHOOK_URL: 'https://example.org/hook' }, 'KILL_WEBHOOK_SECRET: found missing'],
  [{ READ_ONLY: 'true' }, 'READ_ONLY: found "true", expected yes or no'],
  [{ RISK_HALT_FLATTENS: '1', RISK_HALT_CANCELS: 'some' }, 'RISK_HALT_CANCELS: found "some", expected opening, all or none'],
  [{ RISK_COUNT: 'none' }, 'RISK_COUNT: found "none", expected failures or all'],
  [{ KILL_COMMAND: '/usr/bin/page --urgent' }, 'KILL_COMMAND: found present, expected a program and its arguments as a JSON list'],
  [{ KILL_WEBHOOK_SECRET: 'sixteen-or-more-characters' }, 'KILL_WEBHOOK_URL: found missing'],
  [{ KILL_WEBHOOK_URL: 'https://example.org', KILL_WEBHOOK_SECRET: 'short' }, 'KILL_WEBHOOK_SECRET: found present, expected at least 16'],
  [{ RISK_PRICE_COLLAR: '1.1' }, 'RISK_PRICE_COLLAR: found "1.1", expected a fraction'],
  [{ RISK_MAX_LEVERAGE: '0' }, 'RISK_MAX_LEVERAGE: found "0", expected a whole number'],
  [{ RISK_SYMBOLS: 'btc' }, 'RISK_SYMBOLS: found "btc", expected contract names'],
])('error: limits and webhook: %p', (env, complaint) => {
  expect(() => readEnvironment(env)).toThrow(complaint);
});
