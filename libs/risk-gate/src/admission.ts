import {
  type Clock,
  type CreateOrder,
  type DecimalText,
  type Denial,
  type ExecutionInterface,
  type Instrument,
  type InstrumentSource,
  MemoryDayStartStore,
  UnknownSymbolError,
  positionSideOf,
} from '@prate/execution-interface';
import { closingChecks, openingChecks } from './all-checks';
import { instrumentGrid } from './checks/instrument-grid';
import { DEFAULT_MAX_AGES, type MaxAges, type RiskGateOptions } from './config';
import { DailyEquity } from './daily-equity';
import { denial } from './denied-reasons';
import { DEFAULT_LIMITS, type EffectiveLimits, effectiveLimits } from './effective-limits';
import { AccountReader } from './exposure/account-reader';
import type { Claim, ClaimTerms } from './exposure/claim';
import type { ExposureBook } from './exposure/exposure-book';
import { type FailedCall, failedCallOf } from './failed-call';
import { messageOf } from './message-of';
import { orderValue } from './order-value';
import { type ReadPrice, freshPrice, readPrice } from './price-reader';
import type { RiskCheckInput } from './risk-check';
import type { SubmitLog } from './submit-log';
import type { TradingStateReader } from './trading-state-reader';

/** Something that adds exposure, put as the order that it is or may become. */
export interface Opening {
  readonly command: CreateOrder;
  /** What it waits for, quote currency. */
  readonly triggerPrice?: DecimalText;
  /** The order that it takes the place of, whose room it may use. */
  readonly without?: { readonly orderId: string };
  /** Where its room goes on: to an order, to a conditional order that is listed as such, to market orders of which none is named. */
  readonly what?: ClaimTerms['what'];
}

/** Everything that was awaited before a judgement. */
export interface Gathered {
  readonly instrument: Instrument;
  readonly limits: EffectiveLimits;
  readonly mark?: ReadPrice;
  readonly index?: ReadPrice;
}

/** Why not, or the room that was taken. */
export type Admission = { readonly denial: Denial } | { readonly claim: Claim };

/** Denials that stand on orders and positions, which may have changed since they were read. */
const STATE_DENIALS: ReadonlySet<string> = new Set(['max-position', 'max-total-notional', 'max-open-orders']);
/** Denials for what is not known well enough: where a call failed meanwhile, that is why. */
const KNOWLEDGE_DENIALS: ReadonlySet<string> = new Set([
  'account-stale',
  'mark-unavailable',
  'index-unavailable',
  'not-healthy',
  'intent-unknown',
]);
const REFRESH_SHARE = 5;

/** Gathers what a judgement stands on, then judges and takes room in one turn: nothing else happens between the two. */
export class Admissions {
  readonly account: AccountReader;
  readonly equity: DailyEquity;
  private readonly instruments: InstrumentSource;
  private readonly over: ExecutionInterface;
  private readonly maxAges: Required<MaxAges>;

  constructor(
    private readonly options: Pick<
      RiskGateOptions,
      'over' | 'instruments' | 'marks' | 'indexes' | 'limits' | 'equity' | 'dayStarts' | 'maxAges'
    >,
    private readonly parts: {
      readonly book: ExposureBook;
      readonly log: SubmitLog;
      readonly state: TradingStateReader;
      readonly clock: Clock;
    },
  ) {
    const { over, instruments } = options;
    const { book, log, clock } = parts;
    this.over = over;
    this.instruments = instruments;
    this.maxAges = { ...DEFAULT_MAX_AGES, ...options.maxAges };
    this.account = new AccountReader({ over, instruments, clock, book, onNeverArrived: (id) => log.forget(id) });
    const fromBalances = async () => (await over.getBalances()).map(({ currency, total, asOfMs }) => ({ currency, equity: total, asOfMs }));
    this.equity = new DailyEquity({
      ...(options.equity === undefined
        ? { equity: fromBalances, transfers: (fromMs, toMs) => over.getTransferHistory({ fromMs, toMs }) }
        : { equity: options.equity }),
      dayStarts: options.dayStarts ?? new MemoryDayStartStore(),
      clock,
    });
  }

  /** Judges an opening and takes its room, or says why not. Takes no longer than its reads. */
  async admit(opening: Opening): Promise<Admission> {
    const { clock, book, log, state } = this.parts;
    const startedAtMs = clock.nowMs();
    const gathered = await this.gather(opening);
    if ('denial' in gathered) return gathered;
    let input = this.input(opening, gathered);
    let denied = objections(input)[0];
    if (denied !== undefined && STATE_DENIALS.has(denied.denial.code)) {
      // Room may have become free since the last reading.
      await this.account.freshen(startedAtMs);
      await state.freshen();
      input = this.input(opening, gathered);
      [denied] = objections(input);
    }
    // From here to the end of this turn nobody else can take the same room.
    if (denied !== undefined) return { denial: this.withFailedCall(denied.denial, gathered) };
    const { command } = opening;
    const { instrument } = gathered;
    const { value } = input;
    if (value === undefined) return { denial: denial('input-invalid', `order of ${instrument.symbol}: its size could not be read`, {}) };
    log.add(clock.nowMs(), command.clientOrderId);
    const claim = book.claim({
      instrument,
      positionSide: positionSideOf(command.side, 'open'),
      contracts: value.contracts,
      price: value.price,
      what: opening.what ?? 'order',
      ...(command.clientOrderId === undefined ? {} : { clientOrderId: command.clientOrderId }),
    });
    return { claim };
  }

  /** Every objection of every check, in their order; takes no room. */
  judge(opening: Opening, gathered: Gathered): Array<{ readonly check: string; readonly denial: Denial }> {
    return objections(this.input(opening, gathered));
  }

  async gather({ command }: Opening): Promise<Gathered | { readonly denial: Denial }> {
    const { clock, state } = this.parts;
    const { symbol } = command;
    const instrument = await this.instrument(symbol);
    if ('denial' in instrument) return instrument;
    const nowMs = clock.nowMs();
    const { accountMs, equityMs } = this.maxAges;
    const { marks, indexes } = this.options;
    const [mark, index] = await Promise.all([
      readPrice(marks, symbol, clock),
      instrument.priceBand === undefined || indexes === undefined ? undefined : readPrice(indexes, symbol, clock),
      this.account.freshen(nowMs - accountMs / REFRESH_SHARE),
      this.equity.freshen(nowMs - equityMs / REFRESH_SHARE),
    ]);
    // Last, so that it is young when it counts.
    await state.freshen();
    return { instrument, limits: effectiveLimits(this.options.limits, instrument), mark, ...(index === undefined ? {} : { index }) };
  }

  /** Why a conditional order that only reduces cannot go on. What cannot be read stops none. */
  async objectToGrid({ command, triggerPrice }: Opening): Promise<Denial | undefined> {
    const instrument = await this.instrument(command.symbol);
    if ('denial' in instrument) return undefined;
    return instrumentGrid.check({ command, instrument, ...(triggerPrice === undefined ? {} : { triggerPrice }) } as RiskCheckInput);
  }

  /** Why a close cannot go on. What cannot be read stops none. */
  async objectToClose(command: CreateOrder): Promise<Denial | undefined> {
    const { book, clock } = this.parts;
    const instrument = await this.instrument(command.symbol);
    // Nor what left the list: the engine knows the contract's last grid, or leaves it to the venue.
    if ('denial' in instrument) return undefined;
    const isValuedByMark = command.type === 'market' && command.quoteQuantity !== undefined;
    const read = isValuedByMark ? await readPrice(this.options.marks, command.symbol, clock) : undefined;
    const { price: mark, problem } = freshPrice(read, { nowMs: clock.nowMs(), maxAgeMs: this.maxAges.priceMs });
    const positionSide = positionSideOf(command.side, 'close');
    const objection = (closableContracts: DecimalText | undefined): Denial | undefined => {
      const input = {
        command,
        instrument,
        ...(mark === undefined ? {} : { mark }),
        ...(problem === undefined ? {} : { markProblem: problem }),
        account: {
          sideContracts: '0',
          sideNotional: '0',
          totalNotional: '0',
          openOrders: 0,
          ...(closableContracts && { closableContracts }),
        },
      } as unknown as RiskCheckInput;
      for (const { check } of closingChecks) {
        const reason = check(input);
        if (reason !== undefined) return reason;
      }
      return undefined;
    };
    const onGrid = objection(undefined);
    if (onGrid !== undefined) return onGrid;
    if (objection(book.closable(command.symbol, positionSide)) === undefined) return undefined;
    // What was read a while ago denies nothing: the position may have grown since.
    try {
      const positions = await this.over.getPositions();
      const held = positions.find(({ symbol, side }) => symbol === command.symbol && side === positionSide);
      return objection(held?.closableContracts ?? '0');
    } catch {
      return undefined;
    }
  }

  /** Says which call failed, where one did and the denial is for what is not known. */
  private withFailedCall(denied: Denial, { mark, index }: Gathered): Denial {
    const ofPrice = (read: ReadPrice | undefined): FailedCall | undefined =>
      read !== undefined && 'problem' in read ? read.failedCall : undefined;
    const failedCall = this.account.failedCall ?? this.equity.failedCall ?? ofPrice(mark) ?? ofPrice(index);
    if (failedCall === undefined || !KNOWLEDGE_DENIALS.has(denied.code)) return denied;
    return { ...denied, context: { ...denied.context, failedCall } };
  }

  private async instrument(symbol: string): Promise<Instrument | { readonly denial: Denial }> {
    try {
      return await this.instruments.getInstrument(symbol);
    } catch (error) {
      if (error instanceof UnknownSymbolError) {
        return { denial: denial('symbol-unknown', error.message, { found: symbol, known: error.known.slice(0, 8) }) };
      }
      return {
        denial: denial('not-sent', `order of ${symbol}: its instrument could not be read: ${messageOf(error)}`, {
          symbol,
          failedCall: failedCallOf(error),
        }),
      };
    }
  }

  /** What is known at this moment. */
  input({ command, triggerPrice, without }: Opening, gathered: Gathered): RiskCheckInput {
    const { book, log, state, clock } = this.parts;
    const { instrument, limits } = gathered;
    const nowMs = clock.nowMs();
    const at = { nowMs, maxAgeMs: this.maxAges.priceMs };
    const { price: mark, problem: markProblem } = freshPrice(gathered.mark, at);
    const { price: index, problem: indexProblem } = freshPrice(gathered.index, at);
    const value = orderValue(command, instrument, {
      ...(mark === undefined ? {} : { mark }),
      ...(triggerPrice === undefined ? {} : { triggerPrice }),
    });
    const view = book.view({
      instrument,
      positionSide: positionSideOf(command.side, 'open'),
      mark,
      nowMs,
      ...(without === undefined ? {} : { without }),
    });
    const { problem } = this.account;
    return {
      command,
      instrument,
      limits,
      ...(mark === undefined ? {} : { mark }),
      ...(markProblem === undefined ? {} : { markProblem }),
      ...(index === undefined ? {} : { index }),
      ...(indexProblem === undefined ? {} : { indexProblem }),
      ...(triggerPrice === undefined ? {} : { triggerPrice }),
      ...(value === undefined ? {} : { value }),
      tradingState: state.current,
      health: this.over.health(),
      account: { ...view, ...(problem === undefined ? {} : { problem }) },
      equity: this.equity.view(instrument.settleCurrency, nowMs),
      ordersInWindow: log.countWithin(limits.orderRate.windowMs, nowMs),
      isClientOrderIdUsed: log.has(command.clientOrderId),
      maxAges: { accountMs: this.maxAges.accountMs, equityMs: this.maxAges.equityMs },
    };
  }
}

/** The longest time that the rate limits look back. */
export function longestWindowMs({ orderRate }: RiskGateOptions['limits']): number {
  return orderRate?.windowMs ?? DEFAULT_LIMITS.orderRate.windowMs;
}

function objections(input: RiskCheckInput): Array<{ readonly check: string; readonly denial: Denial }> {
  return openingChecks.flatMap(({ name, check }) => {
    const reason = check(input);
    return reason === undefined ? [] : [{ check: name, denial: reason }];
  });
}
