import { type BareNumber, bareNumber } from '@prate/mexc-protocol';
import type { KlineDistortion } from './fault-rows';
import type { DistortionContext } from './distort-data';

const MINUTE_SECONDS = 60;

/** Columns of an answer with one minute missing, doubled, late or different; as they are when the minute is not among them. */
export function distortKlines(
  how: KlineDistortion,
  columns: Readonly<Record<string, readonly unknown[]>>,
  { nowSecond, minuteMs }: DistortionContext,
): Readonly<Record<string, readonly unknown[]>> {
  const times = (columns['time'] ?? []) as readonly number[];
  const isMeant = (time: number): boolean => (minuteMs === undefined ? time + MINUTE_SECONDS <= nowSecond : time * 1000 === minuteMs);
  const at = times.length - 1 - [...times].reverse().findIndex(isMeant);
  if (at === times.length) return columns;
  const change = (edit: (column: readonly unknown[], name: string) => readonly unknown[]) =>
    Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, edit(column, name)]));
  switch (how) {
    case 'minute-missing':
      return change((column) => [...column.slice(0, at), ...column.slice(at + 1)]);
    case 'minute-doubled':
      return change((column) => [...column.slice(0, at + 1), ...column.slice(at)]);
    case 'minute-late':
      return change((column) => column.slice(0, at));
    case 'minute-corrected': {
      // The close goes to the other end of its range, the volume down to nothing: what comes later is the truth.
      const close = String(columns['close']?.[at]) === String(columns['high']?.[at]) ? columns['low']?.[at] : columns['high']?.[at];
      const wrong: Readonly<Record<string, BareNumber | undefined>> = {
        close: close as BareNumber,
        realClose: close as BareNumber,
        vol: bareNumber('0'),
        amount: bareNumber('0'),
      };
      return change((column, name) => (name in wrong ? column.map((value, row) => (row === at ? wrong[name] : value)) : column));
    }
  }
}
