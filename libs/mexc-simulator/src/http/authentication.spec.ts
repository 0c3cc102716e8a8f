import * as fc from 'fast-check';
import { type SignedRequest, authenticate, isCanonicalQuery, keysFromSeed, signatureOf } from './authentication';

const published = { apiKey: 'mx0vTESTKEY00000001', apiSecret: '9f2b6c0d4e8a41c7b3d5e6f708192a3b' };

describe('behavior: the published vectors (reference 2.4)', () => {
  const order =
    '{"symbol":"BTC_USDT","side":1,"type":1,"vol":10,"price":65000.5,"leverage":5,"openType":1,"positionMode":1,"externalOid":"sim-0001"}';
  it.each([
    [
      '1767225600000',
      'page_num=1&page_size=100&states=2%2C3&symbol=BTC_USDT',
      '548d3dc3a5cfeeb41efb177f5079af074e93f15c4df5a8e234fca0f97517fb2a',
    ],
    ['1767225600123', order, 'ed5eedaa0419c93bfd021f9f16edbeeac59ae4ca3eccb205ed1271626f04068d'],
    ['1767225600456', '[739113577038255616,739204819784386560]', '882ca1691d7d3af0bf28374a3f15f424a5f8526dafc8da3b674e0cc4b4c52fee'],
    ['1767225600456', '["739113577038255616","739204819784386560"]', 'ccb9aff2a082f4fc30e587da0652ecf9c414bb3a993b8450f5bf742de5e98f1f'],
    ['1767225600000', '', 'dc38c580310b012fb84e169be0555c53b644a56ae525c0947c8f99be6e28e606'],
    [
      '1767225600999',
      'order_ids=739113577038255616%2C739204819784386560',
      '980f42fbc559f25498a0ca44574e5994e5f9b851f1d0f9c80dd6069a3a31ae21',
    ],
    ['1767225600789', '', '56461b0c3eec48f2d3116193516e04958200412f60b9ca677c5a7cb40553bd80'],
  ])('%s %s', (requestTime, parameters, signature) => {
    expect(signatureOf(published, requestTime, Buffer.from(parameters))).toBe(signature);
  });
});

describe('authenticate', () => {
  const keys = keysFromSeed(1);
  const nowMs = 1_790_000_000_000;

  const signed = (over: Partial<SignedRequest> & { timeMs?: number; header?: Record<string, string | undefined> } = {}): SignedRequest => {
    const { timeMs = nowMs, header = {}, ...rest } = over;
    const request = { verb: 'GET', rawQuery: '', body: Buffer.alloc(0), ...rest };
    const target = request.verb === 'POST' ? request.body : Buffer.from(request.rawQuery);
    return {
      ...request,
      headers: {
        apikey: keys.apiKey,
        'request-time': String(timeMs),
        signature: signatureOf(keys, String(timeMs), target),
        'content-type': 'application/json',
        ...header,
      },
    };
  };

  it('default: believes GET without query, with a sorted query, and POST bytes', () => {
    expect(authenticate(signed(), keys, nowMs)).toBeUndefined();
    expect(authenticate(signed({ rawQuery: 'page_num=1&page_size=100&states=2%2C3' }), keys, nowMs)).toBeUndefined();
    expect(authenticate(signed({ verb: 'POST', body: Buffer.from('{"symbol": "BTC_USDT"}') }), keys, nowMs)).toBeUndefined();
    expect(authenticate(signed({ header: { 'content-type': 'application/json; charset=utf-8' } }), keys, nowMs)).toBeUndefined();
    expect(authenticate(signed({ header: { 'content-type': undefined } }), keys, nowMs)).toBeUndefined();
  });

  it.each([
    ['apikey', 'ApiKey'],
    ['request-time', 'Request-Time'],
    ['signature', 'Signature'],
    ['content-type', 'Content-Type', 'POST'],
  ])('error: header %s missing is 401 with HTTP 401', (name, shown, verb = 'GET') => {
    const refusal = authenticate(signed({ verb, header: { [name]: undefined } }), keys, nowMs);
    expect(refusal).toMatchObject({ httpStatus: 401, code: 401 });
    expect(refusal?.message).toContain(shown);
  });

  it('error: a key that looks live is told that this is a simulator', () => {
    const refusal = authenticate(signed({ header: { apikey: 'mx0vglRealLooking' } }), keys, nowMs);
    expect(refusal).toMatchObject({ httpStatus: 401, code: 401 });
    expect(refusal?.message).toContain('simulator');
    expect(refusal?.message).not.toContain('mx0vglRealLooking');
  });

  it.each([
    ['another simulator’s key', { header: { apikey: 'sim_ffff' } }, 401],
    ['another content type', { header: { 'content-type': 'text/plain' } }, 700013],
    ['a wrong signature', { header: { signature: '0'.repeat(64) } }, 602],
    ['an upper-case signature', { header: { signature: signatureOf(keys, String(nowMs), Buffer.alloc(0)).toUpperCase() } }, 602],
    ['base64 instead of hex', { header: { signature: 'q83vEjRWeJA=' } }, 602],
    ['an unsorted query', { rawQuery: 'symbol=BTC_USDT&page_num=1' }, 602],
    ['a comma that is not encoded', { rawQuery: 'states=2,3' }, 602],
    ['a blank sent as plus', { rawQuery: 'note=a+b' }, 602],
    ['lower-case percent digits', { rawQuery: 'states=2%2c3' }, 602],
    ['a time that is no number', { header: { 'request-time': 'soon' } }, 513],
    ['10,001 ms behind', { timeMs: nowMs - 10_001 }, 513],
    ['2,001 ms ahead', { timeMs: nowMs + 2_001 }, 513],
    ['6 s behind in a window of 5 seconds', { timeMs: nowMs - 6_000, header: { 'recv-window': '5' } }, 513],
    ['61 s behind in the widest window', { timeMs: nowMs - 61_000, header: { 'recv-window': '600000' } }, 513],
    ['a window that is no number', { header: { 'recv-window': '5s' } }, 600],
  ])('error: %s', (_case, over, code) => {
    expect(authenticate(signed(over), keys, nowMs)?.code).toBe(code);
  });

  it.each([
    ['exactly 10 s behind', { timeMs: nowMs - 10_000 }],
    ['exactly 2 s ahead', { timeMs: nowMs + 2_000 }],
    ['30 s behind in a window of 30 seconds', { timeMs: nowMs - 30_000, header: { 'recv-window': '30' } }],
    ['4 s behind in a window of 5,000 milliseconds', { timeMs: nowMs - 4_000, header: { 'recv-window': '5000' } }],
  ])('behavior: %s is believed', (_case, over) => {
    expect(authenticate(signed(over), keys, nowMs)).toBeUndefined();
  });

  it('error: one changed byte of the body is 602', () => {
    const request = signed({ verb: 'POST', body: Buffer.from('{"vol":1}') });
    expect(authenticate({ ...request, body: Buffer.from('{"vol":9}') }, keys, nowMs)?.code).toBe(602);
  });

  it('behavior: no refusal repeats key, secret or signature', () => {
    for (const over of [{ header: { apikey: 'mx0vSecretKey' } }, { header: { signature: 'deadbeef' } }, { timeMs: 1 }]) {
      const message = authenticate(signed(over), keys, nowMs)?.message ?? '';
      for (const secret of [keys.apiKey, keys.apiSecret, 'mx0vSecretKey', 'deadbeef']) expect(message).not.toContain(secret);
    }
  });
});

describe('keysFromSeed', () => {
  it('default: both words begin with sim_, equal seeds give equal keys, others do not', () => {
    const keys = keysFromSeed(7);
    expect(keys.apiKey).toMatch(/^sim_[0-9a-f]{20}$/);
    expect(keys.apiSecret).toMatch(/^sim_[0-9a-f]{32}$/);
    expect(keysFromSeed(7)).toEqual(keys);
    expect(keysFromSeed(8).apiKey).not.toBe(keys.apiKey);
    expect(keys.apiSecret).not.toContain(keys.apiKey.slice(4));
  });
});

describe('isCanonicalQuery', () => {
  it('behavior: sorted and encoded parameters pass, in any other order they do not', () => {
    const parameters = fc.dictionary(fc.stringMatching(/^[a-z_]{1,8}$/), fc.stringMatching(/^[A-Za-z0-9_., :/&=%é-]{1,12}$/), {
      minKeys: 2,
    });
    fc.assert(
      fc.property(parameters, (record) => {
        const pairs = Object.keys(record)
          .sort()
          .map((key) => `${key}=${encodeURIComponent(record[key] ?? '')}`);
        expect(isCanonicalQuery(pairs.join('&'))).toBe(true);
        expect(isCanonicalQuery([...pairs].reverse().join('&'))).toBe(false);
      }),
    );
  });
});
