import { type DecimalText, multiply } from '@prate/execution-interface/decimal';
import { SeededNoise } from './seeded-noise';

/** Hours between settlements where the contract does not say otherwise. */
export const FUNDING_CYCLE_HOURS = 8;
export const HIGHEST_FUNDING_RATE: DecimalText = '0.0018' as DecimalText;
export const LOWEST_FUNDING_RATE: DecimalText = '-0.0018' as DecimalText;

const CHANNEL = 0;
/** Millionths: from -0.0001 to 0.0002. */
const LOWEST_MILLIONTHS = -100;
const SPAN_MILLIONTHS = 300;

/** A funding rate that moves once a minute. What it is in the last minute of a cycle is what is settled. */
export class FundingRates {
  private readonly noise: SeededNoise;
  private readonly cycleSeconds: number;

  constructor(
    symbol: string,
    seed: number,
    readonly cycleHours = FUNDING_CYCLE_HOURS,
  ) {
    this.noise = new SeededNoise(seed, `${symbol} funding`);
    this.cycleSeconds = cycleHours * 3_600;
  }

  rate(second: number): DecimalText {
    return multiply(this.millionths(second), '0.000001');
  }

  /** The same in whole millionths. */
  millionths(second: number): number {
    return LOWEST_MILLIONTHS + Math.floor(this.noise.fraction(Math.floor(second / 60), CHANNEL) * SPAN_MILLIONTHS);
  }

  /** Whether funding is paid at this second: every cycle, counted from 00:00 UTC. */
  isSettledAt(second: number): boolean {
    return second % this.cycleSeconds === 0;
  }

  /** The final rate of the cycle that ends at this second. */
  settledRate(second: number): DecimalText {
    return this.rate(second - 1);
  }

  /** For 8 hours 00:00, 08:00, 16:00 UTC. */
  nextSettleTimeMs(second: number): number {
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
    return Array.from({ length: (days * 24) / this.cycleHours }, (_, index) => latest - index * cycleSeconds).map((settledAt) => ({
      rate: this.settledRate(settledAt),
      settleTimeMs: settledAt * 1000,
    }));
  }
}
