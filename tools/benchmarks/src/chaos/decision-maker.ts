import type {
  CancelOrderOutcome,
  CreateOrder,
  CreatePlanOrder,
  CreateStopOrder,
  CreateTrailingOrder,
  ExecutionInterface,
  MarketDataInterface,
  Order,
  PositionMode,
} from '@prate/execution-interface';
import { type DecimalText, decimal, decimalPlaces } from '@prate/execution-interface/decimal';
import type { AccountMirror } from './account-mirror';
import { type Decision, decisionOf } from './decision';
import type { Begun, FromTrader } from './messages';

/** More of them only make lists long: what opens another one then cancels one. */
const MOST_WORKING = 60;
const LEVERAGE = 10;

export interface DecisionMakerOptions {
  /** The first letters of all ids. */
  readonly name: string;
  readonly seed: string;
  readonly symbols: readonly string[];
  readonly mirror: AccountMirror;
  readonly execution: ExecutionInterface;
  readonly marketData: MarketDataInterface;
  readonly positionMode: PositionMode;
  readonly tell: (message: FromTrader) => Promise<void>;
}

type Command = Omit<Begun, 'index'>;

/** Makes commands of decisions, and carries them out. */
export class DecisionMaker {
  constructor(private readonly options: DecisionMakerOptions) {}

  /** @returns whether nothing came of it */
  async decide(index: number): Promise<boolean> {
    const { seed, symbols, mirror } = this.options;
    const decision = decisionOf(seed, index, symbols);
    const isFull = mirror.working().length > MOST_WORKING;
    switch (isFull && decision.kind === 'open' && decision.type === 'limit' ? 'cancel' : decision.kind) {
      case 'open':
        return this.create(index, await this.opening(index, decision));
      case 'close':
        return this.create(index, await this.closing(index, decision));
      case 'plan':
        return this.create(index, await this.plan(index, decision));
      case 'stop':
        return this.create(index, await this.stop(index, decision));
      case 'trailing':
        return this.create(index, this.trailing(index, decision));
      case 'amend':
        return this.amend(decision);
      case 'chase':
        return this.withWorking(decision, ({ symbol, orderId }) => this.options.execution.chaseOrder(symbol, orderId));
      case 'cancel':
        return this.cancel(decision);
      case 'cancel-conditional':
        return this.cancelConditional(decision);
      case 'cancel-all':
        await this.options.execution.cancelAllOrders(decision.symbol);
        return false;
      case 'leverage':
        await this.options.execution.setLeverage({
          symbol: decision.symbol,
          positionSide: decision.positionSide,
          leverage: LEVERAGE,
          marginMode: 'isolated',
        });
        return false;
    }
  }

  /** The same command under the same id, by a process that does not know how far the one before it came. */
  repeat({ index, ...command }: Begun): Promise<boolean> {
    return this.create(index, command);
  }

  private async create(index: number, command: Command | undefined): Promise<boolean> {
    if (command === undefined) return true;
    const { execution, tell } = this.options;
    await tell({ what: 'begun', index, ...command });
    const outcome = await carryOut(execution, command);
    const code = outcome.status === 'denied' ? outcome.denial.code : outcome.status === 'rejected' ? outcome.rejection.code : undefined;
    await tell({
      what: 'ended',
      index,
      id: this.idOf(index),
      kind: command.method,
      outcome: code === undefined ? outcome.status : `${outcome.status} ${code}`,
    });
    return outcome.status === 'denied';
  }

  private idOf(index: number): string {
    return `${this.options.name}-${index}`;
  }

  private async opening(
    index: number,
    { symbol, positionSide, type, contracts, distance, isProtected }: Decision,
  ): Promise<Command | undefined> {
    const side = positionSide === 'long' ? 'buy' : 'sell';
    const pricing =
      type === 'market' ? { type } : { type, price: await this.price(symbol, side, type === 'post-only' ? Math.abs(distance) : distance) };
    const stopPrice = isProtected ? await this.price(symbol, side, 0.15) : undefined;
    if (pricing.type !== 'market' && pricing.price === undefined) return undefined;
    const command = {
      symbol,
      clientOrderId: this.idOf(index),
      side,
      effect: 'open',
      contracts,
      leverage: LEVERAGE,
      marginMode: 'isolated',
      ...pricing,
      ...(stopPrice === undefined ? {} : { protection: { stopLoss: { price: stopPrice, reference: 'last' } } }),
    };
    return { method: 'createOrder', command };
  }

  private async closing(index: number, decision: Decision): Promise<Command | undefined> {
    const position = this.position(decision);
    if (position === undefined) return undefined;
    const { symbol } = position;
    const { type, distance, contracts } = decision;
    const side = position.side === 'long' ? 'sell' : 'buy';
    const price = type === 'market' ? undefined : await this.price(symbol, side, type === 'post-only' ? Math.abs(distance) : distance);
    if (type !== 'market' && price === undefined) return undefined;
    const most = Number(position.contracts);
    const command = {
      symbol,
      clientOrderId: this.idOf(index),
      side,
      effect: 'close',
      // Now and then all of it, so that positions end.
      contracts: decision.isByClientId ? most : Math.min(contracts, most),
      type,
      ...(price === undefined ? {} : { price }),
    };
    return { method: 'createOrder', command };
  }

  private async plan(index: number, { symbol, positionSide, type, contracts, distance, pick }: Decision): Promise<Command | undefined> {
    const side = positionSide === 'long' ? 'buy' : 'sell';
    const triggerPrice = await this.price(symbol, side, Math.max(0.0005, Math.abs(distance)) * (1 + pick / 10));
    if (triggerPrice === undefined) return undefined;
    const command = {
      symbol,
      intentId: this.idOf(index),
      side,
      effect: 'open',
      contracts,
      leverage: LEVERAGE,
      marginMode: 'isolated',
      ...(type === 'market' ? { type: 'market' } : { type: 'limit', price: triggerPrice }),
      trigger: { price: triggerPrice, reference: 'last', direction: side === 'buy' ? 'at-or-below' : 'at-or-above' },
      validFor: 'one-day',
    };
    return { method: 'createPlanOrder', command };
  }

  private async stop(index: number, decision: Decision): Promise<Command | undefined> {
    const position = this.position(decision);
    if (position === undefined) return undefined;
    const { symbol, side: positionSide } = position;
    const price = await this.price(symbol, positionSide === 'long' ? 'buy' : 'sell', 0.02 + decision.pick / 10);
    if (price === undefined) return undefined;
    const command = { symbol, intentId: this.idOf(index), positionSide, size: { contracts: 1 }, stopLoss: { price, reference: 'last' } };
    return { method: 'createStopOrder', command };
  }

  private trailing(index: number, { symbol, positionSide, contracts, pick }: Decision): Command {
    const command = {
      symbol,
      intentId: this.idOf(index),
      side: positionSide === 'long' ? 'buy' : 'sell',
      effect: 'open',
      contracts,
      leverage: LEVERAGE,
      marginMode: 'isolated',
      callback: { fraction: (0.01 + pick / 25).toFixed(4) },
      reference: 'last',
    };
    return { method: 'createTrailingOrder', command };
  }

  private async amend(decision: Decision): Promise<boolean> {
    return this.withWorking(decision, async ({ symbol, orderId, side, contracts }) => {
      const price = await this.price(symbol, side, Math.max(0.005, decision.distance));
      if (price === undefined) return undefined;
      return this.options.execution.amendOrder({ symbol, orderId, price, size: { contracts: Number(contracts) + decision.contracts - 1 } });
    });
  }

  private async cancel(decision: Decision): Promise<boolean> {
    return this.withWorking(decision, async ({ symbol, orderId: venueId, clientOrderId }) => {
      const orderId = decision.isByClientId && clientOrderId !== undefined ? clientOrderId : venueId;
      const outcome: CancelOrderOutcome = await this.options.execution.cancelOrder(symbol, orderId);
      const order = 'order' in outcome ? outcome.order : undefined;
      const read =
        order === undefined ? {} : { read: { orderId: order.orderId, status: order.status, filledContracts: order.filledContracts } };
      await this.options.tell({ what: 'cancel', symbol, orderId, status: outcome.status, ...read });
      return outcome;
    });
  }

  private async cancelConditional({ symbol, pick }: Decision): Promise<boolean> {
    const waiting = [...this.options.mirror.conditional.values()].filter((order) => order.symbol === symbol && order.status === 'waiting');
    const order = waiting[Math.floor(pick * waiting.length)];
    if (order === undefined) return true;
    await this.options.execution.cancelConditionalOrder({ kind: order.kind, symbol, id: order.id });
    return false;
  }

  private async withWorking({ symbol, pick }: Decision, act: (order: Order) => Promise<unknown>): Promise<boolean> {
    const working = this.options.mirror.working(symbol);
    const order = working[Math.floor(pick * working.length)];
    if (order === undefined) return true;
    await act(order);
    return false;
  }

  private position({ symbol, positionSide, pick }: Decision) {
    const positions = [...this.options.mirror.positions.values()];
    return (
      positions.find((position) => position.symbol === symbol && position.side === positionSide) ??
      positions[Math.floor(pick * positions.length)]
    );
  }

  /** So far from the mark that it waits, or across it where `distance` is negative, on the tick grid; nothing where it cannot be read. */
  private async price(symbol: string, side: 'buy' | 'sell', distance: number): Promise<DecimalText | undefined> {
    try {
      const { tickSize } = await this.options.marketData.getInstrument(symbol);
      const mark = Number((await this.options.marketData.getMarkPrice(symbol)).price);
      const price = mark * (side === 'buy' ? 1 - distance : 1 + distance);
      return decimal((Math.round(price / Number(tickSize)) * Number(tickSize)).toFixed(Number(decimalPlaces(tickSize))));
    } catch {
      return undefined;
    }
  }
}

function carryOut(execution: ExecutionInterface, { method, command }: Command) {
  switch (method) {
    case 'createOrder':
      return execution.createOrder(command as CreateOrder);
    case 'createPlanOrder':
      return execution.createPlanOrder(command as CreatePlanOrder);
    case 'createStopOrder':
      return execution.createStopOrder(command as CreateStopOrder);
    case 'createTrailingOrder':
      return execution.createTrailingOrder(command as CreateTrailingOrder);
  }
}
