import type { FundingRates } from './funding-rates';
import type { Market } from './market';
import { SeededNoise } from './seeded-noise';

// Bound once, as in seeded-noise.ts.
const { floor, max, round } = Math;

const CHANNEL = 0;
/** The index wanders this slowly around the path, and this far at most, as a fraction. */
const STEP_SECONDS = 15;
const WIDTH = 0.0002;

/**
 * Index and fair price, in ticks. A market that knows them says so; otherwise the index stands a little beside the path, and the fair
 * price stands off the index by the funding that is still to come: rate × remaining part of the cycle. Both are functions of time alone.
 */
export class ReferencePrices {
  private readonly noise: SeededNoise;
  /** The last lattice cell. Only a memo; the answer does not depend on it. */
  private cell = { index: Number.NaN, left: 0, right: 0 };

  constructor(
    word: string,
    private readonly market: Market,
    private readonly funding: FundingRates,
    seed: number,
  ) {
    this.noise = new SeededNoise(seed, `${word} index`);
  }

  indexTicks(second: number): number {
    const known = this.market.indexTicks?.(second);
    if (known !== undefined) return known;
    return max(1, round(this.market.priceTicks(second) * (1 + this.premium(second))));
  }

  fairTicks(second: number): number {
    const known = this.market.fairTicks?.(second);
    if (known !== undefined) return known;
    const basis = this.funding.rateNumber(second) * this.funding.remainingPart(second);
    return max(1, round(this.indexTicks(second) * (1 + basis)));
  }

  private premium(second: number): number {
    const index = floor(second / STEP_SECONDS);
    if (index !== this.cell.index) {
      this.cell = { index, left: this.noise.fraction(index, CHANNEL), right: this.noise.fraction(index + 1, CHANNEL) };
    }
    const { left, right } = this.cell;
    const part = (second - index * STEP_SECONDS) / STEP_SECONDS;
    return WIDTH * (2 * (left + (right - left) * part) - 1);
  }
}
