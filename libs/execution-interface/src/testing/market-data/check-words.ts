import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import type { Candle } from '../../candle';
import { compare, decimal, isMultipleOf, isPositive } from '../../decimal';
import type { Instrument } from '../../instrument';
import type { MarketTrade } from '../../market-trade';
import type { OrderBook } from '../../order-book';

/** Every amount in it is canonical decimal text: no exponent, no zeros behind. */
export function checkText(value: unknown, place = 'value'): void {
  if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) checkText(inner, `${place}.${key}`);
  } else if (typeof value === 'string' && /^[+-]?[\d.]+(e[+-]?\d+)?$/i.test(value) && !place.endsWith('.id')) {
    strictEqual(value, decimal(value), place);
  } else if (typeof value === 'number') {
    ok(Number.isFinite(value), `${place}: found ${value}`);
  }
}

/** Sorted best first, never crossed, no price twice, nothing empty, on the grid. */
export function checkBook({ symbol, bids, asks, version }: OrderBook, { tickSize, symbol: expected }: Instrument, levels = 20): void {
  strictEqual(symbol, expected);
  for (const [name, side] of Object.entries({ bids, asks })) {
    ok(side.length <= levels, `${name}: found ${side.length} levels, expected at most ${levels}`);
    side.forEach(({ price, contracts }, index) => {
      ok(isPositive(contracts) && isPositive(price), `${name}[${index}]: found ${contracts} at ${price}`);
      ok(isMultipleOf(price, tickSize), `${name}[${index}]: found ${price} off the tick ${tickSize}`);
      const better = side[index - 1];
      if (better === undefined) return;
      const order = name === 'bids' ? compare(better.price, price) : compare(price, better.price);
      ok(order > 0, `${name}: found ${better.price} before ${price}`);
    });
  }
  const [bid] = bids;
  const [ask] = asks;
  if (bid && ask) ok(compare(bid.price, ask.price) < 0, `found bid ${bid.price} and ask ${ask.price}, expected no crossed book`);
  ok(version === undefined || Number.isSafeInteger(version));
}

/** High and low enclose open and close; the window is on the grid. */
export function checkCandle(candle: Candle, expected: { readonly symbol: string; readonly intervalSeconds: number }): void {
  const { symbol, intervalSeconds, openTimeMs, stitched, traded, contracts, volume } = candle;
  deepStrictEqual({ symbol, intervalSeconds }, { symbol: expected.symbol, intervalSeconds: expected.intervalSeconds });
  strictEqual(openTimeMs % (intervalSeconds * 1_000), 0, `open time ${openTimeMs} is not on the grid`);
  for (const { open, high, low, close } of traded === undefined ? [stitched] : [stitched, traded]) {
    ok(high >= Math.max(open, close) && low <= Math.min(open, close), `prices ${JSON.stringify({ open, high, low, close })}`);
  }
  ok(contracts >= 0 && volume >= 0);
}

export function checkTrade({ symbol, price, contracts, takerSide, atMs }: MarketTrade, instrument: Instrument): void {
  strictEqual(symbol, instrument.symbol);
  ok(isMultipleOf(price, instrument.tickSize), `price ${price} is off the tick ${instrument.tickSize}`);
  ok(isPositive(contracts));
  ok(takerSide === 'buy' || takerSide === 'sell');
  ok(Number.isSafeInteger(atMs));
}
