import { UnknownSymbolError } from '@prate/execution-interface';
import { ManualClock } from '@prate/execution-interface/testing';
import type { WireContract } from '@prate/mexc-protocol';
import { ContractCatalog } from './contract-catalog';
import { UnreadableContractError } from './errors';

const contract = (symbol: string, overrides: Partial<WireContract> = {}): WireContract => ({
  symbol,
  baseCoin: 'BTC',
  quoteCoin: 'USDT',
  settleCoin: 'USDT',
  contractSize: '0.0001',
  minLeverage: 1,
  maxLeverage: 500,
  priceUnit: '0.1',
  volUnit: '1',
  minVol: '1',
  maxVol: '400000',
  takerFeeRate: '0.0004',
  makerFeeRate: '0.0001',
  maintenanceMarginRate: '0.001',
  state: 0,
  apiAllowed: true,
  ...overrides,
});

function setUp({ contracts = [contract('BTC_USDT'), contract('ETH_USDT')], failures = 0 } = {}) {
  const clock = new ManualClock(1_000);
  let asked = 0;
  const catalog = new ContractCatalog({
    clock,
    maxAgeMs: 60_000,
    list: async () => {
      asked += 1;
      if (asked <= failures) throw new Error('the venue is away');
      return contracts;
    },
  });
  return { catalog, clock, asked: () => asked };
}

test('default: one request for all who ask at once, and for as long as it is young', async () => {
  const { catalog, clock, asked } = setUp();
  const [one, all] = await Promise.all([catalog.getInstrument('ETH_USDT'), catalog.getInstruments()]);
  clock.advance(59_999);
  expect((await catalog.getInstrument('BTC_USDT')).symbol).toBe('BTC_USDT');
  expect([one.symbol, all.map(({ symbol }) => symbol), asked()]).toEqual(['ETH_USDT', ['BTC_USDT', 'ETH_USDT'], 1]);
});

test('behavior: read again when it is too old, or when the clock was set back', async () => {
  const { catalog, clock, asked } = setUp();
  await catalog.getInstruments();
  clock.advance(60_000);
  await catalog.getInstruments();
  expect(asked()).toBe(2);
  clock.set(0);
  await catalog.getInstruments();
  expect(asked()).toBe(3);
});

test('error: a failed read is told to all who asked, and not kept', async () => {
  const { catalog } = setUp({ failures: 1 });
  const both = await Promise.allSettled([catalog.getInstruments(), catalog.getInstrument('BTC_USDT')]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await catalog.getInstruments()).toHaveLength(2);
});

test('error: an unknown symbol names some that are known', async () => {
  const failure = await setUp()
    .catalog.getInstrument('BTCUSDT')
    .catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(UnknownSymbolError);
  expect((failure as Error).message).toContain('found "BTCUSDT"');
  expect((failure as UnknownSymbolError).known).toEqual(['BTC_USDT', 'ETH_USDT']);
});

test('error: a contract in an unknown state is left out, says why when asked for, and spoils no other', async () => {
  const { catalog } = setUp({ contracts: [contract('NEW_USDT', { state: 9 }), contract('BTC_USDT')] });
  expect((await catalog.getInstruments()).map(({ symbol }) => symbol)).toEqual(['BTC_USDT']);
  await expect(catalog.getInstrument('NEW_USDT')).rejects.toThrow(UnreadableContractError);
  await expect(catalog.getInstrument('NEW_USDT')).rejects.toThrow('contract state: found 9');
});
