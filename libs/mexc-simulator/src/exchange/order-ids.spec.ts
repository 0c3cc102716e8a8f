import * as fc from 'fast-check';
import { OrderIds } from './order-ids';

describe('OrderIds', () => {
  it('behavior: order ids have 18 digits, rise, and no double can hold one', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2_200_000_000_000 }), { minLength: 2, maxLength: 50 }), (times) => {
        const ids = new OrderIds();
        const made = times.map((at) => ids.nextOrderId(at));
        made.forEach((id, index) => {
          expect(id).toMatch(/^\d{18}$/);
          expect(String(BigInt(Number(id)))).not.toBe(id);
          if (index > 0) expect(BigInt(id) > BigInt(made[index - 1] as string)).toBe(true);
        });
      }),
    );
  });

  it('behavior: position ids have 10 digits and rise, also when the clock falls', () => {
    const ids = new OrderIds();
    const made = [1_790_000_000_000, 1_790_000_000_000, 5, 1_790_000_100_000].map((at) => ids.nextPositionId(at));
    expect(made).toEqual(['1790000000', '1790000001', '1790000002', '1790000100']);
    expect(new OrderIds().nextPositionId(0)).toBe('1000000000');
  });
});
