import * as door from './index';
import * as sqlite from './sqlite';
import * as testing from './testing';

it('default: the public names', () => {
  expect(Object.keys(door).sort()).toEqual([
    'AmbiguousPositionError',
    'BestPrice',
    'Clock',
    'DayStartStore',
    'DecimalError',
    'DuplicateIntentError',
    'EVERY_SYMBOL',
    'ExecutionError',
    'ExecutionInterface',
    'FIRST_TRADING_STATE',
    'IdentifierError',
    'IllegalSettlementError',
    'JournalError',
    'JournalIdentityError',
    'KillSwitch',
    'MarginMode',
    'MarketDataInterface',
    'MemoryDayStartStore',
    'MemoryKillSwitch',
    'MemoryOrderJournal',
    'NotConnectedError',
    'OrderJournal',
    'OrderStatus',
    'OrderType',
    'PositionEffect',
    'PositionMode',
    'PositionSide',
    'REPEATABLE_STATES',
    'SelfTradeMode',
    'Side',
    'Slots',
    'SystemClock',
    'TriggerReference',
    'UNSETTLED_STATES',
    'UnknownSymbolError',
    'WriteLock',
    'checkTradingStateChange',
    'clientOrderId',
    'commandText',
    'decimal',
    'explainPosition',
    'isFinalStatus',
    'outcomeText',
    'positionId',
    'positionSideOf',
    'readJournalNote',
    'readSize',
    'roundBuyPrice',
    'roundContracts',
    'roundSellPrice',
    'statesBefore',
    'toContracts',
    'toTickPrice',
    'tradeId',
    'venueOrderId',
  ]);
});

it('default: the names for tests', () => {
  expect(Object.keys(testing).sort()).toEqual([
    'InMemoryExecution',
    'InMemoryVenue',
    'JOURNAL_NOW_MS',
    'ManualClock',
    'buildInstrument',
    'buildIntent',
    'buildTrade',
    'executionContract',
    'inMemoryAbilities',
    'inMemoryExecutionVenue',
    'killSwitchContract',
    'marketDataContract',
    'orderJournalContract',
  ]);
});

it('default: the names for stores on SQLite', () => {
  expect(Object.keys(sqlite).sort()).toEqual([
    'FileLock',
    'SqliteFileError',
    'inspectFile',
    'prepareFile',
    'reasonOf',
    'sqliteDriver',
    'toSqliteFileError',
  ]);
});
