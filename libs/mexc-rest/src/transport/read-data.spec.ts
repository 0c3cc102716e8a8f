import { orderSchema, wireInteger } from '@prate/mexc-protocol/schemas';
import { listOf, nothing, one, oneOrListOf } from './read-data';

describe('read-data', () => {
  it('default: one thing of a shape', () => {
    expect(one(wireInteger)('12')).toEqual({ isReadable: true, value: 12 });
  });

  it('default: a bare list and a paged list', () => {
    expect(listOf(wireInteger)(['1', '2'])).toEqual({ isReadable: true, value: [1, 2] });
    expect(listOf(wireInteger)({ totalCount: '2', resultList: ['1', '2'] })).toEqual({ isReadable: true, value: [1, 2] });
  });

  it('default: one standing for a list', () => {
    expect(oneOrListOf(wireInteger)('1')).toEqual({ isReadable: true, value: [1] });
    expect(oneOrListOf(wireInteger)(['1', '2'])).toEqual({ isReadable: true, value: [1, 2] });
  });

  it('default: nothing looks at nothing', () => {
    expect(nothing('whatever')).toEqual({ isReadable: true, value: undefined });
  });

  it.each([
    [undefined, 'data: found nothing, expected a list'],
    [null, 'data: found null, expected a list'],
    [{ resultList: null }, 'data.resultList: found null, expected a list'],
    [{ inherited: '1' }, 'data: found an object, expected a list'],
  ])('error: a list that is not there is no empty list (%p)', (data, problem) => {
    expect(listOf(wireInteger)(data)).toEqual({ isReadable: false, problem });
  });

  it('error: names the place', () => {
    expect(listOf(wireInteger)(['1', 'x'])).toEqual({ isReadable: false, problem: 'data[1]: expected an integer' });
    const read = one(orderSchema)({ orderId: '1', price: 'abc' });
    expect(read).toMatchObject({ isReadable: false, problem: expect.stringContaining('data.symbol: ') as string });
  });
});
