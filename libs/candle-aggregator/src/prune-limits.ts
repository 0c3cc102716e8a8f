import type { PrunePolicy } from './candle-store';

const DAY_S = 86_400;

/** Everything before this time may go; never anything of the newest day. Whole seconds, on whole hours. */
function limitS(nowMs: number, days: number, newestS: number): number {
  const beforeS = Math.floor(nowMs / 1000) - days * DAY_S;
  return Math.min(beforeS - (beforeS % 3_600), newestS - (newestS % DAY_S));
}

/** `newestS`: start of the newest row of the symbol and series. */
export function observedBeforeS({ nowMs, observedDays = 30 }: PrunePolicy, newestS: number): number {
  return limitS(nowMs, observedDays, newestS);
}

export function interpolatedBeforeS({ nowMs, interpolatedDays = 7 }: PrunePolicy, newestS: number): number {
  return limitS(nowMs, interpolatedDays, newestS);
}

export function packedBeforeS({ nowMs, packedDays = 30 }: PrunePolicy, newestS: number): number {
  return limitS(nowMs, packedDays, newestS);
}
