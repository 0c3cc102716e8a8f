import {
  type AmendProtection,
  type Balance,
  type CancelAllOptions,
  type CancelAllOrdersOutcome,
  type CancelConditionalOrders,
  type CancelOrderOutcome,
  type ChangeMargin,
  type ChangeOutcome,
  type ClosePositionsOutcome,
  type ClosedPosition,
  type ConditionalOrderId,
  type ConditionalQuery,
  type ConnectResult,
  type DecimalText,
  type ExecutionEventHandler,
  type ExecutionHealth,
  ExecutionInterface,
  type FeeRates,
  type FundingPayment,
  type HistoryQuery,
  type Leverage,
  type LeverageQuery,
  type MaxSizeQuery,
  type Order,
  type PlanOrder,
  type Position,
  type PositionMode,
  type PositionSide,
  type SetAutoAddMargin,
  type SetPositionMode,
  type SetPositionModeOutcome,
  type StopOrder,
  type StopWatching,
  type Trade,
  type TrailingOrder,
  type Transfer,
} from '@prate/execution-interface';

/**
 * Everything that is handed straight on: queries, cancels, and what changes neither a size nor a price of something that opens. What is
 * missing here has to be decided by whoever extends it.
 */
export abstract class PassThroughExecution extends ExecutionInterface {
  protected abstract readonly over: ExecutionInterface;

  connect(): Promise<ConnectResult> {
    return this.over.connect();
  }
  disconnect(): Promise<void> {
    return this.over.disconnect();
  }
  health(): ExecutionHealth {
    return this.over.health();
  }
  watchEvents(handler: ExecutionEventHandler): StopWatching {
    return this.over.watchEvents(handler);
  }

  cancelOrder(symbol: string, orderId: string): Promise<CancelOrderOutcome> {
    return this.over.cancelOrder(symbol, orderId);
  }
  cancelOrders(symbol: string, orderIds: readonly string[]): Promise<readonly CancelOrderOutcome[]> {
    return this.over.cancelOrders(symbol, orderIds);
  }
  cancelAllOrders(symbol?: string, options?: CancelAllOptions): Promise<CancelAllOrdersOutcome> {
    return options === undefined ? this.over.cancelAllOrders(symbol) : this.over.cancelAllOrders(symbol, options);
  }
  cancelConditionalOrder(order: ConditionalOrderId): Promise<ChangeOutcome> {
    return this.over.cancelConditionalOrder(order);
  }
  cancelAllConditionalOrders(which: CancelConditionalOrders): Promise<ChangeOutcome> {
    return this.over.cancelAllConditionalOrders(which);
  }
  amendProtection(command: AmendProtection): Promise<ChangeOutcome> {
    return this.over.amendProtection(command);
  }
  closeAllPositions(): Promise<ClosePositionsOutcome> {
    return this.over.closeAllPositions();
  }
  changeMargin(command: ChangeMargin): Promise<ChangeOutcome> {
    return this.over.changeMargin(command);
  }
  setAutoAddMargin(command: SetAutoAddMargin): Promise<ChangeOutcome> {
    return this.over.setAutoAddMargin(command);
  }
  setPositionMode(command: SetPositionMode): Promise<SetPositionModeOutcome> {
    return this.over.setPositionMode(command);
  }

  getOrder(orderId: string, symbol?: string): Promise<Order | undefined> {
    return this.over.getOrder(orderId, symbol);
  }
  getOpenOrders(symbol?: string): Promise<readonly Order[]> {
    return this.over.getOpenOrders(symbol);
  }
  getPlanOrders(query?: ConditionalQuery): Promise<readonly PlanOrder[]> {
    return this.over.getPlanOrders(query);
  }
  getStopOrders(query?: ConditionalQuery): Promise<readonly StopOrder[]> {
    return this.over.getStopOrders(query);
  }
  getTrailingOrders(query?: ConditionalQuery): Promise<readonly TrailingOrder[]> {
    return this.over.getTrailingOrders(query);
  }
  getPositions(): Promise<readonly Position[]> {
    return this.over.getPositions();
  }
  getPosition(symbol: string, positionSide?: PositionSide): Promise<Position | undefined> {
    return this.over.getPosition(symbol, positionSide);
  }
  getPositionMode(): Promise<PositionMode> {
    return this.over.getPositionMode();
  }
  getMaxContracts(query: MaxSizeQuery): Promise<DecimalText> {
    return this.over.getMaxContracts(query);
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
