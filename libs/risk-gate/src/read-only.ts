import type { Denial, ExecutionInterface } from '@prate/execution-interface';
import { denial } from './denied-reasons';

/** Methods of an `ExecutionInterface` that change nothing. One that is not on this list is taken for a change, so that a new one cannot be forgotten. */
export const QUERY_METHODS: ReadonlySet<PropertyKey> = new Set<keyof ExecutionInterface>([
  'connect',
  'disconnect',
  'health',
  'watchEvents',
  'getOrder',
  'getOpenOrders',
  'getPositions',
  'getPosition',
  'getBalance',
  'getBalances',
  'getLeverage',
  'getPositionMode',
  'getMaxContracts',
  'getPlanOrders',
  'getStopOrders',
  'getTrailingOrders',
  'getFeeRates',
  'getOrderHistory',
  'getTradeHistory',
  'getPositionHistory',
  'getFundingHistory',
  'getTransferHistory',
]);

export function readOnlyDenial(what: string): Denial {
  return denial('read-only', `${what}: nothing that changes anything is let through in read-only mode, expected a query`, { what });
}

/** `over` with its queries only: every other method answers `denied` and calls nothing, whoever asks. */
export function readOnly(over: ExecutionInterface): ExecutionInterface {
  return new Proxy(over, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      if (QUERY_METHODS.has(name)) return (...args: unknown[]) => Reflect.apply(member, target, args) as unknown;
      return async (...args: unknown[]) => refusal(String(name), args);
    },
  });
}

/** As much of a denied outcome as each command's has. */
function refusal(name: string, args: readonly unknown[]): object {
  const reason = readOnlyDenial(name);
  if (name === 'cancelOrder') return { status: 'denied', orderId: String(args[1]), denial: reason };
  if (Array.isArray(args[0]) && name === 'createOrders') return args[0].map(() => ({ status: 'denied', denial: reason }));
  if (Array.isArray(args[1]) && name === 'cancelOrders') {
    return args[1].map((orderId: unknown) => ({ status: 'denied', orderId: String(orderId), denial: reason }));
  }
  return { status: 'denied', denial: reason };
}
