import { resolveOptions } from './config';
import { SimulatorOptionsError } from './errors';
import type { SimulatedContract } from './simulated-contract';
import { simulatedContracts } from './simulated-contracts';

const btc = simulatedContracts[0] as SimulatedContract;
const minutes = [{ openTimeMs: 0, open: '1.5', high: '1.5', low: '1.5', close: '1.5', volume: '2' }];

describe('resolveOptions', () => {
  it('default: four contracts, 10,000 USDT and 1 BTC, hedge, a free port on this machine', () => {
    const { clock, contracts, ...rest } = resolveOptions({});
    expect(rest).toEqual({
      port: 0,
      host: '127.0.0.1',
      pushEveryMs: 200,
      rateLimits: 'off',
      duplicateExternalOid: 'refuse',
      controlPort: undefined,
      isRecorded: false,
      restore: undefined,
      seed: 1,
      positionMode: 'hedge',
      tapes: [],
      feeds: [],
      balances: { USDT: '10000', BTC: '1' },
    });
    expect(contracts.map(({ symbol }) => symbol)).toEqual(['BTC_USDT', 'ETH_USDT', 'DOGE_USDT', 'BTC_USD']);
    expect(Math.abs(clock.nowMs() - Date.now())).toBeLessThan(10_000);
  });

  it('args: a tape brings its contract, unless the caller lists one', () => {
    const brought = resolveOptions({ tapes: [{ symbol: 'BTC_USD', minutes }] }).contracts;
    expect(brought.map(({ symbol, priceUnit }) => [symbol, priceUnit])).toContainEqual(['BTC_USD', '0.1']);
    expect(brought).toHaveLength(4);
    expect(resolveOptions({ tapes: [{ symbol: 'BTC_USDT', minutes }], contracts: [btc] }).contracts).toEqual([btc]);
  });

  it('args: feeds bring their contracts, and no made-up market beside them unless one is asked for', () => {
    expect(resolveOptions({ feeds: [{ contract: btc }] })).toMatchObject({
      contracts: [],
      feeds: [{ contract: btc, staleAfterMs: 30_000 }],
    });
    expect(resolveOptions({ feeds: [{ contract: { ...btc, symbol: 'NEW_USDT' } }], contracts: [btc] }).contracts).toEqual([btc]);
  });

  it.each([
    ['a feed of a contract that is listed', { feeds: [{ contract: btc }], contracts: [btc] }, /feeds: found BTC_USDT twice/],
    ['two feeds of one', { feeds: [{ contract: btc }, { contract: btc }] }, /feeds: found BTC_USDT twice/],
    ['a feed beside a tape', { feeds: [{ contract: btc }], tapes: [{ symbol: 'BTC_USDT', minutes }] }, /feeds: found BTC_USDT twice/],
    ['stale at once', { feeds: [{ contract: btc, staleAfterMs: 0 }] }, /feeds\[0\].staleAfterMs: found 0/],
    ['no contract', { feeds: [{ contract: { ...btc, priceUnit: '0' as const } }] }, /feeds\[0\].contract.priceUnit: found "0"/],
  ])('error: %s', (_case, options, message) => {
    expect(() => resolveOptions(options)).toThrow(message);
  });

  it('error: all violations at once', () => {
    const broken = {
      ...btc,
      symbol: 'X_USDT',
      priceUnit: '0',
      makerFeeRate: 'free',
      maxLeverage: 0,
      liveliness: { ...btc.liveliness, quietShare: 1 },
    } as never;
    try {
      resolveOptions({
        port: 70_000,
        controlPort: -1,
        seed: 1.5,
        positionMode: 'both' as never,
        balances: { USDT: '-1', BTC: 'many' },
        contracts: [btc, btc, broken],
        tapes: [
          { symbol: 'BTC_USDT', minutes },
          { symbol: 'BTC_USDT', minutes },
        ],
      });
      throw new Error('expected a SimulatorOptionsError');
    } catch (error) {
      expect(error).toBeInstanceOf(SimulatorOptionsError);
      expect((error as SimulatorOptionsError).violations).toEqual([
        'port: found 70000, expected 0 to 65535',
        'controlPort: found -1, expected 0 to 65535',
        'seed: found 1.5, expected a whole number',
        'positionMode: found "both", expected hedge or one-way',
        'balances.USDT: found "-1", expected decimal text of 0 or more',
        'balances.BTC: found "many", expected decimal text of 0 or more',
        'contracts[2].priceUnit: found "0", expected a positive decimal',
        'contracts[2].makerFeeRate: found "free", expected a fraction between -1 and 1',
        'contracts[2].maxLeverage: found 0, expected whole numbers, 1 <= minLeverage <= maxLeverage',
        'contracts[2].liveliness.quietShare: found 1, expected from 0 to 0.9',
        'contracts: BTC_USDT is listed twice',
        'tapes: found two of BTC_USDT, expected one a symbol',
      ]);
    }
  });

  it('behavior: the default contracts keep their own rules', () => {
    expect(() => resolveOptions({ contracts: simulatedContracts })).not.toThrow();
  });
});
