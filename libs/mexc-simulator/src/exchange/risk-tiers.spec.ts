import { type DecimalText, add, compare } from '@prate/execution-interface/decimal';
import { parseWireJson, printWireJson, riskTiersOf } from '@prate/mexc-protocol';
import { contractSchema } from '@prate/mexc-protocol/schemas';
import * as fc from 'fast-check';
import { contractNamed, scriptedExchange } from '../../test/scripted-exchange';
import { contractView } from '../http/contract-view';
import { simulatedContracts } from '../simulated-contracts';
import type { ExchangeEvent } from './exchange-event';
import { maxVolOf, riskTiers, tierByLeverage, tierBySize } from './risk-tiers';

describe('risk tiers (reference 4.2)', () => {
  it.each(simulatedContracts.map((contract) => [contract.symbol, contract] as const))(
    'behavior: %s reads the same from its contract/detail with the table of the protocol',
    (_symbol, contract) => {
      const wire = contractSchema.parse(parseWireJson(printWireJson(contractView(contract))));
      expect(riskTiersOf(wire)).toEqual(riskTiers(contract));
    },
  );

  it.each([
    ['50000', 1, '0.001'],
    ['50001', 2, '0.004'],
    ['250000', 3, '0.005'],
    ['4500000', 6, '0.05'],
    ['9000000', 6, '0.05'],
  ] as const)('behavior: BTC_USDT with %s contracts is in tier %d', (vol, level, mmr) => {
    expect(tierBySize(contractNamed('BTC_USDT'), vol, '65000')).toMatchObject({ level, mmr });
  });

  it.each([
    [500, 1],
    [200, 2],
    [101, 2],
    [100, 3],
    [20, 5],
    [10, 6],
    [1, 6],
  ])('behavior: %dx reaches tier %d at most', (leverage, level) => {
    expect(tierByLeverage(contractNamed('BTC_USDT'), leverage).level).toBe(level);
  });

  it('behavior: a limit by value holds as many contracts as are worth it, at any price', () => {
    const contract = contractNamed('BTC_USD');
    const price = fc.integer({ min: 1_000, max: 1_000_000 }).map((whole) => `${whole}` as DecimalText);
    fc.assert(
      fc.property(price, fc.constantFrom(...riskTiers(contract)), (at, tier) => {
        const most = maxVolOf(contract, tier, at);
        expect(tierBySize(contract, most, at).level).toBeLessThanOrEqual(tier.level);
        if (tier.level < 5) expect(tierBySize(contract, add(most, 1), at).level).toBeGreaterThan(tier.level);
        expect(compare(most, 0)).toBe(1);
      }),
    );
  });
});

describe('limits of size and leverage', () => {
  const tiers = [
    { level: 1, maxVol: '100', mmr: '0.001', imr: '0.01', maxLeverage: 100 },
    { level: 2, maxVol: '300', mmr: '0.02', imr: '0.05', maxLeverage: 20 },
  ] as const;
  const contract = { riskLimit: { type: 'BY_VOLUME', mode: 'CUSTOM', tiers }, maxLeverage: 500 } as const;

  it.each([
    ['as large as the tier of its leverage', { vol: '100', leverage: 100 }, 0],
    ['larger than that', { vol: '101', leverage: 100 }, 2031],
    ['at less leverage', { vol: '300', leverage: 20 }, 0],
    ['larger than any tier', { vol: '301', leverage: 1 }, 2031],
    ['more leverage than any tier', { vol: '1', leverage: 101 }, 2006],
  ] as const)('behavior: an order %s', (_case, over, code) => {
    expect(scriptedExchange({ contract, usdt: '1000000' }).refusalOf(over)).toBe(code);
  });

  it('behavior: what is held and what waits count, closing does not', () => {
    const { create, refusalOf } = scriptedExchange({ contract });
    create({ vol: '40', leverage: 100 });
    create({ vol: '40', leverage: 100, type: 'limit', price: '60000' });
    expect(refusalOf({ vol: '21', leverage: 100 })).toBe(2031);
    expect(refusalOf({ vol: '40', side: 'close-long' })).toBe(0);
    expect(refusalOf({ vol: '60', leverage: 100 })).toBe(0);
  });

  it('behavior: a limit that became smaller while an order stood cancels it when it fills, errorCode 7', () => {
    const { exchange, market, create, pass, clock } = scriptedExchange({ contract });
    const order = create({ vol: '90', leverage: 100, type: 'limit', price: '64900' });
    const smaller = [{ ...tiers[0], maxVol: '50' as const }, tiers[1]];
    exchange.changeContract('BTC_USDT', { riskLimit: { ...contract.riskLimit, tiers: smaller } });
    market.at(clock.nowMs() / 1000 + 1, { ticks: 648_000 });
    pass(2);
    expect(order).toMatchObject({ state: 'cancelled', reason: 'risk-level-limit', dealVol: '0' });
  });

  it('behavior: leverage that the held size does not allow is refused with 2025', () => {
    const { exchange, create } = scriptedExchange({ contract, usdt: '100000' });
    create({ vol: '200', leverage: 20 });
    const change = (leverage: number): void => exchange.changeLeverage('BTC_USDT', { side: 'long', openType: 'isolated', leverage });
    expect(() => change(50)).toThrow(expect.objectContaining({ code: 2025 }));
    change(10);
    expect(exchange.positions.all()[0]?.leverage).toBe(10);
  });

  it('behavior: a level that changes is told once, up and down', () => {
    const { exchange, create } = scriptedExchange({ contract, usdt: '100000' });
    const told: Extract<ExchangeEvent, { kind: 'risk-limit' }>[] = [];
    exchange.listen((event) => event.kind === 'risk-limit' && told.push(event));
    create({ vol: '60', leverage: 20 });
    create({ vol: '60', leverage: 20 });
    create({ vol: '60', leverage: 20 });
    create({ vol: '120', side: 'close-long' });
    expect(told).toHaveLength(2);
    expect(told.map(({ source, setting }) => [source, setting.side])).toEqual([
      ['other', 'long'],
      ['other', 'long'],
    ]);
  });
});
