/** Something that looks at every second as it passes: what waits for a price, an hour or a loss. */
export interface SecondWatcher {
  /** Whether a second can change anything for it; seconds that nobody watches are passed over. */
  isWatching(): boolean;
  /** Does what falls into this second; the exchange's present is the second while it looks. */
  look(second: number): void;
}
