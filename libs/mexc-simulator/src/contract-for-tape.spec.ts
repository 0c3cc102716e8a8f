import { contractForTape } from './contract-for-tape';
import { TapeError } from './errors';
import type { TapeMinute } from './market/tape-minute';

const minute = (over: Partial<TapeMinute> = {}): TapeMinute => ({
  openTimeMs: 0,
  open: '1',
  high: '1',
  low: '1',
  close: '1',
  volume: '1',
  ...over,
});

describe('contractForTape', () => {
  it.each([
    ['cents', [minute({ close: '1.01' })], '0.01', '1'],
    ['one row of three decimals decides', [minute(), minute({ high: '2.125' })], '0.001', '1'],
    ['round prices', [minute({ open: '61000', high: '61500', low: '61000', close: '61500' })], '100', undefined],
    ['trailing zeros count for nothing', [minute({ close: '1.10', volume: '2.500' })], '0.1', '0.1'],
    ['small volumes', [minute({ volume: '1.13872' }), minute({ volume: '0' })], '1', '0.00001'],
    ['round volumes', [minute({ volume: '3200' })], '1', '100'],
    ['no volume at all', [minute({ volume: '0' })], '1', '1'],
  ])('behavior: %s', (_case, minutes, priceUnit, contractSize) => {
    const contract = contractForTape('BTC_USDT', minutes);
    expect(contract.priceUnit).toBe(priceUnit);
    if (contractSize !== undefined) expect(contract.contractSize).toBe(contractSize);
  });

  it('behavior: …_USD is inverse, anything else linear', () => {
    expect(contractForTape('BTC_USD', [minute()])).toMatchObject({ baseCoin: 'BTC', quoteCoin: 'USD', settleCoin: 'BTC' });
    expect(contractForTape('SPY_USDC', [minute()])).toMatchObject({ baseCoin: 'SPY', settleCoin: 'USDC' });
  });

  it.each([
    ['a symbol without a quote', 'BTCUSDT', [minute()], /found symbol "BTCUSDT"/],
    ['no minute', 'BTC_USDT', [], /found no row of BTC_USDT/],
    ['no decimal', 'BTC_USDT', [minute(), minute({ volume: '' })], /row 1: found volume ""/],
    ['too many decimals', 'BTC_USDT', [minute({ volume: '0.0000000000000000001' })], /expected at most 18 decimals/],
  ])('error: %s', (_case, symbol, minutes, message) => {
    expect(() => contractForTape(symbol, minutes)).toThrow(TapeError);
    expect(() => contractForTape(symbol, minutes)).toThrow(message);
  });
});
