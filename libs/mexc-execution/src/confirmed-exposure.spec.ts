import type { WirePosition } from '@prate/mexc-protocol';
import { ManualClock } from '@prate/execution-interface/testing';
import { ConfirmedExposure } from './confirmed-exposure';

const terms = { symbol: 'BTC_USDT', positionSide: 'long', leverage: 10, marginMode: 'isolated' } as const;
/** Long, isolated, 10, unless said otherwise. */
const position = (more: object = {}) => ({ symbol: 'BTC_USDT', positionType: 1, openType: 1, leverage: 10, ...more }) as WirePosition;

function open(positions: readonly WirePosition[] = []) {
  const clock = new ManualClock(1_790_000_000_000);
  const account = { isHealthy: true, positions };
  const confirmed = new ConfirmedExposure(clock);
  confirmed.account = () => account;
  confirmed.keep(terms, 'hedge', confirmed.begin('BTC_USDT'));
  return { clock, account, confirmed };
}

test('default: the same terms are believed for ten seconds', () => {
  const { clock, confirmed } = open();
  expect(confirmed.find(terms)).toBe('hedge');
  clock.advance(9_999);
  expect(confirmed.find(terms)).toBe('hedge');
  clock.advance(1);
  expect(confirmed.find(terms)).toBeUndefined();
});

test.each([
  ['another leverage', { ...terms, leverage: 11 }],
  ['another margin mode', { ...terms, marginMode: 'cross' as const }],
  ['the other side', { ...terms, positionSide: 'short' as const }],
  ['another contract', { ...terms, symbol: 'ETH_USDT' }],
])('behavior: %s is read first', (_name, asked) => {
  expect(open().confirmed.find(asked)).toBeUndefined();
});

test('behavior: nothing is believed of an account that is not healthy, or of which nobody tells, or when the clock was set back', () => {
  const { account, confirmed, clock } = open();
  account.isHealthy = false;
  expect(confirmed.find(terms)).toBeUndefined();
  delete confirmed.account;
  expect(confirmed.find(terms)).toBeUndefined();
  const { confirmed: other } = open();
  other.keep(terms, 'hedge', { ...other.begin('BTC_USDT'), atMs: clock.nowMs() + 60_000 });
  expect(other.find(terms)).toBeUndefined();
});

test.each([
  ['of this side with the leverage that was set elsewhere', position({ leverage: 20 }), 'hedge', undefined],
  ['of this side with the other margin mode', position({ openType: 2 }), 'hedge', undefined],
  ['of this side as it was', position(), 'hedge', 'hedge'],
  ['of the other side, in hedge mode', position({ positionType: 2, openType: 2, leverage: 50 }), 'hedge', 'hedge'],
  ['of the other side, in one-way mode', position({ positionType: 2, openType: 2 }), 'one-way', undefined],
  ['of another contract', position({ symbol: 'ETH_USDT', openType: 2 }), 'one-way', 'one-way'],
] as const)('behavior: a position %s', (_name, row, mode, found) => {
  const { confirmed } = open([row]);
  confirmed.keep(terms, mode, confirmed.begin('BTC_USDT'));
  expect(confirmed.find(terms)).toBe(found);
});

test('behavior: what is forgotten is read again, of that contract only', () => {
  const { confirmed } = open();
  const other = { ...terms, symbol: 'ETH_USDT' };
  confirmed.keep(other, 'hedge', confirmed.begin('ETH_USDT'));
  confirmed.forget('BTC_USDT');
  expect([confirmed.find(terms), confirmed.find(other)]).toEqual([undefined, 'hedge']);
});

test('behavior: a reading that began before a change here is not believed; one that began after it is', () => {
  const { confirmed, clock } = open();
  const before = confirmed.begin('BTC_USDT');
  confirmed.forget('BTC_USDT');
  confirmed.keep(terms, 'hedge', before);
  expect(confirmed.find(terms)).toBeUndefined();
  confirmed.keep(terms, 'hedge', confirmed.begin('BTC_USDT'));
  clock.advance(1);
  expect(confirmed.find(terms)).toBe('hedge');
});
