import { UnknownSymbolError } from '@prate/execution-interface';
import { ManualClock } from '@prate/execution-interface/testing';
import type { WireContract } from '@prate/mexc-protocol';
import { ContractCatalog } from './contract-catalog';
import { ContractListEmptyError, UnreadableContractError } from './errors';

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

function setUp({ contracts = [contract('BTC_USDT'), contract('ETH_USDT')], failures = 0, failsAfter = Number.POSITIVE_INFINITY } = {}) {
  const clock = new ManualClock(1_000);
  let asked = 0;
  const catalog = new ContractCatalog({
    clock,
    maxAgeMs: 60_000,
    list: async () => {
      asked += 1;
      if (asked <= failures || asked > failsAfter) throw new Error('the venue is away');
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

test('behavior: an old list is used while it cannot be read again, asked for every half minute, for a day at most', async () => {
  const { catalog, clock, asked } = setUp({ failsAfter: 1 });
  await catalog.getInstruments();
  clock.advance(60_000);
  expect((await catalog.getInstrument('BTC_USDT')).symbol).toBe('BTC_USDT');
  clock.advance(29_999);
  await catalog.getInstrument('BTC_USDT');
  expect(asked()).toBe(2);
  clock.advance(1);
  await catalog.getInstrument('BTC_USDT');
  expect(asked()).toBe(3);
  clock.advance(86_400_000);
  await expect(catalog.getInstrument('BTC_USDT')).rejects.toThrow('the venue is away');
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

test('error: a list of nothing is not believed, and nothing is told to be gone', async () => {
  const changes: unknown[] = [];
  let contracts = [contract('BTC_USDT')];
  const catalog = new ContractCatalog({ list: async () => contracts, onChange: (change) => void changes.push(change) });
  await catalog.getInstruments();
  contracts = [];
  await expect(catalog.refresh()).rejects.toThrow(ContractListEmptyError);
  expect([(await catalog.getInstrument('BTC_USDT')).symbol, changes]).toEqual(['BTC_USDT', []]);
});

describe('pushes', () => {
  function watched(setting: Parameters<typeof setUp>[0] = {}) {
    const changes: string[] = [];
    let contracts = setting.contracts ?? [contract('BTC_USDT'), contract('ETH_USDT')];
    let beforeAnswer: () => void = () => undefined;
    const catalog = new ContractCatalog({
      clock: new ManualClock(1_000),
      list: async () => {
        const answer = contracts;
        await Promise.resolve();
        beforeAnswer();
        return answer;
      },
      onChange: ({ kind, symbol, instrument }) => void changes.push(`${kind} ${symbol} ${instrument.state}`),
    });
    return {
      catalog,
      changes,
      relist: (next: readonly WireContract[]) => void (contracts = [...next]),
      duringRead: (run: () => void) => void (beforeAnswer = run),
    };
  }

  test('default: what a push names is so at once, what it does not name stays', async () => {
    const { catalog, changes } = watched();
    const before = await catalog.getInstrument('BTC_USDT');
    expect(catalog.apply({ symbol: 'BTC_USDT', state: 4, minVol: 1e-7, takerFeeRate: 0.0002 })).toBe(true);
    const now = await catalog.getInstrument('BTC_USDT');
    expect(now).toEqual({ ...before, state: 'paused', minContracts: '0.0000001', takerFeeRate: '0.0002' });
    expect((await catalog.getInstruments())[0]).toEqual(now);
    expect(changes).toEqual(['changed BTC_USDT paused']);
  });

  test('behavior: the same again is no change; an unlisted contract has to be read', async () => {
    const { catalog, changes } = watched();
    expect(catalog.apply({ symbol: 'BTC_USDT', state: 4 })).toBe(false);
    await catalog.getInstruments();
    expect(catalog.apply({ symbol: 'BTC_USDT', state: 0, apiAllowed: true })).toBe(true);
    expect(catalog.apply({ symbol: 'NEW_USDT', state: 0 })).toBe(false);
    expect(changes).toEqual([]);
  });

  test('behavior: a state that no table knows takes the contract away, and a known one brings it back', async () => {
    const { catalog, changes } = watched();
    await catalog.getInstruments();
    catalog.apply({ symbol: 'BTC_USDT', state: 9 });
    await expect(catalog.getInstrument('BTC_USDT')).rejects.toThrow(UnreadableContractError);
    catalog.apply({ symbol: 'BTC_USDT', state: 4 });
    expect((await catalog.getInstrument('BTC_USDT')).state).toBe('paused');
    expect(changes).toEqual(['removed BTC_USDT enabled', 'added BTC_USDT paused']);
  });

  test('behavior: a push outlives a list that was asked for before it', async () => {
    const { catalog, changes, duringRead } = watched();
    await catalog.getInstruments();
    duringRead(() => void catalog.apply({ symbol: 'BTC_USDT', state: 4 }));
    await catalog.refresh();
    expect((await catalog.getInstrument('BTC_USDT')).state).toBe('paused');
    expect(changes).toEqual(['changed BTC_USDT paused']);
    duringRead(() => undefined);
    await catalog.refresh();
    expect(changes).toEqual(['changed BTC_USDT paused', 'changed BTC_USDT enabled']);
  });

  test('behavior: a new reading tells what came, went and changed, and a first one nothing', async () => {
    const { catalog, changes, relist } = watched();
    await catalog.getInstruments();
    expect(changes).toEqual([]);
    relist([contract('ETH_USDT', { state: 4 }), contract('NEW_USDT')]);
    await catalog.refresh();
    expect(changes).toEqual(['removed BTC_USDT enabled', 'changed ETH_USDT paused', 'added NEW_USDT enabled']);
    await expect(catalog.getInstrument('BTC_USDT')).rejects.toThrow(UnknownSymbolError);
  });
});
