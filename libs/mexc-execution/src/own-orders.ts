import type { ClientOrderId, VenueOrderId } from '@prate/execution-interface';
import { Remembered } from './state/remembered';

/** The newest ones; of older ones the journal is asked. */
const MOST = 20_000;

export interface OwnOrder {
  readonly symbol: string;
  readonly orderId: VenueOrderId;
}

/**
 * What intents of ours have come to, by client id, without asking the journal: an intent that has an order keeps it for ever, so what was true
 * once stays true.
 */
export class OwnOrders {
  private readonly orders = new Remembered<ClientOrderId, OwnOrder>(MOST);

  get(id: ClientOrderId): OwnOrder | undefined {
    return this.orders.get(id);
  }

  remember(id: ClientOrderId, { symbol, orderId }: OwnOrder): void {
    this.orders.set(id, { symbol, orderId });
  }
}
