import {
  type AmendOrder,
  type AmendOrderOutcome,
  type AmendPlanOrder,
  type AmendProtection,
  type AmendTrailingOrder,
  type Balance,
  type CancelAllOptions,
  type CancelAllOrdersOutcome,
  type CancelConditionalOrders,
  type CancelOrderOutcome,
  type ChangeMargin,
  type ChangeOutcome,
  type ClosePosition,
  type ClosePositionsOutcome,
  type ClientOrderId,
  type ClosedPosition,
  type ConditionalOrderId,
  type ConditionalQuery,
  type ConnectResult,
  type CreateConditionalOutcome,
  type CreateOrder,
  type CreateOrderOutcome,
  type CreatePlanOrder,
  type CreateStopOrder,
  type CreateTrailingOrder,
  type DecimalText,
  type ExecutionEventHandler,
  type ExecutionHealth,
  ExecutionInterface,
  type FeeRates,
  type FundingPayment,
  type HistoryQuery,
  type JournalEntry,
  type Leverage,
  type LeverageQuery,
  type MaxSizeQuery,
  NotConnectedError,
  type Order,
  type PlanOrder,
  type Position,
  type PositionMode,
  type PositionSide,
  type ReversePosition,
  type SetAutoAddMargin,
  type SetLeverage,
  type SetLeverageOutcome,
  type SetPositionMode,
  type SetPositionModeOutcome,
  type StopOrder,
  type StopWatching,
  type Trade,
  type TrailingOrder,
  type Transfer,
} from '@prate/execution-interface';
import { MexcFuturesAuth } from '@prate/mexc-auth';
import { MexcFuturesRest } from '@prate/mexc-rest';
import { MexcFuturesStream } from '@prate/mexc-ws';
import { AccountKeeper } from './account-keeper';
import { amendOrder } from './commands/amend-order';
import { cancelAllOrders } from './commands/cancel-all-orders';
import { cancelOrder } from './commands/cancel-order';
import { cancelOrders } from './commands/cancel-orders';
import { chaseOrder } from './commands/chase-order';
import { amendPlanOrder } from './commands/conditional/amend-plan-order';
import { amendProtection } from './commands/conditional/amend-protection';
import { amendTrailingOrder } from './commands/conditional/amend-trailing-order';
import { cancelAllConditionalOrders, cancelConditionalOrder } from './commands/conditional/cancel-conditional-orders';
import { createPlanOrder } from './commands/conditional/create-plan-order';
import { createStopOrder } from './commands/conditional/create-stop-order';
import { createTrailingOrder } from './commands/conditional/create-trailing-order';
import { createOrder } from './commands/create-order';
import { createOrders } from './commands/create-orders';
import { changeMargin, setAutoAddMargin } from './commands/positions/change-margin';
import { closeAllPositions } from './commands/positions/close-all-positions';
import { closePosition } from './commands/positions/close-position';
import { reversePosition } from './commands/positions/reverse-position';
import { setPositionMode } from './commands/positions/set-position-mode';
import { setLeverage } from './commands/set-leverage';
import { type CreateExecutionOptions, type MexcFuturesExecutionOptions, checkStateOptions } from './config';
import { connect } from './connect';
import { type ExecutionContext, createContext } from './execution-context';
import { systemTimer } from './execution-timer';
import { type OperatorVerdict, settleByOperator } from './operator-verdict';
import { type CommandName, type ReportableOutcome, reportOutcome } from './outcome-record';
import { readFundingHistory, readOrderHistory, readPositionHistory, readTradeHistory, readTransferHistory } from './queries/histories';
import { readBalances, readLeverage, readPosition, readPositionMode, readPositions } from './queries/read-account';
import { readPlanOrders, readStopOrders, readTrailingOrders } from './queries/read-conditional-orders';
import { readFeeRates } from './queries/read-fee-rates';
import { readMaxContracts } from './queries/read-max-contracts';
import { readOpenOrders, readOrder } from './queries/read-orders';
import { resolveOrderId } from './queries/resolve-order-id';
import { lookBeforeVerdict } from './resolve/look-before-verdict';

/**
 * `ExecutionInterface` for MEXC Futures. Commands answer with an outcome; queries throw a `MexcError` when the answer cannot be had, and
 * `NotConnectedError` before `connect()` has answered ok. Cancels need no connection.
 */
export class MexcFuturesExecution extends ExecutionInterface {
  private context: ExecutionContext;
  private readonly keeper: AccountKeeper;
  private stream?: MexcFuturesStream;
  private readonly onOutcome: MexcFuturesExecutionOptions['onOutcome'];
  /** Of an object that made its clients itself: how to make the next ones. */
  private makeClients?: () => { readonly rest: MexcFuturesRest; readonly stream?: MexcFuturesStream };
  private isClosed = false;

  /** @throws {ExecutionError} for state options that are no ms */
  constructor(options: MexcFuturesExecutionOptions) {
    super();
    const { stream, timer = systemTimer, onHandlerError } = options;
    const settings = checkStateOptions(options.state);
    this.context = createContext(options);
    this.onOutcome = options.onOutcome;
    if (stream !== undefined) this.stream = stream;
    this.keeper = new AccountKeeper({
      context: () => this.context,
      stream: () => this.stream,
      timer,
      settings,
      ...(onHandlerError === undefined ? {} : { onHandlerError }),
    });
    this.context.session.confirmed.account = () => ({
      isHealthy: this.keeper.health().state === 'healthy',
      positions: this.keeper.account.positions.positions(),
    });
    this.context.session.keptPositions = () => this.keeper.keptPositions();
  }

  /**
   * With clients of its own, which `disconnect()` closes and the next `connect()` makes anew. A `baseUrl` without a `streamUrl` means no
   * stream, for the venue's own would be another place.
   *
   * @throws {CredentialsMissingError} or {CredentialsInvalidError} for keys that cannot be any
   * @throws {RestConfigInvalidError} or {StreamConfigInvalidError} for an address that cannot be one
   */
  static create({ apiKey, apiSecret, baseUrl, streamUrl, ...options }: CreateExecutionOptions): MexcFuturesExecution {
    const auth = new MexcFuturesAuth({ credentials: { apiKey, apiSecret } });
    const hasStream = streamUrl !== false && (streamUrl !== undefined || baseUrl === undefined);
    const makeClients = () => {
      const rest = new MexcFuturesRest({ auth, ...(baseUrl === undefined ? {} : { baseUrl }) });
      // Ends with the client, at the latest in disconnect().
      rest.startClockSync();
      if (!hasStream) return { rest };
      return { rest, stream: new MexcFuturesStream({ auth, ...(typeof streamUrl === 'string' ? { url: streamUrl } : {}) }) };
    };
    const execution = new MexcFuturesExecution({ ...options, ...makeClients() });
    execution.makeClients = makeClients;
    return execution;
  }

  /**
   * Also starts the stream and reads the whole account, so that health tells the truth when this resolves. A stream that does not come is no
   * problem of the answer but one of health.
   *
   * @throws {JournalError} when the journal cannot be read; everything else that is wrong is in the answer
   */
  async connect(): Promise<ConnectResult> {
    await this.keeper.stop();
    if (this.isClosed && this.makeClients !== undefined) {
      const { rest, stream } = this.makeClients();
      this.context = { ...this.context, rest };
      if (stream !== undefined) this.stream = stream;
    }
    this.isClosed = false;
    const result = await connect(this.context);
    try {
      const { amended, journal, clock, intents } = this.context;
      await amended.load(journal, clock.nowMs(), intents.own);
      if (result.ok) await this.keeper.start();
    } catch (error) {
      // A journal that answers for one thing and not for another: nothing is kept true then, so nothing is connected.
      await this.disconnect();
      throw error;
    }
    return result;
  }

  /**
   * Resolves when the outcomes of all answered orders are on disk: close the journal after it. An order that is under way loses its answer:
   * await it first. Of an object made by `create()`, cancels need `connect()` after this.
   */
  async disconnect(): Promise<void> {
    this.context.session.state = 'disconnected';
    this.context.session.areKeysTried = false;
    const stopped = this.keeper.stop();
    if (this.makeClients !== undefined) {
      this.isClosed = true;
      this.context.rest.close();
      await this.stream?.disconnect();
    }
    await stopped;
    await this.context.intents.written();
  }

  health(): ExecutionHealth {
    return this.keeper.health();
  }

  watchEvents(handler: ExecutionEventHandler): StopWatching {
    return this.keeper.watch(handler);
  }

  /**
   * A person says what became of an intent of which nobody knows. It is kept with name and reason, and what waited for it goes on. An order
   * that the venue knows by the id of the intent weighs more than any word.
   *
   * @throws {JournalError} `unknown-intent`; `illegal-settlement` where it is known already; `invalid` while it is under way
   */
  async resolveIntent(id: ClientOrderId, verdict: OperatorVerdict): Promise<JournalEntry> {
    return (await lookBeforeVerdict(this.context, id, verdict)) ?? settleByOperator(this.context, id, verdict);
  }

  createOrder(command: CreateOrder): Promise<CreateOrderOutcome> {
    return this.told('createOrder', command?.symbol, (context) => createOrder(context, command));
  }

  /** @throws {ExecutionError} for something that is no list */
  createOrders(commands: readonly CreateOrder[], options?: { readonly signal?: AbortSignal }): Promise<readonly CreateOrderOutcome[]> {
    return createOrders((command) => this.createOrder(command), commands, options);
  }

  amendOrder(command: AmendOrder): Promise<AmendOrderOutcome> {
    return this.told('amendOrder', command?.symbol, (context) => amendOrder(context, command));
  }

  chaseOrder(symbol: string, orderId: string): Promise<AmendOrderOutcome> {
    return this.told('chaseOrder', symbol, (context) => chaseOrder(context, symbol, orderId));
  }

  cancelOrder(symbol: string, orderId: string): Promise<CancelOrderOutcome> {
    return this.told('cancelOrder', symbol, (context) => cancelOrder(context, symbol, orderId));
  }

  /** @throws {ExecutionError} for something that is no list */
  async cancelOrders(symbol: string, orderIds: readonly string[]): Promise<readonly CancelOrderOutcome[]> {
    const all = cancelOrders(this.context, symbol, orderIds);
    if (!Array.isArray(orderIds)) return all;
    // Told one by one, each as long under way as the whole.
    return Promise.all(orderIds.map((_, index) => this.told('cancelOrder', symbol, () => nth(all, index))));
  }

  cancelAllOrders(symbol?: string, options?: CancelAllOptions): Promise<CancelAllOrdersOutcome> {
    return this.told('cancelAllOrders', symbol, (context) => cancelAllOrders(context, symbol, options));
  }

  createPlanOrder(command: CreatePlanOrder): Promise<CreateConditionalOutcome<PlanOrder>> {
    return this.told('createPlanOrder', command?.symbol, (context) => createPlanOrder(context, command));
  }

  createStopOrder(command: CreateStopOrder): Promise<CreateConditionalOutcome<StopOrder>> {
    return this.told('createStopOrder', command?.symbol, (context) => createStopOrder(context, command));
  }

  createTrailingOrder(command: CreateTrailingOrder): Promise<CreateConditionalOutcome<TrailingOrder>> {
    return this.told('createTrailingOrder', command?.symbol, (context) => createTrailingOrder(context, command));
  }

  amendPlanOrder(command: AmendPlanOrder): Promise<ChangeOutcome> {
    return this.told('amendPlanOrder', command?.symbol, (context) => amendPlanOrder(context, command));
  }

  amendProtection(command: AmendProtection): Promise<ChangeOutcome> {
    return this.told('amendProtection', command?.symbol, (context) => amendProtection(context, command));
  }

  amendTrailingOrder(command: AmendTrailingOrder): Promise<ChangeOutcome> {
    return this.told('amendTrailingOrder', command?.symbol, (context) => amendTrailingOrder(context, command));
  }

  cancelConditionalOrder(order: ConditionalOrderId): Promise<ChangeOutcome> {
    return this.told('cancelConditionalOrder', order?.symbol, (context) => cancelConditionalOrder(context, order));
  }

  cancelAllConditionalOrders(which: CancelConditionalOrders): Promise<ChangeOutcome> {
    return this.told('cancelAllConditionalOrders', which?.symbol, (context) => cancelAllConditionalOrders(context, which));
  }

  closePosition(command: ClosePosition): Promise<CreateOrderOutcome> {
    return this.told('closePosition', command?.symbol, (context) => closePosition(context, (order) => this.createOrder(order), command));
  }

  closeAllPositions(): Promise<ClosePositionsOutcome> {
    return this.told('closeAllPositions', undefined, (context) => closeAllPositions(context, (order) => this.createOrder(order)));
  }

  reversePosition(command: ReversePosition): Promise<ChangeOutcome> {
    return this.told('reversePosition', command?.symbol, (context) => reversePosition(context, command));
  }

  changeMargin(command: ChangeMargin): Promise<ChangeOutcome> {
    return this.told('changeMargin', command?.symbol, (context) => changeMargin(context, command));
  }

  setAutoAddMargin(command: SetAutoAddMargin): Promise<ChangeOutcome> {
    return this.told('setAutoAddMargin', command?.symbol, (context) => setAutoAddMargin(context, command));
  }

  setPositionMode(command: SetPositionMode): Promise<SetPositionModeOutcome> {
    return this.told('setPositionMode', undefined, (context) => setPositionMode(context, command));
  }

  setLeverage(command: SetLeverage): Promise<SetLeverageOutcome> {
    return this.told('setLeverage', command?.symbol, (context) => setLeverage(context, command));
  }

  /**
   * @throws {IdentifierError} for text that can be no id
   * @throws {OrderSymbolMissingError} for a client id that is not in the journal, without its symbol
   */
  async getOrder(orderId: string, symbol?: string): Promise<Order | undefined> {
    const { context } = this.connected('getOrder');
    return readOrder(context, await resolveOrderId(context, orderId, symbol));
  }

  async getOpenOrders(symbol?: string): Promise<readonly Order[]> {
    return readOpenOrders(this.connected('getOpenOrders').context, symbol);
  }

  async getPositions(): Promise<readonly Position[]> {
    return readPositions(this.connected('getPositions').context);
  }

  async getPosition(symbol: string, positionSide?: PositionSide): Promise<Position | undefined> {
    return readPosition(this.connected('getPosition').context, symbol, positionSide);
  }

  async getBalance(currency = 'USDT'): Promise<Balance | undefined> {
    return (await readBalances(this.connected('getBalance').context)).find((balance) => balance.currency === currency);
  }

  async getBalances(): Promise<readonly Balance[]> {
    return readBalances(this.connected('getBalances').context);
  }

  /** @throws {LeverageNotStatedError} when the venue has no row for that side */
  async getLeverage(query: LeverageQuery): Promise<Leverage> {
    return readLeverage(this.connected('getLeverage').context, query);
  }

  async getPositionMode(): Promise<PositionMode> {
    return readPositionMode(this.connected('getPositionMode').context);
  }

  async getPlanOrders(query: ConditionalQuery = {}): Promise<readonly PlanOrder[]> {
    return readPlanOrders(this.connected('getPlanOrders').context, query);
  }

  async getStopOrders(query: ConditionalQuery = {}): Promise<readonly StopOrder[]> {
    return readStopOrders(this.connected('getStopOrders').context, query);
  }

  async getTrailingOrders(query: ConditionalQuery = {}): Promise<readonly TrailingOrder[]> {
    return readTrailingOrders(this.connected('getTrailingOrders').context, query);
  }

  /** @throws {RiskTiersUnknownError} where the venue does not state its tiers in a way that is understood */
  async getMaxContracts(query: MaxSizeQuery): Promise<DecimalText> {
    return readMaxContracts(this.connected('getMaxContracts').context, query);
  }

  async getFeeRates(symbol: string): Promise<FeeRates> {
    return readFeeRates(this.connected('getFeeRates').context, symbol);
  }

  /** @throws {HistoryNotKeptError} by the iterator of any history, where the venue refuses to look so far back */
  getOrderHistory(query: HistoryQuery): AsyncIterable<Order> {
    return readOrderHistory(this.connected('getOrderHistory').context, query);
  }

  getTradeHistory(query: HistoryQuery): AsyncIterable<Trade> {
    return readTradeHistory(this.connected('getTradeHistory').context, query);
  }

  getPositionHistory(query: HistoryQuery): AsyncIterable<ClosedPosition> {
    return readPositionHistory(this.connected('getPositionHistory').context, query);
  }

  getFundingHistory(query: HistoryQuery): AsyncIterable<FundingPayment> {
    return readFundingHistory(this.connected('getFundingHistory').context, query);
  }

  getTransferHistory(query: HistoryQuery): AsyncIterable<Transfer> {
    return readTransferHistory(this.connected('getTransferHistory').context, query);
  }

  private told<Outcome extends ReportableOutcome>(
    command: CommandName,
    symbol: unknown,
    run: (context: ExecutionContext) => Promise<Outcome>,
  ): Promise<Outcome> {
    const which = typeof symbol === 'string' ? { command, symbol } : { command };
    return reportOutcome(this.onOutcome, which, () => run(this.context));
  }

  private connected(operation: string): this {
    if (!this.context.session.isConnected) throw new NotConnectedError(operation);
    return this;
  }
}

async function nth<One>(all: Promise<readonly One[]>, index: number): Promise<One> {
  return (await all)[index] as One;
}
