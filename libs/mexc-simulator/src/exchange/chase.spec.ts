import { codeOf, triggerDesk } from '../../test/trigger-desk';
import { chaseLimitOrder } from './chase';

const limit = { type: 'limit', price: '60000', externalOid: 'mine' } as const;

describe('chase', () => {
  it.each([
    ['open-long', '60000'],
    ['open-short', '70000'],
  ] as const)('default: %s stands one tick from the best, not across it, under another id', (side, price) => {
    const desk = triggerDesk();
    const order = desk.create({ ...limit, side, price });
    const chased = chaseLimitOrder(desk.exchange, order);
    expect(order.state).toBe('cancelled');
    // The book stands one tick beside the path on each side.
    expect(chased).toMatchObject({ state: 'working', price: '65000', vol: '10', externalOid: 'mine' });
    expect(chased?.orderId).not.toBe(order.orderId);
    expect(chaseLimitOrder(desk.exchange, chased)).toBe(chased);
  });

  it('behavior: it does not chase itself, but what else of the account stands there', () => {
    const desk = triggerDesk();
    const order = desk.create({ ...limit, price: '64999.9' });
    expect(chaseLimitOrder(desk.exchange, order)?.price).toBe('65000');
    const behind = desk.create({ type: 'limit', price: '64000' });
    expect(chaseLimitOrder(desk.exchange, behind)?.price).toBe('65000');
  });

  it('error: unknown, final and market orders are refused', () => {
    const desk = triggerDesk();
    expect(codeOf(() => chaseLimitOrder(desk.exchange, undefined))).toBe(2040);
    expect(codeOf(() => chaseLimitOrder(desk.exchange, desk.create({})))).toBe(2041);
  });

  it('error: what the amendment meets is told, and the order stands where it stood', () => {
    const desk = triggerDesk();
    const order = desk.create({ ...limit, price: '64900' });
    desk.exchange.changeContract('BTC_USDT', { state: 4 });
    expect(chaseLimitOrder(desk.exchange, order)).toBeUndefined();
    expect(desk.events.at(-1)).toEqual({ kind: 'chase-failed', symbol: 'BTC_USDT', code: 1002 });
    expect(order).toMatchObject({ state: 'working', price: '64900' });
  });
});
