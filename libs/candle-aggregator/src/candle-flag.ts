/** What is special about a candle; bits in storage, names outside. */
export const CandleFlag = Object.freeze({
  /** A gap that was filled. */
  Filled: 1,
  /** Observed through the running minute's pushes only. */
  ByPushes: 2,
  /** Missing units were added to observed volume. */
  Adjusted: 4,
  /** Observed and official data contradict each other. */
  Disputed: 8,
  /** A price or volume off the instrument's grid. */
  OffGrid: 16,
  /** The price moved and the volume is 0. */
  Volumeless: 32,
  /** The minute's average price lies outside its range. */
  VwapOutside: 64,
  /** The last, shorter bucket of a day. */
  Short: 128,
});

export type CandleFlagName = 'filled' | 'byPushes' | 'adjusted' | 'disputed' | 'offGrid' | 'volumeless' | 'vwapOutside' | 'short';

const NAMES: readonly CandleFlagName[] = ['filled', 'byPushes', 'adjusted', 'disputed', 'offGrid', 'volumeless', 'vwapOutside', 'short'];

/** The names of the bits that are set. */
export function flagNames(bits: number): CandleFlagName[] {
  return bits === 0 ? [] : NAMES.filter((_, index) => (bits & (1 << index)) !== 0);
}
