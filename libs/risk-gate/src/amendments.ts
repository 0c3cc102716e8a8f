import type {
  AmendOrder,
  AmendOrderOutcome,
  AmendPlanOrder,
  AmendTrailingOrder,
  ChangeOutcome,
  Clock,
  CreateOrder,
  Denial,
  ExecutionInterface,
  Order,
  PlanOrder,
  ReversePosition,
  TrailingOrder,
} from '@prate/execution-interface';
import type { Admissions } from './admission';
import { denial } from './denied-reasons';
import { failedCallOf } from './failed-call';
import { messageOf } from './message-of';
import type { OpeningGate } from './opening-gate';
import { openingOfReversal, sizeOf, triggerPriceOf } from './openings';
import type { SubmitLog } from './submit-log';

type Found<T> = { readonly found: T | undefined } | { readonly denial: Denial };

/**
 * Other terms for what is there already. What opens is judged as if it were new, in place of what it was; its room is that of the new terms
 * beside the old ones until a reading shows which of them hold. What reduces goes straight on.
 */
export class Amendments {
  constructor(
    private readonly parts: {
      readonly over: ExecutionInterface;
      readonly openings: OpeningGate;
      readonly admissions: Admissions;
      readonly log: SubmitLog;
      readonly clock: Clock;
    },
  ) {}

  async order(command: AmendOrder): Promise<AmendOrderOutcome> {
    const { over, openings } = this.parts;
    const { symbol, orderId, price } = command;
    const order = await this.find('order', orderId, () => over.getOrder(orderId, symbol));
    if ('denial' in order) return { status: 'denied', denial: order.denial };
    const { found } = order;
    // Of an order that nobody knows, or that only reduces, what stands behind says what is to be said.
    if (found === undefined || found.effect === 'close') return over.amendOrder(command);
    return openings.pass(
      { command: amended(found, { price, ...command.size }), without: found, what: 'amendment' },
      () => over.amendOrder(command),
      () => undefined,
    );
  }

  async chase(symbol: string, orderId: string): Promise<AmendOrderOutcome> {
    const { over, openings } = this.parts;
    const order = await this.find('order', orderId, () => over.getOrder(orderId, symbol));
    if ('denial' in order) return { status: 'denied', denial: order.denial };
    const { found } = order;
    if (found === undefined || found.effect === 'close') return over.chaseOrder(symbol, orderId);
    const { contracts } = found;
    // The venue takes the price out of the book: judged at the mark, as a market order is.
    return openings.pass(
      { command: { ...amended(found, { contracts }), type: 'market' } as CreateOrder, without: found, what: 'amendment' },
      () => over.chaseOrder(symbol, orderId),
      () => undefined,
    );
  }

  async plan(command: AmendPlanOrder): Promise<ChangeOutcome> {
    const { over, openings } = this.parts;
    const { symbol, id, trigger, type, price } = command;
    const rows = await this.find('plan order', id, async () => over.getPlanOrders({ symbol, isWaiting: true }));
    if ('denial' in rows) return { status: 'denied', denial: rows.denial };
    const found = rows.found?.find((row) => row.id === id);
    if (found === undefined || found.effect === 'close') return over.amendPlanOrder(command);
    const next = { type, ...(price === undefined ? {} : { price }), contracts: found.contracts };
    return openings.pass(
      { command: amended(found, next), ...triggerPriceOf(trigger?.price), without: { orderId: id }, what: 'amendment' },
      () => over.amendPlanOrder(command),
      () => undefined,
    );
  }

  async trailing(command: AmendTrailingOrder): Promise<ChangeOutcome> {
    const { over, openings } = this.parts;
    const { symbol, id, activationPrice } = command;
    const rows = await this.find('trailing order', id, async () => over.getTrailingOrders({ symbol, isWaiting: true }));
    if ('denial' in rows) return { status: 'denied', denial: rows.denial };
    const found = rows.found?.find((row) => row.id === id);
    if (found === undefined || found.effect === 'close') return over.amendTrailingOrder(command);
    return openings.pass(
      {
        command: amended(found, { type: 'market', ...sizeOf(command) }),
        ...triggerPriceOf(activationPrice),
        without: { orderId: id },
        what: 'amendment',
      },
      () => over.amendTrailingOrder(command),
      () => undefined,
    );
  }

  async reverse(command: ReversePosition): Promise<ChangeOutcome> {
    const { over, openings } = this.parts;
    const { symbol, positionSide } = command;
    const position = await this.find('position', symbol, () => over.getPosition(symbol, positionSide));
    if ('denial' in position) return { status: 'denied', denial: position.denial };
    if (position.found === undefined) return over.reversePosition(command);
    return openings.pass(
      openingOfReversal(position.found),
      () => over.reversePosition(command),
      () => undefined,
    );
  }

  private async find<T>(what: string, id: string, read: () => Promise<T | undefined>): Promise<Found<T>> {
    try {
      return { found: await read() };
    } catch (error) {
      const message = `${what} ${id}: it could not be read, so what would become of it cannot be judged: ${messageOf(error)}`;
      const unread = denial('not-sent', message, { what, id, failedCall: failedCallOf(error) });
      this.parts.openings.count({ status: 'denied', denial: unread });
      return { denial: unread };
    }
  }
}

/** What is there, as the order that it would be with other terms. */
function amended({ symbol, side, leverage, marginMode, ...row }: Order | PlanOrder | TrailingOrder, terms: object): CreateOrder {
  const type = 'type' in row ? row.type : 'market';
  // 0 where the venue does not say: it was judged when the order was made.
  return { symbol, side, effect: 'open', type, leverage: leverage === 0 ? 1 : leverage, marginMode, ...terms } as CreateOrder;
}
