import { add, subtract } from '@prate/execution-interface/decimal';
import { START_SECOND, contractNamed, orderRequest } from '../../test/scripted-exchange';
import { ScriptedMarket } from '../../test/scripted-market';
import { SettableClock } from '../../test/settable-clock';
import type { SimulatedContract } from '../simulated-contract';
import { Exchange } from './exchange';
import { Listing } from './listing';

const CYCLE_SECONDS = 8 * 3_600;
const TO_SETTLEMENT = CYCLE_SECONDS - (START_SECOND % CYCLE_SECONDS);

/** The same contract rules in three kinds: settled in USDT, in USDC, and in the coin. */
const kinds: readonly (readonly [string, SimulatedContract])[] = [
  ['BTC_USDT', contractNamed('BTC_USDT')],
  ['ETH_USDC', { ...contractNamed('ETH_USDT'), symbol: 'ETH_USDC', quoteCoin: 'USDC', settleCoin: 'USDC' }],
  ['BTC_USD', contractNamed('BTC_USD')],
];

/** Value in settle coin, in plain numbers and by the reference's formulas alone (9.1, 9.7). */
const valueOf = ({ settleCoin, baseCoin, contractSize }: SimulatedContract, vol: number, price: number): number =>
  settleCoin === baseCoin ? (vol * Number(contractSize)) / price : vol * Number(contractSize) * price;

describe.each(kinds)('%s: size, fees, profit, funding and liquidation (reference 9.1 to 9.10)', (symbol, contract) => {
  const unit = Number(contract.priceUnit);
  const start = () => {
    const clock = new SettableClock(START_SECOND * 1000);
    const market = new ScriptedMarket(300_000);
    const balances = { [contract.settleCoin]: '1000' } as const;
    const exchange = new Exchange({ listings: [new Listing(contract, market)], balances, positionMode: 'hedge', clock });
    const create = (over: Parameters<typeof orderRequest>[0]) => exchange.createOrder(orderRequest({ symbol, ...over }));
    const pass = (seconds: number): void => {
      clock.advance(seconds * 1000);
      exchange.advance();
    };
    const wallet = (): number => Number(exchange.accounts.wallet(contract.settleCoin));
    return { exchange, market, create, pass, wallet };
  };

  it.each(['long', 'short'] as const)('behavior: a %s from opening to closing', (side) => {
    const { exchange, market, create, pass, wallet } = start();
    const sign = side === 'long' ? 1 : -1;
    const opened = Number(create({ side: side === 'long' ? 'open-long' : 'open-short', vol: '10' }).dealAvgPrice);
    const openFee = valueOf(contract, 10, opened) * 0.0004;
    expect(wallet()).toBeCloseTo(1000 - openFee, 10);
    market.at(START_SECOND + 1, { ticks: 303_000 });
    pass(TO_SETTLEMENT);
    const [record] = exchange.funding.records();
    const rate = Number(exchange.listing(symbol).funding.settledRate(START_SECOND + TO_SETTLEMENT));
    expect(Number(record?.funding)).toBeCloseTo(-sign * valueOf(contract, 10, 303_000 * unit) * rate, 10);
    const closed = Number(create({ side: side === 'long' ? 'close-long' : 'close-short', vol: '10' }).dealAvgPrice);
    const rise = valueOf(contract, 10, closed) - valueOf(contract, 10, opened);
    const profit = sign * (contract.settleCoin === contract.baseCoin ? -rise : rise);
    const closeFee = valueOf(contract, 10, closed) * 0.0004;
    expect(wallet()).toBeCloseTo(1000 - openFee + Number(record?.funding) + profit - closeFee, 9);
  });

  it.each(['long', 'short'] as const)('behavior: a %s is liquidated at its price, and costs its margin and the opening fee', (side) => {
    const { exchange, market, create, pass } = start();
    create({ side: side === 'long' ? 'open-long' : 'open-short', vol: '10', leverage: 50 });
    const [position] = exchange.positions.all();
    const { available } = exchange.accounts.balance(contract.settleCoin, START_SECOND);
    const ticks = exchange
      .listing(symbol)
      .prices.toSteps(exchange.risks.liquidationPrice(position as NonNullable<typeof position>, START_SECOND));
    const [before, at] = side === 'long' ? [ticks + 1, ticks] : [ticks, ticks + 1];
    market.at(START_SECOND + 1, { fairTicks: before });
    pass(1);
    expect(exchange.positions.all()).toHaveLength(1);
    market.at(START_SECOND + 2, { fairTicks: at });
    pass(1);
    expect(exchange.positions.all()).toHaveLength(0);
    const after = exchange.accounts.balance(contract.settleCoin, exchange.nowSecond);
    // The tick on which it was taken over leaves a little.
    const left = Number(subtract(after.available, available));
    expect(left).toBeGreaterThanOrEqual(0);
    expect(left).toBeLessThanOrEqual(Math.abs(valueOf(contract, 10, 300_000 * unit) - valueOf(contract, 10, 300_001 * unit)) * 1.1);
    expect(after.equity).toBe(add(after.available, '0'));
  });
});
