import { type DecimalText, add, isNegative, multiply, subtract } from '@prate/execution-interface/decimal';
import type {
  BboTypeWord,
  MarginChangeWord,
  OrderStateWord,
  OrderTypeWord,
  PositionModeWord,
  SideWord,
  StpModeWord,
} from '@prate/mexc-protocol';
import * as fc from 'fast-check';
import { scriptedExchange } from '../../test/scripted-exchange';
import type { Exchange } from './exchange';
import { closeAllPositions, reversePosition } from './position-closing';
import { Refusal } from './refusal';

type Command =
  | {
      do: 'create';
      symbol: string;
      side: SideWord;
      type: OrderTypeWord;
      stpMode: StpModeWord;
      bboType: BboTypeWord;
      vol: number;
      away: number;
    }
  | { do: 'plan'; symbol: string; side: SideWord; type: 'market' | 'limit'; vol: number; away: number }
  | { do: 'stop'; which: number; vol: number; away: number; isLimit: boolean; isReversing: boolean }
  | { do: 'track'; symbol: string; side: SideWord; vol: number; back: number }
  | { do: 'cancel' | 'reverse'; which: number }
  | { do: 'amend'; which: number; vol: number; away: number }
  | { do: 'margin'; which: number; type: MarginChangeWord; amount: number }
  | { do: 'leverage'; leverage: number }
  | { do: 'cancel-all' | 'close-all' }
  | { do: 'pass'; seconds: number; ticks: number; lots: number };

const symbol = fc.constantFrom('BTC_USDT', 'BTC_USD');
const side = fc.constantFrom<SideWord>('open-long', 'close-short', 'open-short', 'close-long');
const vol = fc.integer({ min: 1, max: 900 });
const away = fc.integer({ min: -300, max: 300 });
const which = fc.nat(5);
const constant = <Word extends string>(word: Word) => fc.constant(word);

const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: constant('create'),
      symbol,
      side,
      vol,
      away,
      type: fc.constantFrom<OrderTypeWord>('market', 'limit', 'post-only', 'ioc', 'fok', 'market-to-limit'),
      stpMode: fc.constantFrom<StpModeWord>('none', 'none', 'cancel-both', 'cancel-maker', 'cancel-taker'),
      bboType: fc.constantFrom<BboTypeWord>('none', 'none', 'none', 'opposite-1', 'opposite-5', 'same-1', 'same-5'),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: constant('pass'),
      seconds: fc.integer({ min: 1, max: 5 }),
      ticks: fc.integer({ min: 649_000, max: 651_000 }),
      lots: fc.nat(500),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: constant('plan'), symbol, side, vol, away, type: fc.constantFrom('market' as const, 'limit' as const) }),
  },
  { weight: 2, arbitrary: fc.record({ do: constant('amend'), which, vol, away }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: constant('stop'), which, vol, away, isLimit: fc.boolean(), isReversing: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ do: constant('track'), symbol, side, vol, back: fc.integer({ min: 1, max: 200 }) }) },
  { weight: 2, arbitrary: fc.record({ do: constant('cancel'), which }) },
  { weight: 1, arbitrary: fc.record({ do: constant('reverse'), which }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: constant('margin'),
      which,
      type: fc.constantFrom<MarginChangeWord>('add', 'subtract'),
      amount: fc.integer({ min: 0, max: 40 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: constant('leverage'), leverage: fc.integer({ min: 1, max: 100 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('cancel-all' as const, 'close-all' as const) }) },
);

const deposits = { USDT: '10000', BTC: '1' } as const;
const symbolOf = { USDT: 'BTC_USDT', BTC: 'BTC_USD' } as const;

/** Steps an order may take; a final state is never left. */
const legalSteps: Readonly<Record<string, readonly OrderStateWord[]>> = {
  none: ['working', 'filled', 'cancelled', 'invalid'],
  working: ['working', 'filled', 'cancelled'],
};

/** What the account won and lost, kept from the fills that were told and from nothing else. */
class House {
  readonly paid: Record<string, DecimalText> = { USDT: '0', BTC: '0' };
  readonly events: string[] = [];
  readonly illegal: string[] = [];
  private readonly states = new Map<string, OrderStateWord>();
  private readonly versions = new Map<string, number>();

  constructor(exchange: Exchange) {
    exchange.listen((event) => {
      this.events.push(JSON.stringify(event));
      if (event.kind === 'deal') {
        const { order, fee, profit } = event.deal;
        const currency = exchange.accounts.settleCoin(order.symbol);
        this.paid[currency] = add(this.paid[currency] ?? '0', subtract(profit, fee));
      }
      if (event.kind === 'order') this.follow(event.order.orderId, event.order.state, event.order.version);
    });
  }

  private follow(orderId: string, state: OrderStateWord, version: number): void {
    const before = this.states.get(orderId) ?? 'none';
    if (!legalSteps[before]?.includes(state)) this.illegal.push(`${orderId}: ${before} to ${state}`);
    if (version <= (this.versions.get(orderId) ?? 0)) this.illegal.push(`${orderId}: version ${version} again`);
    this.states.set(orderId, state);
    this.versions.set(orderId, version);
  }
}

function run(commands: readonly Command[], positionMode: PositionModeWord, check: (exchange: Exchange, house: House) => void): House {
  const { exchange, market, clock, create, pass } = scriptedExchange({ positionMode });
  const house = new House(exchange);
  for (const step of commands) {
    try {
      perform(step);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
    check(exchange, house);
  }
  return house;

  function perform(step: Command): void {
    const near = (listed: string, steps: number): DecimalText =>
      add(exchange.listing(listed).fairPrice(exchange.nowSecond), multiply(steps, '0.1'));
    exchange.advance();
    switch (step.do) {
      case 'create':
        create({ ...step, vol: `${step.vol}`, price: near(step.symbol, step.away) });
        return;
      case 'plan': {
        const triggerPrice = near(step.symbol, step.away);
        const terms = { openType: 'isolated', leverage: 10, isReduceOnly: false, cycleHours: 24, trend: 'last' } as const;
        const trigger = { triggerPrice, triggerType: step.away > 0 ? 'at-or-above' : 'at-or-below', price: triggerPrice } as const;
        exchange.plans.place({ symbol: step.symbol, side: step.side, type: step.type, vol: `${step.vol}`, ...terms, ...trigger }, exchange);
        return;
      }
      case 'stop': {
        const position = exchange.positions.all()[step.which];
        if (position === undefined) return;
        const triggerPrice = near(position.symbol, step.away);
        const price = step.isLimit ? { orderPrice: triggerPrice } : {};
        const leg = { triggerPrice, trend: 'fair', vol: `${step.vol}`, isReversing: step.isReversing, ...price } as const;
        const isProfit = (position.side === 'long') === step.away > 0;
        const terms = { vol: leg.vol, volType: 'partial', volumes: 'same', isPriceProtected: false } as const;
        const { positionId } = position;
        exchange.stops.place({ positionId, ...terms, ...(isProfit ? { takeProfit: leg } : { stopLoss: leg }) }, exchange);
        return;
      }
      case 'track': {
        const terms = {
          leverage: 10,
          openType: 'isolated',
          positionMode,
          isReduceOnly: false,
          trend: 'last',
          backType: 'absolute',
        } as const;
        const backValue = multiply(step.back, '0.1');
        exchange.tracks.place({ symbol: step.symbol, side: step.side, vol: `${step.vol}`, backValue, ...terms }, exchange);
        return;
      }
      case 'cancel':
        exchange.cancelOrder(exchange.orders.working()[step.which]);
        return;
      case 'amend': {
        const order = exchange.orders.working()[step.which];
        if (order !== undefined) exchange.amendOrder(order, { vol: `${step.vol}`, price: near(order.symbol, step.away) });
        return;
      }
      case 'reverse': {
        const position = exchange.positions.all()[step.which];
        if (position !== undefined) reversePosition(exchange, { ...position, vol: position.holdVol });
        return;
      }
      case 'margin': {
        const position = exchange.positions.all()[step.which];
        const unit = position?.symbol === 'BTC_USD' ? '0.0001' : '1';
        if (position !== undefined) exchange.margins.change(position, step.type, multiply(step.amount, unit), exchange);
        return;
      }
      case 'leverage':
        exchange.changeLeverage('BTC_USDT', { side: 'long', openType: 'isolated', leverage: step.leverage });
        return;
      case 'cancel-all':
        exchange.cancelAllOrders();
        return;
      case 'close-all':
        closeAllPositions(exchange);
        return;
      case 'pass':
        market.at(clock.nowMs() / 1000 + 1, { ticks: step.ticks, lots: step.lots });
        pass(step.seconds);
    }
  }
}

function checkConserved(exchange: Exchange, house: House): void {
  for (const currency of ['USDT', 'BTC'] as const) {
    const balance = exchange.accounts.balance(currency, exchange.nowSecond);
    const parts = [balance.available, balance.frozen, balance.positionMargin];
    const wallet = parts.reduce<DecimalText>((sum, part) => add(sum, part), '0');
    // What the account has and what the house took or gave are the deposit, to the last digit.
    expect(subtract(wallet, house.paid[currency] ?? '0')).toBe(deposits[currency]);
    expect(balance.equity).toBe(add(wallet, balance.unrealised));
    expect([balance.frozen, balance.positionMargin].some(isNegative)).toBe(false);
    const held = exchange.positions.all().filter((position) => position.symbol === symbolOf[currency]);
    const opened = held.concat(exchange.positions.closed().filter((position) => position.symbol === symbolOf[currency]));
    const realised = opened.reduce<DecimalText>((sum, { closeProfit, fees }) => add(sum, subtract(closeProfit, fees)), '0');
    expect(realised).toBe(house.paid[currency]);
  }
}

function checkBook(exchange: Exchange): void {
  for (const listing of exchange.listings.values()) {
    listing.book.advance(exchange.nowMs);
    const [best] = listing.book.levels('ask');
    const [bid] = listing.book.levels('bid');
    expect(best?.ticks).toBeGreaterThan(bid?.ticks ?? 0);
  }
}

describe('conservation (reference 9.6 to 9.9)', () => {
  const runs = { numRuns: 200 };
  const commands = fc.array(command, { minLength: 15, maxLength: 60 });
  const mode = fc.constantFrom<PositionModeWord>('hedge', 'one-way');

  it('behavior: after any commands, deposits are wallets plus what the fills paid to the house, exactly; the book is never crossed', () => {
    fc.assert(
      fc.property(commands, mode, (steps, positionMode) => {
        run(steps, positionMode, (exchange, house) => {
          checkConserved(exchange, house);
          checkBook(exchange);
        });
      }),
      runs,
    );
  });

  it('behavior: no order leaves a final state, and each telling has a higher version', () => {
    fc.assert(
      fc.property(commands, mode, (steps, positionMode) => {
        expect(run(steps, positionMode, () => undefined).illegal).toEqual([]);
      }),
      runs,
    );
  });

  it('behavior: the same commands again give the same events, byte for byte', () => {
    fc.assert(
      fc.property(commands, mode, (steps, positionMode) => {
        const once = run(steps, positionMode, () => undefined).events;
        expect(run(steps, positionMode, () => undefined).events).toEqual(once);
      }),
      runs,
    );
  });
});
