import { positionModeCodes, sideCodes } from '@prate/mexc-protocol';
import { RequestFields, readList } from './request-fields';

const codeOf = (act: () => unknown): unknown => {
  try {
    act();
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
  return 0;
};

describe('RequestFields', () => {
  it('default: numbers and quoted numbers are the same, digit for digit', () => {
    const bare = RequestFields.ofBody('{"price":65000.50,"vol":10,"positionId":739113577038255617,"side":1}');
    const quoted = RequestFields.ofBody('{"price":"65000.50","vol":"10","positionId":"739113577038255617","side":"1"}');
    for (const fields of [bare, quoted]) {
      expect(fields.decimal('price')).toBe('65000.5');
      expect(fields.decimal('vol')).toBe('10');
      expect(fields.text('positionId')).toBe('739113577038255617');
      expect(fields.word('side', sideCodes, 2001)).toBe('open-long');
    }
  });

  it('behavior: null, empty text and nothing are absent; unknown fields are left alone', () => {
    const fields = RequestFields.ofBody('{"symbol":"","positionId":null,"surprise":{"deep":[1]}}');
    expect(fields.optionalText('symbol')).toBeUndefined();
    expect(fields.optionalText('positionId')).toBeUndefined();
    expect(fields.optionalText('toString')).toBeUndefined();
    expect(RequestFields.ofBody('').optionalText('symbol')).toBeUndefined();
    expect(fields.isTrue('reduceOnly')).toBe(false);
  });

  it('behavior: a query is decoded once', () => {
    const fields = RequestFields.ofQuery('empty=&symbol=BTC_USDT&states=2%2C3');
    expect(fields.optionalText('empty')).toBeUndefined();
    expect(fields.text('states')).toBe('2,3');
  });

  it.each([
    ['no JSON', () => RequestFields.ofBody('{"vol":'), 601],
    ['a number nowhere', () => RequestFields.ofBody('{"vol":01}'), 601],
    ['endless nesting', () => RequestFields.ofBody('['.repeat(100_000)), 601],
    ['a list where an object belongs', () => RequestFields.ofBody('[1]'), 600],
    ['an object where a list belongs', () => readList('{}'), 600],
    ['a bare word', () => RequestFields.ofBody('true'), 600],
    ['nothing there', () => RequestFields.ofBody('{}').text('symbol'), 600],
    ['an object as text', () => RequestFields.ofBody('{"symbol":{}}').text('symbol'), 600],
    ['words as a decimal', () => RequestFields.ofBody('{"vol":"ten"}').decimal('vol'), 600],
    ['a hexadecimal', () => RequestFields.ofBody('{"vol":"0x10"}').decimal('vol'), 600],
    ['an exponent that would print for ever', () => RequestFields.ofBody('{"vol":1e999}').decimal('vol'), 600],
    ['a broken integer', () => RequestFields.ofBody('{"leverage":2.5}').integer('leverage'), 600],
    ['a code of no table', () => RequestFields.ofBody('{"side":7}').word('side', sideCodes, 2001), 2001],
    [
      'a position mode of no table',
      () => RequestFields.ofBody('{"positionMode":3}').optionalWord('positionMode', positionModeCodes, 600),
      600,
    ],
    ['text as a flag', () => RequestFields.ofBody('{"reduceOnly":"true"}').isTrue('reduceOnly'), 600],
    ['a bad percent sign', () => RequestFields.ofQuery('symbol=%E0%A4%A'), 600],
  ])('error: %s', (_case, act, code) => {
    expect(codeOf(act)).toBe(code);
  });
});
