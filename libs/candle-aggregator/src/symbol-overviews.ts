import type { SymbolOverview } from './candle-store';
import type { DifferenceKind } from './settle-minute';

/** What a store counts of one symbol. Times in whole seconds, `null` where there is none. */
export interface SymbolCount {
  readonly symbol: string;
  readonly firstS: number;
  readonly newestFinalS: number | null;
  /** Final minutes of the stretch. */
  readonly finals: number;
}

export interface DisputeCount {
  readonly symbol: string;
  readonly kind: DifferenceKind;
  readonly count: number;
}

/** Overviews of what was counted in `[startS, endS)`, on whole minutes; `endS` is over for good. */
export function symbolOverviews(
  counts: readonly SymbolCount[],
  disputes: readonly DisputeCount[],
  { startS, endS }: { readonly startS: number; readonly endS: number },
): SymbolOverview[] {
  const disputedOf = new Map<string, Partial<Record<DifferenceKind, number>>>();
  for (const { symbol, kind, count } of disputes) disputedOf.set(symbol, { ...disputedOf.get(symbol), [kind]: count });
  return counts
    .map(({ symbol, firstS, newestFinalS, finals }) => ({
      symbol,
      ...(newestFinalS === null ? {} : { finalUntilMs: (newestFinalS + 60) * 1000 }),
      missingMinutes: Math.max(0, (endS - Math.max(startS, firstS)) / 60 - finals),
      disputed: disputedOf.get(symbol) ?? {},
    }))
    .sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
}
