import {
  type DecimalText,
  type Denial,
  type Instrument,
  type PositionSide,
  type Protection,
  type ReadProtectionLeg,
  toTickPrice,
} from '@prate/execution-interface';
import type { ExecutionContext } from '../execution-context';
import { readReferencePrice } from '../queries/read-reference-price';
import { denial, gridDenial, messageOf } from './denials';
import { denyFiring, directionOfLeg } from './fires-at-once';

/** Legs whose prices are on the tick; at most two. */
export interface PreparedLegs {
  readonly takeProfit?: ReadProtectionLeg;
  readonly stopLoss?: ReadProtectionLeg;
}

export interface ProtectionToPrepare {
  readonly legs: Partial<Protection>;
  readonly positionSide: PositionSide;
  readonly instrument: Instrument;
  /** The price at which the position will be opened, where it is known: legs stand on both sides of it. */
  readonly orderPrice?: DecimalText;
  /** What guards a position goes out although the market cannot be read: the venue then decides. */
  readonly isGuarding?: boolean;
}

/** Prices on the tick, and on the side of the market that does not fire at once. Nothing is rounded. */
export async function prepareProtection(
  context: ExecutionContext,
  { legs, positionSide, instrument, orderPrice, isGuarding = false }: ProtectionToPrepare,
): Promise<PreparedLegs | { readonly denial: Denial }> {
  const prepared: { takeProfit?: ReadProtectionLeg; stopLoss?: ReadProtectionLeg } = {};
  for (const name of ['takeProfit', 'stopLoss'] as const) {
    const leg = legs[name];
    if (leg === undefined) continue;
    const price = toTickPrice(leg.price, instrument);
    if (!price.ok) return { denial: gridDenial(price.denial) };
    const limit = leg.limitPrice === undefined ? undefined : toTickPrice(leg.limitPrice, instrument);
    if (limit?.ok === false) return { denial: gridDenial(limit.denial) };
    const { symbol } = instrument;
    const at = orderPrice ?? (await tryReference(context, symbol, leg.reference));
    if (typeof at === 'object') {
      if (!isGuarding) return at;
    } else {
      const trigger = { direction: directionOfLeg(positionSide, name), price: price.price };
      const reference = orderPrice === undefined ? leg.reference : 'order-price';
      const reason = denyFiring(`${name} of ${symbol} ${positionSide}`, trigger, { at, reference });
      if (reason !== undefined) return { denial: reason };
    }
    prepared[name] = { price: price.price, reference: leg.reference, ...(limit === undefined ? {} : { limitPrice: limit.price }) };
  }
  return prepared;
}

/** The watched price, or the denial that there is none. */
export async function tryReference(
  context: ExecutionContext,
  symbol: string,
  reference: ReadProtectionLeg['reference'],
): Promise<DecimalText | { readonly denial: Denial }> {
  try {
    return await readReferencePrice(context, symbol, reference);
  } catch (error) {
    const code = reference === 'index' ? 'index-unavailable' : 'mark-unavailable';
    return { denial: denial(code, `trigger of ${symbol}: no ${reference} price to check it against: ${messageOf(error)}`, { reference }) };
  }
}
