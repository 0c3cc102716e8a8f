import * as door from './index';

test('default: the public names', () => {
  expect(Object.keys(door).sort()).toEqual([
    'CreateDayStart',
    'CreateJournalTables',
    'DayStartEntity',
    'JournalMetaEntity',
    'KillSwitchEntity',
    'OrderEventEntity',
    'OrderIntentEntity',
    'OwnTradeEntity',
    'SCHEMA_VERSION',
    'TypeOrmDayStartStore',
    'TypeOrmKillSwitch',
    'TypeOrmOrderJournal',
  ]);
});
