import type { OrderIntent, PlanOrder, StopOrder, TrailingOrder } from '@prate/execution-interface';
import { buildInstrument } from '@prate/execution-interface/testing';
import { isPlanOf, isStopOf, isTrailingOf } from './fingerprint';

const instrument = buildInstrument({ contractSize: '0.0001' });
const { symbol } = instrument;
const AT_MS = 1_000_000;
const terms = { side: 'buy', effect: 'open', positionSide: 'long', leverage: 10, marginMode: 'isolated' } as const;
const intentOf = <Kind extends 'plan' | 'stop' | 'trailing'>(kind: Kind, command: object) =>
  ({ kind, clientOrderId: 'c-1', symbol, command: { symbol, ...command }, createdAtMs: AT_MS }) as unknown as OrderIntent<Kind>;

describe('a plan order', () => {
  const command = {
    ...terms,
    type: 'limit',
    price: '40000.0',
    quantity: '0.001',
    trigger: { price: 41_000, reference: 'last', direction: 'at-or-below' },
    validFor: 'one-day',
  };
  const order = {
    kind: 'plan',
    id: '1',
    symbol,
    status: 'waiting',
    ...terms,
    type: 'limit',
    price: '40000',
    contracts: '10',
    trigger: { price: '41000', reference: 'last', direction: 'at-or-below' },
    createdAtMs: AT_MS + 200,
    updatedAtMs: AT_MS + 200,
  } as PlanOrder;

  test('default: written otherwise, it is the same', () => {
    expect(isPlanOf(order, intentOf('plan', command), instrument)).toBe(true);
    expect(isPlanOf({ ...order, status: 'executed' }, intentOf('plan', command), instrument)).toBe(true);
  });

  test.each([
    ['symbol', { symbol: 'ETH_USDT' }],
    ['side', { side: 'sell', positionSide: 'short' }],
    ['effect', { effect: 'close', positionSide: 'short' }],
    ['trigger price', { trigger: { ...order.trigger, price: '41000.1' } }],
    ['trigger reference', { trigger: { ...order.trigger, reference: 'mark' } }],
    ['trigger direction', { trigger: { ...order.trigger, direction: 'at-or-above' } }],
    ['type', { type: 'ioc' }],
    ['price', { price: '40000.1' }],
    ['size', { contracts: '11' }],
    ['time before', { createdAtMs: AT_MS - 5_001 }],
    ['time after', { createdAtMs: AT_MS + 120_001 }],
  ])('args: another %s is another order', (_, overrides) => {
    expect(isPlanOf({ ...order, ...overrides } as PlanOrder, intentOf('plan', command), instrument)).toBe(false);
  });

  test('behavior: a size in quote currency at the market cannot be computed again, and the rest tells', () => {
    const { price: _, quantity: __, ...rest } = command;
    const intent = intentOf('plan', { ...rest, type: 'market', quoteQuantity: '60' });
    const { price: ___, ...market } = { ...order, type: 'market' as const };
    expect(isPlanOf(market, intent, instrument)).toBe(true);
    expect(isPlanOf({ ...market, side: 'sell' }, intent, instrument)).toBe(false);
  });
});

describe('a protection', () => {
  const command = { positionSide: 'long', size: 'whole-position', stopLoss: { price: '30000', reference: 'mark' } };
  const order = {
    kind: 'stop',
    id: '1',
    symbol,
    status: 'waiting',
    positionSide: 'long',
    isWholePosition: true,
    contracts: '10',
    stopLoss: { price: '30000', reference: 'mark' },
    createdAtMs: AT_MS - 3_600_000,
    updatedAtMs: AT_MS,
  } as unknown as StopOrder;

  test('default: one with the same prices that waits is it, however old; one that is done has to be new', () => {
    expect(isStopOf(order, intentOf('stop', command), instrument)).toBe(true);
    expect(isStopOf({ ...order, status: 'cancelled' }, intentOf('stop', command), instrument)).toBe(false);
    expect(isStopOf({ ...order, status: 'executed', createdAtMs: AT_MS }, intentOf('stop', command), instrument)).toBe(true);
  });

  test.each([
    ['side', { positionSide: 'short' }],
    ['price', { stopLoss: { price: '30001', reference: 'mark' } }],
    ['reference', { stopLoss: { price: '30000', reference: 'last' } }],
    ['limit price', { stopLoss: { price: '30000', reference: 'mark', limitPrice: '29990' } }],
    ['leg', { takeProfit: { price: '90000', reference: 'mark' } }],
    ['extent', { isWholePosition: false }],
  ])('args: another %s is another one', (_, overrides) => {
    expect(isStopOf({ ...order, ...overrides } as StopOrder, intentOf('stop', command), instrument)).toBe(false);
  });
});

describe('a trailing order', () => {
  const command = { ...terms, contracts: 10, callback: { fraction: '0.020' }, reference: 'last' };
  const order = {
    kind: 'trailing',
    id: '1',
    symbol,
    status: 'active',
    ...terms,
    contracts: '10',
    callback: { fraction: '0.02' },
    reference: 'last',
    createdAtMs: AT_MS,
    updatedAtMs: AT_MS,
  } as TrailingOrder;

  test('default: the same', () => {
    expect(isTrailingOf(order, intentOf('trailing', command), instrument)).toBe(true);
  });

  test.each([
    ['callback', { callback: { fraction: '0.03' } }],
    ['kind of callback', { callback: { distance: '0.02' } }],
    ['reference', { reference: 'mark' }],
    ['activation price', { activationPrice: '60000' }],
    ['size', { contracts: '9' }],
  ])('args: another %s is another order', (_, overrides) => {
    expect(isTrailingOf({ ...order, ...overrides } as TrailingOrder, intentOf('trailing', command), instrument)).toBe(false);
  });
});
