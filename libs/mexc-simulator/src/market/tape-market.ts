import {
  type DecimalText,
  decimal,
  divide,
  isDecimal,
  isMultipleOf,
  isNegative,
  isPositive,
  multiply,
} from '@prate/execution-interface/decimal';
import { TapeError } from '../errors';
import type { SimulatedContract } from '../simulated-contract';
import { type Market, MINUTE_SECONDS, type MinuteBar } from './market';
import { PriceGrid } from './price-grid';
import type { TapeMinute } from './tape-minute';

/** Second of the minute at which the path stands at its first extreme, its other extreme and its close. */
const FIRST_EXTREME = 20;
const OTHER_EXTREME = 40;
const CLOSE = 59;

interface RecordedMinute {
  readonly openSecond: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly lots: bigint;
}

/**
 * Recorded minutes, served as they are; a minute that is missing stays missing. Inside a minute the price runs from the open to the
 * nearer extreme (20 s), to the other extreme (40 s), to the close (59 s), and the volume is spread evenly.
 */
export class TapeMarket implements Market {
  private readonly minutes: readonly RecordedMinute[];
  private readonly indexByOpen: ReadonlyMap<number, number>;

  /** @throws {TapeError} naming the row, for anything that cannot be served as it is */
  constructor(contract: SimulatedContract, minutes: readonly TapeMinute[]) {
    if (minutes.length === 0) throw new TapeError(`tape of ${contract.symbol}: found no minute, expected at least one`);
    this.minutes = minutes.map((minute, index) => readMinute(contract, minute, index));
    this.minutes.forEach((minute, index) => {
      const before = this.minutes[index - 1];
      if (before !== undefined && minute.openSecond <= before.openSecond) {
        throw new TapeError(
          `tape of ${contract.symbol}, row ${index}: found openTimeMs ${minute.openSecond * 1000} after ${before.openSecond * 1000}, expected rising times`,
        );
      }
    });
    this.indexByOpen = new Map(this.minutes.map((minute, index) => [minute.openSecond, index]));
  }

  priceTicks(second: number): number {
    const minute = this.at(second);
    if (minute !== undefined) return pathTicks(minute, second - minute.openSecond);
    return this.lastTradeTicks(second) ?? (this.minutes[0] as RecordedMinute).open;
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
    return index < 0 ? undefined : (this.minutes[index] as RecordedMinute).close;
  }

  minute(openSecond: number, throughSecond: number): MinuteBar | undefined {
    const index = this.indexByOpen.get(openSecond);
    if (index === undefined || throughSecond < openSecond) return undefined;
    const minute = this.minutes[index] as RecordedMinute;
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
    const first = (this.minutes[0] as RecordedMinute).openSecond;
    const last = Math.min(nowSecond, (this.minutes[this.minutes.length - 1] as RecordedMinute).openSecond + CLOSE);
    return last < first ? undefined : { first, last };
  }

  private at(second: number): RecordedMinute | undefined {
    const index = this.indexByOpen.get(second - (((second % MINUTE_SECONDS) + MINUTE_SECONDS) % MINUTE_SECONDS));
    return index === undefined ? undefined : this.minutes[index];
  }

  private lastOpenedBy(second: number): number {
    let low = 0;
    let high = this.minutes.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.minutes[middle] as RecordedMinute).openSecond <= second) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

function pathTicks(minute: RecordedMinute, part: number): number {
  const { open, high, low, close } = minute;
  const toLow = open - low;
  const toHigh = high - open;
  const isLowFirst = toLow === toHigh ? close >= open : toLow < toHigh;
  const [first, other] = isLowFirst ? [low, high] : [high, low];
  if (part <= FIRST_EXTREME) return between(open, first, part, FIRST_EXTREME);
  if (part <= OTHER_EXTREME) return between(first, other, part - FIRST_EXTREME, OTHER_EXTREME - FIRST_EXTREME);
  return between(other, close, part - OTHER_EXTREME, CLOSE - OTHER_EXTREME);
}

function between(from: number, to: number, part: number, whole: number): number {
  return Math.round(from + ((to - from) * part) / whole);
}

function lotsThrough(minute: RecordedMinute, part: number): bigint {
  return (minute.lots * BigInt(part + 1)) / BigInt(MINUTE_SECONDS);
}

function readMinute(contract: SimulatedContract, minute: TapeMinute, index: number): RecordedMinute {
  const row = `tape of ${contract.symbol}, row ${index}`;
  if (!Number.isSafeInteger(minute.openTimeMs) || minute.openTimeMs < 0 || minute.openTimeMs % 60_000 !== 0) {
    throw new TapeError(`${row}: found openTimeMs ${minute.openTimeMs}, expected milliseconds on a whole minute`);
  }
  const priceGrid = new PriceGrid(contract.priceUnit);
  const price = (name: 'open' | 'high' | 'low' | 'close'): number => {
    const value = readDecimal(minute[name], `${row}: ${name}`);
    if (!isPositive(value)) throw new TapeError(`${row}: found ${name} ${value}, expected more than 0`);
    if (!priceGrid.holds(value))
      throw new TapeError(`${row}: found ${name} ${value}, expected a multiple of the tick ${contract.priceUnit}`);
    return priceGrid.toSteps(value);
  };
  const read = { open: price('open'), high: price('high'), low: price('low'), close: price('close') };
  if (read.low > Math.min(read.open, read.close) || read.high < Math.max(read.open, read.close)) {
    throw new TapeError(
      `${row}: found open ${minute.open}, high ${minute.high}, low ${minute.low}, close ${minute.close}, expected open and close between low and high`,
    );
  }
  return { openSecond: minute.openTimeMs / 1000, ...read, lots: readLots(contract, minute.volume, row) };
}

function readLots(contract: SimulatedContract, text: string, row: string): bigint {
  const volume = readDecimal(text, `${row}: volume`);
  if (isNegative(volume)) throw new TapeError(`${row}: found volume ${volume}, expected 0 or more`);
  const lot = multiply(contract.contractSize, contract.volUnit);
  if (!isMultipleOf(volume, lot)) {
    throw new TapeError(`${row}: found volume ${volume}, expected a multiple of ${lot} (contract size × volume unit)`);
  }
  return BigInt(divide(volume, lot, 0));
}

function readDecimal(value: unknown, place: string): DecimalText {
  if (typeof value !== 'string' || !isDecimal(value))
    throw new TapeError(`${place}: found ${JSON.stringify(value)}, expected decimal text`);
  return decimal(value);
}
