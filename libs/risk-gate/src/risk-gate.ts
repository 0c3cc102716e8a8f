import {
  type AmendOrder,
  type AmendOrderOutcome,
  type AmendPlanOrder,
  type AmendTrailingOrder,
  type ChangeOutcome,
  type Clock,
  type ClosePosition,
  type ConnectResult,
  type CreateConditionalOutcome,
  type CreateOrder,
  type CreateOrderOutcome,
  type CreatePlanOrder,
  type CreateProtectedOrder,
  type CreateStopOrder,
  type CreateTrailingOrder,
  type Denial,
  type ExecutionEvent,
  type ExecutionInterface,
  MemoryKillSwitch,
  type PlanOrder,
  type ProtectedOrderOutcome,
  type ReversePosition,
  type SetLeverage,
  type SetLeverageOutcome,
  type StopOrder,
  SystemClock,
  type TrailingOrder,
  isFinalStatus,
} from '@prate/execution-interface';
import { Admissions, type Opening, longestWindowMs } from './admission';
import { Amendments } from './amendments';
import { checkLimits } from './check-limits';
import type { RiskGateOptions } from './config';
import { DailyLossWatch } from './daily-loss-watch';
import { denial } from './denied-reasons';
import { maxLeverageOf } from './effective-limits';
import { RiskLimitsError } from './errors';
import { ExposureBook } from './exposure/exposure-book';
import { FailureCounter } from './failure-counter';
import { OpeningGate } from './opening-gate';
import { openingOfPlan, openingOfTrailing } from './openings';
import type { OrderPreview } from './preview';
import { previewOrder, refusedPreview } from './preview-order';
import { GuardedExecution } from './protection/guarded-execution';
import { systemGuardTimer } from './protection/guard-timer';
import { ProtectionGuard } from './protection/protection-guard';
import { protectionSettings } from './protection/protection-options';
import type { ProtectionReport } from './protection/protection-report';
import { readOnly, readOnlyDenial } from './read-only';
import { type RiskUse, readRiskUse } from './risk-use';
import { SubmitLog } from './submit-log';
import { type KnownTradingState, TradingStateReader } from './trading-state-reader';
import { HaltWatch } from './trip/halt-watch';
import { Trip } from './trip/trip';
import type { TripReport } from './trip/trip-report';
import { VerdictNotes } from './verdict-notes';

/**
 * An `ExecutionInterface` in front of an `ExecutionInterface`. What adds exposure passes every check, and its room is taken in the same turn
 * in which it is judged; a close is held against the instrument's grid and the position only; a cancel is never stopped.
 *
 * @throws {RiskLimitsError} by the constructor, when a limit is missing or means nothing
 */
export class RiskGate extends GuardedExecution {
  protected readonly over: ExecutionInterface;
  protected readonly guard: ProtectionGuard;
  private readonly clock: Clock;
  private readonly book: ExposureBook;
  private readonly log: SubmitLog;
  private readonly state: TradingStateReader;
  private readonly counter: FailureCounter;
  private readonly admissions: Admissions;
  private readonly switchProcedure: Trip;
  private readonly haltWatch: HaltWatch;
  private readonly lossWatch: DailyLossWatch;
  private readonly openings: OpeningGate;
  private readonly amendments: Amendments;
  private readonly verdicts: VerdictNotes;

  constructor(private readonly options: RiskGateOptions) {
    super();
    checkLimits(options.limits);
    const { settings, problems } = protectionSettings(options.protection);
    if (problems.length > 0) throw new RiskLimitsError(problems);
    const { limits, trip = {}, clock = new SystemClock(), timer = systemGuardTimer, positionLagMs = 500 } = options;
    this.over = options.isReadOnly === true ? readOnly(options.over) : options.over;
    const { over } = this;
    this.clock = clock;
    this.verdicts = new VerdictNotes(options.audit);
    this.book = new ExposureBook(positionLagMs);
    this.log = new SubmitLog(longestWindowMs(limits));
    this.state = new TradingStateReader(options.killSwitch ?? new MemoryKillSwitch(clock), clock);
    this.counter = new FailureCounter(trip.failures);
    const { book, log, state, counter } = this;
    this.admissions = new Admissions({ ...options, over }, { book, log, state, clock });
    const inFlight = new Set<Promise<unknown>>();
    const { protection = {}, isReadOnly = false } = options;
    const { journal: _journal, ...withoutJournal } = protection;
    this.guard = new ProtectionGuard({
      over,
      clock,
      // What may change nothing can guard nothing.
      options: { timer, ...(isReadOnly ? withoutJournal : protection) },
      settings,
      ...(trip.notifier === undefined ? {} : { notifier: trip.notifier }),
    });
    const beforeCancellingAll = () => this.guard.allStopsTakenAway();
    this.switchProcedure = new Trip({ over, book, state, clock, timer, options: trip, inFlight, beforeCancellingAll });
    this.haltWatch = new HaltWatch({ state, timer, onFoundHalted: () => this.switchProcedure.resume() });
    this.lossWatch = new DailyLossWatch({
      equity: this.admissions.equity,
      instruments: options.instruments,
      limits,
      maxAges: options.maxAges,
      clock,
      timer,
      onLoss: (message) => {
        if (state.lastKnown !== 'halted') void this.switchProcedure.run(message, 'daily-loss');
      },
    });
    this.openings = new OpeningGate({
      admissions: this.admissions,
      book,
      log,
      state,
      counter,
      trip: this.switchProcedure,
      inFlight,
      clock,
      onDailyLoss: trip.onDailyLoss ?? 'trip',
    });
    this.amendments = new Amendments({ over, openings: this.openings, admissions: this.admissions, log, clock });
    // For as long as there is a gate: it holds nothing open, and what is told between two connections counts as well.
    over.watchEvents((event) => this.hear(event));
  }

  /** Also looks after what an earlier process left: entries with a stop, and openings that work although trading is halted. */
  override async connect(): Promise<ConnectResult> {
    const result = await super.connect();
    const { isReadOnly = false, trip = {} } = this.options;
    if (!result.ok || isReadOnly || trip.isWatching === false) return result;
    this.haltWatch.start();
    if (trip.onDailyLoss !== 'deny') this.lossWatch.start();
    return result;
  }

  override disconnect(): Promise<void> {
    this.haltWatch.stop();
    this.lossWatch.stop();
    this.switchProcedure.stop();
    return super.disconnect();
  }

  async createOrder(command: CreateOrder): Promise<CreateOrderOutcome> {
    const stopped = this.refuse('order', command);
    if (stopped !== undefined) return { status: 'denied', denial: stopped };
    const asked = this.verdicts.named(command);
    if (asked.effect === 'close') return this.close(asked);
    const unbounded = objectToCeiling(asked);
    if (unbounded !== undefined) return this.verdicts.denied(asked, unbounded);
    return this.guard.send(asked, () => this.open(asked));
  }

  /**
   * An entry with its stop, and its target where one is named, as one operation with one outcome a part. Answers when the stop has been read
   * back for all that has filled, when the entry rests without a fill, or when the stop was given up (`protection` in the options says what
   * happens then). An entry that rests is guarded as it fills; `watchEvents` tells of it.
   */
  async createProtectedOrder(command: CreateProtectedOrder): Promise<ProtectedOrderOutcome> {
    const stopped = this.refuse('order', command) ?? objectToEntry(command) ?? objectToCeiling(command);
    if (stopped !== undefined) {
      return { entry: { status: 'denied', denial: stopped }, stop: { status: 'none' }, protected: false, unprotectedMs: 0 };
    }
    const asked = this.verdicts.named(command);
    return this.guard.sendAndProve(asked, () => this.open(asked));
  }

  /** How entries with a stop stand: what is unprotected now and since when, and the longest that anything was. */
  protection(): ProtectionReport {
    return this.guard.report();
  }

  private async open(asked: CreateOrder): Promise<CreateOrderOutcome> {
    let isAllowed = false;
    const outcome = await this.openings.pass(
      { command: asked },
      () => {
        isAllowed = true;
        this.verdicts.allowed(asked);
        return this.over.createOrder(asked);
      },
      (answer) => (answer.status === 'accepted' ? answer.order : undefined),
    );
    return outcome.status === 'denied' && !isAllowed ? this.verdicts.denied(asked, outcome.denial) : outcome;
  }

  /** Each is judged when its turn comes; what the ones before it took is taken. */
  async createOrders(
    commands: readonly CreateOrder[],
    { signal }: { readonly signal?: AbortSignal } = {},
  ): Promise<readonly CreateOrderOutcome[]> {
    const outcomes: CreateOrderOutcome[] = [];
    for (const command of commands) {
      outcomes.push(signal?.aborted === true ? notSent(command) : await this.createOrder(command));
    }
    return outcomes;
  }

  async amendOrder(command: AmendOrder): Promise<AmendOrderOutcome> {
    const stopped = this.refuse('amendment', command);
    if (stopped !== undefined) return { status: 'denied', denial: stopped };
    return this.followed(await this.amendments.order(Object.freeze({ ...command })));
  }

  async chaseOrder(symbol: string, orderId: string): Promise<AmendOrderOutcome> {
    return this.followed(await this.amendments.chase(symbol, orderId));
  }

  private followed(outcome: AmendOrderOutcome): AmendOrderOutcome {
    if (outcome.status === 'accepted') this.guard.orderAmended(outcome.formerOrderId, outcome.order);
    return outcome;
  }

  async createPlanOrder(command: CreatePlanOrder): Promise<CreateConditionalOutcome<PlanOrder>> {
    const stopped = this.refuse('plan order', command);
    if (stopped !== undefined) return { status: 'denied', denial: stopped };
    const asked: CreatePlanOrder = Object.freeze({ ...command });
    return this.guard.sendPlan(asked, () => this.conditional(asked, openingOfPlan(asked), () => this.over.createPlanOrder(asked)));
  }

  async createTrailingOrder(command: CreateTrailingOrder): Promise<CreateConditionalOutcome<TrailingOrder>> {
    const stopped = this.refuse('trailing order', command);
    if (stopped !== undefined) return { status: 'denied', denial: stopped };
    const asked: CreateTrailingOrder = Object.freeze({ ...command });
    return this.conditional(asked, openingOfTrailing(asked), () => this.over.createTrailingOrder(asked));
  }

  /** It only reduces: what stands behind holds it against the grid and the position. */
  createStopOrder(command: CreateStopOrder): Promise<CreateConditionalOutcome<StopOrder>> {
    return this.over.createStopOrder(command);
  }

  async amendPlanOrder(command: AmendPlanOrder): Promise<ChangeOutcome> {
    const stopped = this.refuse('amendment', command);
    if (stopped !== undefined) return { status: 'denied', denial: stopped };
    return this.amendments.plan(Object.freeze({ ...command }));
  }

  async amendTrailingOrder(command: AmendTrailingOrder): Promise<ChangeOutcome> {
    const stopped = this.refuse('amendment', command);
    if (stopped !== undefined) return { status: 'denied', denial: stopped };
    return this.amendments.trailing(Object.freeze({ ...command }));
  }

  /** What there is to close is proven by what stands behind; nothing here stops it. */
  async closePosition(command: ClosePosition): Promise<CreateOrderOutcome> {
    this.log.add(this.clock.nowMs(), undefined);
    const outcome = await this.over.closePosition(command);
    this.openings.count(outcome);
    return outcome;
  }

  async reversePosition(command: ReversePosition): Promise<ChangeOutcome> {
    const stopped = this.refuse('reversal', command);
    if (stopped !== undefined) return { status: 'denied', denial: stopped };
    return this.amendments.reverse(Object.freeze({ ...command }));
  }

  /** What an order would be and what every check says of it at this moment. Sends nothing, takes no room. */
  async preview(command: CreateOrder): Promise<OrderPreview> {
    const asked: CreateOrder = Object.freeze({ ...command });
    const stopped = this.refuse('order', command);
    if (stopped !== undefined && stopped.code !== 'read-only') return refusedPreview(asked, 'input', stopped);
    return previewOrder({ over: this.over, admissions: this.admissions }, asked, stopped);
  }

  /**
   * Halts trading, cancels and (if so configured) closes. Halted as soon as this is called, whatever else fails; works while the venue is
   * down. What could not be cancelled stands in the report, and is tried again until two readings find nothing left, `reset` or `disconnect`.
   */
  trip(reason: string, by: string): Promise<TripReport> {
    return this.switchProcedure.run(reason, by);
  }

  /** Trading is active again. @throws {JournalError} without reason or name, or when the switch cannot keep it */
  async reset(reason: string, by: string): Promise<void> {
    await this.switchProcedure.reset(reason, by);
    this.counter.reset();
  }

  /** As of at most a second ago. */
  async tradingState(): Promise<KnownTradingState> {
    await this.state.freshen();
    return this.state.current;
  }

  /** How much of each limit is used at this moment, read anew where it is older than the checks allow. Sends nothing. */
  riskUse(): Promise<RiskUse> {
    const { admissions, book, log, state, counter, clock, options } = this;
    return readRiskUse({ admissions, book, log, state, counter, clock, options });
  }

  /** Resolves when no trip is under way. */
  settled(): Promise<void> {
    return this.switchProcedure.idle();
  }

  async setLeverage(command: SetLeverage): Promise<SetLeverageOutcome> {
    const stopped = this.refuse('leverage', command) ?? this.objectToLeverage(command);
    return stopped === undefined ? this.over.setLeverage(command) : { status: 'denied', denial: stopped };
  }

  private async conditional<Conditional>(
    { effect }: CreatePlanOrder | CreateTrailingOrder,
    opening: Opening,
    send: () => Promise<CreateConditionalOutcome<Conditional>>,
  ): Promise<CreateConditionalOutcome<Conditional>> {
    if (effect !== 'close') return this.openings.pass(opening, send, () => undefined);
    const objection = await this.admissions.objectToGrid(opening);
    if (objection !== undefined) return { status: 'denied', denial: objection };
    this.log.add(this.clock.nowMs(), undefined);
    const outcome = await send();
    this.openings.count(outcome);
    return outcome;
  }

  private async close(command: CreateOrder): Promise<CreateOrderOutcome> {
    const objection = await this.admissions.objectToClose(command);
    if (objection !== undefined) return this.verdicts.denied(command, objection);
    this.verdicts.allowed(command);
    this.log.add(this.clock.nowMs(), undefined);
    const outcome = await this.over.createOrder(command);
    this.openings.count(outcome);
    return outcome;
  }

  /** Events make room sooner; without them readings do. */
  private hear(event: ExecutionEvent): void {
    this.guard.hear(event);
    if (event.kind === 'order') {
      const { order, isOurs } = event;
      this.book.learn(order, event.receivedAtMs);
      if (isOurs && order.effect === 'open' && !isFinalStatus(order.status)) this.switchProcedure.heardWorking(order);
    }
    if (event.kind === 'balance' || event.kind === 'position' || event.kind === 'position-closed') this.lossWatch.heard();
    if (event.kind === 'intent-resolved') {
      if (event.resolution === 'never-arrived') {
        this.book.neverArrived(event.clientOrderId);
        this.log.forget(event.clientOrderId);
      } else this.switchProcedure.lookAgain();
    }
  }

  private refuse(what: string, command: unknown): Denial | undefined {
    if (typeof command !== 'object' || command === null) {
      return denial('input-invalid', `${what}: found ${command === null ? 'null' : typeof command}, expected an object`, {
        found: typeof command,
      });
    }
    return this.options.isReadOnly === true ? readOnlyDenial(what) : undefined;
  }

  private objectToLeverage({ symbol, leverage }: SetLeverage): Denial | undefined {
    const limit = maxLeverageOf(this.options.limits, symbol);
    if (Number.isSafeInteger(leverage) && leverage <= limit) return undefined;
    return denial('max-leverage', `leverage of ${symbol}: found ${String(leverage)}, expected at most ${limit}`, {
      symbol,
      found: leverage,
      limit,
    });
  }
}

/** The venue chooses that size: no limit can be held against it, whatever the engine allows. */
function objectToCeiling({ isMarketCeiling, symbol }: CreateOrder): Denial | undefined {
  if (isMarketCeiling !== true) return undefined;
  const message = `order of ${symbol}: isMarketCeiling takes the whole free balance, which no limit can be held against; expected a size`;
  return denial('market-ceiling-not-enabled', message, { symbol });
}

function objectToEntry(command: CreateProtectedOrder): Denial | undefined {
  const { effect, protection } = command;
  if (effect === 'open' && typeof protection === 'object' && protection?.stopLoss !== undefined) return undefined;
  const found = effect !== 'open' ? `effect ${JSON.stringify(effect)}` : 'no protection.stopLoss';
  return denial('input-invalid', `protected order: found ${found}, expected an order that opens, with a stop`, { found });
}

function notSent({ symbol }: CreateOrder): CreateOrderOutcome {
  return { status: 'denied', denial: denial('not-sent', `order of ${symbol}: the rest was called off before its turn came`, { symbol }) };
}
