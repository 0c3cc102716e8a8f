import * as door from './index';

test('default: the public names', () => {
  expect(Object.keys(door).sort()).toEqual(['CandleQueryError', 'KlineRowError', 'MexcFuturesMarketData', 'UnreadableContractError']);
});
