import type { MarketTrade } from '@prate/execution-interface';

const REMEMBERED = 10_000;

/** Which trades are news: each id once, of the last 10,000. A trade without an id is always news, as nothing tells it from another. */
export class TradeFilter {
  private readonly ids = new Set<string>();

  isNews({ id }: MarketTrade): boolean {
    if (id === undefined) return true;
    if (this.ids.has(id)) return false;
    this.ids.add(id);
    if (this.ids.size > REMEMBERED) {
      const [oldest] = this.ids;
      this.ids.delete(oldest as string);
    }
    return true;
  }
}
