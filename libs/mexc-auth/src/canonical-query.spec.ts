import * as fc from 'fast-check';
import { canonicalQuery, type QueryValue } from './canonical-query';
import { QueryValueError } from './errors';

const name = fc.stringMatching(/^[A-Za-z0-9_.-]{1,12}$/).filter((text) => text !== '__proto__');
const plainText = fc.string({ unit: 'binary', maxLength: 20 }).map((text) => text.replace(/[!'()~*]/g, ''));
const item = fc.oneof(
  plainText.map((text) => text.replace(/,/g, '')).filter((text) => text !== ''),
  fc.integer(),
);
const scalar = fc.oneof(plainText, fc.integer(), fc.boolean());

function textOf(value: QueryValue): string {
  return Array.isArray(value) ? value.join(',') : String(value);
}

describe('canonicalQuery', () => {
  it('default: sorted, encoded, a comma list as one value', () => {
    expect(canonicalQuery({ symbol: 'BTC_USDT', states: [2, 3], page_num: 1, page_size: 100 })).toBe(
      'page_num=1&page_size=100&states=2%2C3&symbol=BTC_USDT',
    );
  });

  it('default: nothing to send is the empty text', () => {
    expect(canonicalQuery({})).toBe('');
    expect(canonicalQuery({ a: undefined, b: null })).toBe('');
  });

  it('behavior: names sort by code unit, capitals before small letters', () => {
    expect(canonicalQuery({ b: 1, a: 1, B: 1, a1: 1, a_: 1 })).toBe('B=1&a=1&a1=1&a_=1&b=1');
  });

  it('behavior: Unicode and spaces are percent-encoded as UTF-8 with upper-case hex', () => {
    expect(canonicalQuery({ word: 'é 网+&=/', emoji: '😀' })).toBe('emoji=%F0%9F%98%80&word=%C3%A9%20%E7%BD%91%2B%26%3D%2F');
  });

  it('behavior: an empty text is sent and signed as such', () => {
    expect(canonicalQuery({ currency: '' })).toBe('currency=');
  });

  it('behavior: an independent reader gets back exactly what went in, in code unit order, without null and undefined', () => {
    const value = fc.oneof(scalar, fc.constantFrom(null, undefined), fc.array(item, { minLength: 1, maxLength: 5 }));
    fc.assert(
      fc.property(fc.dictionary(name, value), (parameters) => {
        const query = canonicalQuery(parameters);
        const read = query === '' ? [] : query.split('&').map((pair) => pair.split('='));
        const expected = Object.entries(parameters).filter(([, given]) => given !== null && given !== undefined);
        expect(read.map(([key]) => key)).toEqual(expected.map(([key]) => key).sort());
        for (const [key, text] of read) expect(decodeURIComponent(text as string)).toBe(textOf(parameters[key as string]));
      }),
    );
  });

  it('behavior: the text does not depend on the order in which parameters were written', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(name, scalar), { selector: ([key]) => key }), (pairs) => {
        expect(canonicalQuery(Object.fromEntries(pairs))).toBe(canonicalQuery(Object.fromEntries([...pairs].reverse())));
      }),
    );
  });

  it('behavior: only characters on which all encoders agree are ever written', () => {
    fc.assert(
      fc.property(fc.dictionary(name, scalar), (parameters) => {
        expect(canonicalQuery(parameters)).toMatch(/^([A-Za-z0-9_.&=-]|%[0-9A-F]{2})*$/);
      }),
    );
  });

  it('error: a disputed character anywhere in a value is refused by name', () => {
    fc.assert(
      fc.property(plainText, fc.constantFrom(..."!'()~*"), plainText, (before, disputed, after) => {
        expect(() => canonicalQuery({ note: `${before}${disputed}${after}` })).toThrow(QueryValueError);
        expect(() => canonicalQuery({ note: ['a', `${before.replace(/,/g, '')}${disputed}`] })).toThrow(QueryValueError);
      }),
    );
  });

  it.each([
    ['an empty list', { ids: [] }],
    ['a comma inside a list item', { ids: ['1,2'] }],
    ['an empty list item', { ids: ['1', ''] }],
    ['an integer above 2^53', { id: 739113577038255617 }],
    ['not a number', { id: Number.NaN }],
    ['a number written with an exponent', { id: 1e-7 }],
    ['half of a surrogate pair', { word: '\ud800' }],
    ['an object', { word: {} as never }],
    ['a nested list', { ids: [['1']] as never }],
    ['a name with a separator', { 'a&b': '1' }],
    ['an empty name', { '': '1' }],
  ])('error: %s', (_what, parameters) => {
    expect(() => canonicalQuery(parameters)).toThrow(QueryValueError);
  });

  it('error: names what was found and expected, and proves that nothing was sent', () => {
    expect(() => canonicalQuery({ note: 'wow!' })).toThrow(
      expect.objectContaining({ parameter: 'note', found: 'the character !', proves: 'not-sent' }) as Error,
    );
  });
});
