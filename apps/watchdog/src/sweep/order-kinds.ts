import {
  orderCategoryCodes,
  sideCodes,
  type WireOrder,
  type WirePlanOrder,
  type WireStopOrder,
  type WireTrackOrder,
} from '@prate/mexc-protocol';
import type { MexcFuturesRest } from '@prate/mexc-rest';
import type { KindReport } from '../condition';
import type { AccountReader } from './account-reader';

/** Which orders go: those that open, or all of them, protection included. */
export type CancelChoice = 'opening' | 'all';

/** One kind of order: how it is read, what of it stays, how it goes. */
export interface OrderKind<Row> {
  readonly name: KindReport['kind'];
  readonly list: () => Promise<readonly Row[]>;
  readonly isKept: (row: Row) => boolean;
  /** By id. @returns how many cancels the venue took */
  readonly cancel: (rows: readonly Row[]) => Promise<number>;
  /** Without looking, closing ones too; absent where the venue has no such call that is safe to name. */
  readonly cancelAll?: () => Promise<void>;
}

/** As large as the venue takes (reference 5.8). */
const BATCH = 50;
const options = { timeoutMs: 4_000, lane: 'urgent' } as const;

/**
 * Orders of the book. To close positions, closing orders have to go as well: they hold the contracts.
 * Orders of a liquidation are the venue's own and stay in any case.
 */
export function bookOrders(rest: MexcFuturesRest, reader: AccountReader, cancels: CancelChoice, isClosing: boolean): OrderKind<WireOrder> {
  return {
    name: 'orders',
    list: () => reader.openOrders(),
    isKept: (order) => order.category !== orderCategoryCodes.toCode('normal') || (cancels === 'opening' && !isClosing && isReducing(order)),
    cancel: async (orders) => {
      let takenCount = 0;
      for (const batch of batches(orders)) {
        const results = await rest.private.cancelOrders({ orderIds: batch.map(({ orderId }) => orderId) }, options);
        takenCount += results.filter(({ errorCode }) => errorCode === 0).length;
      }
      return takenCount;
    },
    cancelAll: () => rest.private.cancelAllOrders({}, options),
  };
}

export function planOrders(rest: MexcFuturesRest, reader: AccountReader, cancels: CancelChoice): OrderKind<WirePlanOrder> {
  return {
    name: 'plan-orders',
    list: () => reader.waitingPlans(),
    isKept: (order) => cancels === 'opening' && isReducing(order),
    cancel: async (orders) => {
      for (const batch of batches(orders)) {
        await rest.private.cancelPlanOrders({ orders: batch.map(({ symbol, id }) => ({ symbol, orderId: id })) }, options);
      }
      return orders.length;
    },
    cancelAll: () => rest.private.cancelAllPlanOrders({}, options),
  };
}

/** The venue cancels them one by one, or by contract; a call for all of them is not documented (reference 5.12). */
export function trailingOrders(rest: MexcFuturesRest, reader: AccountReader, cancels: CancelChoice): OrderKind<WireTrackOrder> {
  return {
    name: 'trailing-orders',
    list: () => reader.liveTracks(),
    isKept: (order) => cancels === 'opening' && isReducing(order),
    cancel: async (orders) => {
      for (const { symbol, id } of orders) await rest.private.cancelTrackOrders({ symbol, trackOrderId: id }, options);
      return orders.length;
    },
  };
}

/** Take-profit / stop-loss orders: they protect, and go only where everything goes. */
export function stopOrders(rest: MexcFuturesRest, reader: AccountReader): OrderKind<WireStopOrder> {
  return {
    name: 'stop-orders',
    list: () => reader.waitingStops(),
    isKept: () => false,
    cancel: async (orders) => {
      for (const batch of batches(orders)) {
        await rest.private.cancelStopOrders({ stopPlanOrderIds: batch.map(({ id }) => id) }, options);
      }
      return orders.length;
    },
    cancelAll: () => rest.private.cancelAllStopOrders({}, options),
  };
}

const closingSides: readonly number[] = [sideCodes.toCode('close-long'), sideCodes.toCode('close-short')];

function isReducing({ side, reduceOnly }: { readonly side: number; readonly reduceOnly?: boolean }): boolean {
  return closingSides.includes(side) || reduceOnly === true;
}

function batches<Row>(rows: readonly Row[]): readonly (readonly Row[])[] {
  return Array.from({ length: Math.ceil(rows.length / BATCH) }, (_, at) => rows.slice(at * BATCH, (at + 1) * BATCH));
}
