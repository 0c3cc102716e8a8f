import { checkConfig, type MexcStreamConfig } from './config';
import { StreamConfigInvalidError } from './errors';
import { MexcFuturesStream } from './mexc-futures-stream';

describe('configuration', () => {
  it('default: everything has one', () => {
    expect(checkConfig({})).toMatchObject({
      url: 'wss://contract.mexc.com/edge',
      pingEveryMs: 15_000,
      silenceMs: 25_000,
      sendsPerSecond: 20,
      topicsPerSocket: 200,
      privateQueueLimit: 10_000,
      silentAfterMs: { tickers: 10_000, kline: 60_000, contract: 0 },
    });
  });

  it.each([
    'wss://contract.mexc.com/edge',
    'ws://127.0.0.1:4000/edge',
    'ws://localhost:1/edge',
    'ws://[::1]:1/edge',
    'wss://127.0.0.1:4000/edge',
  ])('args: url %s', (url) => {
    expect(checkConfig({ url }).url).toBe(url);
  });

  it('args: another host only when it is allowed', () => {
    const url = 'wss://proxy.example.com/edge';
    expect(() => checkConfig({ url })).toThrow('expected a wss:// address of contract.mexc.com');
    expect(checkConfig({ url, allowHosts: ['proxy.example.com'] }).url).toBe(url);
  });

  it.each<[string, MexcStreamConfig]>([
    ['url', { url: 'ws://contract.mexc.com/edge' }],
    ['url', { url: 'https://contract.mexc.com/edge' }],
    ['url', { url: 'wss://contract.mexc.com.evil.example/edge' }],
    ['url', { url: 'wss://user:secret@contract.mexc.com/edge' }],
    ['url', { url: 'wss://contract.mexc.com/edge?key=1' }],
    ['url', { url: 'nonsense' }],
    ['sendsPerSecond', { sendsPerSecond: 101 }],
    ['sendsPerSecond', { sendsPerSecond: 0 }],
    ['silenceMs', { pingEveryMs: 15_000, silenceMs: 15_000 }],
    ['topicsPerSocket', { topicsPerSocket: 0.5 }],
    ['backoff.longestMs', { backoff: { firstMs: 10, longestMs: 5 } }],
    ['silentAfterMs kline', { silentAfterMs: { kline: -1 } }],
    ['filters', { filters: [{ filter: 'track.order' as never }] }],
    ['auth', { auth: {} as never }],
    ['proxy', { proxy: { url: 'socks5://127.0.0.1:1' } }],
    ['proxy', { proxy: {} as never }],
    ['ca', { ca: 1 as never }],
    ['family', { family: 5 as never }],
    ['localAddress', { localAddress: 1 as never }],
    ['onState', { onState: 1 as never }],
  ])('error: %s of %j', (parameter, config) => {
    expect(() => new MexcFuturesStream(config)).toThrow(StreamConfigInvalidError);
    expect(() => new MexcFuturesStream(config)).toThrow(`${parameter}: found`);
  });

  it('error: the password of a wrong proxy address is not repeated', () => {
    const attempt = () => checkConfig({ proxy: { url: 'https://user:pass-4711@127.0.0.1:1/x' } });
    expect(attempt).toThrow(/^(?!.*pass-4711).*proxy: found something else/s);
  });

  it('error: all violations at once, and no password', () => {
    const attempt = () => checkConfig({ url: 'wss://user:secret@x', sendsPerSecond: 0, pingEveryMs: -1 });
    expect(attempt).toThrow(/url: .*; pingEveryMs: .*; sendsPerSecond: /);
    expect(attempt).toThrow(expect.objectContaining({ message: expect.not.stringContaining('secret') as string }) as Error);
  });
});
