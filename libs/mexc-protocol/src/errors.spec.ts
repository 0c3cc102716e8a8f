import { MexcApiError, MexcError, UnreadableResponseError } from './errors';

describe('MexcApiError', () => {
  it('default: names operation, code and meaning, and carries what is proven', () => {
    const error = new MexcApiError('create-order', 2005, '余额不足');
    expect(error).toMatchObject({ operation: 'create-order', code: 2005, kind: 'funds', proves: 'refused', name: 'MexcApiError' });
    expect(error.message).toBe('create-order: MEXC answered code 2005 (funds: insufficient balance), saying "余额不足"');
    expect(error).toBeInstanceOf(MexcError);
  });
});

describe('UnreadableResponseError', () => {
  it('default: proves nothing', () => {
    expect(new UnreadableResponseError('create-order', 200, 'no JSON')).toMatchObject({ proves: 'nothing', httpStatus: 200 });
  });
});
