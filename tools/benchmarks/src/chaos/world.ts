import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { PositionMode } from '@prate/execution-interface';
import { type EndpointName, endpoints } from '@prate/mexc-protocol';
import { type MexcSimulator, simulatedContracts, startMexcSimulator } from '@prate/mexc-simulator';
import { Dice } from './dice';
import { type ClockSetting, FastClock } from './fast-clock';
import { type RequestRole, requestFaultOf, streamFaultOf } from './fault-choice';
import { type KillStep, killStepsOf } from './kill-steps';
import type { Begun, Defect, FromTrader, SeenAccount, ToTrader, ToldCancel } from './messages';
import { Tally } from './tally';
import { type PassingRequest, Wire } from './wire';

const NAMES_BY_PATH = new Map(
  (Object.entries(endpoints) as [EndpointName, { readonly path: string }][]).map(([name, { path }]) => [path, name]),
);
const ROLES: Partial<Record<EndpointName, RequestRole>> = {
  'create-order': 'create',
  'create-plan-order': 'create',
  'create-stop-order': 'create',
  'create-track-order': 'create',
  'cancel-orders': 'cancel',
  'cancel-by-external-oid': 'cancel',
  'cancel-all-orders': 'cancel',
  'cancel-plan-orders': 'cancel',
  'cancel-track-orders': 'cancel',
  'cancel-stop-orders': 'cancel',
  'change-limit-order': 'change',
  'chase-limit-order': 'change',
  'change-leverage': 'change',
};
/** How long a fault that lasts is left standing, ms of the exchange. */
const HEAL_AFTER_MS = 3_000;
/** How long the last kills are waited for when all orders are recorded, ms of the exchange. */
const LAST_STEP_WITHIN_MS = 20_000;
const START_MS = Date.UTC(2026, 9, 7, 12, 0, 0);

export interface WorldOptions {
  readonly name: string;
  readonly seed: string;
  readonly folder: string;
  readonly positionMode: PositionMode;
  readonly orders: number;
  readonly kills: number;
  readonly speed: number;
  readonly hasFaults: boolean;
  readonly defect?: Defect;
}

/** One exchange, one account, one trader that is killed and started again, and everything that the exchange's end of the wire has seen. */
export class World {
  readonly arrivals = new Map<string, number>();
  /** Creations of conditional orders, which have no client ids, by endpoint. */
  readonly conditionalArrivals = new Tally();
  readonly faults = new Tally();
  readonly streamFaults = new Tally();
  readonly kills = new Tally();
  readonly outcomes = new Tally();
  readonly trips = new Tally();
  /** What a person had to decide. */
  readonly decided = new Tally();
  readonly cancels: ToldCancel[] = [];
  readonly reconcileMs: number[] = [];
  readonly troubles: string[] = [];
  /** Starts that found the switch as the killed process had left it: halted. */
  haltedStarts = 0;
  readonly journalPath: string;
  readonly symbols = simulatedContracts.map(({ symbol }) => symbol);
  readonly clock: FastClock;
  simulator!: MexcSimulator;
  private readonly setting: ClockSetting;
  private readonly steps: readonly KillStep[];
  private readonly wire: Wire;
  private restUrl = '';
  private child?: ChildProcess;
  private spare?: Promise<ChildProcess>;
  private nextIndex = 0;
  private readonly begun = new Map<number, Begun>();
  private recorded = 0;
  private requests = 0;
  private killed = 0;
  private armed?: KillStep;
  private isConnected = false;
  private requestsOfStart = 0;
  private isPeaceful = false;
  private isOver = false;
  private traderState = '';
  private lastOutcome = 'nothing';
  private killing?: Promise<void>;
  private lastLogged: MexcSimulator['control']['log'][number] | undefined;
  private readonly waiters = new Map<FromTrader['what'], (message: FromTrader) => void>();
  private readonly allRecorded: Promise<void>;
  private onAllRecorded: () => void = () => undefined;
  private halt: (problem: Error) => void = () => undefined;
  private readonly broken: Promise<never>;

  constructor(readonly options: WorldOptions) {
    this.setting = { machineMs: Date.now(), startMs: START_MS, speed: options.speed };
    this.clock = new FastClock(this.setting);
    this.steps = killStepsOf(options.seed, options.kills);
    this.journalPath = join(options.folder, `${options.name}.db`);
    this.wire = new Wire({ onRequest: (passing) => this.onRequest(passing), onAnswer: (passing) => this.onAnswer(passing) });
    this.allRecorded = new Promise((resolve) => (this.onAllRecorded = resolve));
    this.broken = new Promise((_, reject) => (this.halt = reject));
    this.broken.catch(() => undefined);
  }

  /** Where it stands, in one line. */
  get progress(): string {
    const { name, orders } = this.options;
    const next = this.armed === undefined ? '' : `, next ${this.armed}`;
    const phase = this.isPeaceful ? ', settling' : this.isConnected ? '' : ', starting';
    return `${name}: ${this.recorded} of ${orders} orders, ${this.killed} of ${this.steps.length} kills${next}${phase} [${this.traderState}; last ${this.lastOutcome}]`;
  }

  /** Nothing new is waited for: what was not decided by now is not decided any more. */
  endEarly(): void {
    this.onAllRecorded();
  }

  /** Until all orders are recorded and all kills are done. */
  async trade(): Promise<void> {
    const { seed, positionMode } = this.options;
    this.simulator = await startMexcSimulator({
      seed: new Dice(seed, 'market').whole(1, 1_000_000),
      clock: this.clock,
      pushEveryMs: 50,
      positionMode,
      balances: { USDT: '10000000', BTC: '1000' },
    });
    this.restUrl = await this.wire.start(this.simulator.restUrl);
    this.arm();
    await this.start();
    await Promise.race([this.allRecorded, this.broken]);
  }

  /** Faults end, everything in doubt is looked for; then time stands still and what the trader knows is told. */
  async settle(): Promise<SeenAccount> {
    this.isPeaceful = true;
    delete this.armed;
    await this.killing;
    this.makePeace();
    this.countFaults();
    await this.asked({ what: 'settle' }, 'settled');
    let seen: SeenAccount;
    for (let tries = 0; ; tries += 1) {
      seen = (await this.asked({ what: 'show', atMs: this.clock.stop() }, 'seen')) as SeenAccount & FromTrader;
      if (tries >= 6 || this.isAsTrue(seen)) return seen;
      // Pushes that were on their way when time stopped; a comparison that is due.
      await this.clock.wait(300);
      seen = (await this.asked({ what: 'show', atMs: this.clock.nowMs() }, 'seen')) as SeenAccount & FromTrader;
      if (this.isAsTrue(seen)) return seen;
      this.clock.resume();
      this.tell({ what: 'resume' });
      await this.clock.wait(10_000 * tries);
    }
  }

  /** The account as the exchange has it, in the words of {@link SeenAccount}. */
  truth(): Omit<SeenAccount, 'health'> {
    const { orders, positions, balances } = this.simulator.control.snapshot();
    return {
      working: orders
        .filter(({ state }) => state === 'working' || state === 'pending')
        .map(({ orderId, vol, dealVol }) => `${orderId} ${dealVol}/${vol}`)
        .sort(),
      positions: positions
        .filter(({ holdVol }) => holdVol !== '0')
        .map(({ symbol, side, holdVol, holdAvgPrice }) => `${symbol} ${side} ${holdVol} at ${holdAvgPrice}`)
        .sort(),
      balances: Object.entries(balances)
        .map(([currency, { available, frozen }]) => `${currency} ${available} ${frozen}`)
        .sort(),
      violations: [],
    };
  }

  /** The trader ends by itself and lets go of its journal. */
  async endTrader(): Promise<void> {
    this.isOver = true;
    const { child } = this;
    this.tell({ what: 'end' });
    if (child !== undefined && child.exitCode === null && child.signalCode === null) {
      const late = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await once(child, 'exit');
      clearTimeout(late);
    }
    (await this.spare)?.kill('SIGKILL');
  }

  async stop(): Promise<void> {
    this.isOver = true;
    this.child?.kill('SIGKILL');
    (await this.spare)?.kill('SIGKILL');
    await this.wire.stop();
    await this.simulator?.stop();
  }

  private isAsTrue({ health: _health, ...seen }: SeenAccount): boolean {
    this.simulator.control.pump();
    const { what: _what, ...rest } = seen as typeof seen & { what?: unknown };
    return JSON.stringify(rest) === JSON.stringify(this.truth());
  }

  private fork(): Promise<ChildProcess> {
    const child = fork(join(__dirname, 'trader.js'), [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    return new Promise((resolve, reject) => {
      child.once('message', () => resolve(child));
      child.once('exit', (code) => reject(new Error(`trader: ended with ${code} before it was ready`)));
    });
  }

  private async start(): Promise<void> {
    const { name, seed, positionMode, orders, defect } = this.options;
    const child = await (this.spare ?? this.fork());
    // Its modules are loaded while this one trades.
    this.spare = this.fork();
    this.spare.catch(() => undefined);
    this.child = child;
    this.isConnected = false;
    this.requestsOfStart = 0;
    child.removeAllListeners('exit');
    child.on('message', (message: FromTrader) => {
      if (this.child === child) this.hear(message);
    });
    child.on('exit', (code, signal) => {
      if (this.child === child && !this.isOver && signal !== 'SIGKILL')
        this.halt(new Error(`trader ${name}: ended with ${code}: ${this.troubles.at(-1) ?? ''}`));
    });
    this.tell({
      what: 'go',
      name,
      seed,
      journalPath: this.journalPath,
      restUrl: this.restUrl,
      wsUrl: this.simulator.wsUrl,
      keys: this.simulator.keys,
      clock: this.setting,
      symbols: this.symbols,
      positionMode,
      quota: orders,
      nextIndex: this.nextIndex,
      again: [...this.begun.values()],
      ...(defect === undefined ? {} : { defect }),
    });
    if (this.armed !== undefined) this.tell({ what: 'halt-at', step: this.armed });
  }

  private tell(message: ToTrader): void {
    if (this.child?.connected === true) this.child.send(message, () => undefined);
  }

  private asked(message: ToTrader, what: FromTrader['what']): Promise<FromTrader> {
    const answer = new Promise<FromTrader>((resolve) => this.waiters.set(what, resolve));
    this.tell(message);
    return Promise.race([answer, this.broken]);
  }

  private hear(message: FromTrader): void {
    this.waiters.get(message.what)?.(message);
    switch (message.what) {
      case 'connected':
        this.isConnected = true;
        this.reconcileMs.push(message.tookMs);
        if (message.wasHalted) this.haltedStarts += 1;
        // It was quicker than its killer: another one.
        if (this.armed === 'during reconcile') void this.kill('during reconcile', { isCounted: false });
        return;
      case 'begun': {
        const { what: _what, ...begun } = message;
        this.begun.set(begun.index, begun);
        this.nextIndex = Math.max(this.nextIndex, begun.index + 1);
        return;
      }
      case 'ended':
        this.begun.delete(message.index);
        this.lastOutcome = message.outcome;
        this.outcomes.add(`${message.kind.replace('create', '').toLowerCase()}: ${message.outcome}`);
        return;
      case 'recorded':
        this.recorded = message.count;
        this.arm();
        this.endIfDone();
        return;
      case 'halted-at':
        void this.kill(message.step);
        return;
      case 'cancel': {
        const { what: _what, ...cancel } = message;
        this.cancels.push(cancel);
        return;
      }
      case 'tripped':
        this.trips.add(message.reason.replace(/\d+/g, 'n'));
        return;
      case 'decided':
        this.decided.add(message.line);
        return;
      case 'state':
        this.traderState = message.text;
        return;
      case 'trouble':
        this.troubles.push(message.message);
        return;
      default:
    }
  }

  /** A step that nobody comes to any more is not waited for. */
  private endIfDone(): void {
    if (this.recorded < this.options.orders) return;
    if (this.killed >= this.steps.length) this.onAllRecorded();
    else this.clock.after(LAST_STEP_WITHIN_MS, () => this.onAllRecorded());
  }

  /** The next kill is due when so many orders are recorded that all of them come evenly. */
  private arm(): void {
    if (this.armed !== undefined || this.killing !== undefined || this.isPeaceful) return;
    const step = this.steps[this.killed];
    const { orders } = this.options;
    if (step === undefined || this.recorded < (orders * 0.97 * (this.killed + 1)) / (this.steps.length + 1)) return;
    this.armed = step;
    // A process that is trading has been reconciled: another one is to be killed while it is.
    if (step === 'during reconcile') void this.kill('during reconcile', { isCounted: false });
    else this.tell({ what: 'halt-at', step });
  }

  private kill(step: KillStep, { isCounted = true }: { readonly isCounted?: boolean } = {}): Promise<void> {
    if (this.killing !== undefined || this.armed !== step) return Promise.resolve();
    const { child } = this;
    this.killing = (async () => {
      if (isCounted) {
        delete this.armed;
        this.kills.add(step);
        this.killed += 1;
      }
      if (child !== undefined && child.exitCode === null && child.signalCode === null) {
        const gone = once(child, 'exit');
        child.kill('SIGKILL');
        await gone;
      }
      delete this.killing;
      if (!this.isOver) await this.start();
      this.endIfDone();
    })();
    this.killing.catch((error: unknown) => this.halt(error as Error));
    return this.killing;
  }

  private async onRequest({ method, path, body }: PassingRequest): Promise<void> {
    this.requests += 1;
    if (this.requests % 2_000 === 0) this.countFaults();
    const endpoint = NAMES_BY_PATH.get(path);
    const role = (endpoint === undefined ? undefined : ROLES[endpoint]) ?? 'read';
    if (endpoint === 'create-order') {
      const { externalOid } = JSON.parse(body) as { externalOid: string };
      this.arrivals.set(externalOid, (this.arrivals.get(externalOid) ?? 0) + 1);
      if (this.armed === 'after send') {
        await this.kill('after send');
        await this.clock.wait(new Dice(this.options.seed, 'late', this.requests).whole(0, 3_000));
      }
    } else if (role === 'create' && endpoint !== undefined) {
      this.conditionalArrivals.add(endpoint);
    }
    if (!this.isConnected && method === 'GET' && this.armed === 'during reconcile') {
      this.requestsOfStart += 1;
      const at = new Dice(this.options.seed, 'reconcile', this.killed).whole(3, 11);
      if (this.requestsOfStart >= at) void this.kill('during reconcile');
    }
    this.strike(role, endpoint);
  }

  private async onAnswer({ path }: PassingRequest): Promise<void> {
    if (this.armed === 'after accept' && NAMES_BY_PATH.get(path) === 'create-order') await this.kill('after accept');
  }

  private strike(role: RequestRole, endpoint: EndpointName | undefined): void {
    if (this.isPeaceful || !this.options.hasFaults) return;
    const { seed } = this.options;
    const { faults, streams } = this.simulator.control;
    const planned = requestFaultOf(seed, this.requests, {
      role,
      endpoint: role === 'read' || endpoint === undefined ? 'any' : endpoint,
      symbols: this.symbols,
    });
    if (planned !== undefined) {
      faults.next(planned.endpoint, planned.fault, planned.options);
      if (['contract-delisted', 'contract-closed-to-api', 'position-mode-changed', 'clock-skew'].includes(planned.fault)) {
        this.clock.after(HEAL_AFTER_MS, () => this.heal());
      }
    }
    const strike = streamFaultOf(seed, this.requests);
    // One that waits for a login waits long: several in line would keep every stream away.
    if (strike === undefined || streams.list().some(({ fault }) => fault === strike)) return;
    this.streamFaults.add(strike);
    if (strike === 'cut') streams.cut();
    else if (strike === 'half-open') streams.halfOpen();
    else if (strike === 'slow') {
      streams.slow(1_500);
      this.clock.after(HEAL_AFTER_MS, () => streams.slow(0));
    } else streams.next(strike);
  }

  /** Contracts are listed again, the mode is what it was, the clock right: as somebody at the exchange would see to it. */
  private heal(): void {
    if (this.isOver) return;
    const { control } = this.simulator;
    for (const symbol of this.symbols) control.changeContract(symbol, { state: 0, apiAllowed: true });
    control.skewClock(0);
    try {
      control.setPositionMode(this.options.positionMode);
    } catch {
      // Both sides are held: it stays as it is until one is closed.
    }
  }

  private makePeace(): void {
    const { faults, streams } = this.simulator.control;
    faults.clear();
    streams.clear();
    streams.slow(0);
    this.heal();
  }

  /** The exchange keeps its last 10,000 requests: looked at before they are gone. */
  private countFaults(): void {
    const { log } = this.simulator.control;
    const from = this.lastLogged === undefined ? 0 : log.lastIndexOf(this.lastLogged) + 1;
    for (const { fault } of log.slice(from)) if (fault !== undefined) this.faults.add(fault);
    this.lastLogged = log.at(-1);
  }
}
