import type { MexcFuturesRest } from '@prate/mexc-rest';
import { join } from 'node:path';
import type { Alarm, AlarmKind } from './alarm';
import type { Beat, StandDown } from './beat';
import { BeatDoor, type DoorAnswer } from './beat-door';
import { checkKeys } from './check-keys';
import type { Fired } from './condition';
import { DeadMan, type BeatAnswer } from './dead-man';
import type { WatchdogFlags } from './flags';
import { StateFile } from './state-file';
import { sweepUntilProven } from './sweep/sweep-until-proven';
import { tokenFromFile } from './token';
import { Waiter } from './waiter';
import type { WatchClock } from './watch-clock';

export interface WatchdogOptions {
  readonly flags: WatchdogFlags;
  readonly rest: MexcFuturesRest;
  readonly clock: WatchClock;
  readonly tell: (line: string) => void;
  readonly alarm: Pick<Alarm, 'raise'>;
}

const LOOK_EVERY_MS = 100;
const READ_FILE_EVERY_MS = 1_000;

/** A dead man that runs: the door, the timer, the state file, and what happens when the host falls silent. */
export class Watchdog {
  /** Resolves with `unproven` when the time is over and something may be left; never otherwise. */
  readonly gaveUp: Promise<'unproven'>;
  readonly #waiter = new Waiter();
  readonly #stateFile: StateFile;
  readonly #door: BeatDoor;
  readonly #deadMan: DeadMan;
  #timer: NodeJS.Timeout | undefined;
  #sweep: Promise<void> | undefined;
  #fileReadAtMs = 0;
  #tellGaveUp: (outcome: 'unproven') => void = () => undefined;

  /** @throws {TokenFileError} {StateFileError} the system's error */
  constructor(private readonly options: WatchdogOptions) {
    const { flags, clock } = options;
    this.gaveUp = new Promise((resolve) => (this.#tellGaveUp = resolve));
    this.#stateFile = new StateFile(join(flags.directory, 'state.json'));
    this.#deadMan = new DeadMan({ maxSilenceMs: flags.maxSilenceMs, clock, condition: this.#stateFile.read() });
    this.#door = new BeatDoor(tokenFromFile(join(flags.directory, 'token')), {
      beat: (beat) => this.beat(beat),
      standDown: (standDown) => this.standDown(standDown),
      health: () => ({ status: 200, body: this.health() }),
    });
  }

  /** Listens and looks. A firing that was cut off goes on. @returns the address @throws {KeysRefusedError} the system's error of the port */
  async start(): Promise<string> {
    const { flags, rest, tell } = this.options;
    const doubt = await checkKeys(rest);
    if (doubt !== undefined) tell(`the venue could not be asked whether the keys work: ${doubt}`);
    const url = await this.#door.open(flags.port);
    rest.startClockSync();
    if (flags.isArmedAtStart) this.changed(() => this.#deadMan.arm());
    const { condition } = this.#deadMan;
    if (condition.kind === 'fired' && condition.outcome !== 'proven') this.sweep(condition);
    this.#timer = setInterval(() => this.look(), LOOK_EVERY_MS);
    return url;
  }

  /** A round that runs is finished; what is then not proven goes on at the next start, and is told by a 3. */
  async stop(): Promise<0 | 3> {
    clearInterval(this.#timer);
    this.#waiter.end();
    await this.#door.close();
    await this.#sweep;
    this.options.rest.close();
    const { condition } = this.#deadMan;
    return condition.kind === 'fired' && condition.outcome !== 'proven' ? 3 : 0;
  }

  private beat(beat: Beat): DoorAnswer {
    return this.toAnswer(this.changed(() => this.#deadMan.beat(beat)));
  }

  private standDown(standDown: StandDown): DoorAnswer {
    const answer = this.changed(() => this.#deadMan.standDown(standDown));
    if (answer.kind === 'taken') this.options.tell(`stood down: ${JSON.stringify(standDown.reason)}`);
    return this.toAnswer(answer);
  }

  private toAnswer(answer: BeatAnswer): DoorAnswer {
    const { condition } = this.#deadMan;
    if (answer.kind === 'taken') return { status: 200, body: { condition: condition.kind, silenceMs: answer.silenceMs } };
    if (condition.kind !== 'fired') {
      return { status: 409, body: { code: answer.because, detail: 'expected the newest run of the host, and its newest beat' } };
    }
    const detail = 'it has fired and stays so until a person clears it: watchdog --clear "reason"';
    return {
      status: 409,
      body: { code: 'fired', detail, reason: condition.reason, firedAtMs: condition.atMs, outcome: condition.outcome },
    };
  }

  private health(): object {
    const { condition, lastBeat, silentForMs } = this.#deadMan;
    const { maxSilenceMs, cancels, closesPositions } = this.options.flags;
    return {
      condition: condition.kind,
      isArmed: condition.kind === 'armed',
      hasFired: condition.kind === 'fired',
      ...(lastBeat && { lastBeat, lastBeatAgeMs: Math.round(silentForMs) }),
      details: condition,
      maxSilenceMs,
      cancels,
      closesPositions,
    };
  }

  private look(): void {
    const { condition, silentForMs } = this.#deadMan;
    if (condition.kind === 'fired') {
      if (condition.outcome !== 'cancelling') this.takeNoticeOfClearing(condition);
    } else if (this.#deadMan.isSilent()) {
      this.fire(`no beat for ${Math.round(silentForMs)} ms`);
    }
  }

  /** What is remembered first is that it fired: a restart goes on with it. */
  private fire(reason: string): void {
    this.sweep(this.changed(() => this.#deadMan.fire(reason)));
  }

  private sweep(fired: Fired): void {
    const { rest, clock, flags, tell } = this.options;
    const said = (kind: AlarmKind, message: string): void => {
      tell(message);
      this.options.alarm.raise(kind, { reason: fired.reason, atMs: clock.nowMs(), message });
    };
    said('dead-man-fired', `FIRED: ${fired.reason}; cancelling ${flags.cancels === 'all' ? 'everything' : 'what opens'}`);
    const { cancels, closesPositions, giveUpAfterMs } = flags;
    this.#sweep = sweepUntilProven({ rest, clock, cancels, closesPositions, giveUpAfterMs, waiter: this.#waiter, tell })
      .then(({ isProven, report }) => {
        this.changed(() => this.#deadMan.ended(isProven ? 'proven' : 'unproven', report));
        const words = isProven ? 'proven: nothing is left that has to go' : 'UNPROVEN: something may be left';
        said(isProven ? 'dead-man-proven' : 'dead-man-unproven', `${words}; ${JSON.stringify(report)}`);
        if (!isProven) this.#tellGaveUp('unproven');
      })
      .catch((error: unknown) => {
        said('dead-man-unproven', `UNPROVEN: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
        this.#tellGaveUp('unproven');
      });
  }

  private takeNoticeOfClearing(fired: Fired): void {
    const nowMs = this.options.clock.monotonicMs();
    if (nowMs - this.#fileReadAtMs < READ_FILE_EVERY_MS) return;
    this.#fileReadAtMs = nowMs;
    try {
      const condition = this.#stateFile.read();
      if (condition.kind !== 'waiting' || condition.cleared?.fired.atMs !== fired.atMs) return;
      this.#deadMan.clear(condition);
      this.options.tell(`cleared: ${JSON.stringify(condition.cleared.reason)}; the next beat arms it`);
    } catch (error) {
      this.options.tell(`the state file cannot be read: ${(error as Error).message}`);
    }
  }

  /** Keeps what has changed. A file that cannot be written stops nothing: orders matter more than memory. */
  private changed<Result>(change: () => Result): Result {
    const before = this.#deadMan.condition;
    const result = change();
    const { condition } = this.#deadMan;
    if (condition === before) return result;
    try {
      this.#stateFile.write(condition);
    } catch (error) {
      this.options.tell(`the state file cannot be written, a restart will not know of ${condition.kind}: ${(error as Error).message}`);
    }
    if (condition.kind === 'armed') this.options.tell(`armed: fires after ${condition.silenceMs} ms without a beat`);
    return result;
  }
}
