import type { CreateOrderOutcome, ProtectedOrderOutcome, ProtectionPart, StopOrder } from '@prate/execution-interface';
import type { ProtectedEntry } from './protected-entry';

/** What an entry and its legs came to, as known at this moment. */
export function protectedOutcome(entry: CreateOrderOutcome, of: ProtectedEntry | undefined, nowMs: number): ProtectedOrderOutcome {
  if (of === undefined) return { entry, stop: { status: 'none' }, protected: false, unprotectedMs: 0 };
  const { seen, legs, exposed, problem, flattened } = of;
  const partOf = (isProven: boolean, orders: readonly StopOrder[]): ProtectionPart => {
    if (of.isOver || of.isReleased || of.phase === 'none') return { status: 'none' };
    if (!of.hasFills && exposed === undefined) return { status: 'pending' };
    return isProven ? { status: 'proven', orders } : { status: 'unproven', message: problem ?? 'it was not read back' };
  };
  const isProven = of.hasFills && exposed === undefined;
  const stop = partOf(isProven, seen.stops);
  return {
    entry: entry.status === 'accepted' && of.order !== undefined ? { ...entry, order: of.order } : entry,
    stop,
    ...(legs.takeProfit === undefined ? {} : { target: partOf(isProven && seen.isTargetCovered, seen.targets) }),
    protected: stop.status === 'proven',
    unprotectedMs: of.longestMs(nowMs),
    ...(flattened === undefined ? {} : { flattened }),
  };
}
