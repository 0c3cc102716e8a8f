import type { MarketTrade } from '@prate/execution-interface';

/**
 * The trades of one second, each once: those of a stream by their id, those of a call (which have none) by the multiset of time, price, size
 * and side. A trade that both told is one, which is why a stream that merges trades must not be asked for (`compress: false`).
 */
export class SecondTrades {
  private readonly byId = new Map<string, MarketTrade>();
  /** Of a stream that gives no ids: each is one more. */
  private readonly nameless: MarketTrade[] = [];
  /** Of calls: per millisecond the longest list that one call told, in its order. */
  private readonly called = new Map<number, readonly MarketTrade[]>();

  /** @returns whether it is news */
  addStreamed(trade: MarketTrade): boolean {
    if (trade.id === undefined) {
      this.nameless.push(trade);
      return true;
    }
    if (this.byId.has(trade.id)) return false;
    this.byId.set(trade.id, trade);
    return true;
  }

  /** All that one call told of one millisecond, in its order. @returns whether it is news */
  addCalled(atMs: number, trades: readonly MarketTrade[]): boolean {
    if (trades.length <= (this.called.get(atMs)?.length ?? 0)) return false;
    const known = this.inOrder().length;
    this.called.set(atMs, trades);
    return this.inOrder().length !== known;
  }

  /** Those of the stream alone, first to last; all there are where it covered the second. */
  streamedInOrder(): readonly MarketTrade[] {
    return [...this.byId.values(), ...this.nameless].sort(byTimeAndId);
  }

  /** First to last: by time, then id. Where a call told all of a millisecond that the stream told, and more, in the order of the call. */
  inOrder(): readonly MarketTrade[] {
    const streamed = this.streamedInOrder();
    if (this.called.size === 0) return streamed;
    const moments = new Set([...streamed.map(({ atMs }) => atMs), ...this.called.keys()]);
    return [...moments]
      .sort((a, b) => a - b)
      .flatMap((atMs) =>
        joined(
          streamed.filter((trade) => trade.atMs === atMs),
          this.called.get(atMs) ?? [],
        ),
      );
  }
}

function joined(streamed: readonly MarketTrade[], called: readonly MarketTrade[]): readonly MarketTrade[] {
  const unmatched = new Map<string, number>();
  for (const trade of streamed) unmatched.set(keyOf(trade), (unmatched.get(keyOf(trade)) ?? 0) + 1);
  const extra = called.filter((trade) => {
    const left = unmatched.get(keyOf(trade)) ?? 0;
    if (left > 0) unmatched.set(keyOf(trade), left - 1);
    return left === 0;
  });
  const isToldByCall = [...unmatched.values()].every((left) => left === 0);
  return isToldByCall && extra.length > 0 ? called : [...[...streamed].sort(byTimeAndId), ...extra];
}

function keyOf({ price, contracts, takerSide }: MarketTrade): string {
  return `${price}|${contracts}|${takerSide}`;
}

function byTimeAndId(a: MarketTrade, b: MarketTrade): number {
  if (a.atMs !== b.atMs) return a.atMs - b.atMs;
  const [idA = '', idB = ''] = [a.id, b.id];
  // Ids are whole numbers too long for a double: the longer is the greater.
  if (idA.length !== idB.length) return idA.length - idB.length;
  return idA < idB ? -1 : idA > idB ? 1 : 0;
}
