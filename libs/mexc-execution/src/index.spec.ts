import * as door from './index';

test('default: the public names', () => {
  expect(Object.keys(door).sort()).toEqual([
    'HistoryNotKeptError',
    'LeverageNotStatedError',
    'MexcFuturesExecution',
    'OrderSymbolMissingError',
    'RiskTiersUnknownError',
    'createClientOrderId',
  ]);
});
