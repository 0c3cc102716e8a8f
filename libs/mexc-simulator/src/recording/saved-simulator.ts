import type { SimulatorOptions } from '../config';
import type { SimulatorSnapshot } from '../control';
import { SimulatorOptionsError } from '../errors';
import type { RecordedCommand } from './recorded-command';

const WHAT = 'prate-mexc-simulator';
const VERSION = 1;

/** What an exchange has to be started with to become the same again. */
export type SavedOptions = Required<
  Pick<SimulatorOptions, 'seed' | 'contracts' | 'balances' | 'positionMode' | 'tapes' | 'duplicateExternalOid'>
>;
export const savedOptionNames = ['seed', 'contracts', 'balances', 'positionMode', 'tapes', 'duplicateExternalOid'] as const;

/** An exchange as data, good for JSON: how it began, what changed it, and what became of it. */
export interface SavedSimulator {
  readonly what: typeof WHAT;
  readonly version: typeof VERSION;
  /** Simulator's clock. */
  readonly startedAtMs: number;
  readonly savedAtMs: number;
  readonly options: SavedOptions;
  readonly commands: readonly RecordedCommand[];
  /** What a replay has to arrive at. */
  readonly state: SimulatorSnapshot;
}

export function savedSimulator(parts: Omit<SavedSimulator, 'what' | 'version'>): SavedSimulator {
  // A copy by way of the text in which it travels: what happens from now on is not in it.
  return JSON.parse(JSON.stringify({ what: WHAT, version: VERSION, ...parts })) as SavedSimulator;
}

/** What is wrong with something that should be a {@link SavedSimulator}, as far as its shape goes. @throws {SimulatorOptionsError} */
export function checkSaved(value: unknown): SavedSimulator {
  const saved = (typeof value === 'object' && value !== null ? value : {}) as Partial<Record<keyof SavedSimulator, unknown>>;
  const violations: string[] = [];
  const expect = (name: keyof SavedSimulator, isRight: boolean, expected: string): void => {
    if (!isRight)
      violations.push(`restore.${name}: found ${(JSON.stringify(saved[name]) ?? 'nothing').slice(0, 60)}, expected ${expected}`);
  };
  expect('what', saved.what === WHAT, WHAT);
  expect('version', saved.version === VERSION, String(VERSION));
  expect('startedAtMs', Number.isSafeInteger(saved.startedAtMs), 'ms');
  expect(
    'savedAtMs',
    Number.isSafeInteger(saved.savedAtMs) && Number(saved.savedAtMs) >= Number(saved.startedAtMs),
    'ms, not before startedAtMs',
  );
  expect('options', typeof saved.options === 'object' && saved.options !== null, 'an object');
  expect('commands', Array.isArray(saved.commands), 'a list');
  expect('state', typeof saved.state === 'object' && saved.state !== null, 'an object');
  if (violations.length > 0) throw new SimulatorOptionsError(violations);
  return value as SavedSimulator;
}
