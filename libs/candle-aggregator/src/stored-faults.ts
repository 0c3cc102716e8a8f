import type { CandleSeries } from './candle-series';
import type { StoredFault } from './candle-store';
import type { Minute } from './minute';
import type { ScaledPrice } from './scaled-number';
import { DEFAULT_SERIES, type SeriesName } from './series-name';
import { checkMinuteInvariants } from './testing/candle-invariants';

const MAX_FAULTS = 100;
const CHECKED: ReadonlySet<string> = new Set(['E1', 'E2', 'E3', 'E4', 'E5', 'E7', 'E8', 'E9']);

/** Faults as they are found: the first hundred, and how many there are. */
export class FaultList {
  private readonly faults: StoredFault[] = [];
  private count = 0;

  add(found: readonly StoredFault[]): void {
    this.count += found.length;
    this.faults.push(...found.slice(0, MAX_FAULTS - this.faults.length));
  }

  result(): { readonly faults: readonly StoredFault[]; readonly faultCount: number } {
    return { faults: this.faults, faultCount: this.count };
  }
}

/** Where the 60 seconds of a final minute do not make it up (candle rules, E1 to E9). */
export function secondsFaults(
  minute: Minute,
  previousClose: ScaledPrice | undefined,
  seconds: CandleSeries,
  series: SeriesName = DEFAULT_SERIES,
): StoredFault[] {
  return checkMinuteInvariants(minute, previousClose, seconds, 0, series)
    .filter(({ invariant }) => CHECKED.has(invariant))
    .map(({ invariant, message }) => ({
      code: 'invariant',
      timestamp: minute.openTimeS * 1000,
      found: message,
      expected: `${invariant} to hold for the seconds of the minute`,
    }));
}
