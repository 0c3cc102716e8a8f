import { checkConfig } from './config';
import { RestConfigInvalidError } from './errors';
import { MexcFuturesRest } from './mexc-futures-rest';

describe('checkConfig', () => {
  it('default: the venue, ten seconds, eight requests a second', () => {
    expect(checkConfig({})).toEqual({
      baseUrl: 'https://api.mexc.com',
      timeoutMs: 10_000,
      receiveWindowSeconds: 5,
      connectTimeoutMs: 5_000,
      maxSockets: 16,
      maxFreeSockets: 8,
      hostRequestsPerSecond: 8,
      limits: {},
      urgentShare: 0.25,
      queueTimeoutMs: 5_000,
      hostPauseMs: 90_000,
    });
  });

  it.each(['https://futures.testnet.mexc.com', 'http://localhost:3000', 'http://127.0.0.1:1/', 'http://127.1.2.3', 'http://[::1]:80'])(
    'args: takes %s',
    (baseUrl) => {
      expect(checkConfig({ baseUrl }).baseUrl).toBe(baseUrl.replace(/\/$/, ''));
    },
  );

  it.each([0, 31, 2.5, '5'])('error: receiveWindowSeconds %s', (receiveWindowSeconds) => {
    expect(() => checkConfig({ receiveWindowSeconds: receiveWindowSeconds as number })).toThrow(
      /receiveWindowSeconds.*whole seconds from 1 to 30/,
    );
  });

  it('args: before this machine stands no firewall', () => {
    expect(checkConfig({ baseUrl: 'http://127.0.0.1:1' }).hostRequestsPerSecond).toBe(1_000);
    expect(checkConfig({ baseUrl: 'http://127.0.0.1:1', hostRequestsPerSecond: 5 }).hostRequestsPerSecond).toBe(5);
  });

  it('args: another host needs a word for it', () => {
    const baseUrl = 'https://gateway.example.com';
    expect(() => checkConfig({ baseUrl })).toThrow("allowHosts: ['gateway.example.com']");
    expect(() => checkConfig({ baseUrl, allowHosts: ['example.com'] })).toThrow(RestConfigInvalidError);
    expect(checkConfig({ baseUrl, allowHosts: ['gateway.example.com'] }).baseUrl).toBe(baseUrl);
    expect(() => checkConfig({ baseUrl: 'http://gateway.example.com', allowHosts: ['gateway.example.com'] })).toThrow('https://');
  });

  it.each([
    'http://api.mexc.com',
    'https://api.mexc.com.example.com',
    'http://localhost.example.com',
    'http://127.0.0.1.example.com',
    'ftp://127.0.0.1',
    'api.mexc.com',
    '',
    'https://api.mexc.com?x=1',
    'https://api.mexc.com#x',
    'https://user:hunter2@api.mexc.com',
  ])('error: refuses %s', (baseUrl) => {
    expect(() => checkConfig({ baseUrl })).toThrow(RestConfigInvalidError);
  });

  it('error: a password in an address is not repeated', () => {
    expect(() => checkConfig({ baseUrl: 'https://user:hunter2@api.mexc.com' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2') as string }) as Error,
    );
  });

  it('error: a password of a proxy is not repeated', () => {
    expect(() => checkConfig({ proxy: { url: 'https://user:hunter2@proxy:3128' } })).toThrow('proxy: found "…@proxy:3128"');
  });

  it('error: names all violations at once', () => {
    const config = {
      baseUrl: 'http://api.mexc.com',
      ...{ timeoutMs: 0, connectTimeoutMs: 1.5, firstByteTimeoutMs: -1, queueTimeoutMs: 2 ** 31, hostPauseMs: Number.NaN },
      ...{ maxSockets: 0, maxFreeSockets: 0, hostRequestsPerSecond: 0.5, auth: {} as never, proxy: {} as never, ca: [1] as never },
      ...{ localAddress: 1 as never, family: 5 as never, urgentShare: 1, budget: {} as never, lease: {} as never, onCall: 'log' as never },
      limits: { 'get-klines': { count: 0, windowMs: 2_000 }, 'get-nothing': { count: 1, windowMs: 1 } } as never,
    };
    const expected = ['baseUrl', 'timeoutMs', 'connectTimeoutMs', 'firstByteTimeoutMs', 'queueTimeoutMs', 'hostPauseMs'];
    expected.push('maxSockets', 'maxFreeSockets', 'hostRequestsPerSecond', 'auth', 'proxy', 'ca', 'localAddress', 'family');
    expected.push('urgentShare', 'limits.get-klines', 'limits.get-nothing', 'budget', 'lease', 'onCall');
    expect(() => new MexcFuturesRest(config)).toThrow(
      expect.objectContaining({ issues: expected.map((parameter) => expect.objectContaining({ parameter }) as unknown) }) as Error,
    );
  });
});
