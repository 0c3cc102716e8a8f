import {
  type Balance,
  type ExecutionEvent,
  type Order,
  type PlanOrder,
  type Position,
  type StopOrder,
  type Trade,
  type TrailingOrder,
  isFinalStatus,
} from '@prate/execution-interface';
import type { SeenAccount } from './messages';

/** An account as somebody sees it who only listens to events. */
export class AccountMirror {
  readonly orders = new Map<string, Order>();
  readonly positions = new Map<string, Position>();
  readonly conditional = new Map<string, PlanOrder | StopOrder | TrailingOrder>();
  private readonly trades = new Set<Trade['tradeId']>();
  private readonly balances = new Map<string, Balance>();
  private readonly violations: string[] = [];

  apply(event: ExecutionEvent): void {
    switch (event.kind) {
      case 'order':
        return this.applyOrder(event.order);
      case 'trade':
        if (this.trades.has(event.trade.tradeId)) this.violations.push(`fill ${event.trade.tradeId} told twice`);
        this.trades.add(event.trade.tradeId);
        return;
      case 'position':
        this.positions.set(event.position.positionId, event.position);
        return;
      case 'position-closed':
        if (!this.positions.delete(event.positionId)) this.violations.push(`position ${event.positionId} closed, and was not open`);
        return;
      case 'balance':
        this.balances.set(event.balance.currency, event.balance);
        return;
      case 'conditional-order':
        this.conditional.set(`${event.order.kind}/${event.order.id}`, event.order);
        return;
      default:
    }
  }

  /** Orders that work, as far as is known. */
  working(symbol?: string): readonly Order[] {
    return [...this.orders.values()].filter((order) => !isFinalStatus(order.status) && (symbol === undefined || order.symbol === symbol));
  }

  seen(): Omit<SeenAccount, 'health'> {
    return {
      working: this.working()
        .map(({ orderId, contracts, filledContracts }) => `${orderId} ${filledContracts}/${contracts}`)
        .sort(),
      positions: [...this.positions.values()]
        .map(({ symbol, side, contracts, entryPrice }) => `${symbol} ${side} ${contracts} at ${entryPrice}`)
        .sort(),
      balances: [...this.balances.values()].map(({ currency, available, frozen }) => `${currency} ${available} ${frozen}`).sort(),
      violations: this.violations,
    };
  }

  private applyOrder(order: Order): void {
    const before = this.orders.get(order.orderId);
    if (before !== undefined && isFinalStatus(before.status) && before.status !== order.status) {
      this.violations.push(`order ${order.orderId}: ${before.status} → ${order.status}`);
    }
    this.orders.set(order.orderId, order);
  }
}
