import type { MarketFunding } from './market';
import { SecondSeries } from './second-series';

/**
 * What was told of funding, by second. A settlement that was announced takes place at its second: what is told before it of the one after it
 * (two clocks never agree) counts from there on.
 */
export class FedFunding {
  private readonly told: SecondSeries<MarketFunding>;
  private latest: MarketFunding | undefined;
  private early: { readonly from: number; readonly funding: MarketFunding } | undefined;

  constructor(keptSeconds: number) {
    this.told = new SecondSeries(keptSeconds);
  }

  /** Seconds never fall. */
  set(second: number, funding: MarketFunding): void {
    if (this.early !== undefined && second >= this.early.from) this.keep(this.early.from, this.early.funding);
    const announced = this.latest?.nextSettleTimeMs;
    const from = announced === undefined ? second : announced / 1000;
    const isEarly = from > second && funding.nextSettleTimeMs !== undefined && funding.nextSettleTimeMs > from * 1000;
    if (isEarly) this.early = { from, funding };
    else this.keep(second, funding);
  }

  at(second: number): MarketFunding | undefined {
    return this.early !== undefined && second >= this.early.from ? this.early.funding : this.told.at(second);
  }

  private keep(second: number, funding: MarketFunding): void {
    this.told.set(second, funding);
    this.latest = funding;
    this.early = undefined;
  }
}
