import { codeOf, triggerDesk } from '../../test/trigger-desk';
import { contractNamed, START_SECOND } from '../../test/scripted-exchange';
import { ScriptedMarket } from '../../test/scripted-market';
import { Listing } from './listing';
import type { TrackRequest } from './track-order';
import { trackTrigger } from './track-rules';

/** Sells 10 contracts when the price has fallen by 1 % from its highest. */
const request: TrackRequest = {
  symbol: 'BTC_USDT',
  side: 'open-short',
  leverage: 5,
  vol: '10',
  openType: 'isolated',
  trend: 'last',
  backType: 'percentage',
  backValue: '0.01',
  positionMode: 'hedge',
  isReduceOnly: false,
};

function placed(over: Partial<TrackRequest> = {}, options: Parameters<typeof triggerDesk>[0] = {}) {
  const desk = triggerDesk(options);
  return { ...desk, track: desk.exchange.tracks.place({ ...request, ...over }, desk.exchange) };
}

describe('the price that fires', () => {
  const doge = new Listing(contractNamed('DOGE_USDT'), new ScriptedMarket(18_657));

  it.each([
    [false, 'percentage', '0.02', '0.18657', '0.1903'],
    [true, 'percentage', '0.02', '0.18657', '0.18284'],
    [true, 'absolute', '0.001', '0.18657', '0.18557'],
    [false, 'absolute', '0.001', '0.18657', '0.18757'],
  ] as const)('args: sale %s, %s %s from %s is %s (reference 5.12)', (isSale, backType, backValue, extreme, expected) => {
    expect(trackTrigger(doge, isSale, { trend: 'last', vol: '1', backType, backValue }, extreme)).toBe(expected);
  });
});

describe('trailing orders', () => {
  it('default: a sale follows the highest price and fires when it falls back', () => {
    const { track, exchange, tick } = placed();
    expect(track).toMatchObject({ state: 'active', extremePrice: '65000', triggerPrice: '64350', orderId: '0' });
    expect(exchange.accounts.balance('USDT', exchange.nowSecond).frozen).toBe('0');
    tick(660_000);
    expect(track).toMatchObject({ extremePrice: '66000', triggerPrice: '65340' });
    tick(653_401);
    expect(track).toMatchObject({ state: 'active', extremePrice: '66000' });
    tick(653_400);
    expect(track).toMatchObject({ state: 'executed', reason: 'normal', updatedAtMs: exchange.nowMs });
    expect(exchange.orders.get(track.orderId)).toMatchObject({ type: 'market', side: 'open-short', vol: '10', state: 'filled' });
    tick(600_000);
    expect(exchange.orders.all()).toHaveLength(1);
  });

  it('default: a purchase follows the lowest price and fires when it rises', () => {
    const { track, exchange, tick } = placed({ side: 'open-long', backType: 'absolute', backValue: '100' });
    tick(640_000);
    expect(track).toMatchObject({ extremePrice: '64000', triggerPrice: '64100' });
    tick(640_999);
    expect(track.state).toBe('active');
    tick(641_000);
    expect(track.state).toBe('executed');
    expect(exchange.positions.all()).toMatchObject([{ side: 'long', holdVol: '10' }]);
  });

  it.each(['last', 'fair', 'index'] as const)('args: follows the %s price, and no other', (trend) => {
    const { track, tick } = placed({ trend });
    for (const other of ['last', 'fair', 'index'] as const) if (other !== trend) tick(640_000, other);
    expect(track).toMatchObject({ state: 'active', extremePrice: '65000' });
    tick(643_500, trend);
    expect(track.state).toBe('executed');
  });

  it.each([
    ['open-short', '66000', 659_999, 660_000],
    ['open-long', '64000', 640_001, 640_000],
  ] as const)('behavior: %s waits for its activePrice %s', (side, activePrice, before, at) => {
    const { track, tick } = placed({ side, activePrice });
    expect(track).toMatchObject({ state: 'inactive', extremePrice: '0', triggerPrice: '0' });
    tick(before);
    expect(track.state).toBe('inactive');
    tick(at);
    expect(track).toMatchObject({ state: 'active', extremePrice: activePrice });
  });

  it('behavior: an activePrice that is reached already counts at once; what is inactive never fires', () => {
    expect(placed({ activePrice: '65000' }).track.state).toBe('active');
    const { track, tick } = placed({ activePrice: '66000' });
    tick(600_000);
    expect(track.state).toBe('inactive');
  });

  it('behavior: closes a position, and an inverse one', () => {
    for (const symbol of ['BTC_USDT', 'BTC_USD'] as const) {
      const desk = triggerDesk();
      const position = desk.hold({ symbol });
      const track = desk.exchange.tracks.place({ ...request, symbol, side: 'close-long', vol: '4' }, desk.exchange);
      desk.tick(symbol === 'BTC_USDT' ? 643_500 : 495_000, 'all', symbol);
      expect(track.state).toBe('executed');
      expect(position.holdVol).toBe('6');
    }
  });

  it.each([
    ['nothing to close', { side: 'close-long' }, 'position-not-exists'],
    ['no money', { vol: '400000', leverage: 1 }, 'insufficient-balance'],
  ] as const)('error: %s fails it when it fires, and tells why', (_name, over, reason) => {
    const { track, exchange, tick } = placed(over);
    tick(640_000);
    expect(track).toMatchObject({ state: 'failed', reason, orderId: '0' });
    tick(630_000);
    expect(exchange.orders.all()).toEqual([]);
  });

  it('behavior: changed, it keeps its extreme; another price begins a new one; an activePrice stays', () => {
    const { track, exchange, tick, pass } = placed();
    tick(660_000, 'last');
    const terms = { trend: 'last', backType: 'absolute', backValue: '500', vol: '3' } as const;
    exchange.tracks.change(track, terms, exchange);
    expect(track).toMatchObject({ extremePrice: '66000', triggerPrice: '65500', terms: { vol: '3' } });
    exchange.tracks.change(track, { ...terms, trend: 'index' }, exchange);
    expect(track).toMatchObject({ extremePrice: '65000', triggerPrice: '64500' });
    const inactive = exchange.tracks.place({ ...request, activePrice: '67000' }, exchange);
    exchange.tracks.change(inactive, terms, exchange);
    expect(inactive).toMatchObject({ state: 'inactive', terms: { activePrice: '67000', backValue: '500' } });
    exchange.tracks.change(inactive, { ...terms, activePrice: '66000' }, exchange);
    pass(1);
    expect(inactive.state).toBe('active');
  });

  it('behavior: cancelled, it is left alone; what is final is neither changed nor cancelled', () => {
    const { track, exchange, tick } = placed();
    exchange.tracks.cancel(exchange.tracks.find(track.trackOrderId, 'BTC_USDT'), exchange.nowMs);
    tick(600_000);
    expect(track).toMatchObject({ state: 'cancelled', orderId: '0' });
    expect(codeOf(() => exchange.tracks.find(track.trackOrderId))).toBe(2041);
    expect(codeOf(() => exchange.tracks.find(track.trackOrderId, 'BTC_USD'))).toBe(2040);
    expect(codeOf(() => exchange.tracks.find('1'))).toBe(2040);
  });

  it('behavior: each move of its trigger is told, and nothing else', () => {
    const { events, tick, pass, exchange } = placed();
    tick(651_000);
    pass(10);
    tick(650_500);
    expect(events.map(({ kind }) => kind)).toEqual(['track-order', 'track-order']);
    expect(exchange.nowSecond).toBe(START_SECOND + 12);
  });

  it.each([
    ['a share of 1', { backValue: '1' }, 600],
    ['a share of 0', { backValue: '0' }, 600],
    ['a difference as large as the price', { backType: 'absolute', backValue: '65000' }, 600],
    ['an activePrice below 0', { activePrice: '-1' }, 3004],
    ['an activePrice off the grid', { activePrice: '66000.05' }, 2015],
    ['no contracts', { vol: '0' }, 2011],
    ['too much leverage', { leverage: 501 }, 2006],
    ['an unknown contract', { symbol: 'NOPE_USDT' }, 1001],
  ] as const)('error: %s', (_name, over, code) => {
    const { exchange } = triggerDesk();
    expect(codeOf(() => exchange.tracks.place({ ...request, ...over }, exchange))).toBe(code);
    expect(exchange.tracks.all()).toEqual([]);
  });
});
