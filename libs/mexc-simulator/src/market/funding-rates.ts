import { type DecimalText, multiply } from '@prate/execution-interface/decimal';
import { SeededNoise } from './seeded-noise';

export const FUNDING_CYCLE_HOURS = 8;
export const HIGHEST_FUNDING_RATE: DecimalText = '0.0018' as DecimalText;
export const LOWEST_FUNDING_RATE: DecimalText = '-0.0018' as DecimalText;

const CYCLE_SECONDS = FUNDING_CYCLE_HOURS * 3_600;
const CHANNEL = 0;
/** Millionths: from -0.0001 to 0.0002. */
const LOWEST_MILLIONTHS = -100;
const SPAN_MILLIONTHS = 300;

/** A funding rate that moves once a minute. It is shown, never paid. */
export class FundingRates {
  private readonly noise: SeededNoise;

  constructor(symbol: string, seed: number) {
    this.noise = new SeededNoise(seed, `${symbol} funding`);
  }

  rate(second: number): DecimalText {
    const millionths = LOWEST_MILLIONTHS + Math.floor(this.noise.fraction(Math.floor(second / 60), CHANNEL) * SPAN_MILLIONTHS);
    return multiply(millionths, '0.000001');
  }

  /** 00:00, 08:00, 16:00 UTC. */
  nextSettleTimeMs(second: number): number {
    return (Math.floor(second / CYCLE_SECONDS) + 1) * CYCLE_SECONDS * 1000;
  }

  /** Final rates of this many days, newest first. */
  settled(second: number, days: number): readonly { readonly rate: DecimalText; readonly settleTimeMs: number }[] {
    const latest = Math.floor(second / CYCLE_SECONDS) * CYCLE_SECONDS;
    return Array.from({ length: (days * 24) / FUNDING_CYCLE_HOURS }, (_, index) => latest - index * CYCLE_SECONDS).map((settledAt) => ({
      rate: this.rate(settledAt - 1),
      settleTimeMs: settledAt * 1000,
    }));
  }
}
