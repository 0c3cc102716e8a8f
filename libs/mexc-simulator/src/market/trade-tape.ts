import { toNumber } from '@prate/execution-interface/decimal';
import type { SimulatedContract } from '../simulated-contract';
import type { Market, MarketPrint } from './market';
import { SeededNoise } from './seeded-noise';

const { floor } = Math;

/** One public trade. The sizes of a second's trades sum to its size, and the last stands at its price: candles and deals agree. */
export interface Trade {
  /** Rises with time; 11 digits. */
  readonly id: string;
  readonly ticks: number;
  readonly lots: number;
  readonly takerSide: 'buy' | 'sell';
  /** `O` of the wire: 1, 2 or 3 (reference 4.8). */
  readonly openFlag: number;
  readonly atMs: number;
}

const MOST_TRADES_PER_SECOND = 3;
/** Room for the ids of a second; more than it ever has trades. */
const IDS_PER_SECOND = 8;
/** A quiet market is looked back over this far. */
const LOOK_BACK_SECONDS = 20_000;
const COUNT_CHANNEL = 0;
const SIZE_CHANNEL = 10;
const SIDE_CHANNEL = 20;
const FLAG_CHANNEL = 30;

/** The trades of a market; where it does not know them its seconds are split. Like the market it is a function of time alone. */
export class TradeTape {
  private readonly noise: SeededNoise;

  constructor(
    { symbol }: Pick<SimulatedContract, 'symbol'>,
    private readonly market: Market,
    seed: number,
  ) {
    this.noise = new SeededNoise(seed, `${symbol} trades`);
  }

  /** Oldest first; none in a quiet second. */
  ofSecond(second: number): readonly Trade[] {
    const prints = this.market.prints?.(second);
    if (prints !== undefined) return prints.map((print, index) => this.told(print, second, index));
    const lots = this.market.tradedLots(second);
    if (lots === 0) return [];
    const ticks = this.market.priceTicks(second);
    const count = Math.min(lots, 1 + floor(this.noise.fraction(second, COUNT_CHANNEL) * MOST_TRADES_PER_SECOND));
    let left = lots;
    return Array.from({ length: count }, (_, index) => {
      // One lot is kept back for each trade that is still to come.
      const spare = left - (count - index);
      const size = index === count - 1 ? left : 1 + floor(spare * this.noise.fraction(second, SIZE_CHANNEL + index));
      left -= size;
      return this.told({ ticks, lots: size }, second, index);
    });
  }

  /** The last trades up to and including a second, newest first. */
  latest(throughSecond: number, count: number): readonly Trade[] {
    const trades: Trade[] = [];
    for (let back = 0; back < LOOK_BACK_SECONDS && trades.length < count; back += 1) {
      trades.push(...[...this.ofSecond(throughSecond - back)].reverse());
    }
    return trades.slice(0, count);
  }

  /** What the market does not say of a trade is made up. */
  private told({ ticks, lots, takerSide, id, atMs }: MarketPrint, second: number, index: number): Trade {
    return {
      id: id ?? String(second * IDS_PER_SECOND + index),
      ticks,
      lots,
      takerSide: takerSide ?? (this.noise.fraction(second, SIDE_CHANNEL + index) < 0.5 ? 'buy' : 'sell'),
      openFlag: 1 + floor(this.noise.fraction(second, FLAG_CHANNEL + index) * 3),
      atMs: atMs ?? second * 1000,
    };
  }
}

/** Mean size of a second in lots, at least one; where the market is recorded, a round number. */
export function meanLots({ liveliness, volUnit }: SimulatedContract): number {
  return liveliness.contractsPerSecond === 0 ? 100 : Math.max(1, liveliness.contractsPerSecond / toNumber(volUnit));
}
