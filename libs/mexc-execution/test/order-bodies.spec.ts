import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type MarginMode, type OrderType, type PositionMode, clientOrderId, positionId } from '@prate/execution-interface';
import { type CreateOrderBody, orderToWire } from '../src/to-wire';

interface GoldenRow {
  readonly intent: 'openLong' | 'closeLong' | 'openShort' | 'closeShort';
  readonly positionMode: PositionMode;
  readonly marginMode: MarginMode;
  readonly type: OrderType;
  readonly body: CreateOrderBody;
}

const rows = JSON.parse(readFileSync(join(__dirname, 'golden', 'order-bodies.json'), 'utf8')) as GoldenRow[];
const sides = { openLong: 'buy', closeLong: 'sell', openShort: 'sell', closeShort: 'buy' } as const;

test('default: the table is whole: 4 intents, 2 position modes, 2 margin modes, 5 types, each once', () => {
  const keys = rows.map(({ intent, positionMode, marginMode, type }) => [intent, positionMode, marginMode, type].join(' '));
  expect(new Set(keys).size).toBe(80);
  expect(rows).toHaveLength(80);
});

test.each(rows)('default: $intent $positionMode $marginMode $type', ({ intent, positionMode, marginMode, type, body }) => {
  const sent = orderToWire({
    symbol: 'BTC_USDT',
    side: sides[intent],
    type,
    contracts: '10',
    ...(type === 'market' ? {} : { price: '65000.5' }),
    positionMode,
    clientOrderId: clientOrderId('golden-1'),
    exposure: intent.startsWith('open')
      ? { effect: 'open', marginMode, leverage: 20 }
      : { effect: 'close', marginMode, positionId: positionId('1109973831') },
  });
  expect(sent).toEqual(body);
  // toEqual takes an undefined member for none; the wire might not.
  expect(Object.keys(sent).sort()).toEqual(Object.keys(body).sort());
});
