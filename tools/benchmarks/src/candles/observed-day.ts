import type { MinuteInput, ObservedSecond } from '@prate/candle-aggregator';
import type { DecimalText } from '@prate/execution-interface';
import { seededDay } from './seeded-day';

const PRICE_GRID = { step: 1, scale: 1 } as const;
const VOLUME_GRID = { step: 1, scale: 4 } as const;

/** Minutes of one day and every second of them as a stream of trades would tell it: all are covered, in three of four something traded. */
export interface ObservedDay {
  readonly minutes: readonly MinuteInput[];
  readonly seconds: readonly ObservedSecond[];
}

/** {@link seededDay}, seen: the seconds go from the open over low and high to the close, and add up to their minute, turnover included. */
export function observedDay(symbol: number, day: number): ObservedDay {
  const seconds: ObservedSecond[] = [];
  const minutes: MinuteInput[] = [];
  for (const minute of seededDay(symbol, day)) {
    const made = secondsOf(minute);
    seconds.push(...made);
    const turnover = made.reduce((sum, second) => sum + BigInt(second.close) * BigInt(second.volume), 0n);
    minutes.push({ ...minute, turnover: decimalText(turnover) });
  }
  return { minutes, seconds };
}

function secondsOf({ timestamp, open, high, low, close, volume }: MinuteInput): ObservedSecond[] {
  const [o, h, l, c] = [open, high, low, close].map((price) => Math.round(price * 10)) as [number, number, number, number];
  const contracts = Math.round(volume * 10_000);
  const traded = Array.from({ length: 60 }, (_, second) => second)
    .filter((second) => second % 4 !== 3)
    .slice(0, contracts);
  const nodes: (readonly [at: number, price: number])[] = [
    [0, o],
    [15, l],
    [30, h],
    [44, c],
  ];
  let last = o;
  let given = 0;
  return Array.from({ length: 60 }, (_, second) => {
    const index = traded.indexOf(second);
    const place = traded.length < 2 ? 44 : (index * 44) / (traded.length - 1);
    const price = index === -1 ? last : between(nodes, place);
    const upTo = index === -1 ? given : Math.floor((contracts * (index + 1)) / traded.length);
    const units = upTo - given;
    given = upTo;
    const before = index <= 0 ? price : last;
    last = price;
    // With few trades the extremes are wicks of the first one.
    const isFirst = index === 0;
    return {
      openTimeS: timestamp / 1000 + second,
      open: isFirst ? o : before,
      high: isFirst ? h : Math.max(before, price),
      low: isFirst ? l : Math.min(before, price),
      close: price,
      priceGrid: PRICE_GRID,
      volume: units,
      volumeGrid: VOLUME_GRID,
      contractSize: '0.0001',
      ...(units === 0 ? {} : { turnover: decimalText(BigInt(price) * BigInt(units)) }),
      flags: 0,
    };
  });
}

function between(nodes: readonly (readonly [number, number])[], place: number): number {
  const next = nodes.findIndex(([at]) => at >= place);
  const [toAt, to] = nodes[Math.max(next, 0)] as readonly [number, number];
  const [fromAt, from] = nodes[Math.max(next - 1, 0)] as readonly [number, number];
  return toAt === fromAt ? to : from + Math.round(((to - from) * (place - fromAt)) / (toAt - fromAt));
}

/** A whole number of hundred-thousandths. */
function decimalText(value: bigint): DecimalText {
  const digits = String(value).padStart(6, '0');
  return `${digits.slice(0, -5)}.${digits.slice(-5)}` as DecimalText;
}
