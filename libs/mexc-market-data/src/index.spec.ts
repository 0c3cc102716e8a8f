import * as door from './index';

test('default: the public names', () => {
  expect(Object.keys(door).sort()).toEqual([
    'CandleQueryError',
    'ContractListEmptyError',
    'CrossedBookError',
    'KlineRowError',
    'MarketDataClosedError',
    'MarketQueryError',
    'MexcFuturesMarketData',
    'TickerMissingError',
    'UnreadableContractError',
    'WatchError',
  ]);
});
