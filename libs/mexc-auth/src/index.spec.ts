import * as door from './index';
import * as nestjsDoor from './nestjs';

describe('public names', () => {
  it('default: the main door', () => {
    expect(Object.keys(door).sort()).toEqual([
      'Credentials',
      'CredentialsInvalidError',
      'CredentialsMissingError',
      'MexcFuturesAuth',
      'QueryValueError',
      'RequestClock',
      'canonicalQuery',
    ]);
  });

  it('default: the nestjs door', () => {
    expect(Object.keys(nestjsDoor).sort()).toEqual(['InjectMexcAuth', 'MexcAuthModule', 'mexcAuthToken']);
  });
});
