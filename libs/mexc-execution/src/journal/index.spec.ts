import * as door from './index';

test('default: the public names', () => {
  expect(Object.keys(door).sort()).toEqual([
    'CreateJournalTables',
    'JournalMetaEntity',
    'KillSwitchEntity',
    'OrderEventEntity',
    'OrderIntentEntity',
    'OwnTradeEntity',
    'SCHEMA_VERSION',
    'TypeOrmKillSwitch',
    'TypeOrmOrderJournal',
  ]);
});
