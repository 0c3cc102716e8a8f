import * as door from './index';
import * as nestjsDoor from './nestjs';
import * as testingDoor from './testing';

describe('public names', () => {
  it('default: the main door', () => {
    expect(Object.keys(door).sort()).toEqual([
      'HeldBackError',
      'HostPausedError',
      'InvalidRequestError',
      'LeaseNotHeldError',
      'LeaseStoreSilentError',
      'MemoryCountStore',
      'MemoryLeaseStore',
      'MexcFuturesRest',
      'PagesWithoutEndError',
      'PostgresCountStore',
      'PostgresLeaseStore',
      'RedisCountStore',
      'RedisLeaseStore',
      'RestConfigInvalidError',
      'SenderLease',
      'TransportError',
      'WindowFullError',
      'iterateHistory',
      'iteratePages',
      'restPresets',
    ]);
  });

  it('default: the nestjs door', () => {
    expect(Object.keys(nestjsDoor).sort()).toEqual([
      'InjectMexcRest',
      'MexcRestHealth',
      'MexcRestModule',
      'mexcRestHealthToken',
      'mexcRestToken',
    ]);
  });

  it('default: the testing door', () => {
    expect(Object.keys(testingDoor).sort()).toEqual(['ReplayServer', 'UnexpectedRequestError']);
  });
});
