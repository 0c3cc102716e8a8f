import {
  type Balance,
  type CancelAllOrdersOutcome,
  type CancelOrderOutcome,
  type ClosedPosition,
  type Clock,
  type ConnectResult,
  type CreateOrder,
  type CreateOrderOutcome,
  type Denial,
  type ExecutionEvent,
  type ExecutionHealth,
  ExecutionInterface,
  type FeeRates,
  type FundingPayment,
  type HistoryQuery,
  type Leverage,
  type LeverageQuery,
  MemoryKillSwitch,
  type Order,
  type Position,
  type PositionSide,
  type SetLeverage,
  type SetLeverageOutcome,
  SystemClock,
  type Trade,
  type Transfer,
} from '@prate/execution-interface';
import { Admissions, longestWindowMs } from './admission';
import { openingChecks } from './all-checks';
import { checkLimits } from './check-limits';
import type { RiskGateOptions } from './config';
import { denial } from './denied-reasons';
import { maxLeverageOf } from './effective-limits';
import { ExposureBook } from './exposure/exposure-book';
import { FailureCounter } from './failure-counter';
import { OpeningGate } from './opening-gate';
import { type OrderPreview, type Verdict, estimateOrder } from './preview';
import { readOnly, readOnlyDenial } from './read-only';
import { SubmitLog } from './submit-log';
import { type KnownTradingState, TradingStateReader } from './trading-state-reader';
import { Trip } from './trip/trip';
import type { TripReport } from './trip/trip-report';

/**
 * An `ExecutionInterface` in front of an `ExecutionInterface`. What adds exposure passes every check, and its room is taken in the same turn
 * in which it is judged; a close is held against the instrument's grid and the position only; a cancel is never stopped.
 *
 * @throws {RiskLimitsError} by the constructor, when a limit is missing or means nothing
 */
export class RiskGate extends ExecutionInterface {
  private readonly over: ExecutionInterface;
  private readonly clock: Clock;
  private readonly book: ExposureBook;
  private readonly log: SubmitLog;
  private readonly state: TradingStateReader;
  private readonly counter: FailureCounter;
  private readonly admissions: Admissions;
  private readonly switchProcedure: Trip;
  private readonly openings: OpeningGate;

  constructor(private readonly options: RiskGateOptions) {
    super();
    checkLimits(options.limits);
    const { limits, trip = {}, clock = new SystemClock(), positionLagMs = 500 } = options;
    this.over = options.isReadOnly === true ? readOnly(options.over) : options.over;
    const { over } = this;
    this.clock = clock;
    this.book = new ExposureBook(positionLagMs);
    this.log = new SubmitLog(longestWindowMs(limits));
    this.state = new TradingStateReader(options.killSwitch ?? new MemoryKillSwitch(clock), clock);
    this.counter = new FailureCounter(trip.failures);
    const { book, log, state, counter } = this;
    this.admissions = new Admissions({ ...options, over }, { book, log, state, clock });
    const inFlight = new Set<Promise<unknown>>();
    this.switchProcedure = new Trip({ over, book, state, clock, options: trip, inFlight });
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
    // For as long as there is a gate: it holds nothing open, and what is told between two connections counts as well.
    watchOver(over, (event) => this.hear(event));
  }

  async createOrder(command: CreateOrder): Promise<CreateOrderOutcome> {
    const stopped = this.refuse('order', command);
    if (stopped !== undefined) return { status: 'denied', denial: stopped };
    // What was checked is what is passed on, whatever the caller does to the object meanwhile.
    const asked: CreateOrder = Object.freeze({ ...command });
    if (asked.effect === 'close') return this.close(asked);
    return this.openings.pass(
      { command: asked },
      () => this.over.createOrder(asked),
      (outcome) => (outcome.status === 'accepted' ? outcome.order : undefined),
    );
  }

  /** What an order would be and what every check says of it at this moment. Sends nothing, takes no room. */
  async preview(command: CreateOrder): Promise<OrderPreview> {
    const stopped = this.refuse('order', command);
    const asked: CreateOrder = Object.freeze({ ...command });
    if (stopped !== undefined && stopped.code !== 'read-only') return refusedPreview(asked, 'input', stopped);
    const verdicts: Verdict[] = stopped === undefined ? [] : [{ check: 'read-only', isAllowed: false, denial: stopped }];
    const gathered = await this.admissions.gather({ command: asked });
    if ('denial' in gathered) return refusedPreview(asked, 'instrument', gathered.denial);
    if (asked.effect === 'close') {
      const denial = await this.admissions.objectToClose(asked);
      verdicts.push({ check: 'close', isAllowed: denial === undefined, ...(denial === undefined ? {} : { denial }) });
    } else {
      const objections = new Map(this.admissions.judge({ command: asked }, gathered).map(({ check, denial }) => [check, denial]));
      for (const { name } of openingChecks) {
        const denial = objections.get(name);
        verdicts.push({ check: name, isAllowed: denial === undefined, ...(denial === undefined ? {} : { denial }) });
      }
    }
    const { value, instrument } = this.admissions.input({ command: asked }, gathered);
    const estimate = value === undefined ? undefined : estimateOrder(asked, instrument, value, await this.feeRates(asked.symbol));
    return {
      command: asked,
      isAllowed: verdicts.every(({ isAllowed }) => isAllowed),
      verdicts,
      ...(estimate === undefined ? {} : { estimate }),
    };
  }

  /**
   * Halts trading, cancels and (if so configured) closes. Halted as soon as this is called, whatever else fails; works while the venue is
   * down. What could not be cancelled stands in the report: trip again later, or cancel by hand.
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

  /** Resolves when no trip is under way. */
  settled(): Promise<void> {
    return this.switchProcedure.idle();
  }

  async setLeverage(command: SetLeverage): Promise<SetLeverageOutcome> {
    const stopped = this.refuse('leverage', command) ?? this.objectToLeverage(command);
    return stopped === undefined ? this.over.setLeverage(command) : { status: 'denied', denial: stopped };
  }

  private async close(command: CreateOrder): Promise<CreateOrderOutcome> {
    const objection = await this.admissions.objectToClose(command);
    if (objection !== undefined) return { status: 'denied', denial: objection };
    this.log.add(this.clock.nowMs(), undefined);
    const outcome = await this.over.createOrder(command);
    this.openings.count(outcome);
    return outcome;
  }

  /** Events make room sooner; without them readings do. */
  private hear(event: ExecutionEvent): void {
    if (event.kind === 'order') this.book.learn(event.order, event.receivedAtMs);
    if (event.kind === 'intent-resolved' && event.resolution === 'never-arrived') this.book.neverArrived(event.clientOrderId);
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

  /** What cannot be read is estimated with the contract's own rates, and said so. */
  private async feeRates(symbol: string): Promise<FeeRates | undefined> {
    try {
      return await this.over.getFeeRates(symbol);
    } catch {
      return undefined;
    }
  }

  connect(): Promise<ConnectResult> {
    return this.over.connect();
  }
  disconnect(): Promise<void> {
    return this.over.disconnect();
  }
  health(): ExecutionHealth {
    return this.over.health();
  }
  cancelOrder(symbol: string, orderId: string): Promise<CancelOrderOutcome> {
    return this.over.cancelOrder(symbol, orderId);
  }
  cancelAllOrders(symbol?: string): Promise<CancelAllOrdersOutcome> {
    return this.over.cancelAllOrders(symbol);
  }
  getOrder(orderId: string, symbol?: string): Promise<Order | undefined> {
    return this.over.getOrder(orderId, symbol);
  }
  getOpenOrders(symbol?: string): Promise<readonly Order[]> {
    return this.over.getOpenOrders(symbol);
  }
  getPositions(): Promise<readonly Position[]> {
    return this.over.getPositions();
  }
  getPosition(symbol: string, positionSide?: PositionSide): Promise<Position | undefined> {
    return this.over.getPosition(symbol, positionSide);
  }
  getBalance(currency?: string): Promise<Balance | undefined> {
    return this.over.getBalance(currency);
  }
  getBalances(): Promise<readonly Balance[]> {
    return this.over.getBalances();
  }
  getLeverage(query: LeverageQuery): Promise<Leverage> {
    return this.over.getLeverage(query);
  }
  getFeeRates(symbol: string): Promise<FeeRates> {
    return this.over.getFeeRates(symbol);
  }
  getOrderHistory(query: HistoryQuery): AsyncIterable<Order> {
    return this.over.getOrderHistory(query);
  }
  getTradeHistory(query: HistoryQuery): AsyncIterable<Trade> {
    return this.over.getTradeHistory(query);
  }
  getPositionHistory(query: HistoryQuery): AsyncIterable<ClosedPosition> {
    return this.over.getPositionHistory(query);
  }
  getFundingHistory(query: HistoryQuery): AsyncIterable<FundingPayment> {
    return this.over.getFundingHistory(query);
  }
  getTransferHistory(query: HistoryQuery): AsyncIterable<Transfer> {
    return this.over.getTransferHistory(query);
  }
}

/** Not every venue tells events. */
function watchOver(over: ExecutionInterface & { watchEvents?: unknown }, handler: (event: ExecutionEvent) => void): void {
  if (typeof over.watchEvents === 'function') (over.watchEvents as (heard: typeof handler) => unknown)(handler);
}

function refusedPreview(command: CreateOrder, check: string, denial: Denial): OrderPreview {
  return { command, isAllowed: false, verdicts: [{ check, isAllowed: false, denial }] };
}
