import { type DecimalText, multiply, toNumber } from '@prate/execution-interface/decimal';
import type { Market } from './market';
import { SeededNoise } from './seeded-noise';

// Bound once, as in seeded-noise.ts.
const { floor } = Math;

/** Hours between settlements where the contract does not say otherwise. */
export const FUNDING_CYCLE_HOURS = 8;
const HIGHEST_FUNDING_RATE: DecimalText = '0.0018' as DecimalText;
const LOWEST_FUNDING_RATE: DecimalText = '-0.0018' as DecimalText;

const CHANNEL = 0;
/** Millionths: from -0.0001 to 0.0002. */
const LOWEST_MILLIONTHS = -100;
const SPAN_MILLIONTHS = 300;

/**
 * A funding rate that moves once a minute; what it is in the last minute of a cycle is what is settled. A market that knows the rate and its
 * times says so instead.
 */
export class FundingRates {
  private readonly noise: SeededNoise;
  private readonly cycleSeconds: number;
  /** The last minute that was asked for. Only a memo; the answer does not depend on it. */
  private latest = { minute: Number.NaN, millionths: 0 };

  constructor(
    symbol: string,
    seed: number,
    private readonly ownCycleHours = FUNDING_CYCLE_HOURS,
    private readonly market?: Pick<Market, 'funding'>,
  ) {
    this.noise = new SeededNoise(seed, `${symbol} funding`);
    this.cycleSeconds = ownCycleHours * 3_600;
  }

  rate(second: number): DecimalText {
    return this.market?.funding?.(second)?.rate ?? multiply(this.millionths(second), '0.000001');
  }

  /** The same as a number: only for prices that are rounded to ticks. */
  rateNumber(second: number): number {
    const known = this.market?.funding?.(second)?.rate;
    return known === undefined ? this.millionths(second) / 1_000_000 : toNumber(known);
  }

  cycleHours(second: number): number {
    return this.market?.funding?.(second)?.cycleHours ?? this.ownCycleHours;
  }

  /** Bounds of the rate. */
  bounds(second: number): { readonly max: DecimalText; readonly min: DecimalText } {
    const known = this.market?.funding?.(second);
    return { max: known?.maxRate ?? HIGHEST_FUNDING_RATE, min: known?.minRate ?? LOWEST_FUNDING_RATE };
  }

  private millionths(second: number): number {
    const minute = floor(second / 60);
    if (minute !== this.latest.minute) {
      this.latest = { minute, millionths: LOWEST_MILLIONTHS + floor(this.noise.fraction(minute, CHANNEL) * SPAN_MILLIONTHS) };
    }
    return this.latest.millionths;
  }

  /** Whether funding is paid at this second: every cycle, counted from 00:00 UTC. */
  isSettledAt(second: number): boolean {
    const known = this.market?.funding?.(second - 1)?.nextSettleTimeMs;
    return known === undefined ? second % this.cycleSeconds === 0 : known === second * 1000;
  }

  /** The final rate of the cycle that ends at this second. */
  settledRate(second: number): DecimalText {
    return this.rate(second - 1);
  }

  /** For 8 hours 00:00, 08:00, 16:00 UTC. */
  nextSettleTimeMs(second: number): number {
    const known = this.market?.funding?.(second)?.nextSettleTimeMs;
    if (known !== undefined) return known;
    return (Math.floor(second / this.cycleSeconds) + 1) * this.cycleSeconds * 1000;
  }

  /** Part of the cycle that is still to come, from 1 down to 0. */
  remainingPart(second: number): number {
    return 1 - (second % this.cycleSeconds) / this.cycleSeconds;
  }

  /** Final rates of this many days, newest first. */
  settled(second: number, days: number): readonly { readonly rate: DecimalText; readonly settleTimeMs: number }[] {
    const { cycleSeconds } = this;
    const latest = Math.floor(second / cycleSeconds) * cycleSeconds;
    return Array.from({ length: (days * 24) / this.ownCycleHours }, (_, index) => latest - index * cycleSeconds).map((settledAt) => ({
      rate: this.settledRate(settledAt),
      settleTimeMs: settledAt * 1000,
    }));
  }
}
