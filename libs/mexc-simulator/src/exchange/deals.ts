import type { SimulatedDeal } from './exchange-event';

const REMEMBERED_DEALS = 100_000;

/** The account's fills, oldest first; the newest 100,000 are remembered. */
export class Deals {
  private remembered: SimulatedDeal[] = [];

  add(deal: SimulatedDeal): void {
    this.remembered.push(deal);
    if (this.remembered.length >= 2 * REMEMBERED_DEALS) this.remembered = this.remembered.slice(-REMEMBERED_DEALS);
  }

  all(): readonly SimulatedDeal[] {
    return this.remembered.slice(-REMEMBERED_DEALS);
  }

  ofOrder(orderId: string): readonly SimulatedDeal[] {
    return this.all().filter((deal) => deal.order.orderId === orderId);
  }
}
