import type { DecimalText } from '@prate/execution-interface/decimal';
import type { SimulatedContract } from '../simulated-contract';
import { turnover } from './klines';
import { type Market, MINUTE_SECONDS, type MinuteBar } from './market';
import { mergeBars } from './minute-bar';
import { PriceGrid } from './price-grid';

const DAY_MINUTES = 1_440;

/** The last 24 hours by whole minutes, the running one included. Contracts, turnover, and the range of the trades in ticks. */
export interface DayStatistics {
  readonly vol: DecimalText;
  readonly amount: DecimalText;
  readonly highTicks: number;
  readonly lowTicks: number;
}

/** Sums the last 24 hours; the closed minutes are summed once a minute. */
export class DayWindow {
  private closed: { readonly openSecond: number; readonly bar: MinuteBar } | undefined;

  constructor(
    private readonly contract: SimulatedContract,
    private readonly market: Market,
  ) {}

  through(second: number): DayStatistics {
    const running = Math.floor(second / MINUTE_SECONDS) * MINUTE_SECONDS;
    if (this.closed?.openSecond !== running) {
      const bars = Array.from({ length: DAY_MINUTES - 1 }, (_, index) =>
        this.market.minute(running - (index + 1) * MINUTE_SECONDS, running - 1),
      );
      this.closed = { openSecond: running, bar: mergeBars(bars) };
    }
    const bar = mergeBars([this.closed.bar, this.market.minute(running, second)]);
    const standing = this.market.lastTradeTicks(second) ?? this.market.priceTicks(second);
    return {
      vol: new PriceGrid(this.contract.volUnit).toText(bar.lots),
      amount: turnover(this.contract, [bar]),
      highTicks: bar.traded?.high ?? standing,
      lowTicks: bar.traded?.low ?? standing,
    };
  }
}
