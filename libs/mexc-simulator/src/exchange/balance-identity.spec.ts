import { type DecimalText, add, multiply, subtract } from '@prate/execution-interface/decimal';
import type { PositionModeWord, SideWord } from '@prate/mexc-protocol';
import * as fc from 'fast-check';
import { START_SECOND, scriptedExchange } from '../../test/scripted-exchange';
import type { SimulatedOrder } from './order';

type Command =
  | { do: 'create'; symbol: string; side: SideWord; type: 'market' | 'limit' | 'ioc'; vol: number; away: number }
  | { do: 'cancel'; which: number }
  | { do: 'leverage'; leverage: number }
  | { do: 'pass'; seconds: number; ticks: number; lots: number };

const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({
    do: fc.constant('create' as const),
    symbol: fc.constantFrom('BTC_USDT', 'BTC_USD'),
    side: fc.constantFrom<SideWord>('open-long', 'close-short', 'open-short', 'close-long'),
    type: fc.constantFrom('market' as const, 'limit' as const, 'ioc' as const),
    vol: fc.integer({ min: 1, max: 900 }),
    away: fc.integer({ min: -300, max: 300 }),
  }),
  fc.record({ do: fc.constant('cancel' as const), which: fc.nat(20) }),
  fc.record({ do: fc.constant('leverage' as const), leverage: fc.integer({ min: 1, max: 100 }) }),
  fc.record({
    do: fc.constant('pass' as const),
    seconds: fc.integer({ min: 1, max: 5 }),
    ticks: fc.integer({ min: 640_000, max: 660_000 }),
    lots: fc.nat(500),
  }),
);

const total = (amounts: readonly DecimalText[]): DecimalText => amounts.reduce<DecimalText>((sum, amount) => add(sum, amount), '0');

describe('balance identities (reference 9.6)', () => {
  it('behavior: after any commands each currency adds up exactly, from orders and positions alone', () => {
    fc.assert(
      fc.property(
        fc.array(command, { minLength: 5, maxLength: 40 }),
        fc.constantFrom<PositionModeWord>('hedge', 'one-way'),
        (commands, positionMode) => {
          const { exchange, market, clock, create, pass } = scriptedExchange({ positionMode });
          const created: SimulatedOrder[] = [];
          const attempt = (act: () => void): void => {
            try {
              act();
            } catch (error) {
              if ((error as Error).name !== 'Refusal') throw error;
            }
          };
          for (const step of commands) {
            if (step.do === 'create') {
              const price = exchange.listing(step.symbol).fairPrice(exchange.nowSecond);
              const limit = add(price, multiply(step.away, '0.1'));
              attempt(() =>
                created.push(
                  create({
                    symbol: step.symbol,
                    side: step.side,
                    type: step.type,
                    vol: `${step.vol}`,
                    ...(step.type === 'market' ? {} : { price: limit }),
                  }),
                ),
              );
            } else if (step.do === 'cancel') {
              exchange.cancelOrder(created[step.which]);
            } else if (step.do === 'leverage') {
              attempt(() => exchange.changeLeverage('BTC_USDT', { side: 'long', openType: 'isolated', leverage: step.leverage }));
            } else {
              market.at(clock.nowMs() / 1000 + 1, { ticks: step.ticks, lots: step.lots });
              pass(step.seconds);
            }

            for (const [currency, symbol, deposit] of [
              ['USDT', 'BTC_USDT', '10000'],
              ['BTC', 'BTC_USD', '1'],
            ] as const) {
              const balance = exchange.accounts.balance(currency, exchange.nowSecond);
              const ours = exchange.orders.all().filter((order) => order.symbol === symbol);
              const realised = total(ours.map((order) => subtract(order.profit, add(order.takerFee, order.makerFee))));
              const margins = total(
                exchange.positions
                  .all()
                  .filter((position) => position.symbol === symbol)
                  .map(({ margin }) => margin),
              );
              expect(balance.positionMargin).toBe(margins);
              expect(balance.equity).toBe(total([deposit, realised, balance.unrealised]));
              expect(total([balance.available, balance.frozen, balance.positionMargin, balance.unrealised])).toBe(balance.equity);
            }
            for (const position of exchange.positions.all()) {
              expect(Number(position.holdVol)).toBeGreaterThan(0);
              expect(subtract(position.openedVol, position.closeVol)).toBe(position.holdVol);
            }
            for (const order of exchange.orders.all()) {
              expect(Number(order.dealVol)).toBeLessThanOrEqual(Number(order.vol));
              expect(order.state === 'filled').toBe(order.dealVol === order.vol);
            }
          }
          expect(exchange.nowSecond).toBeGreaterThanOrEqual(START_SECOND);
        },
      ),
      { numRuns: 150 },
    );
  });
});
