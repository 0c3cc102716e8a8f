import type { OrderJournal, VenueOrderId } from '@prate/execution-interface';
import type { OwnOrders } from './own-orders';

/** How far back amendments are looked up after a restart: as long as the venue answers for its orders. */
const REMEMBERED_MS = 90 * 86_400_000;

/** Which order an id stands for today: an amendment may have given it another. */
export class AmendedOrders {
  private readonly next = new Map<string, VenueOrderId>();

  remember(formerOrderId: string, orderId: VenueOrderId): void {
    if (formerOrderId !== orderId) this.next.set(formerOrderId, orderId);
  }

  /** The id that the venue knows the order by now. */
  current(orderId: VenueOrderId): VenueOrderId {
    let now = orderId;
    // An id is new each time, so this ends; a journal that was tampered with shall not hang us all the same.
    for (let steps = 0; steps <= this.next.size; steps += 1) {
      const next = this.next.get(now);
      if (next === undefined) return now;
      now = next;
    }
    return orderId;
  }

  /** What earlier processes amended, and into `own` what they ordered. @throws {JournalError} when the journal cannot be read */
  async load(journal: OrderJournal, nowMs: number, own?: OwnOrders): Promise<void> {
    for await (const { intent, outcome } of journal.list({ state: 'accepted', fromMs: nowMs - REMEMBERED_MS })) {
      if (outcome.state !== 'accepted') continue;
      if (intent.kind === 'amend' || intent.kind === 'chase') this.remember(intent.command.orderId, outcome.orderId);
      own?.remember(intent.clientOrderId, { symbol: intent.symbol, orderId: outcome.orderId });
    }
  }
}
