import type { WatchdogAnswer, WatchdogLink } from './watchdog-link';

/** Starts something that repeats; what it returns ends it. */
export type RepeatTimer = (run: () => void, everyMs: number) => () => void;

export interface HeartbeatSenderOptions {
  readonly link: Pick<WatchdogLink, 'post'>;
  /** How long this process may be silent, ms. It beats six times as often. */
  readonly silenceMs: number;
  /** Whether this process does its work; asked before each beat. No answer, or no: no beat. */
  readonly isAlive: () => boolean | Promise<boolean>;
  /** How it is, in one word; shown by the watchdog, not judged. */
  readonly state: () => string;
  /** A beat was taken. */
  readonly onTaken?: () => void;
  /** The watchdog has fired: orders were cancelled, and nobody watches until a person clears it. Told with every beat until then. */
  readonly onFired: (answer: Readonly<Record<string, unknown>>) => void;
  /** The watchdog cannot be reached, or refuses; once for the same trouble in a row. */
  readonly onProblem: (problem: string) => void;
  /** Once after trouble. */
  readonly onRecovered: () => void;
  readonly timer: RepeatTimer;
}

const BEATS_A_SILENCE = 6;

/**
 * Beats from the event loop of this process: a process that hangs is as silent as one that has ended. One beat at a time; one that is not
 * answered is followed by a newer one, never sent again.
 */
export class HeartbeatSender {
  /** A new one for each run. */
  private readonly session = globalThis.crypto.randomUUID();
  private sequence = 0;
  private beating: Promise<void> | undefined;
  private endTimer: (() => void) | undefined;
  private lastProblem = '';

  constructor(private readonly options: HeartbeatSenderOptions) {}

  /** Sends the first beat at once. */
  start(): void {
    const { silenceMs, timer } = this.options;
    this.endTimer ??= timer(() => this.beat(), silenceMs / BEATS_A_SILENCE);
    this.beat();
  }

  /** Ends, and says that this was planned. Without this, or when it cannot be said, the watchdog fires. */
  async standDown(reason: string): Promise<void> {
    this.endTimer?.();
    this.endTimer = undefined;
    await this.beating;
    if (this.sequence === 0) return;
    await this.ask('stand-down', { session: this.session, reason });
  }

  private beat(): void {
    this.beating ??= this.beatOnce().finally(() => (this.beating = undefined));
  }

  private async beatOnce(): Promise<void> {
    const { isAlive, state, silenceMs } = this.options;
    try {
      if (!(await isAlive())) return;
    } catch (error) {
      this.complain(`no beat, this process does not know how it is: ${error instanceof Error ? error.message : String(error)}`);
      return;
    }
    this.sequence += 1;
    await this.ask('beat', { session: this.session, sequence: this.sequence, state: state(), silenceMs: Math.round(silenceMs) });
  }

  private async ask(path: 'beat' | 'stand-down', body: object): Promise<void> {
    const { link, silenceMs, onTaken, onFired, onRecovered } = this.options;
    let answer: WatchdogAnswer;
    try {
      answer = await link.post(path, body, silenceMs / BEATS_A_SILENCE);
    } catch (error) {
      this.complain(`${path}: ${error instanceof Error ? error.message : String(error)}`);
      return;
    }
    if (answer.status === 409 && answer.body['code'] === 'fired') return onFired(answer.body);
    if (answer.status !== 200) {
      this.complain(`${path}: found status ${answer.status} (${String(answer.body['code'])}), expected 200`);
      return;
    }
    if (path === 'beat') onTaken?.();
    if (this.lastProblem !== '') onRecovered();
    this.lastProblem = '';
  }

  private complain(problem: string): void {
    if (problem !== this.lastProblem) this.options.onProblem(problem);
    this.lastProblem = problem;
  }
}
