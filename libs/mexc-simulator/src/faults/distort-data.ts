import { bareNumber } from '@prate/mexc-protocol';
import type { FaultAnswer } from './fault-rows';
import { distortKlines } from './distort-klines';

export type Distortion = Extract<FaultAnswer, { kind: 'distorted' }>['how'];

export interface DistortionContext {
  readonly nowSecond: number;
  readonly minuteMs?: number;
}

/** The envelope's `data` as a venue of another day might send it. */
export function distortData(how: Distortion, data: unknown, context: DistortionContext): unknown {
  if (how === 'wrong-type') return Array.isArray(data) ? { rows: data.length } : [typeof data];
  if (how === 'unmapped-field') return withUnmappedField(data);
  return distortKlines(how, data as Readonly<Record<string, readonly unknown[]>>, context);
}

const bareSample = bareNumber('0');

/** One field more in every object, at every depth; numbers with all their digits are objects of their own kind, and stay. */
function withUnmappedField(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withUnmappedField);
  if (typeof value !== 'object' || value === null || value.constructor === bareSample.constructor) return value;
  const members = Object.entries(value).map(([name, member]) => [name, withUnmappedField(member)]);
  return { ...Object.fromEntries(members), fieldOfTomorrow: 'unmapped' };
}
