import { Credentials } from './credentials';
import { signLogin } from './sign-login';
import { signRequest } from './sign-request';

// Reference 2.4: fake credentials, worked by hand.
const credentials = new Credentials({ apiKey: 'mx0vTESTKEY00000001', apiSecret: '9f2b6c0d4e8a41c7b3d5e6f708192a3b' });

describe('signRequest', () => {
  it('default: vector 1, GET with a comma list', () => {
    const signed = signRequest(credentials, 1767225600000, {
      verb: 'GET',
      query: { symbol: 'BTC_USDT', states: [2, 3], page_num: 1, page_size: 100 },
    });
    expect(signed).toEqual({
      queryText: 'page_num=1&page_size=100&states=2%2C3&symbol=BTC_USDT',
      headers: {
        ApiKey: 'mx0vTESTKEY00000001',
        'Request-Time': '1767225600000',
        Signature: '548d3dc3a5cfeeb41efb177f5079af074e93f15c4df5a8e234fca0f97517fb2a',
        'Content-Type': 'application/json',
      },
    });
  });

  it('default: vector 2, POST object', () => {
    const body =
      '{"symbol":"BTC_USDT","side":1,"type":1,"vol":10,"price":65000.5,"leverage":5,"openType":1,"positionMode":1,"externalOid":"sim-0001"}';
    const { queryText, headers } = signRequest(credentials, 1767225600123, { verb: 'POST', body });
    expect(queryText).toBe('');
    expect(headers.Signature).toBe('ed5eedaa0419c93bfd021f9f16edbeeac59ae4ca3eccb205ed1271626f04068d');
  });

  it.each([
    ['numbers', '[739113577038255616,739204819784386560]', '882ca1691d7d3af0bf28374a3f15f424a5f8526dafc8da3b674e0cc4b4c52fee'],
    ['strings', '["739113577038255616","739204819784386560"]', 'ccb9aff2a082f4fc30e587da0652ecf9c414bb3a993b8450f5bf742de5e98f1f'],
  ])('default: vector 3, POST array of ids as %s', (_form, body, signature) => {
    expect(signRequest(credentials, 1767225600456, { verb: 'POST', body }).headers.Signature).toBe(signature);
  });

  it('default: vector 4, GET without parameters', () => {
    const { queryText, headers } = signRequest(credentials, 1767225600000, { verb: 'GET' });
    expect(queryText).toBe('');
    expect(headers.Signature).toBe('dc38c580310b012fb84e169be0555c53b644a56ae525c0947c8f99be6e28e606');
  });

  it('default: vector 5, GET with a list of ids', () => {
    const { queryText, headers } = signRequest(credentials, 1767225600999, {
      verb: 'GET',
      query: { order_ids: ['739113577038255616', '739204819784386560'] },
    });
    expect(queryText).toBe('order_ids=739113577038255616%2C739204819784386560');
    expect(headers.Signature).toBe('980f42fbc559f25498a0ca44574e5994e5f9b851f1d0f9c80dd6069a3a31ae21');
  });

  it('default: vector 6, WebSocket login', () => {
    expect(signLogin(credentials, 1767225600789)).toEqual({
      apiKey: 'mx0vTESTKEY00000001',
      reqTime: '1767225600789',
      signature: '56461b0c3eec48f2d3116193516e04958200412f60b9ca677c5a7cb40553bd80',
    });
  });

  it('error: a part that would leave unsigned is refused', () => {
    expect(() => signRequest(credentials, 1, { verb: 'GET', body: '{}' })).toThrow('found a body on a GET');
    expect(() => signRequest(credentials, 1, { verb: 'POST', query: { a: 1 } })).toThrow('found a query on a POST');
  });
});
