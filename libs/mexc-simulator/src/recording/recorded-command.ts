import type { SimulatorControl } from '../control';
import type { StruckBy } from '../faults/fault-plan';
import type { RouteName } from '../http/routes';

/** Calls of the control door that change the exchange. */
export const recordedCalls = ['changeContract', 'setPositionMode', 'deposit', 'withdraw', 'liquidate', 'deleverage', 'skewClock'] as const;
export type RecordedCall = (typeof recordedCalls)[number] & keyof SimulatorControl;

/** What changed the exchange, and when on its clock: a request that was let in, refused by its rules or not, or a call of the control door. */
export type RecordedCommand =
  | {
      readonly kind: 'request';
      readonly atMs: number;
      readonly name: RouteName;
      readonly path: Readonly<Record<string, string>>;
      readonly rawQuery: string;
      readonly body: string;
      readonly fault?: StruckBy;
    }
  | { readonly kind: 'control'; readonly atMs: number; readonly name: RecordedCall; readonly args: readonly unknown[] };
