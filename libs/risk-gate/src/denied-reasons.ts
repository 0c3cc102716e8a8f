import type { CreateOrder, DecimalText, Denial, DenialCode, Instrument, PriceDenial, SizeDenial } from '@prate/execution-interface';
import { divide } from '@prate/execution-interface/decimal';

/** The only reasons this gate denies for, beside those of size and price. A new reason is a new row here. */
export type GateDenialCode = Extract<
  DenialCode,
  | 'input-invalid'
  | 'symbol-unknown'
  | 'not-sent'
  | 'not-connected'
  | 'market-ceiling-not-enabled'
  | 'intent-unknown'
  | 'client-order-id-reused'
  | 'position-not-found'
  | 'position-too-small'
  | 'mark-unavailable'
  | 'index-unavailable'
  | 'read-only'
  | 'trading-halted'
  | 'trading-reducing'
  | 'trading-state-unknown'
  | 'not-healthy'
  | 'account-stale'
  | 'symbol-not-allowed'
  | 'side-not-allowed'
  | 'max-order-notional'
  | 'max-position'
  | 'max-total-notional'
  | 'max-leverage'
  | 'max-open-orders'
  | 'price-collar'
  | 'price-band'
  | 'order-rate'
  | 'daily-loss'
>;

export function denial(code: GateDenialCode, message: string, context: Denial['context']): Denial {
  return { code, message, context };
}

/** A size or price off the grid, with the nearest legal values ready to show. */
export function gridDenial({ code, message, found, nearest }: SizeDenial | PriceDenial): Denial {
  return { code, message, context: { found, ...(nearest === undefined ? {} : { nearest }) } };
}

export function markUnavailable({ symbol, type }: CreateOrder, problem = 'none was given'): Denial {
  return denial(
    'mark-unavailable',
    `mark of ${symbol}: a ${type} order cannot be judged without one, and it could not be had: ${problem}`,
    {
      symbol,
      problem,
    },
  );
}

/** A settle currency that the limits do not speak of. */
export function noLimit(
  code: GateDenialCode,
  limit: string,
  { symbol, settleCurrency }: Pick<Instrument, 'symbol' | 'settleCurrency'>,
): Denial {
  return denial(
    code,
    `${limit} of ${symbol}: found no limit for the settle currency ${settleCurrency}, expected one in ${limit}, or in maxOrderNotional`,
    { symbol, settleCurrency, limit },
  );
}

/** Money as people read it; comparisons are made before. */
export function shown(amount: DecimalText): DecimalText {
  return divide(amount, 1, 12);
}
