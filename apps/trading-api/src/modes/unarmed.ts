import type { Denial } from '@prate/execution-interface';
import { QUERY_METHODS, type RiskGate } from '@prate/risk-gate';

/**
 * What passes while live trading is not armed: whatever changes nothing, cancels (they can only reduce), and the kill switch. A method that
 * is not on this list is taken for a trade, so that a new one cannot be forgotten.
 */
const PASSES: ReadonlySet<PropertyKey> = new Set<keyof RiskGate>([
  ...(QUERY_METHODS as ReadonlySet<keyof RiskGate>),
  'preview',
  'cancelOrder',
  'cancelOrders',
  'cancelAllOrders',
  'cancelConditionalOrder',
  'cancelAllConditionalOrders',
  'trip',
  'reset',
  'tradingState',
  'riskUse',
  'protection',
  'settled',
]);

/** The gate without its trades: each of them is denied as `live-not-armed`, before anything is looked at, and nothing is sent. */
export function unarmed(gate: RiskGate): RiskGate {
  return new Proxy(gate, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function' || name === 'constructor') return member;
      if (PASSES.has(name)) return (...args: unknown[]) => Reflect.apply(member, target, args) as unknown;
      return async (...args: unknown[]) => refusal(String(name), args);
    },
  });
}

function refusal(name: string, args: readonly unknown[]): object {
  const denial: Denial = {
    code: 'live-not-armed',
    message: `${name}: found live mode without LIVE_TRADING=armed, expected it armed: nothing was sent`,
    context: { what: name },
  };
  if (name === 'createProtectedOrder') {
    return { entry: { status: 'denied', denial }, stop: { status: 'none' }, protected: false, unprotectedMs: 0 };
  }
  if (Array.isArray(args[0])) return args[0].map(() => ({ status: 'denied', denial }));
  return { status: 'denied', denial };
}
