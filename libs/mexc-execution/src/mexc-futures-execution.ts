import {
  type Balance,
  type CancelAllOrdersOutcome,
  type CancelOrderOutcome,
  type ClosedPosition,
  type ConnectResult,
  type CreateOrder,
  type CreateOrderOutcome,
  type ExecutionHealth,
  ExecutionInterface,
  type FeeRates,
  type FundingPayment,
  type HistoryQuery,
  type Leverage,
  type LeverageQuery,
  NotConnectedError,
  type Order,
  type Position,
  type PositionSide,
  type SetLeverage,
  type SetLeverageOutcome,
  type Trade,
  type Transfer,
} from '@prate/execution-interface';
import { MexcFuturesAuth } from '@prate/mexc-auth';
import { MexcFuturesRest } from '@prate/mexc-rest';
import { cancelAllOrders } from './commands/cancel-all-orders';
import { cancelOrder } from './commands/cancel-order';
import { createOrder } from './commands/create-order';
import { setLeverage } from './commands/set-leverage';
import type { CreateExecutionOptions, MexcFuturesExecutionOptions } from './config';
import { connect } from './connect';
import { type ExecutionContext, createContext } from './execution-context';
import { reportOutcome } from './outcome-record';
import { readFundingHistory, readOrderHistory, readPositionHistory, readTradeHistory, readTransferHistory } from './queries/histories';
import { readBalances, readLeverage, readPosition, readPositions } from './queries/read-account';
import { readFeeRates } from './queries/read-fee-rates';
import { readOpenOrders, readOrder } from './queries/read-orders';
import { resolveOrderId } from './queries/resolve-order-id';

/**
 * `ExecutionInterface` for MEXC Futures. Commands answer with an outcome; queries throw a `MexcError` when the answer cannot be had, and
 * `NotConnectedError` before `connect()` has answered ok. Cancels need no connection.
 */
export class MexcFuturesExecution extends ExecutionInterface {
  private context: ExecutionContext;
  private readonly onOutcome: MexcFuturesExecutionOptions['onOutcome'];
  /** Of an object that made its client itself: how to make the next one. */
  private makeRest?: () => MexcFuturesRest;
  private isRestClosed = false;

  constructor(options: MexcFuturesExecutionOptions) {
    super();
    this.context = createContext(options);
    this.onOutcome = options.onOutcome;
  }

  /**
   * With a REST client of its own, which `disconnect()` closes and the next `connect()` makes anew.
   *
   * @throws {CredentialsMissingError} or {CredentialsInvalidError} for keys that cannot be any
   * @throws {RestConfigInvalidError} for an address that cannot be one
   */
  static create({ apiKey, apiSecret, baseUrl, ...options }: CreateExecutionOptions): MexcFuturesExecution {
    const auth = new MexcFuturesAuth({ credentials: { apiKey, apiSecret } });
    const makeRest = () => {
      const rest = new MexcFuturesRest({ auth, ...(baseUrl === undefined ? {} : { baseUrl }) });
      // Ends with the client, at the latest in disconnect().
      rest.startClockSync();
      return rest;
    };
    const execution = new MexcFuturesExecution({ ...options, rest: makeRest() });
    execution.makeRest = makeRest;
    return execution;
  }

  /** @throws {JournalError} when the journal cannot be read; everything else that is wrong is in the answer */
  connect(): Promise<ConnectResult> {
    if (this.isRestClosed && this.makeRest !== undefined) this.context = { ...this.context, rest: this.makeRest() };
    this.isRestClosed = false;
    return connect(this.context);
  }

  /** An order that is under way loses its answer: await it first. Of an object made by `create()`, cancels need `connect()` after this. */
  async disconnect(): Promise<void> {
    this.context.session.state = 'disconnected';
    if (this.makeRest === undefined) return;
    this.context.rest.close();
    this.isRestClosed = true;
  }

  health(): ExecutionHealth {
    const { session, intents } = this.context;
    const unknownIntents = intents.unknownCount;
    const { lastAnswerAgeMs } = session;
    return {
      state: session.state !== 'connected' ? session.state : unknownIntents > 0 ? 'degraded' : 'healthy',
      unknownIntents,
      ...(lastAnswerAgeMs === undefined ? {} : { lastAnswerAgeMs }),
    };
  }

  createOrder(command: CreateOrder): Promise<CreateOrderOutcome> {
    return reportOutcome(this.onOutcome, named('createOrder', command?.symbol), () => createOrder(this.context, command));
  }

  cancelOrder(symbol: string, orderId: string): Promise<CancelOrderOutcome> {
    return reportOutcome(this.onOutcome, named('cancelOrder', symbol), () => cancelOrder(this.context, symbol, orderId));
  }

  cancelAllOrders(symbol?: string): Promise<CancelAllOrdersOutcome> {
    return reportOutcome(this.onOutcome, named('cancelAllOrders', symbol), () => cancelAllOrders(this.context, symbol));
  }

  setLeverage(command: SetLeverage): Promise<SetLeverageOutcome> {
    return reportOutcome(this.onOutcome, named('setLeverage', command?.symbol), () => setLeverage(this.context, command));
  }

  /**
   * @throws {IdentifierError} for text that can be no id
   * @throws {OrderSymbolMissingError} for a client id that is not in the journal, without its symbol
   */
  async getOrder(orderId: string, symbol?: string): Promise<Order | undefined> {
    const { context } = this.connected('getOrder');
    return readOrder(context, await resolveOrderId(context.journal, orderId, symbol));
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

  private connected(operation: string): this {
    if (!this.context.session.isConnected) throw new NotConnectedError(operation);
    return this;
  }
}

function named<Command extends string>(command: Command, symbol: unknown): { command: Command; symbol?: string } {
  return typeof symbol === 'string' ? { command, symbol } : { command };
}
