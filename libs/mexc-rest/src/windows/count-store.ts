/** A window in which a request needs a place: at most `count` requests of this key in any `windowMs`. */
export interface CountedWindow {
  /** What is counted together, for example `create-order` of one account. */
  readonly key: string;
  readonly count: number;
  readonly windowMs: number;
}

/** A place in each of the windows asked for. Tell it, once, how the request ended. */
export interface TakenPlace {
  /** The answer is there, or will never come: from now on the venue has counted it. */
  settle(): void;
  /** Nothing left: the place is free again. */
  giveBack(): void;
}

export type PlaceAnswer =
  | { readonly isTaken: true; readonly place: TakenPlace }
  /** `fullKey` has no place for `freeInMs` at most. */
  | { readonly isTaken: false; readonly fullKey: string; readonly freeInMs: number };

/**
 * Counts requests in windows. All who share a budget share a store: one key or one address, in one process or in several.
 *
 * A place is held until `windowMs` after the answer came. The venue counts when a request *arrives*, somewhere between leaving and answer;
 * holding it from the answer keeps its window, too, however long the way there was.
 */
export interface CountStore {
  /** Takes a place in every one of these windows, or in none. */
  take(windows: readonly CountedWindow[]): Promise<PlaceAnswer>;
  /** The same, of a store that need not ask anybody. */
  takeNow?(windows: readonly CountedWindow[]): PlaceAnswer;
  /** How many places of this window are held. */
  held(window: Pick<CountedWindow, 'key' | 'windowMs'>): Promise<number>;
}
