import type { CreateOrder, Denial, DenialCode, PriceDenial, SizeDenial } from '@prate/execution-interface';

/** The only reasons this gate denies for, beside those of size and price. A new reason is a new row here. */
export type GateDenialCode = Extract<
  DenialCode,
  'input-invalid' | 'symbol-unknown' | 'not-sent' | 'max-order-notional' | 'mark-unavailable'
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
