import type { SimulatedContract } from '../simulated-contract';
import { type Market, MINUTE_SECONDS, type MinuteBar } from './market';
import { type RecordedCandle, TapeFields, pathPoints } from './tape-fields';
import type { TapeMinute } from './tape-minute';

/** Second of the minute at which the path stands at its first extreme, its other extreme and its close. */
const FIRST_EXTREME = 20;
const OTHER_EXTREME = 40;
const CLOSE = 59;

/**
 * Recorded minutes, served as they are; a minute that is missing stays missing. Inside a minute the price runs from the open to the
 * nearer extreme (20 s), to the other extreme (40 s), to the close (59 s), and the volume is spread evenly.
 */
export class TapeMarket implements Market {
  private readonly minutes: readonly RecordedCandle[];
  private readonly indexByOpen: ReadonlyMap<number, number>;

  /** @throws {TapeError} naming the row, for anything that cannot be served as it is */
  constructor(contract: SimulatedContract, minutes: readonly TapeMinute[]) {
    this.minutes = new TapeFields(contract).candles(minutes, { unit: 'minute', unitMs: 60_000 });
    this.indexByOpen = new Map(this.minutes.map((minute, index) => [minute.openSecond, index]));
  }

  priceTicks(second: number): number {
    const minute = this.at(second);
    if (minute !== undefined) return pathTicks(minute, second - minute.openSecond);
    return this.lastTradeTicks(second) ?? (this.minutes[0] as RecordedCandle).open;
  }

  tradedLots(second: number): number {
    const minute = this.at(second);
    if (minute === undefined) return 0;
    const part = second - minute.openSecond;
    return Number(lotsThrough(minute, part) - lotsThrough(minute, part - 1));
  }

  lastTradeTicks(second: number): number | undefined {
    const running = this.at(second);
    if (running !== undefined) return pathTicks(running, second - running.openSecond);
    const index = this.lastOpenedBy(second);
    return index < 0 ? undefined : (this.minutes[index] as RecordedCandle).close;
  }

  minute(openSecond: number, throughSecond: number): MinuteBar | undefined {
    const index = this.indexByOpen.get(openSecond);
    if (index === undefined || throughSecond < openSecond) return undefined;
    const minute = this.minutes[index] as RecordedCandle;
    const last = Math.min(throughSecond - openSecond, CLOSE);
    const traded = { open: minute.open, high: minute.open, low: minute.open, close: minute.open };
    let lotTicks = 0n;
    let lotsPerTick = 0;
    for (let part = 0; part <= last; part += 1) {
      const ticks = pathTicks(minute, part);
      const lots = lotsThrough(minute, part) - lotsThrough(minute, part - 1);
      traded.high = Math.max(traded.high, ticks);
      traded.low = Math.min(traded.low, ticks);
      traded.close = ticks;
      lotTicks += lots * BigInt(ticks);
      lotsPerTick += Number(lots) / ticks;
    }
    return { traded, lots: lotsThrough(minute, last), lotTicks, lotsPerTick };
  }

  span(nowSecond: number): { first: number; last: number } | undefined {
    const first = (this.minutes[0] as RecordedCandle).openSecond;
    const last = Math.min(nowSecond, (this.minutes[this.minutes.length - 1] as RecordedCandle).openSecond + CLOSE);
    return last < first ? undefined : { first, last };
  }

  private at(second: number): RecordedCandle | undefined {
    const index = this.indexByOpen.get(second - (((second % MINUTE_SECONDS) + MINUTE_SECONDS) % MINUTE_SECONDS));
    return index === undefined ? undefined : this.minutes[index];
  }

  private lastOpenedBy(second: number): number {
    let low = 0;
    let high = this.minutes.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.minutes[middle] as RecordedCandle).openSecond <= second) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

function pathTicks(minute: RecordedCandle, part: number): number {
  const [open, first, other, close] = pathPoints(minute);
  if (part <= FIRST_EXTREME) return between(open, first, part, FIRST_EXTREME);
  if (part <= OTHER_EXTREME) return between(first, other, part - FIRST_EXTREME, OTHER_EXTREME - FIRST_EXTREME);
  return between(other, close, part - OTHER_EXTREME, CLOSE - OTHER_EXTREME);
}

function between(from: number, to: number, part: number, whole: number): number {
  return Math.round(from + ((to - from) * part) / whole);
}

function lotsThrough(minute: RecordedCandle, part: number): bigint {
  return (minute.lots * BigInt(part + 1)) / BigInt(MINUTE_SECONDS);
}
