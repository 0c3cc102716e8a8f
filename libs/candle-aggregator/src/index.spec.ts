import * as door from './index';
import * as storage from './storage/index';
import * as testing from './testing/index';

describe('doors', () => {
  it('behavior: the main door exports what its users need, and nothing by accident', () => {
    expect(Object.keys(door).sort()).toEqual([
      'BucketGrid',
      'BucketSeries',
      'CandleAggregator',
      'CandleError',
      'CandleFlag',
      'CandleInputError',
      'CandleSeries',
      'CandleStore',
      'CandleStoreError',
      'ConfirmationPlan',
      'InMemoryCandleStore',
      'InMemoryJobLeases',
      'JobLeases',
      'MAX_CANDLES',
      'MAX_INTERVAL_SECONDS',
      'MINUTE_SETTLE_MS',
      'MIN_INTERVAL_SECONDS',
      'MinuteFeed',
      'ObservedPipeline',
      'ObservedSeconds',
      'OriginCode',
      'PAGE_MINUTES',
      'RequestPace',
      'RollUp',
      'SECOND_SETTLE_MS',
      'VenueTime',
      'backfill',
      'backfillPages',
      'checkFence',
      'checkInterval',
      'closeMinute',
      'dueTicks',
      'ingestMinutes',
      'interpolateMinute',
      'omittedMinutes',
      'packHours',
      'planMinuteWrites',
      'planOmissions',
      'planSecondWrites',
      'planWithdrawals',
      'prune',
      'recheckDisputed',
      'refreshGroups',
      'repairGaps',
      'repairOldGaps',
      'repairWindows',
      'runDueTicks',
      'runExclusively',
      'settleMinute',
      'settlementScale',
      'shareTurnover',
      'verify',
      'warm',
    ]);
  });

  it('behavior: so do /storage and /testing', () => {
    expect(Object.keys(storage).sort()).toEqual([
      'CandleDatabase',
      'CandleDirtyEntity',
      'CandleGapEntity',
      'CandleHourEntity',
      'CreateCandleTables',
      'MarketSymbolEntity',
      'MinuteDifferenceEntity',
      'MinuteEntity',
      'MinuteRevisionEntity',
      'ObserveAndPack',
      'ObservedMinuteEntity',
      'SCHEMA_VERSION',
      'SecondEntity',
      'StoreMetaEntity',
    ]);
    expect(Object.keys(testing).sort()).toEqual(['CONTRACT_NOW_MS', 'candleStoreContract', 'checkMinuteInvariants', 'jobLeasesContract']);
  });

  it('behavior: the main door loads neither NestJS nor TypeORM nor sqlite3', () => {
    jest.isolateModules(() => {
      for (const name of ['@nestjs/common', 'typeorm', 'sqlite3']) {
        jest.doMock(name, () => {
          throw new Error(`${name} was loaded`);
        });
      }
      expect(jest.requireActual('./index')).toHaveProperty('CandleAggregator');
      expect(jest.requireActual('./testing/index')).toHaveProperty('candleStoreContract');
      expect(() => jest.requireActual('./storage/index')).toThrow('was loaded');
    });
  });
});
