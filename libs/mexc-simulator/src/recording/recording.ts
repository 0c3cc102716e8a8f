import type { RecordedCommand } from './recorded-command';

const MOST_COMMANDS = 1_000_000;

/** Everything that changed the exchange since it began, in order. */
export class Recording {
  private readonly list: RecordedCommand[] = [];
  private isFull = false;

  constructor(readonly startedAtMs: number) {}

  add(command: RecordedCommand): void {
    if (this.list.length < MOST_COMMANDS) this.list.push(command);
    else this.isFull = true;
  }

  /** @throws {RangeError} when there were more than are kept */
  commands(): readonly RecordedCommand[] {
    if (this.isFull) throw new RangeError(`save: found more than the ${MOST_COMMANDS} commands that are recorded, expected fewer`);
    return this.list;
  }
}
