import type { Balance, ExecutionEvent, Order, PlanOrder, Position, StopOrder, Trade, TrailingOrder } from '@prate/execution-interface';
import { isFinalStatus } from '@prate/execution-interface';
import type { MexcSimulator } from '@prate/mexc-simulator';

/** An account as somebody sees it who only listens to events; throws where one could not follow another. */
export class AccountMirror {
  readonly orders = new Map<string, Order>();
  readonly trades = new Map<string, Trade>();
  readonly positions = new Map<string, Position>();
  readonly balances = new Map<string, Balance>();
  readonly conditional = new Map<string, PlanOrder | StopOrder | TrailingOrder>();
  /** What must not happen, as text. */
  readonly violations: string[] = [];

  apply(event: ExecutionEvent): void {
    switch (event.kind) {
      case 'order': {
        const { order } = event;
        const before = this.orders.get(order.orderId);
        if (before !== undefined && isFinalStatus(before.status) && before.status !== order.status) {
          this.violations.push(`order ${order.orderId}: ${before.status} → ${order.status}`);
        }
        this.orders.set(order.orderId, order);
        return;
      }
      case 'trade':
        if (this.trades.has(event.trade.tradeId)) this.violations.push(`fill ${event.trade.tradeId} twice`);
        this.trades.set(event.trade.tradeId, event.trade);
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

  /** The same in the words that both sides have. */
  seen() {
    return {
      orders: [...this.orders.values()]
        .map(({ orderId, status, contracts, filledContracts }) => `${orderId} ${status} ${filledContracts}/${contracts}`)
        .sort(),
      positions: [...this.positions.values()]
        .map(({ symbol, side, contracts, entryPrice }) => `${symbol} ${side} ${contracts} at ${entryPrice}`)
        .sort(),
      balances: [...this.balances.values()].map(({ currency, available, frozen }) => `${currency} ${available} ${frozen}`).sort(),
      violations: this.violations,
    };
  }
}

/** What the simulator holds, in the words of {@link AccountMirror.seen}. */
export function truthOf({ control }: MexcSimulator): ReturnType<AccountMirror['seen']> {
  const { orders, positions, balances } = control.snapshot();
  return {
    orders: orders
      .map(({ orderId, state, vol, dealVol }) => {
        const status = state === 'working' ? (dealVol === '0' ? 'open' : 'partially-filled') : state;
        return `${orderId} ${status} ${dealVol}/${vol}`;
      })
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
