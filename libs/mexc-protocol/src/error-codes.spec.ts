import { errorCodes, lookUpErrorCode } from './error-codes';

describe('errorCodes', () => {
  it('default: one row a code', () => {
    const codes = errorCodes.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.length).toBeGreaterThan(90);
  });

  it.each([
    [2005, 'funds', 'refused', 'fix-first'],
    [510, 'rate', 'refused', 'wait-and-repeat'],
    [429, 'rate', 'refused', 'wait-and-repeat'],
    [2037, 'rate', 'refused', 'wait-and-repeat'],
    [513, 'clock', 'refused', 'resync-clock'],
    [602, 'auth', 'refused', 'stop'],
    [704, 'permission', 'refused', 'stop'],
    [500, 'transient', 'nothing', 'ask-what-happened'],
    [501, 'transient', 'nothing', 'ask-what-happened'],
    [503, 'transient', 'nothing', 'ask-what-happened'],
    [504, 'transient', 'nothing', 'ask-what-happened'],
    [9999, 'transient', 'nothing', 'ask-what-happened'],
    [2040, 'not-found', 'nothing', 'ask-what-happened'],
    [2041, 'not-found', 'nothing', 'ask-what-happened'],
    [603, 'duplicate', 'nothing', 'ask-what-happened'],
    [604, 'maintenance', 'refused', 'wait-and-repeat'],
    [801, 'maintenance', 'refused', 'wait-and-repeat'],
  ])('args: %i is %s, proves %s, advice %s', (code, kind, proves, advice) => {
    expect(lookUpErrorCode(code)).toMatchObject({ code, kind, proves, advice });
  });

  it('behavior: a code without a row proves nothing', () => {
    expect(lookUpErrorCode(123456)).toMatchObject({ kind: 'unmapped', proves: 'nothing' });
  });

  it('behavior: one word of the message text is read, and only for 500', () => {
    expect(lookUpErrorCode(500, 'Under maintenance, see announcement')).toMatchObject({ kind: 'maintenance', proves: 'refused' });
    expect(lookUpErrorCode(500, '系统错误')).toMatchObject({ kind: 'transient', proves: 'nothing' });
    expect(lookUpErrorCode(501, 'maintenance')).toMatchObject({ kind: 'transient', proves: 'nothing' });
    expect(lookUpErrorCode(2005, '余额不足')).toMatchObject({ kind: 'funds', proves: 'refused' });
  });
});
