import type { CreateOrder, OrderStatus } from '@prate/execution-interface';
import type { StateDesk } from './state-desk';

/** Faults of requests that a trader has to live with, each as likely as the others. */
const REQUEST_FAULTS = [
  'hang-up-before-accept',
  'accept-then-hang-up',
  'http-500',
  'http-502-after-accept',
  'http-503',
  'http-504-after-accept',
  'unmapped-code',
  'unmapped-code-after-accept',
  'truncated-json',
  'half-body',
  'wrong-type-json',
  'no-envelope',
] as const;
/** Of orders only: a query that meets 510 waits for two seconds of real time. */
const ORDER_FAULTS = ['refuse-510', 'order-invisible', 'accepted-then-invalid', 'partial-fill-then-cancel'] as const;
const PUSH_FAULTS = ['drop-push', 'gap', 'duplicate-push', 'reorder-pushes', 'delay-push', 'unmapped-field', 'cut-at-push'] as const;

/** A generator of numbers in [0, 1) that is the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Trades by chance, by the seed alone, against an exchange on which everything goes wrong now and then. */
export class ChaosTrader {
  readonly counts = { steps: 0, faults: 0, orders: 0, unknown: 0 };
  private readonly random: () => number;

  constructor(
    private readonly desk: StateDesk,
    seed: number,
  ) {
    this.random = seeded(seed);
  }

  async step(): Promise<void> {
    this.counts.steps += 1;
    if (this.random() < 0.12) this.breakSomething();
    const dice = this.random();
    if (dice < 0.45) await this.create();
    else if (dice < 0.6) await this.cancel();
    else if (dice < 0.68) await this.amend();
    else if (dice < 0.8) await this.close();
    else if (dice < 0.82) await this.desk.execution.cancelAllOrders();
    if (this.random() < 0.25) await this.desk.pass(Math.floor(this.random() * 1_500) + 50, 400);
  }

  private breakSomething(): void {
    this.counts.faults += 1;
    const { faults, streams } = this.desk.simulator.control;
    const dice = this.random();
    if (dice < 0.33) faults.next('create-order', this.one(REQUEST_FAULTS));
    else if (dice < 0.47) faults.next('create-order', this.one(ORDER_FAULTS));
    else if (dice < 0.6) faults.next('any', this.one(REQUEST_FAULTS));
    else if (dice < 0.94) streams.next(this.one(PUSH_FAULTS));
    else if (dice < 0.97) streams.cut();
    else streams.halfOpen();
  }

  private async create(): Promise<void> {
    this.counts.orders += 1;
    const isBtc = this.random() < 0.6;
    const isLong = this.random() < 0.5;
    const isMarket = this.random() < 0.35;
    const price = isBtc ? (isLong ? '50000' : '70000') : isLong ? '2500' : '3500';
    const command = {
      symbol: isBtc ? 'BTC_USDT' : 'ETH_USDT',
      side: isLong ? 'buy' : 'sell',
      effect: 'open',
      contracts: 1 + Math.floor(this.random() * 5),
      leverage: 10,
      marginMode: 'isolated',
      ...(isMarket ? { type: 'market' } : { type: 'limit', price }),
    } as unknown as CreateOrder;
    const outcome = await this.desk.execution.createOrder(command);
    if (outcome.status === 'unknown') this.counts.unknown += 1;
  }

  private async cancel(): Promise<void> {
    const order = this.working();
    if (order !== undefined) await this.desk.execution.cancelOrder(order.symbol, order.orderId);
  }

  private async amend(): Promise<void> {
    const order = this.working();
    if (order === undefined) return;
    const price = order.symbol === 'BTC_USDT' ? (order.side === 'buy' ? '49000' : '71000') : order.side === 'buy' ? '2400' : '3600';
    await this.desk.execution.amendOrder({
      symbol: order.symbol,
      orderId: order.orderId,
      price,
      size: { contracts: order.contracts },
    } as never);
  }

  private async close(): Promise<void> {
    const [position] = [...this.desk.mirror.positions.values()].sort(() => this.random() - 0.5);
    if (position === undefined) return;
    const command = { symbol: position.symbol, type: 'market', contracts: 1 } as const;
    await (position.side === 'long' ? this.desk.execution.closeLong(command) : this.desk.execution.closeShort(command));
  }

  private working() {
    const works: readonly OrderStatus[] = ['open', 'partially-filled'];
    const orders = [...this.desk.mirror.orders.values()].filter(({ status }) => works.includes(status));
    return orders[Math.floor(this.random() * orders.length)];
  }

  private one<Value>(values: readonly Value[]): Value {
    return values[Math.floor(this.random() * values.length)] as Value;
  }
}
