import * as door from './index';
import * as testing from './testing';

it('default: the public names', () => {
  expect(Object.keys(door).sort()).toEqual([
    'AmbiguousPositionError',
    'Clock',
    'DecimalError',
    'DuplicateIntentError',
    'ExecutionError',
    'ExecutionInterface',
    'IdentifierError',
    'JournalError',
    'KillSwitch',
    'MarginMode',
    'MarketDataInterface',
    'MemoryOrderJournal',
    'NotConnectedError',
    'OrderJournal',
    'OrderStatus',
    'OrderType',
    'PositionEffect',
    'PositionMode',
    'PositionSide',
    'Side',
    'Slots',
    'SystemClock',
    'TriggerReference',
    'UnknownSymbolError',
    'WriteLock',
    'clientOrderId',
    'decimal',
    'isFinalStatus',
    'positionId',
    'positionSideOf',
    'readSize',
    'toContracts',
    'toTickPrice',
    'tradeId',
    'venueOrderId',
  ]);
});

it('default: the names for tests', () => {
  expect(Object.keys(testing).sort()).toEqual(['ManualClock', 'buildInstrument', 'marketDataContract']);
});
