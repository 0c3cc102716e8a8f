import * as door from './index';
import * as nestjsDoor from './nestjs';

describe('public names', () => {
  it('default: the main door', () => {
    expect(Object.keys(door).sort()).toEqual(['InvalidRequestError', 'MexcFuturesRest', 'RestConfigInvalidError', 'TransportError']);
  });

  it('default: the nestjs door', () => {
    expect(Object.keys(nestjsDoor).sort()).toEqual(['MexcRestModule']);
  });
});
