import { MexcApiError, UnreadableResponseError } from '@prate/mexc-protocol';
import * as fc from 'fast-check';
import { TransportError } from '../errors';
import { readEnvelope } from './read-envelope';

const asItIs = (words: string) => words;

function read(status: number, text: string, contentType = 'application/json') {
  return readEnvelope({ endpoint: 'create-order' }, { status, text, contentType }, asItIs);
}

function errorOf(status: number, text: string, contentType?: string): unknown {
  try {
    read(status, text, contentType);
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe('readEnvelope', () => {
  it.each([
    ['code 0', 200, '{"success":true,"code":0,"data":{"a":739113577038255617}}', { a: '739113577038255617' }],
    ['code 200', 200, '{"success":true,"code":200,"data":[]}', []],
    ['no code', 200, '{"success":true,"data":1}', '1'],
    ['any code at all', 200, '{"success":true,"code":2005,"data":1}', '1'],
    ['no data', 200, '{"success":true,"code":0}', undefined],
    ['an HTTP status that says otherwise', 500, '{"success":true,"code":0,"data":1}', '1'],
  ])('default: success with %s', (_what, status, text, data) => {
    expect(read(status, text)).toEqual(data);
  });

  it.each([
    [2005, 'refused', 'funds'],
    [602, 'refused', 'auth'],
    [510, 'refused', 'rate'],
    [2040, 'nothing', 'not-found'],
    [500, 'nothing', 'transient'],
    [9999, 'nothing', 'transient'],
    [123456, 'nothing', 'unmapped'],
  ])('error: code %d is the venue saying no, and proves "%s"', (code, proves, kind) => {
    const error = errorOf(200, `{"success":false,"code":${code},"message":"余额不足"}`);
    expect(error).toBeInstanceOf(MexcApiError);
    expect(error).toMatchObject({ operation: 'create-order', code, proves, kind, venueMessage: '余额不足' });
  });

  it('error: HTTP 401 with an envelope is the envelope', () => {
    expect(errorOf(401, '{"success":false,"code":401,"message":"no"}')).toMatchObject({
      name: 'MexcApiError',
      code: 401,
      proves: 'refused',
    });
  });

  it.each([
    ['HTTP 502 of a gateway', 502, '<html>Bad Gateway</html>', 'nothing'],
    ['HTTP 503 with an envelope', 503, '{"success":false,"code":2005}', 'nothing'],
    ['HTTP 500 without a word', 500, '', 'nothing'],
    ['HTTP 429', 429, 'slow down', 'refused'],
    ['HTTP 404 as text', 404, 'not found', 'nothing'],
    ['HTTP 403 without a word', 403, '', 'nothing'],
    ['a redirect', 302, '', 'nothing'],
  ])('error: %s', (_what, httpStatus, text, proves) => {
    const error = errorOf(httpStatus, text, 'text/plain');
    expect(error).toBeInstanceOf(TransportError);
    expect(error).toMatchObject({ phase: 'http-status', httpStatus, proves });
  });

  it('error: an HTML 403 is the firewall: refused', () => {
    expect(errorOf(403, '<!DOCTYPE html>', 'text/plain')).toMatchObject({ name: 'TransportError', proves: 'refused' });
    expect(errorOf(403, 'denied', 'text/html; charset=utf-8')).toMatchObject({ name: 'TransportError', proves: 'refused' });
  });

  it.each([
    ['no JSON', 'maintenance'],
    ['half of an answer', '{"success":true,"data":{"orderId":"7391'],
    ['an HTML page', '<html></html>'],
    ['JSON that is no object', '[true]'],
    ['no success', '{"code":0,"data":{}}'],
    ['success as text', '{"success":"true","code":0}'],
    ['success as a number', '{"success":1,"code":0}'],
    ['success only by inheritance', '{"__proto__":{"success":true}}'],
    ['success false with code 0', '{"success":false,"code":0}'],
    ['success false with code 200', '{"success":false,"code":200}'],
    ['success false without code', '{"success":false,"message":"?"}'],
    ['a code that is no integer', '{"success":false,"code":"x1"}'],
  ])('error: HTTP 200 with %s proves nothing', (_what, text) => {
    const error = errorOf(200, text);
    expect(error).toBeInstanceOf(UnreadableResponseError);
    expect(error).toMatchObject({ operation: 'create-order', httpStatus: 200, proves: 'nothing' });
  });

  it('behavior: our own key in the words of the venue is hidden', () => {
    const conceal = (words: string) => words.replaceAll('mx0vKEY', '[hidden]');
    const answer = { status: 200, contentType: '', text: '{"success":false,"code":10072,"message":"bad key mx0vKEY"}' };
    expect(() => readEnvelope({ endpoint: 'get-assets' }, answer, conceal)).toThrow('bad key [hidden]');
  });

  it('behavior: whatever comes back is data or one of the three errors', () => {
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .record({ success: fc.oneof(fc.boolean(), fc.json()), code: fc.oneof(fc.integer(), fc.string()), data: fc.jsonValue() })
        .map((envelope) => JSON.stringify(envelope)),
    );
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), text, (status, body) => {
        try {
          read(status, body);
        } catch (error) {
          expect(['MexcApiError', 'TransportError', 'UnreadableResponseError']).toContain((error as Error).name);
        }
      }),
    );
  });
});
