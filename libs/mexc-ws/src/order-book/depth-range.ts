import type { WirePushDepth } from '@prate/mexc-protocol';

/** What a push means for a book that stands at version `last`: it is old, it follows, or something is missing before it. */
export type DepthFit = 'old' | 'next' | 'gap';

/** Versions a push covers; one without a range covers its own version alone. */
export function rangeOf({ begin, end, version }: WirePushDepth): { readonly begin: number; readonly end: number } {
  if (begin !== undefined && end !== undefined) return { begin, end };
  const only = version as number;
  return { begin: only, end: only };
}

/** The rule of reference 8.10. A snapshot often falls inside a range: overlapping is safe, because sizes are absolute. */
export function fitOf(push: WirePushDepth, last: number): DepthFit {
  const { begin, end } = rangeOf(push);
  if (end <= last) return 'old';
  return begin <= last + 1 ? 'next' : 'gap';
}
