import type { DecimalText } from '@prate/execution-interface/decimal';
import { simulatedContracts } from '@prate/mexc-simulator';
// The engine has no door of its own: who uses the simulator speaks HTTP to it. Measuring it alone is the one reason to reach inside.
/* eslint-disable @nx/enforce-module-boundaries */
import { Exchange } from '../../../../libs/mexc-simulator/dist/exchange/exchange';
import { Listing } from '../../../../libs/mexc-simulator/dist/exchange/listing';
import { SeededMarket } from '../../../../libs/mexc-simulator/dist/market/seeded-market';
/* eslint-enable @nx/enforce-module-boundaries */
import { type BenchmarkRow, row } from '../benchmark-rows';
import { bestRate } from './measure';
import { NaiveMatcher } from './naive-matcher';

const TARGET = 20_000;
const ORDERS_PER_ROUND = 1_000;
const ROUNDS = 30;
const START_MS = 1_790_000_000_000;
/** So many resting orders; a rate that falls with them shows what grows. */
const resting = [1, 100, 1_000] as const;

/** Create and cancel, and create and fill, through the engine alone; an order is one order, whatever becomes of it. */
export function inProcessRows(): readonly BenchmarkRow[] {
  return resting.flatMap((count) => [
    row({
      id: `P14-cancel-${count}`,
      unit: 'orders/s',
      rule: 'ours >=',
      name: `in process, create and cancel, ${count} resting`,
      ours: createAndCancel(count),
      yardstick: naiveCreateAndCancel(count),
      target: TARGET,
    }),
    row({
      id: `P14-fill-${count}`,
      unit: 'orders/s',
      rule: 'ours >=',
      name: `in process, create and fill, ${count} resting`,
      ours: createAndFill(count),
      yardstick: naiveCreateAndFill(count),
      target: TARGET,
    }),
  ]);
}

const terms = { symbol: 'BTC_USDT', openType: 'isolated', leverage: 10, isReduceOnly: false, externalOid: '' } as const;

function startExchange(count: number) {
  let nowMs = START_MS;
  let calls = 0;
  const listings = simulatedContracts.map((contract) => new Listing(contract, new SeededMarket(contract, 1), 1));
  const clock = { nowMs: (): number => nowMs };
  const exchange = new Exchange({ listings, balances: { USDT: '100000000' }, positionMode: 'hedge', clock });
  // Time passes as it would at the rate aimed at: the book steps and seconds are matched on the way.
  const step = (): void => {
    calls += 1;
    if (calls % 20 === 0) nowMs += 1;
    exchange.advance();
  };
  for (let index = 0; index < count; index += 1) {
    step();
    exchange.createOrder({ ...terms, side: 'open-long', type: 'limit', price: farPrice(index), vol: '1' });
  }
  return { exchange, step };
}

/** Four to eight per cent below the path, one tick apart. */
function farPrice(index: number): DecimalText {
  return `${(612_000 - (index % 20_000)) / 10}`;
}

function createAndCancel(count: number): number {
  const { exchange, step } = startExchange(count);
  return bestRate(ORDERS_PER_ROUND, ROUNDS, (index) => {
    step();
    const order = exchange.createOrder({ ...terms, side: 'open-long', type: 'limit', price: farPrice(index), vol: '1' });
    step();
    if (exchange.cancelOrder(order) !== 0) throw new Error(`the order was not cancelled: ${order.state}`);
  });
}

function createAndFill(count: number): number {
  const { exchange, step } = startExchange(count);
  return bestRate(ORDERS_PER_ROUND, ROUNDS, (index) => {
    step();
    const side = index % 2 === 0 ? 'open-long' : 'close-long';
    const order = exchange.createOrder({ ...terms, side, type: 'market', vol: '1' });
    if (order.state !== 'filled') throw new Error(`the order was not filled: ${order.state} (${order.reason})`);
  });
}

/** The same book without an account: fifty levels a side, and so many orders far away. */
function startNaive(count: number): NaiveMatcher {
  const matcher = new NaiveMatcher();
  for (let level = 1; level <= 50; level += 1) {
    matcher.limit(true, 650_000 - level, 1_000_000);
    matcher.limit(false, 650_000 + level, 1_000_000);
  }
  for (let index = 0; index < count; index += 1) matcher.limit(true, 612_000 - index, 1);
  return matcher;
}

function naiveCreateAndCancel(count: number): number {
  const matcher = startNaive(count);
  return bestRate(ORDERS_PER_ROUND, ROUNDS, (index) => matcher.cancel(matcher.limit(true, 612_000 - index, 1)));
}

function naiveCreateAndFill(count: number): number {
  const matcher = startNaive(count);
  return bestRate(ORDERS_PER_ROUND, ROUNDS, (index) => {
    const isBuy = index % 2 === 0;
    matcher.take(isBuy, isBuy ? 660_000 : 640_000, 1);
  });
}
