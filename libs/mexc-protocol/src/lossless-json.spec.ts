import fc from 'fast-check';
import { InvalidJsonError } from './errors';
import { bareNumber, parseWireJson, printWireJson } from './lossless-json';

describe('parseWireJson', () => {
  it('behavior: numbers keep every digit, bare or quoted', () => {
    const text =
      '{"orderId":9007199254740993,"quoted":"9007199254740993","amount":6.106243567181E7,"fund":0.12345678901234567890123456789}';
    expect(parseWireJson(text)).toEqual({
      orderId: '9007199254740993',
      quoted: '9007199254740993',
      amount: '6.106243567181E7',
      fund: '0.12345678901234567890123456789',
    });
  });

  it('default: structure, words and null stay what they are', () => {
    expect(parseWireJson('[{"a":true,"b":null,"c":"text"},[]]')).toEqual([{ a: true, b: null, c: 'text' }, []]);
  });

  it.each(['', '{', '<html></html>', '{"a":}', 'undefined'])('error: %j is no JSON', (text) => {
    expect(() => parseWireJson(text)).toThrow(InvalidJsonError);
  });

  it('behavior: any text gives a value or InvalidJsonError, nothing else', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json().chain((json) => fc.nat(json.length).map((cut) => json.slice(0, cut))),
        ),
        (text) => {
          try {
            parseWireJson(text);
          } catch (error) {
            expect(error).toBeInstanceOf(InvalidJsonError);
          }
        },
      ),
    );
  });
});

describe('printWireJson', () => {
  it('behavior: bare numbers leave digit for digit, undefined is left out', () => {
    const body = {
      symbol: 'BTC_USDT',
      vol: bareNumber('10'),
      price: bareNumber('65000.5'),
      positionId: bareNumber('9007199254740993'),
      gone: undefined,
    };
    expect(printWireJson(body)).toBe('{"symbol":"BTC_USDT","vol":10,"price":65000.5,"positionId":9007199254740993}');
    expect(printWireJson([bareNumber('739113577038255616'), bareNumber('739204819784386560')])).toBe(
      '[739113577038255616,739204819784386560]',
    );
  });

  it('behavior: print, then parse, gives the digits back', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), fc.string(), (units, text) => {
        expect(parseWireJson(printWireJson({ units: bareNumber(String(units)), text }))).toEqual({ units: String(units), text });
      }),
    );
  });

  it.each(['', 'abc', '1,5', '01', '+1', '.5', 'NaN', '1 '])('error: %j is no bare number', (text) => {
    expect(() => bareNumber(text)).toThrow(/expected the text of a JSON number/);
  });

  it('error: what JSON cannot hold is refused', () => expect(() => printWireJson(undefined)).toThrow(InvalidJsonError));
});
