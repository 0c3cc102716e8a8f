import { OrderStatus, Side, isFinalStatus } from './enums';

describe('enums', () => {
  it('default: a name and its text are one value, also in JSON', () => {
    expect(Side.Buy).toBe('buy');
    expect(JSON.stringify({ side: Side.Sell })).toBe('{"side":"sell"}');
    expect(Object.isFrozen(Side)).toBe(true);
  });

  it('default: filled, cancelled and invalid are final, the others are not', () => {
    expect(Object.values(OrderStatus).filter(isFinalStatus)).toEqual(['filled', 'cancelled', 'invalid']);
  });
});
