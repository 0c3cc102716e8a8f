import { type DecimalText, add, isZero } from '@prate/execution-interface/decimal';
import type { ExchangeEvent, SimulatedDeal } from './exchange-event';
import type { SimulatedOrder } from './order';
import type { Positions, SimulatedPosition } from './positions';
import { sideMeanings } from './sides';
import type { StopOrders } from './stop-orders';

interface Opening {
  readonly order: SimulatedOrder;
  readonly position: SimulatedPosition;
  readonly vol: DecimalText;
  readonly atMs: number;
}

/**
 * Follows fills: what travelled with an order is hung on the position that it opened, and what hangs on a position ends with it. Both
 * happen when the fill has been told whole, which ends with the asset (reference 9.13).
 */
export class EntryStops {
  private opened: Opening[] = [];
  private gone: SimulatedPosition[] = [];

  constructor(
    private readonly stops: StopOrders,
    private readonly positions: Positions,
  ) {}

  follow(event: ExchangeEvent): void {
    if (event.kind === 'deal') this.note(event.deal);
    else if (event.kind === 'position' && isGone(event.position)) this.gone.push(event.position);
    else if (event.kind === 'asset') this.settle();
  }

  /** Of a one-way order that turns a position, only the part that opens counts. */
  private note({ order, positionId, vol, atMs }: SimulatedDeal): void {
    const position = order.stops === undefined ? undefined : this.positions.byPositionId(positionId);
    const { effect, position: side } = sideMeanings[order.side];
    if (position === undefined || effect === 'close' || position.side !== side) return;
    const known = this.opened.find((opening) => opening.order === order && opening.position === position);
    this.opened = this.opened.filter((opening) => opening !== known);
    this.opened.push({ order, position, vol: add(known?.vol ?? '0', vol), atMs });
  }

  private settle(): void {
    const { opened, gone } = this;
    this.opened = [];
    this.gone = [];
    for (const { order, position, vol, atMs } of opened) this.stops.attach(order, position, { vol, atMs });
    for (const { positionId, updatedAtMs } of gone) this.stops.endOf(positionId, updatedAtMs);
  }
}

/** Closed, or taken over by the exchange. */
function isGone({ holdVol, state }: SimulatedPosition): boolean {
  return isZero(holdVol) || state === 'custody';
}
