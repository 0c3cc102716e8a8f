import { inspect } from 'node:util';
import { Credentials } from './credentials';
import { CredentialsMissingError } from './errors';
import { MexcFuturesAuth } from './mexc-futures-auth';
import { RequestClock } from './request-clock';

const credentials = { apiKey: 'mx0vTESTKEY00000001', apiSecret: '9f2b6c0d4e8a41c7b3d5e6f708192a3b' };

describe('MexcFuturesAuth', () => {
  it('default: signs a request with the time of its clock', () => {
    const clock = new RequestClock({ nowMs: () => 1767225600000 });
    const { headers } = new MexcFuturesAuth({ credentials, clock }).signRequest({ verb: 'GET' });
    expect(headers['Request-Time']).toBe('1767225600000');
    expect(headers.Signature).toBe('dc38c580310b012fb84e169be0555c53b644a56ae525c0947c8f99be6e28e606');
  });

  it('args: takes Credentials as they are, and follows the server time', () => {
    const auth = new MexcFuturesAuth({ credentials: new Credentials(credentials), clock: new RequestClock({ nowMs: () => 1_000 }) });
    auth.clock.observe({ serverTimeMs: 1767225600789, sentAtMs: 1_000, receivedAtMs: 1_000 });
    expect(auth.signLogin()).toEqual({
      apiKey: 'mx0vTESTKEY00000001',
      reqTime: '1767225600789',
      signature: '56461b0c3eec48f2d3116193516e04958200412f60b9ca677c5a7cb40553bd80',
    });
  });

  it('behavior: prints neither key nor secret', () => {
    const printed = inspect(new MexcFuturesAuth({ credentials }), { depth: 10, showHidden: true });
    expect(printed).not.toContain(credentials.apiKey);
    expect(printed).not.toContain(credentials.apiSecret);
  });

  it('error: without credentials', () => {
    expect(() => new MexcFuturesAuth({ credentials: { apiKey: '', apiSecret: '' } })).toThrow(CredentialsMissingError);
  });
});
