import type { Candle } from '@prate/execution-interface';
import type { TimeRange } from '../candle-store';
import { PAGE_MINUTES } from './backfill';

const MINUTE_MS = 60_000;

/**
 * Missing ranges as windows that one question each can answer: newest first, so that the live edge is whole soonest, then the oldest on. Holes
 * that lie near each other share a window.
 *
 * @param holes merged, sorted, half-open, ms
 * @param mostWindows how many windows at most; the others come when these are repaired
 */
export function repairWindows(holes: readonly TimeRange[], mostWindows: number): TimeRange[] {
  const windows: TimeRange[] = [];
  for (const hole of holes) {
    for (let { from } = hole; from < hole.to;) {
      const last = windows.at(-1);
      const reachMs = last === undefined ? 0 : last.from + WINDOW_MINUTES * MINUTE_MS;
      if (last !== undefined && from < reachMs) windows[windows.length - 1] = { from: last.from, to: Math.min(hole.to, reachMs) };
      else windows.push({ from, to: Math.min(hole.to, from + WINDOW_MINUTES * MINUTE_MS) });
      from = (windows.at(-1) as TimeRange).to;
    }
  }
  const newest = windows.pop();
  return newest === undefined ? [] : [newest, ...windows].slice(0, mostWindows);
}

/**
 * Minutes of the holes that the venue left out although it answered with a minute before and one after them: open times in ms, in time order.
 *
 * @param candles the answer to a window, in time order
 */
export function omittedMinutes(holes: readonly TimeRange[], candles: readonly Candle[]): number[] {
  const firstMs = candles[0]?.openTimeMs ?? Infinity;
  const lastMs = candles.at(-1)?.openTimeMs ?? -Infinity;
  const given = new Set(candles.map(({ openTimeMs }) => openTimeMs));
  const omitted: number[] = [];
  for (const { from, to } of holes) {
    for (let openMs = Math.max(from, firstMs + MINUTE_MS); openMs < Math.min(to, lastMs); openMs += MINUTE_MS) {
      if (!given.has(openMs)) omitted.push(openMs);
    }
  }
  return omitted;
}

// Two less than a page: the minutes before and after a hole are asked for, too.
const WINDOW_MINUTES = PAGE_MINUTES - 2;
