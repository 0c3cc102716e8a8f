import { deepStrictEqual, fail, ok, strictEqual } from 'node:assert';
import type { CreateOrder } from '../../commands';
import { type DecimalText, add, compare, decimal, divide, maximum, multiply, roundToStep, subtract } from '../../decimal';
import { type PositionSide, isFinalStatus } from '../../enums';
import type { ExecutionInterface } from '../../execution-interface';
import type { Instrument } from '../../instrument';
import type { Order } from '../../order';
import type { CreateOrderOutcome } from '../../outcome';
import type { Position } from '../../position';
import type { ExecutionVenue } from './execution-venue';

/** Leverage of every order that says nothing else; every contract has it. */
export const LEVERAGE = 5;
const RESTS_BELOW = '0.96';
const STEP_MS = 1_000;
const MOST_STEPS = 20;

type Overrides = Readonly<Record<string, unknown>>;
type Accepted = Extract<CreateOrderOutcome, { status: 'accepted' }>;

/** A venue, and the orders that the cases give it. */
export class Desk {
  readonly execution: ExecutionInterface;
  readonly instrument: Instrument;
  readonly symbol: string;

  constructor(readonly venue: ExecutionVenue) {
    this.execution = venue.execution;
    this.instrument = venue.instrument;
    this.symbol = venue.instrument.symbol;
  }

  async connect(): Promise<void> {
    deepStrictEqual(await this.execution.connect(), { ok: true, problems: [] });
  }

  /** So many smallest orders, contracts. */
  lots(count: number): DecimalText {
    return multiply(maximum(this.instrument.minContracts, this.instrument.contractStep), count);
  }

  /** On the tick, so far from the last price. */
  price(share: DecimalText): DecimalText {
    return roundToStep(multiply(this.venue.lastPrice(), share), this.instrument.tickSize, 'down');
  }

  /** A market order that opens ten lots. Fields that are undefined are left out. */
  opening(overrides: Overrides = {}): CreateOrder {
    const base = { symbol: this.symbol, side: 'buy', effect: 'open', type: 'market', leverage: LEVERAGE, marginMode: 'isolated' };
    const isSized = ['quantity', 'contracts', 'quoteQuantity'].some((field) => field in overrides);
    return written({ ...base, ...(isSized ? {} : { contracts: this.lots(10) }), ...overrides });
  }

  /** A limit order that rests below the market. */
  resting(overrides: Overrides = {}): CreateOrder {
    return this.opening({ type: 'limit', price: this.price(RESTS_BELOW), ...overrides });
  }

  /** A market order that closes ten lots of the long. */
  closing(overrides: Overrides = {}): CreateOrder {
    return this.opening({ side: 'sell', effect: 'close', leverage: undefined, marginMode: undefined, ...overrides });
  }

  async accept(command: CreateOrder): Promise<Accepted> {
    const outcome = await this.execution.createOrder(command);
    if (outcome.status === 'accepted') return outcome;
    return fail(`found ${outcome.status} ${JSON.stringify(outcome)}, expected accepted: ${JSON.stringify(command)}`);
  }

  /** Gives the order and waits until nothing happens to it any more. */
  async trade(command: CreateOrder): Promise<Order> {
    const { order } = await this.accept(command);
    return this.final(order.orderId);
  }

  async read(orderId: string): Promise<Order> {
    return (await this.execution.getOrder(orderId, this.symbol)) ?? fail(`found no order ${orderId}, expected one`);
  }

  final(orderId: string): Promise<Order> {
    return this.until(async () => {
      const order = await this.read(orderId);
      return isFinalStatus(order.status) ? order : undefined;
    }, `order ${orderId} in a final state`);
  }

  /** Asks again, letting time pass, until there is an answer. */
  async until<Answer>(ask: () => Promise<Answer | undefined>, waitedFor: string): Promise<Answer> {
    for (let step = 0; step < MOST_STEPS; step += 1) {
      const answer = await ask();
      if (answer !== undefined) return answer;
      await this.venue.pass(STEP_MS);
    }
    return fail(`waited for ${waitedFor}`);
  }

  /** Contracts held on that side: what the port says. */
  async held(side: PositionSide): Promise<DecimalText> {
    return (await this.execution.getPosition(this.symbol, side))?.contracts ?? '0';
  }

  async position(side: PositionSide): Promise<Position> {
    return (await this.execution.getPosition(this.symbol, side)) ?? fail(`found no ${side} position, expected one`);
  }

  /** Nothing was made, and nothing is held. */
  async expectNothing(): Promise<void> {
    strictEqual(this.venue.ordersMade(), 0, 'orders at the venue');
    deepStrictEqual(await this.execution.getPositions(), []);
  }
}

export function expectNear(found: DecimalText, expected: DecimalText, what: string): void {
  const difference = subtract(found, expected);
  const allowed = add(multiply(compare(expected, '0') < 0 ? multiply(expected, -1) : expected, '0.0000001'), '0.00000001');
  ok(compare(difference, allowed) <= 0 && compare(difference, multiply(allowed, -1)) >= 0, `${what}: found ${found}, expected ${expected}`);
}

/** Value of so many contracts at that price, settle currency. */
export function valueAt({ kind, contractSize }: Instrument, contracts: DecimalText, price: DecimalText): DecimalText {
  const size = multiply(contracts, contractSize);
  return kind === 'linear' ? multiply(size, price) : divide(size, price, 20);
}

/** Every amount is canonical decimal text, every id is text. */
export function checkCanonical(value: unknown, place = 'value'): void {
  if (Array.isArray(value)) value.forEach((inner, index) => checkCanonical(inner, `${place}[${index}]`));
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      if (/Id$/.test(key)) ok(typeof inner === 'string' && inner.length > 0, `${place}.${key}: found ${String(inner)}, expected text`);
      else checkCanonical(inner, `${place}.${key}`);
    }
  } else if (typeof value === 'string' && /^[+-]?[\d.]+(e[+-]?\d+)?$/i.test(value)) strictEqual(value, decimal(value), place);
  else if (typeof value === 'number') ok(Number.isFinite(value), `${place}: found ${value}`);
}

function written(fields: Overrides): CreateOrder {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as unknown as CreateOrder;
}
