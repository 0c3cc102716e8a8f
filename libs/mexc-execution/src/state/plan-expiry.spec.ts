import type { PlanOrder } from '@prate/execution-interface';
import { PlanExpiry } from './plan-expiry';

const HOUR = 3_600_000;
const END = 100 * HOUR;
const plan = (id: string, expiresAtMs?: number): PlanOrder =>
  ({ kind: 'plan', id, ...(expiresAtMs === undefined ? {} : { expiresAtMs }) }) as unknown as PlanOrder;
const idsOf = (orders: readonly PlanOrder[]): readonly string[] => orders.map(({ id }) => id);

test('default: told once, from one hour before the end on, and not after it', () => {
  const expiry = new PlanExpiry();
  const waiting = [plan('a', END), plan('b')];
  expect(idsOf(expiry.look(waiting, END - HOUR - 1).soon)).toEqual([]);
  expect(idsOf(expiry.look(waiting, END - HOUR).soon)).toEqual(['a']);
  expect(idsOf(expiry.look(waiting, END - 1).soon)).toEqual([]);
  expect(idsOf(new PlanExpiry().look(waiting, END).soon)).toEqual([]);
});

test('behavior: told again when its end has moved, and when an order of the same id waits anew', () => {
  const expiry = new PlanExpiry();
  expiry.look([plan('a', END)], END - 1_000);
  expect(idsOf(expiry.look([plan('a', END + 1)], END - 1_000).soon)).toEqual(['a']);
  expiry.look([], END - 900);
  expect(idsOf(expiry.look([plan('a', END + 1)], END - 800).soon)).toEqual(['a']);
});

test('behavior: one that should have ended is asked for, again after a minute, and after a clock that was set back', () => {
  const expiry = new PlanExpiry();
  const wants = (nowMs: number): boolean => expiry.look([plan('a', END)], nowMs).isReadingWanted;
  expect([wants(END + 2_999), wants(END + 3_000), wants(END + 62_999), wants(END + 63_000)]).toEqual([false, true, false, true]);
  expect(wants(END + 3_000)).toBe(true);
});
