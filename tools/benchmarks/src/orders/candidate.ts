/** One way to place an order. */
export interface Candidate {
  readonly name: string;
  /** Places one and resolves when its outcome is settled. @throws for anything but acceptance, so that refusals are not taken for speed */
  place(): Promise<void>;
  /** Cancels what works, outside of the measured time. */
  tidy(): Promise<void>;
  close(): Promise<void>;
}

/** The order that everybody places: it rests far below the market. */
export const RESTING = { symbol: 'BTC_USDT', price: '60000', contracts: '1', leverage: 20 } as const;

/** Contracts of the benchmark: the usual one first, then copies of it. */
export function symbolAt(at: number): string {
  return at === 0 ? RESTING.symbol : `B${at}_USDT`;
}
