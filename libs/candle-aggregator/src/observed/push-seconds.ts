import type { Candle, CandlePrices, DecimalText } from '@prate/execution-interface';
import { add, isNegative, subtract } from '@prate/execution-interface/decimal';

/** What the pushes of one second say was traded in it. */
export interface PushedSecond extends CandlePrices {
  readonly contracts: DecimalText;
  readonly turnover: DecimalText;
}

/** What a push leads to: the second it is of, and whether that second can be told from what came before. */
export interface PushVerdict {
  readonly second: number;
  readonly isKnown: boolean;
}

const MINUTE_S = 60;

/**
 * Seconds out of the pushes of the running minute: contracts and turnover by subtraction, close = the last price pushed, high and low = prices
 * pushed and new extremes of the minute. True at push resolution: what was pushed late stands in the second of its push.
 */
export class PushSeconds {
  private readonly seconds = new Map<number, PushedSecond>();
  private readonly latest = new Map<number, Candle>();

  /**
   * @param sentAtMs by the venue's clock
   * @param isWhole whether nothing was missed since the minute began, or since the push before
   */
  add(candle: Candle, sentAtMs: number, isWhole: boolean): PushVerdict {
    const openS = candle.openTimeMs / 1000;
    // The last state of a minute may be pushed after its end.
    const second = Math.min(Math.max(Math.floor(sentAtMs / 1000), openS), openS + MINUTE_S - 1);
    const before = this.latest.get(openS);
    this.latest.set(openS, candle);
    for (const known of this.latest.keys()) if (known < openS - MINUTE_S) this.latest.delete(known);
    if (before === undefined && !isWhole) return { second, isKnown: false };
    const contracts = subtract(textOf(candle.contracts), textOf(before?.contracts ?? 0));
    if (isNegative(contracts)) return { second, isKnown: false };
    if (contracts !== '0') this.traded(second, { candle, before, contracts });
    return { second, isKnown: true };
  }

  get(second: number): PushedSecond | undefined {
    return this.seconds.get(second);
  }

  /** What comes next has nothing before it that it can be subtracted from. */
  gap(): void {
    this.latest.clear();
  }

  forget(beforeS: number): void {
    for (const second of this.seconds.keys()) if (second < beforeS) this.seconds.delete(second);
  }

  private traded(second: number, push: { candle: Candle; before: Candle | undefined; contracts: DecimalText }): void {
    const { candle, before, contracts } = push;
    const now = candle.traded ?? candle.stitched;
    const then = before === undefined || before.contracts === 0 ? undefined : (before.traded ?? before.stitched);
    const known = this.seconds.get(second);
    const open = known?.open ?? (then === undefined ? now.open : now.close);
    const highs = [open, now.close, ...(known === undefined ? [] : [known.high]), ...(now.high > (then?.high ?? 0) ? [now.high] : [])];
    const lows = [open, now.close, ...(known === undefined ? [] : [known.low]), ...(now.low < (then?.low ?? Infinity) ? [now.low] : [])];
    this.seconds.set(second, {
      open,
      high: Math.max(...highs),
      low: Math.min(...lows),
      close: now.close,
      contracts: add(known?.contracts ?? '0', contracts),
      turnover: add(known?.turnover ?? '0', subtract(candle.turnover, before?.turnover ?? '0')),
    });
  }
}

function textOf(value: number): DecimalText {
  return add(value, '0');
}
