import type { DecimalText } from '@prate/execution-interface/decimal';
import type { PositionModeWord, StopStateWord, TrackStateWord, TrendWord } from '@prate/mexc-protocol';
import * as fc from 'fast-check';
import { leg, triggerDesk } from '../../test/trigger-desk';
import { Refusal } from './refusal';

type Command =
  | {
      do: 'open';
      side: 'open-long' | 'open-short';
      type: 'market' | 'limit';
      vol: number;
      above: number;
      below: number;
      isAttached: boolean;
    }
  | { do: 'stop'; which: number; vol: number; above: number; below: number; isWhole: boolean; isLimit: boolean; isProtected: boolean }
  | { do: 'track'; side: 'open-long' | 'close-long' | 'open-short' | 'close-short'; vol: number; back: number; active: number }
  | { do: 'plan'; side: 'open-long' | 'open-short'; vol: number; above: number; below: number }
  | { do: 'change' | 'cancel' | 'close'; which: number; above: number; below: number }
  | { do: 'move'; trend: TrendWord | 'all'; ticks: number };

const word = <Word extends string>(...words: Word[]) => fc.constantFrom(...words);
const vol = fc.integer({ min: 1, max: 30 });
/** Tenths, away from the price. */
const away = fc.integer({ min: 1, max: 300 });
const which = fc.nat(4);

const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: word('open'),
      side: word('open-long', 'open-short'),
      type: word('market', 'limit'),
      vol,
      above: away,
      below: away,
      isAttached: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: word('stop'),
      which,
      vol,
      above: away,
      below: away,
      isWhole: fc.boolean(),
      isLimit: fc.boolean(),
      isProtected: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: word('track'),
      side: word('open-long', 'close-long', 'open-short', 'close-short'),
      vol,
      back: fc.integer({ min: 1, max: 40 }),
      active: fc.integer({ min: -200, max: 200 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: word('plan'), side: word('open-long', 'open-short'), vol, above: away, below: away }) },
  { weight: 2, arbitrary: fc.record({ do: word('change', 'cancel', 'close'), which, above: away, below: away }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: word('move'),
      trend: word('last', 'fair', 'index', 'all', 'all'),
      ticks: fc.integer({ min: 649_500, max: 650_500 }),
    }),
  },
);

/** Steps that a record may take; a final state is never left. */
const legalStops: Readonly<Record<string, readonly StopStateWord[]>> = {
  none: ['untriggered'],
  untriggered: ['untriggered', 'cancelled', 'executed', 'invalid', 'failed'],
};
const legalTracks: Readonly<Record<string, readonly TrackStateWord[]>> = {
  none: ['inactive', 'active'],
  inactive: ['inactive', 'active', 'cancelled'],
  active: ['active', 'executed', 'failed', 'cancelled'],
};

function run(commands: readonly Command[], positionMode: PositionModeWord) {
  const desk = triggerDesk({ positionMode, lotsPerSecond: 7, contract: { triggerProtect: '0.0005' } });
  const { exchange } = desk;
  const byHand = new Set<string>();
  const illegal: string[] = [];
  const states = new Map<string, string>();
  const follow = (kind: string, id: string, state: string, legal: Readonly<Record<string, readonly string[]>>): void => {
    const before = states.get(`${kind} ${id}`) ?? 'none';
    if (legal[before]?.includes(state) !== true) illegal.push(`${kind} ${id}: ${before} to ${state}`);
    states.set(`${kind} ${id}`, state);
  };
  exchange.listen((event) => {
    if (event.kind === 'stop-order') follow('stop', event.stop.stopOrderId, event.stop.state, legalStops);
    if (event.kind === 'track-order') follow('track', event.track.trackOrderId, event.track.state, legalTracks);
  });
  for (const step of commands) {
    try {
      perform(step);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
  return { exchange, illegal, byHand, told: desk.told };

  function at(tenths: number): DecimalText {
    const ticks = Math.round(Number(exchange.listing('BTC_USDT').lastPrice(exchange.nowSecond)) * 10) + tenths;
    return String(ticks / 10) as DecimalText;
  }

  function legs(isLong: boolean, { above, below }: { above: number; below: number }, size: string) {
    const [up, down] = [leg(at(above), { vol: size as DecimalText }), leg(at(-below), { vol: size as DecimalText })];
    return isLong ? { takeProfit: up, stopLoss: down } : { takeProfit: down, stopLoss: up };
  }

  function perform(step: Command): void {
    exchange.advance();
    const size = 'vol' in step ? (String(step.vol) as DecimalText) : '1';
    switch (step.do) {
      case 'open': {
        const price = step.type === 'limit' ? { price: at(step.side === 'open-long' ? -5 : 5) } : {};
        const stops = step.isAttached ? { stops: { ...legs(step.side === 'open-long', step, size), isPriceProtected: false } } : {};
        byHand.add(desk.create({ side: step.side, type: step.type, vol: size, ...price, ...stops }).orderId);
        return;
      }
      case 'stop': {
        const position = exchange.positions.all()[step.which];
        if (position === undefined) return;
        const pair = legs(position.side === 'long', step, size);
        const takeProfit = step.isLimit ? { ...pair.takeProfit, orderPrice: pair.takeProfit.triggerPrice } : pair.takeProfit;
        const volType = step.isWhole ? 'whole-position' : 'partial';
        desk.place(position.positionId, { ...pair, takeProfit, volType, vol: size, isPriceProtected: step.isProtected });
        return;
      }
      case 'track': {
        const active = step.active > 100 ? { activePrice: at(step.side.endsWith('long') ? -step.active : step.active) } : {};
        const request = {
          symbol: 'BTC_USDT',
          leverage: 5,
          openType: 'isolated',
          positionMode,
          isReduceOnly: false,
          trend: 'last',
        } as const;
        const terms = { backType: 'absolute', backValue: String(step.back) as DecimalText, vol: size } as const;
        exchange.tracks.place({ ...request, ...terms, ...active, side: step.side }, exchange);
        return;
      }
      case 'plan': {
        const terms = { openType: 'isolated', leverage: 5, isReduceOnly: false, cycleHours: 24, trend: 'last', type: 'market' } as const;
        const trigger = { triggerPrice: at(-3), triggerType: 'at-or-below' } as const;
        const stops = { ...legs(step.side === 'open-long', step, size), isPriceProtected: false };
        exchange.plans.place({ symbol: 'BTC_USDT', side: step.side, vol: size, ...terms, ...trigger, stops }, exchange);
        return;
      }
      case 'change': {
        const stop = exchange.stops.waiting()[step.which];
        if (stop === undefined) return;
        exchange.stops.changePrices(stop, legs(stop.positionSide === 'long', step, '1'), exchange);
        return;
      }
      case 'cancel': {
        const [stop, track] = [exchange.stops.waiting()[step.which], exchange.tracks.live()[step.which]];
        if (stop !== undefined) exchange.stops.cancel(stop, exchange.nowMs);
        if (track !== undefined) exchange.tracks.cancel(track, exchange.nowMs);
        return;
      }
      case 'close': {
        const position = exchange.positions.all()[step.which];
        if (position === undefined) return;
        byHand.add(desk.create({ side: `close-${position.side}`, vol: position.holdVol, leverage: undefined }).orderId);
        return;
      }
      case 'move':
        desk.tick(step.ticks, step.trend);
    }
  }
}

describe('whatever is triggered', () => {
  const commands = fc.array(command, { minLength: 15, maxLength: 80 });
  const mode = word<PositionModeWord>('hedge', 'one-way');
  const runs = { numRuns: 150 };
  let fired = 0;

  it('behavior: each order that nobody sent is the one order of one record', () => {
    fc.assert(
      fc.property(commands, mode, (steps, positionMode) => {
        const { exchange, byHand } = run(steps, positionMode);
        const { stops, tracks, plans } = exchange;
        const named = [
          ...stops.all().map(({ placeOrderId }) => placeOrderId),
          ...[...tracks.all(), ...plans.all()].map(({ orderId }) => orderId),
        ];
        const children = named.filter((id) => id !== '0');
        const unsent = exchange.orders
          .all()
          .map(({ orderId }) => orderId)
          .filter((id) => !byHand.has(id));
        expect([...children].sort()).toEqual([...unsent].sort());
        expect(new Set(children).size).toBe(children.length);
        for (const stop of stops.all()) expect(stop.placeOrderId !== '0').toBe(stop.state === 'executed');
        for (const track of tracks.all()) expect(track.orderId !== '0').toBe(track.state === 'executed');
        fired += children.length;
      }),
      runs,
    );
    expect(fired).toBeGreaterThan(runs.numRuns);
  });

  it('behavior: no final state is left, and what waits belongs to a position that is held', () => {
    fc.assert(
      fc.property(commands, mode, (steps, positionMode) => {
        const { exchange, illegal } = run(steps, positionMode);
        expect(illegal).toEqual([]);
        for (const stop of exchange.stops.waiting()) expect(exchange.positions.byPositionId(stop.positionId)).toBeDefined();
      }),
      runs,
    );
  });

  it('behavior: the same commands again tell the same, byte for byte', () => {
    fc.assert(
      fc.property(commands, mode, (steps, positionMode) => {
        expect(run(steps, positionMode).told).toEqual(run(steps, positionMode).told);
      }),
      runs,
    );
  });
});
