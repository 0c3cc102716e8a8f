import type { Denial, DenialCode, PriceDenial, SizeDenial } from '@prate/execution-interface';

export function denial(code: DenialCode, message: string, context: Denial['context'] = {}): Denial {
  return { code, message, context };
}

/** A size or price off the grid, with the nearest legal values ready to show. */
export function gridDenial({ code, message, found, nearest }: SizeDenial | PriceDenial): Denial {
  return denial(code, message, { found, ...(nearest === undefined ? {} : { nearest }) });
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A value from outside, short enough for a message. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
  return String(value);
}
