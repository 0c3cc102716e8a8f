import { type ExecutionEvent, type KillSwitch, MemoryOrderJournal, type OrderJournal } from '@prate/execution-interface';
import { MexcFuturesAuth, RequestClock } from '@prate/mexc-auth';
import { MexcFuturesMarketData } from '@prate/mexc-market-data';
import { endpoints } from '@prate/mexc-protocol';
import { MexcFuturesRest, type MexcRestConfig } from '@prate/mexc-rest';
import { type MexcSimulator, type SimulatorOptions, startMexcSimulator } from '@prate/mexc-simulator';
import { MexcFuturesStream } from '@prate/mexc-ws';
import { ManualTimer } from '@prate/mexc-ws/testing';
import type { StateOptions } from '../src/config';
import { MexcFuturesExecution } from '../src/mexc-futures-execution';
import { AccountMirror } from './account-mirror';
import { afterThisTest } from './cleanup';
import { NOW } from './desk';

const STEP_MS = 100;
/** Tests ask faster than the venue lets anybody; how requests are paced is tested where that is done. */
const WIDE = Object.fromEntries(Object.keys(endpoints).map((name) => [name, { count: 10_000, windowMs: 1_000 }]));

export interface StateDeskOptions extends SimulatorOptions {
  readonly journal?: OrderJournal;
  readonly killSwitch?: KillSwitch;
  readonly hasStream?: boolean;
  readonly state?: StateOptions;
  /** Of single endpoints, where how they are paced is what it is about. */
  readonly limits?: MexcRestConfig['limits'];
}

/** Execution, stream and simulator over real sockets, all on one clock that moves by hand. */
export class StateDesk {
  readonly events: ExecutionEvent[] = [];
  readonly mirror = new AccountMirror();

  private constructor(
    readonly simulator: MexcSimulator,
    readonly timer: ManualTimer,
    readonly rest: MexcFuturesRest,
    readonly marketData: MexcFuturesMarketData,
    readonly journal: OrderJournal,
    readonly stream: MexcFuturesStream | undefined,
    readonly execution: MexcFuturesExecution,
    /** A second execution on the same venue: another process, a restart. */
    readonly another: (journal: OrderJournal) => { readonly execution: MexcFuturesExecution; readonly events: readonly ExecutionEvent[] },
  ) {
    execution.watchEvents((event) => {
      this.events.push(event);
      this.mirror.apply(event);
    });
  }

  /** Not connected yet. */
  static async open({ journal, killSwitch, hasStream = true, state, limits, ...options }: StateDeskOptions = {}): Promise<StateDesk> {
    const timer = new ManualTimer(NOW);
    const simulator = await startMexcSimulator({ clock: timer, pushEveryMs: 0, ...options });
    afterThisTest(() => simulator.stop());
    const auth = new MexcFuturesAuth({ credentials: simulator.keys, clock: new RequestClock(timer) });
    const rest = new MexcFuturesRest({ baseUrl: simulator.restUrl, auth, limits: { ...WIDE, ...limits } });
    afterThisTest(async () => rest.close());
    const marketData = MexcFuturesMarketData.create({ baseUrl: simulator.restUrl, streamUrl: simulator.wsUrl, clock: timer });
    afterThisTest(() => marketData.close());
    const stream = hasStream ? new MexcFuturesStream({ url: simulator.wsUrl, auth, timer, sendsPerSecond: 100 }) : undefined;
    if (stream !== undefined) afterThisTest(() => stream.disconnect());
    const kept = journal ?? new MemoryOrderJournal(timer);
    const make = (own: OrderJournal) =>
      new MexcFuturesExecution({
        rest,
        instruments: marketData,
        journal: own,
        clock: timer,
        timer,
        ...(stream === undefined ? {} : { stream }),
        ...(killSwitch === undefined ? {} : { killSwitch }),
        ...(state === undefined ? {} : { state }),
      });
    const desk = new StateDesk(simulator, timer, rest, marketData, kept, stream, make(kept), (own) => {
      const execution = make(own);
      const events: ExecutionEvent[] = [];
      execution.watchEvents((event) => events.push(event));
      return { execution, events };
    });
    afterThisTest(() => desk.execution.disconnect());
    return desk;
  }

  /** Connected, with what the connect told. */
  static async connected(options?: StateDeskOptions): Promise<StateDesk> {
    const desk = await StateDesk.open(options);
    const { problems } = await desk.during(desk.execution.connect());
    if (problems.length > 0) throw new Error(JSON.stringify(problems));
    return desk;
  }

  /** Lets time pass until this has ended. */
  async during<T>(work: Promise<T>): Promise<T> {
    let isOver = false;
    const over = () => void (isOver = true);
    work.then(over, over);
    while (!isOver) await this.pass(STEP_MS);
    return work;
  }

  /** Lets time pass in small steps, with the exchange moving and sockets and requests coming through in between. */
  async pass(ms: number, stepMs = STEP_MS): Promise<void> {
    for (let left = ms; left > 0; left -= stepMs) {
      await this.timer.advance(Math.min(stepMs, left));
      this.simulator.control.pump();
      await this.breathe();
    }
  }

  /** Until it is so; two minutes of the common clock at most. */
  async until(isSo: () => boolean | Promise<boolean>, what = String(isSo)): Promise<void> {
    for (let turn = 0; !(await isSo()); turn += 1) {
      if (turn > 1_200) throw new Error(`never came: ${what}; health ${JSON.stringify(this.execution.health())}`);
      await this.pass(STEP_MS);
    }
  }

  /** Until the stream has told all that the exchange has said, and readings that were under way have ended. */
  async settled(): Promise<void> {
    await this.pass(1_000);
    await this.until(() => this.execution.health().state === 'healthy', 'healthy');
    await this.pass(500);
  }

  of<Kind extends ExecutionEvent['kind']>(kind: Kind): readonly Extract<ExecutionEvent, { kind: Kind }>[] {
    return this.events.filter((event): event is Extract<ExecutionEvent, { kind: Kind }> => event.kind === kind);
  }

  /** Real time for what is on its way through sockets of this machine. */
  private async breathe(): Promise<void> {
    for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
