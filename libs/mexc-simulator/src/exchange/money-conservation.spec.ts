import { type DecimalText, add, compare, multiply, subtract } from '@prate/execution-interface/decimal';
import type { PositionModeWord, SideWord } from '@prate/mexc-protocol';
import * as fc from 'fast-check';
import { scriptedExchange } from '../../test/scripted-exchange';
import { type ScriptedMarket } from '../../test/scripted-market';
import type { Exchange } from './exchange';
import { realised } from './positions';
import { Refusal } from './refusal';

type Command =
  | {
      do: 'create';
      symbol: string;
      side: SideWord;
      type: 'market' | 'limit';
      vol: number;
      away: number;
      leverage: number;
      isCross: boolean;
    }
  | { do: 'pass'; seconds: number; symbol: string; permille: number }
  | { do: 'auto' | 'liquidate'; which: number }
  | { do: 'deleverage'; which: number; vol: number }
  | { do: 'margin'; which: number; amount: number }
  | { do: 'leverage'; side: 'long' | 'short'; leverage: number; isCross: boolean }
  | { do: 'transfer'; type: 'in' | 'out'; amount: number }
  | { do: 'fees'; maker: DecimalText; taker: DecimalText };

const symbol = fc.constantFrom('BTC_USDT', 'BTC_USD');
const leverage = fc.constantFrom(5, 20, 100);
const isCross = fc.boolean();
const which = fc.nat(3);
const constant = <Word extends string>(word: Word) => fc.constant(word);

const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: constant('create'),
      symbol,
      side: fc.constantFrom<SideWord>('open-long', 'close-short', 'open-short', 'close-long'),
      type: fc.constantFrom('market' as const, 'limit' as const),
      vol: fc.constantFrom(1, 40, 900, 60_000),
      away: fc.integer({ min: -3_000, max: 3_000 }),
      leverage,
      isCross,
    }),
  },
  // Seconds, hours for funding; steps of the price up to a quarter.
  {
    weight: 6,
    arbitrary: fc.record({
      do: constant('pass'),
      seconds: fc.constantFrom(1, 1, 60, 7_200),
      symbol,
      permille: fc.constantFrom(-250, -30, -8, -2, 0, 2, 8, 30, 250),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('auto' as const, 'liquidate' as const), which }) },
  { weight: 1, arbitrary: fc.record({ do: constant('deleverage'), which, vol: fc.integer({ min: 1, max: 50 }) }) },
  { weight: 1, arbitrary: fc.record({ do: constant('margin'), which, amount: fc.integer({ min: 1, max: 40 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: constant('leverage'), side: fc.constantFrom('long' as const, 'short' as const), leverage, isCross }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: constant('transfer'),
      type: fc.constantFrom('in' as const, 'out' as const),
      amount: fc.integer({ min: 1, max: 5_000 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: constant('fees'),
      maker: fc.constantFrom<DecimalText>('-0.0001', '0', '0.0002'),
      taker: fc.constantFrom<DecimalText>('-0.00005', '0', '0.0006'),
    }),
  },
);

const deposits = { USDT: '10000', BTC: '1' } as const;

interface Run {
  readonly exchange: Exchange;
  readonly events: readonly string[];
  readonly paid: Readonly<Record<string, DecimalText>>;
  readonly deals: readonly { readonly currency: string; readonly amount: DecimalText }[];
}

function run(commands: readonly Command[], positionMode: PositionModeWord, check: (run: Run) => void): readonly string[] {
  const { exchange, create, pass } = scriptedExchange({ positionMode });
  const events: string[] = [];
  const deals: { currency: string; amount: DecimalText }[] = [];
  const paid: Record<string, DecimalText> = { USDT: '0', BTC: '0' };
  exchange.listen((event) => {
    events.push(JSON.stringify(event));
    if (event.kind !== 'deal') return;
    const currency = exchange.accounts.settleCoin(event.deal.order.symbol);
    deals.push({ currency, amount: subtract(event.deal.profit, event.deal.fee) });
  });
  for (const step of commands) {
    try {
      perform(step);
    } catch (error) {
      if (!(error instanceof Refusal) && !(error instanceof RangeError)) throw error;
    }
    check({ exchange, events, paid, deals });
  }
  return events;

  function perform(step: Command): void {
    exchange.advance();
    const position = 'which' in step ? exchange.positions.all()[step.which] : undefined;
    switch (step.do) {
      case 'create': {
        const price = add(exchange.listing(step.symbol).fairPrice(exchange.nowSecond), multiply(step.away, '0.1'));
        const openType = step.isCross ? 'cross' : 'isolated';
        create({ ...step, openType, vol: `${step.vol}`, ...(step.type === 'market' ? {} : { price }) });
        return;
      }
      case 'pass': {
        const market = exchange.listing(step.symbol).market as ScriptedMarket;
        const ticks = Math.round((market.priceTicks(exchange.nowSecond) * (1000 + step.permille)) / 1000);
        market.at(exchange.nowSecond + 1, { ticks: Math.min(5_000_000, Math.max(50_000, ticks)) });
        return pass(step.seconds);
      }
      case 'auto':
        if (position !== undefined) exchange.margins.changeAutoAdd(position, !position.isAutoAddMargin, exchange.nowMs);
        return;
      case 'liquidate':
        if (position !== undefined) exchange.liquidation.force(position, exchange.nowSecond);
        return;
      case 'deleverage':
        if (position !== undefined && compare(step.vol, position.holdVol) <= 0) {
          exchange.liquidation.deleverage(position, `${step.vol}`, exchange.nowSecond);
        }
        return;
      case 'margin': {
        const unit = position?.symbol === 'BTC_USD' ? '0.0001' : '1';
        if (position !== undefined) exchange.margins.change(position, 'add', multiply(step.amount, unit), exchange);
        return;
      }
      case 'leverage':
        exchange.changeLeverage('BTC_USDT', { ...step, openType: step.isCross ? 'cross' : 'isolated' });
        return;
      case 'transfer':
        exchange.transfers.move(step.type, 'USDT', `${step.amount}`, exchange.nowMs);
        paid['USDT'] = add(paid['USDT'] ?? '0', multiply(step.type === 'in' ? 1 : -1, step.amount));
        return;
      case 'fees':
        exchange.changeContract('BTC_USDT', { realMakerFeeRate: step.maker, realTakerFeeRate: step.taker });
    }
  }
}

const sum = (amounts: readonly DecimalText[]): DecimalText => amounts.reduce<DecimalText>((total, amount) => add(total, amount), '0');

function checkMoney({ exchange, paid, deals }: Run): void {
  for (const currency of ['USDT', 'BTC'] as const) {
    const balance = exchange.accounts.balance(currency, exchange.nowSecond);
    const wallet = exchange.accounts.wallet(currency);
    expect(sum([balance.available, balance.frozen, balance.positionMargin, balance.crossLoss])).toBe(wallet);
    expect(balance.equity).toBe(add(wallet, balance.unrealised));
    expect(exchange.accounts.available(currency, exchange.nowSecond)).toBe(balance.available);

    const filled = sum(deals.filter((deal) => deal.currency === currency).map(({ amount }) => amount));
    const settled = (of: string): boolean => exchange.accounts.settleCoin(of) === currency;
    const funded = sum(exchange.funding.records().flatMap((record) => (settled(record.symbol) ? [record.funding] : [])));
    expect(sum([deposits[currency], paid[currency] ?? '0', filled, funded])).toBe(wallet);

    const positions = [...exchange.positions.all(), ...exchange.positions.closed()].filter((position) => settled(position.symbol));
    expect(sum(positions.map(realised))).toBe(add(filled, funded));

    const frozen = exchange.orders.working().filter((order) => settled(order.symbol));
    expect(sum(frozen.map((order) => exchange.orders.frozenMarginOf(order)))).toBe(balance.frozen);
  }
}

/** Whatever the price does in a second: what cannot stand is taken over in it, and the fund has the rest. */
function checkSolvent({ exchange }: Run): void {
  for (const currency of ['USDT', 'BTC']) {
    const { equity, available } = exchange.accounts.balance(currency, exchange.nowSecond);
    expect(compare(equity, 0)).toBeGreaterThanOrEqual(0);
    if (!exchange.positions.hasOpen()) expect(compare(available, 0)).toBeGreaterThanOrEqual(0);
  }
}

describe('money (reference 9.6 to 9.10)', () => {
  const runs = { numRuns: 120 };
  const commands = fc.array(command, { minLength: 15, maxLength: 50 });
  const mode = fc.constantFrom<PositionModeWord>('hedge', 'one-way');

  it('behavior: deposits, fills, fees and funding are the wallets, to the last digit, through liquidations as well', () => {
    fc.assert(
      fc.property(commands, mode, (steps, positionMode) => {
        run(steps, positionMode, checkMoney);
      }),
      runs,
    );
  });

  it('behavior: no equity below zero, however far the price jumps', () => {
    fc.assert(
      fc.property(commands, mode, (steps, positionMode) => {
        run(steps, positionMode, checkSolvent);
      }),
      runs,
    );
  });

  it('behavior: the same commands give the same events, byte for byte', () => {
    fc.assert(
      fc.property(commands, mode, (steps, positionMode) => {
        expect(run(steps, positionMode, () => undefined)).toEqual(run(steps, positionMode, () => undefined));
      }),
      { numRuns: 60 },
    );
  });
});
