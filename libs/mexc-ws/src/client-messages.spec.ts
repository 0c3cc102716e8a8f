import { MexcFuturesAuth, RequestClock } from '@prate/mexc-auth';
import { publicTopics } from '@prate/mexc-protocol';
import {
  loginMessage,
  personalFilterMessage,
  pingMessage,
  type PublicSubscription,
  subscribeMessage,
  unsubscribeMessage,
} from './client-messages';
import { InvalidMessageError } from './errors';

const symbol = 'BTC_USDT';

const subscriptions: readonly [PublicSubscription, string][] = [
  [{ topic: 'tickers' }, '{"method":"sub.tickers","param":{},"gzip":false}'],
  [{ topic: 'contract' }, '{"method":"sub.contract","gzip":false}'],
  [{ topic: 'ticker', symbol }, '{"method":"sub.ticker","param":{"symbol":"BTC_USDT"},"gzip":false}'],
  [{ topic: 'funding.rate', symbol }, '{"method":"sub.funding.rate","param":{"symbol":"BTC_USDT"},"gzip":false}'],
  [{ topic: 'index.price', symbol }, '{"method":"sub.index.price","param":{"symbol":"BTC_USDT"},"gzip":false}'],
  [{ topic: 'fair.price', symbol }, '{"method":"sub.fair.price","param":{"symbol":"BTC_USDT"},"gzip":false}'],
  [{ topic: 'deal', symbol }, '{"method":"sub.deal","param":{"symbol":"BTC_USDT"},"gzip":false}'],
  [{ topic: 'depth', symbol, compress: false }, '{"method":"sub.depth","param":{"symbol":"BTC_USDT","compress":false},"gzip":false}'],
  [{ topic: 'depth.full', symbol, limit: 5 }, '{"method":"sub.depth.full","param":{"symbol":"BTC_USDT","limit":5},"gzip":false}'],
  [{ topic: 'depth.step', symbol, step: '0.1' }, '{"method":"sub.depth.step","param":{"symbol":"BTC_USDT","step":"0.1"},"gzip":false}'],
  [{ topic: 'kline', symbol, interval: 'Min1' }, '{"method":"sub.kline","param":{"symbol":"BTC_USDT","interval":"Min1"},"gzip":false}'],
];

describe('client messages', () => {
  it('default: ping', () => {
    expect(pingMessage()).toBe('{"method":"ping"}');
  });

  it.each(subscriptions)('default: %j', (subscription, text) => {
    expect(subscribeMessage(subscription)).toBe(text);
    expect(unsubscribeMessage(subscription)).toBe(text.replace('sub.', 'unsub.').replace(',"gzip":false', ''));
  });

  it('behavior: every topic that has answers and pushes can be asked for', () => {
    expect(subscriptions.map(([{ topic }]) => topic as string).sort()).toEqual([...publicTopics].sort());
  });

  it('default: login as in reference 2.5, with the signature of vector 6', () => {
    const auth = new MexcFuturesAuth({
      credentials: { apiKey: 'mx0vTESTKEY00000001', apiSecret: '9f2b6c0d4e8a41c7b3d5e6f708192a3b' },
      clock: new RequestClock({ nowMs: () => 1767225600789 }),
    });
    expect(loginMessage(auth)).toBe(
      '{"subscribe":false,"method":"login","param":{"apiKey":"mx0vTESTKEY00000001","reqTime":"1767225600789",' +
        '"signature":"56461b0c3eec48f2d3116193516e04958200412f60b9ca677c5a7cb40553bd80"}}',
    );
  });

  it('default: the filter of reference 8.5', () => {
    const filters = [
      { filter: 'order', symbols: [symbol] },
      { filter: 'order.deal' },
      { filter: 'position' },
      { filter: 'asset' },
    ] as const;
    expect(personalFilterMessage(filters)).toBe(
      '{"method":"personal.filter","param":{"filters":[{"filter":"order","rules":["BTC_USDT"]},{"filter":"order.deal"},{"filter":"position"},{"filter":"asset"}]}}',
    );
    expect(personalFilterMessage()).toBe('{"method":"personal.filter","param":{"filters":[]}}');
  });

  it.each<[string, () => unknown]>([
    ['an unknown topic', () => subscribeMessage({ topic: 'klines' } as never)],
    ['a topic by inheritance', () => subscribeMessage({ topic: 'toString' } as never)],
    ['no symbol', () => subscribeMessage({ topic: 'ticker' } as never)],
    ['a symbol in small letters', () => subscribeMessage({ topic: 'deal', symbol: 'btc_usdt' })],
    ['an interval the venue lacks', () => subscribeMessage({ topic: 'kline', symbol, interval: 'Min3' as never })],
    ['an interval by inheritance', () => subscribeMessage({ topic: 'kline', symbol, interval: 'valueOf' as never })],
    ['a limit of 7', () => subscribeMessage({ topic: 'depth.full', symbol, limit: 7 as never })],
    ['a step that is a number', () => subscribeMessage({ topic: 'depth.step', symbol, step: 0.1 as never })],
    ['a parameter of another topic', () => unsubscribeMessage({ topic: 'ticker', symbol, interval: 'Min1' } as never)],
    ['an unknown filter', () => personalFilterMessage([{ filter: 'track.order' as never }])],
    ['symbols where none are taken', () => personalFilterMessage([{ filter: 'asset', symbols: [symbol] }])],
    ['an empty list of symbols', () => personalFilterMessage([{ filter: 'order', symbols: [] }])],
    ['a symbol that is none', () => personalFilterMessage([{ filter: 'order', symbols: ['*'] }])],
  ])('error: %s', (_what, make) => {
    expect(make).toThrow(InvalidMessageError);
  });

  it('error: names what was found and what was expected', () => {
    expect(() => subscribeMessage({ topic: 'depth.full', symbol, limit: 7 as never })).toThrow(
      'message depth.full limit: found 7, expected 5, 10, 20 or nothing',
    );
  });
});
