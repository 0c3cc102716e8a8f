import type { Denial } from '@prate/execution-interface';
import type { LastLook } from '@prate/mexc-rest';
import type { ExecutionContext } from '../execution-context';
import { denyIfKnownStopped, denyUnlessActive } from './deny-unless-active';

/** The kill switch, looked at until the first byte of what adds exposure has left. Why it did not stands in {@link denial}. */
export class SwitchLook implements LastLook {
  denial: Denial | undefined;

  constructor(
    private readonly context: ExecutionContext,
    private readonly symbol: string,
  ) {}

  async look(): Promise<boolean> {
    this.denial = await denyUnlessActive(this.context, this.symbol);
    return this.denial === undefined;
  }

  mayLeave(): boolean {
    this.denial = denyIfKnownStopped(this.context, this.symbol);
    return this.denial === undefined;
  }
}
