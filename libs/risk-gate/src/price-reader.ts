import { type Clock, type DecimalText, decimal } from '@prate/execution-interface';
import { isDecimal, isPositive } from '@prate/execution-interface/decimal';
import type { PriceReading } from './config';
import { type FailedCall, failedCallOf } from './failed-call';
import { messageOf } from './message-of';

/** A price as it was had, or why there is none. */
export type ReadPrice =
  { readonly price: DecimalText; readonly atMs: number } | { readonly problem: string; readonly failedCall?: FailedCall };

export async function readPrice(source: (symbol: string) => Promise<PriceReading>, symbol: string, clock: Clock): Promise<ReadPrice> {
  const askedAtMs = clock.nowMs();
  try {
    const reading: unknown = await source(symbol);
    const isDated = typeof reading === 'object' && reading !== null;
    const { price, atMs } = isDated ? (reading as { price: unknown; atMs: unknown }) : { price: reading, atMs: askedAtMs };
    if (!isDecimal(price) || !isPositive(price))
      return { problem: `found ${JSON.stringify(price) ?? 'nothing'}, expected a positive decimal` };
    if (!Number.isFinite(atMs)) return { problem: `found the time ${String(atMs)}, expected ms since the epoch` };
    return { price: decimal(price), atMs: atMs as number };
  } catch (error) {
    return { problem: messageOf(error), failedCall: failedCallOf(error) };
  }
}

/** The price, if it is no older than `maxAgeMs` now. */
export function freshPrice(
  read: ReadPrice | undefined,
  { nowMs, maxAgeMs }: { readonly nowMs: number; readonly maxAgeMs: number },
): { readonly price?: DecimalText; readonly problem?: string } {
  if (read === undefined) return {};
  if ('problem' in read) return { problem: read.problem };
  const ageMs = nowMs - read.atMs;
  if (ageMs > maxAgeMs) return { problem: `found one of ${ageMs} ms ago, expected at most ${maxAgeMs} ms` };
  return { price: read.price };
}
