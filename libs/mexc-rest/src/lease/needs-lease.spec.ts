import { type EndpointName, type EndpointRow, endpoints } from '@prate/mexc-protocol';
import { needsLease } from './needs-lease';

const names = Object.keys(endpoints) as EndpointName[];
const opening = { symbol: 'BTC_USDT', side: 1, type: 5, vol: '1', positionMode: 1 };

describe('needsLease', () => {
  it('default: what can add exposure or changes what guards it, and nothing else', () => {
    expect(names.filter((name) => needsLease(name, {}, undefined)).sort()).toEqual([
      'change-auto-add-margin',
      'change-leverage',
      'change-limit-order',
      'change-margin',
      'change-plan-order-price',
      'change-plan-order-stop',
      'change-position-mode',
      'change-risk-level',
      'change-stop-of-order',
      'change-stop-order',
      'change-track-order',
      'chase-limit-order',
      'create-order',
      'create-plan-order',
      'create-plan-order-legacy',
      'create-self-trade-group',
      'create-stop-order',
      'create-track-order',
      'delete-self-trade-group',
      'reverse-position',
      'submit-batch',
      'submit-order-legacy',
      'update-self-trade-group',
    ]);
  });

  it('behavior: no read and no cancel, whatever the lane', () => {
    const free = names.filter((name) => (endpoints[name] as EndpointRow).isRepeatable || name.startsWith('cancel-'));
    expect(free.length).toBeGreaterThan(60);
    for (const name of free)
      for (const lane of ['urgent', 'order', 'read'] as const) expect([name, needsLease(name, opening, lane)]).toEqual([name, false]);
  });

  it.each([
    ['an opening', opening, true],
    ['a short opening', { ...opening, side: 3 }, true],
    ['a close of a short', { ...opening, side: 2 }, false],
    ['a close of a long', { ...opening, side: 4 }, false],
    ['a reduce-only order of a one-way account', { ...opening, positionMode: 2, reduceOnly: true }, false],
    ['reduce-only that a hedge account would pass over', { ...opening, reduceOnly: true }, true],
    ['reduce-only of nobody knows which account', { side: 1, reduceOnly: true }, true],
    ['no order at all', undefined, true],
  ])('behavior: as urgent, %s: needs it %#', (_words, body, isNeeded) => {
    expect(needsLease('create-order', body, 'urgent')).toBe(isNeeded);
    expect(needsLease('create-order', body, undefined)).toBe(true);
    expect(needsLease('create-order', body, 'read')).toBe(true);
  });

  it('behavior: a batch, a trigger order and turning around need it, however urgent', () => {
    const closing = { ...opening, side: 4 };
    expect(needsLease('submit-batch', [closing], 'urgent')).toBe(true);
    expect(needsLease('create-plan-order', closing, 'urgent')).toBe(true);
    expect(needsLease('reverse-position', {}, 'urgent')).toBe(true);
    expect(needsLease('close-all-positions', {}, undefined)).toBe(false);
  });
});
