import { checkConfig } from './config';
import { RestConfigInvalidError } from './errors';
import { MexcFuturesRest } from './mexc-futures-rest';

describe('checkConfig', () => {
  it('default: the venue, ten seconds', () => {
    expect(checkConfig({})).toEqual({ baseUrl: 'https://api.mexc.com', timeoutMs: 10_000 });
  });

  it.each(['https://example.com', 'http://localhost:3000', 'http://127.0.0.1:1/', 'http://127.1.2.3', 'http://[::1]:80'])(
    'args: takes %s',
    (baseUrl) => {
      expect(checkConfig({ baseUrl }).baseUrl).toBe(baseUrl.replace(/\/$/, ''));
    },
  );

  it.each([
    'http://api.mexc.com',
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

  it('error: names all violations at once', () => {
    const config = { baseUrl: 'http://api.mexc.com', timeoutMs: 0, auth: {} as never, onCall: 'log' as never };
    expect(() => new MexcFuturesRest(config)).toThrow(
      expect.objectContaining({
        issues: ['baseUrl', 'timeoutMs', 'auth', 'onCall'].map((parameter) => expect.objectContaining({ parameter }) as unknown),
      }) as Error,
    );
  });
});
