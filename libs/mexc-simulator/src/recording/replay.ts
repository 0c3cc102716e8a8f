import type { SimulatorControl } from '../control';
import { SimulatorOptionsError } from '../errors';
import { type FaultReach, interferenceOf } from '../faults/interference';
import { carryOut } from '../http/carry-out';
import type { RecordedCommand } from './recorded-command';
import type { Recording } from './recording';
import type { ReplayClock } from './replay-clock';
import type { SavedSimulator } from './saved-simulator';

export interface ReplayParts extends FaultReach {
  readonly clock: ReplayClock;
  /** What is done again is recorded again. */
  readonly recording: Recording | undefined;
  readonly control: Pick<SimulatorControl, 'snapshot' | Extract<RecordedCommand, { kind: 'control' }>['name']>;
}

/**
 * Does again what was done, each command at its time; then the clock goes on as it does.
 *
 * @throws {SimulatorOptionsError} when it does not arrive at the state that was saved: another version of the simulator, or a changed file
 */
export function replay(saved: SavedSimulator, parts: ReplayParts): void {
  const { clock, control } = parts;
  for (const command of saved.commands) {
    clock.standAt(command.atMs);
    again(command, parts);
  }
  clock.standAt(saved.savedAtMs);
  const found = JSON.stringify(control.snapshot());
  const expected = JSON.stringify(saved.state);
  if (found !== expected) {
    const at = [...found].findIndex((letter, index) => letter !== expected[index]);
    throw new SimulatorOptionsError([
      `restore: the commands lead to …${found.slice(Math.max(0, at - 40), at + 40)}…, expected …${expected.slice(Math.max(0, at - 40), at + 40)}…`,
    ]);
  }
  clock.goOn();
}

function again(command: RecordedCommand, parts: ReplayParts): void {
  try {
    if (command.kind === 'control') {
      (parts.control[command.name] as (...args: readonly unknown[]) => void)(...command.args);
      return;
    }
    parts.exchange.advance();
    parts.recording?.add(command);
    const { name, path, rawQuery, body, fault } = command;
    carryOut({ name, path, rawQuery, body }, parts, fault === undefined ? {} : interferenceOf(fault, parts));
  } catch {
    // It was refused the first time as well: the state at the end says whether everything went as it had gone.
  }
}
