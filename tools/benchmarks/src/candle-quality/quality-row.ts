import type { Figure } from './figures';
import type { Part } from './recorded-minutes';

/** One figure of one maker on one part of the data. */
export interface QualityRow extends Figure {
  readonly data: string;
  readonly part: Part | 'simulated';
  readonly activity: string;
  readonly minutes: number;
  readonly maker: string;
  /** Of Q6: the rule, moment and horizon with the largest edge. */
  readonly cell?: string;
}
