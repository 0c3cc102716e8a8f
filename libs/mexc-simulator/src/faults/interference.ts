import type { Exchange } from '../exchange/exchange';
import type { OrderFate } from '../exchange/order-fate';
import type { ClockSkew } from './clock-skew';
import { distortData } from './distort-data';
import type { StruckBy } from './fault-plan';
import { type FaultEffect, faultRow } from './fault-rows';
import type { OrderVeil } from './order-veil';

/** How a fault changes a request that is carried out. */
export interface Interference {
  /** The fault itself; absent where none strikes. */
  readonly struckBy?: StruckBy;
  /** Happens after the request was let in, before it is carried out. */
  readonly before?: () => void;
  readonly fate?: OrderFate;
  /** What the envelope's `data` becomes. */
  readonly adjust?: (data: unknown) => unknown;
}

/** What faults reach into. */
export interface FaultReach {
  readonly exchange: Exchange;
  readonly veil: OrderVeil;
  readonly skew: ClockSkew;
}

const DEFAULT_WHILE_MS = 2_000;

/** What the fault does inside; nothing for one that only concerns the wire. */
export function interferenceOf(struckBy: StruckBy, reach: FaultReach): Interference {
  return { struckBy, ...insideOf(struckBy, reach) };
}

function insideOf({ name, options }: StruckBy, reach: FaultReach): Interference {
  const { answer, effect } = faultRow(name);
  if (answer.kind === 'distorted') {
    const { minuteMs } = options;
    const context = () => ({ nowSecond: reach.exchange.nowSecond, ...(minuteMs === undefined ? {} : { minuteMs }) });
    return { adjust: (data) => distortData(answer.how, data, context()) };
  }
  return effect === undefined ? {} : effects[effect](options, reach);
}

type Effect = (options: StruckBy['options'], reach: FaultReach) => Interference;

const effects: Readonly<Record<FaultEffect, Effect>> = {
  // A matter of the wire: see http/struck-request.ts.
  'answer-late': () => ({}),
  'accept-late': () => ({}),
  'arrive-late': () => ({}),
  'order-invisible': ({ delayMs = DEFAULT_WHILE_MS }, { exchange, veil }) => ({
    adjust: (data) => {
      for (const orderId of orderIdsIn(data)) veil.hide(orderId, exchange.nowMs + delayMs);
      return data;
    },
  }),
  'order-invalid': ({ reason = 'param-invalid' }) => ({ fate: { invalidBy: reason } }),
  'order-partly-filled': ({ reason = 'system-cancel' }) => ({ fate: { halvedBy: reason } }),
  'fill-before-cancel': () => ({ fate: { fillOnCancel: 'denied' } }),
  'fill-despite-cancel': () => ({ fate: { fillOnCancel: 'hidden' } }),
  'duplicate-answered': () => ({ fate: { onDuplicate: 'answer' } }),
  'duplicate-placed': () => ({ fate: { onDuplicate: 'second-order' } }),
  'contract-delisted': ({ symbol = '' }, { exchange }) => ({ before: () => exchange.changeContract(symbol, { state: 3 }) }),
  'contract-closed-to-api': ({ symbol = '' }, { exchange }) => ({ before: () => exchange.changeContract(symbol, { apiAllowed: false }) }),
  'position-mode-changed': (_options, { exchange }) => ({
    before: () => exchange.changePositionMode(exchange.positionMode === 'hedge' ? 'one-way' : 'hedge'),
  }),
  'leverage-changed': ({ symbol = '', leverage = 1 }, { exchange }) => ({
    before: () => {
      const settings = exchange.leverages.settings(exchange.listing(symbol));
      for (const setting of settings) exchange.changeLeverage(symbol, { ...setting, leverage });
    },
  }),
  'position-liquidated': ({ symbol = '', side = 'long' }, { exchange }) => ({
    before: () => {
      const position = exchange.positions.find(exchange.listing(symbol).contract.symbol, side);
      if (position !== undefined) exchange.liquidation.force(position, exchange.nowSecond);
    },
  }),
  'funding-settled': ({ symbol = '' }, { exchange }) => ({
    before: () => exchange.funding.settleNow(exchange.listing(symbol), exchange.nowSecond),
  }),
  'book-frozen': ({ symbol = '', delayMs = DEFAULT_WHILE_MS }, { exchange }) => ({
    before: () => exchange.listing(symbol).book.freezeUntil(exchange.nowMs + delayMs),
  }),
  'book-crossed': ({ symbol = '', delayMs = DEFAULT_WHILE_MS }, { exchange }) => ({
    before: () => exchange.listing(symbol).book.crossUntil(exchange.nowMs + delayMs),
  }),
  'clock-skewed': ({ skewMs = 0 }, { skew }) => ({ before: () => skew.set(skewMs) }),
};

/** Of an answer to a new order or a batch; ids may be bare numbers. */
function orderIdsIn(data: unknown): readonly string[] {
  const rows: readonly unknown[] = Array.isArray(data) ? data : [data];
  return rows.flatMap((row) => {
    const { orderId } = row as { readonly orderId?: unknown };
    return orderId === null || orderId === undefined ? [] : [String(orderId)];
  });
}
