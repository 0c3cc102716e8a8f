import { type DecimalText, compare, isPositive } from '../../decimal';
import type { AmendOrder, CreateOrder } from '../../commands';
import { positionSideOf } from '../../commands';
import { isFinalStatus } from '../../enums';
import { UnknownSymbolError } from '../../errors';
import { type ClientOrderId, clientOrderId } from '../../identifiers';
import type { Instrument } from '../../instrument';
import { type PriceDenial, type SizeDenial, type SizeReading, toContracts, toTickPrice } from '../../order-size';
import type { AmendOrderOutcome, CancelOrderOutcome, CreateOrderOutcome, Denial, UnknownReason } from '../../outcome';
import type { InMemoryLeverages } from './in-memory-leverages';
import type { InMemoryVenue, OrderToPlace } from './in-memory-venue';
import type { IntentBook } from './intent-book';
import { denial, objectToOrder } from './order-check';

const LOST: UnknownReason = { code: 'connection-lost', message: 'the connection was lost before an answer came' };
const NOT_NOW = { code: 'busy', kind: 'busy', message: 'not now, nothing was done', retrySafe: true } as const;

interface Parts {
  readonly venue: InMemoryVenue;
  readonly intents: IntentBook;
  readonly leverages: InMemoryLeverages;
}

type Prepared = { readonly order: OrderToPlace; readonly size: SizeReading };

/** Orders of a port in memory: checked, remembered, placed once. */
export class InMemoryOrders {
  private madeIds = 0;

  constructor(private readonly parts: Parts) {}

  async create(raw: CreateOrder, isConnected: boolean): Promise<CreateOrderOutcome> {
    const { venue, intents, leverages } = this.parts;
    const wrong = objectToOrder(raw);
    if (wrong !== undefined) return { status: 'denied', denial: wrong };
    const id = clientOrderId(raw.clientOrderId ?? this.makeId());
    const prepared = isConnected ? this.prepare({ ...raw }, id) : notConnected('order');
    if ('code' in prepared) return { status: 'denied', clientOrderId: id, denial: prepared };
    const { order, size } = prepared;
    const { symbol, side, effect } = order.command;
    intents.send(id, symbol);
    const fault = venue.faults.take('order-lost-before', 'order-lost-after', 'order-refused');
    if (fault === 'order-lost-before') return this.lose(id);
    const lacking = venue.lacking(order);
    if (fault === 'order-refused' || lacking !== undefined) {
      intents.settle(id, 'rejected');
      return { status: 'rejected', clientOrderId: id, rejection: lacking === undefined ? NOT_NOW : tooPoor(symbol, lacking) };
    }
    if (effect === 'open') {
      leverages.set(symbol, positionSideOf(side, effect), order.leverage, order.marginMode);
      venue.positions.setLeverage(symbol, positionSideOf(side, effect), order.leverage);
    }
    const placed = venue.place(order);
    if (fault === 'order-lost-after') return this.lose(id);
    intents.settle(id, 'accepted');
    return { status: 'accepted', clientOrderId: id, order: placed, size };
  }

  cancel(symbol: string, id: string): CancelOrderOutcome {
    const { venue, intents } = this.parts;
    if (typeof symbol !== 'string' || symbol === '' || typeof id !== 'string' || !/^[A-Za-z0-9_-]{1,32}$/.test(id)) {
      const message = `cancel: found ${JSON.stringify(id)} of ${JSON.stringify(symbol)}, expected an order id and a contract`;
      return { status: 'denied', orderId: String(id), denial: denial('input-invalid', message) };
    }
    const fault = venue.faults.take('cancel-lost-before', 'cancel-lost-after', 'fills-before-cancel');
    if (fault === 'cancel-lost-before') return { status: 'unknown', orderId: id, unknown: LOST };
    const order = venue.find(id);
    intents.learn(id, order !== undefined);
    if (order === undefined || order.symbol !== symbol) return { status: 'notFound', orderId: id };
    if (fault === 'fills-before-cancel') venue.fillResting(order.orderId);
    const now = venue.find(id) ?? order;
    if (isFinalStatus(now.status)) return { status: 'alreadyFinal', orderId: id, order: now };
    const cancelled = venue.cancel(now);
    if (fault === 'cancel-lost-after') return { status: 'unknown', orderId: id, unknown: LOST };
    return { status: 'cancelled', orderId: id, order: cancelled };
  }

  amend({ symbol, orderId, price, size }: AmendOrder): AmendOrderOutcome {
    const { venue } = this.parts;
    const order = venue.find(orderId);
    if (order === undefined || order.symbol !== symbol) return { status: 'notFound', orderId };
    if (isFinalStatus(order.status)) return { status: 'alreadyFinal', order };
    const { type } = order;
    if (type !== 'limit')
      return { status: 'denied', denial: denial('input-invalid', `amend: found a ${type} order, expected a limit order`) };
    const instrument = venue.instrument(symbol);
    const onTick = toTickPrice(price, instrument);
    if (!onTick.ok) return { status: 'denied', denial: gridDenial(onTick.denial) };
    const sized = toContracts({ size, instrument, type, price: onTick.price });
    if (!sized.ok) return { status: 'denied', denial: gridDenial(sized.denial) };
    const { contracts } = sized.size;
    if (compare(contracts, order.filledContracts) <= 0) {
      const message = `amend: found ${contracts} contracts, expected more than the ${order.filledContracts} that are filled`;
      return { status: 'denied', denial: denial('input-invalid', message) };
    }
    return { status: 'accepted', order: venue.amend(order, { price: onTick.price, contracts }), formerOrderId: order.orderId };
  }

  private prepare(command: CreateOrder, id: ClientOrderId): Prepared | Denial {
    const { venue, intents } = this.parts;
    const { symbol, type, effect } = command;
    const instrument = this.instrumentOf(command);
    if ('code' in instrument) return instrument;
    let price: DecimalText | undefined;
    if (command.price !== undefined) {
      const onTick = toTickPrice(command.price, instrument);
      if (!onTick.ok) return gridDenial(onTick.denial);
      ({ price } = onTick);
    }
    const sized = toContracts({ size: command, instrument, type, price: price ?? venue.price(symbol) });
    if (!sized.ok) return gridDenial(sized.denial);
    if (effect === 'open' && intents.unknown(symbol).length > 0) {
      return denial('intent-unknown', `order of ${symbol}: nobody knows what became of ${intents.unknown(symbol).join(', ')}`);
    }
    if (intents.isTaken(id)) return denial('client-order-id-reused', `clientOrderId: found ${id} again, expected a new one`, { found: id });
    const terms = effect === 'open' ? this.openingTerms(command, instrument) : this.closingTerms(command, sized.size.contracts);
    if ('code' in terms) return terms;
    const order = { clientOrderId: id, command, ...(price === undefined ? {} : { price }), contracts: sized.size.contracts, ...terms };
    return { order, size: sized.size };
  }

  private instrumentOf({ symbol, effect }: CreateOrder): Instrument | Denial {
    try {
      const instrument = this.parts.venue.instrument(symbol);
      const { state, isApiAllowed } = instrument;
      if (effect === 'close' || (state === 'enabled' && isApiAllowed)) return instrument;
      return denial('symbol-not-tradable', `${symbol}: found ${state}, expected enabled and open to orders by API`, { symbol, state });
    } catch (error) {
      if (error instanceof UnknownSymbolError) return denial('symbol-unknown', error.message, { found: symbol });
      throw error;
    }
  }

  private openingTerms(command: Extract<CreateOrder, { effect: 'open' }>, instrument: Instrument) {
    const { symbol, leverage, marginMode, side } = command;
    const { minLeverage, maxLeverage } = instrument;
    if (leverage < minLeverage || leverage > maxLeverage) {
      const message = `leverage of ${symbol}: found ${leverage}, expected ${minLeverage} to ${maxLeverage}`;
      return denial('leverage-out-of-range', message, { symbol, found: leverage, minLeverage, maxLeverage });
    }
    const { positions, positionMode } = this.parts.venue;
    const wanted = positionSideOf(side, 'open');
    const other = positions.get(symbol, wanted === 'long' ? 'short' : 'long');
    if (positionMode === 'one-way' && other !== undefined) {
      return denial(
        'not-supported',
        `order of ${symbol}: found a ${other.side} position, expected it to be closed first: this venue turns none`,
      );
    }
    const position = positions.get(symbol, wanted);
    if (position !== undefined && position.marginMode !== marginMode) {
      const message = `margin mode of ${symbol}: found ${marginMode}, expected ${position.marginMode} as the open position has`;
      return denial('margin-mode-conflict', message, { symbol, found: marginMode, expected: position.marginMode });
    }
    return { leverage, marginMode };
  }

  private closingTerms({ symbol, side }: CreateOrder, contracts: DecimalText) {
    const { venue } = this.parts;
    const positionSide = positionSideOf(side, 'close');
    const position = venue.positions.get(symbol, positionSide);
    if (position === undefined || !isPositive(position.contracts)) {
      return denial('position-not-found', `close of ${symbol}: found no ${positionSide} position`, { symbol, positionSide });
    }
    const closable = venue.closable(symbol, positionSide);
    if (compare(closable, contracts) < 0) {
      const message = `close of ${symbol} ${positionSide}: found ${closable} closable contracts, expected at least ${contracts}`;
      return denial('position-too-small', message, { symbol, positionSide, closable, asked: contracts });
    }
    return { leverage: position.leverage, marginMode: position.marginMode };
  }

  private lose(id: ClientOrderId): CreateOrderOutcome {
    this.parts.intents.settle(id, 'unknown');
    return { status: 'unknown', clientOrderId: id, unknown: LOST };
  }

  private makeId(): string {
    this.madeIds += 1;
    return `mem-${this.parts.venue.clock.nowMs().toString(36)}-${this.madeIds}`;
  }
}

export function notConnected(what: string): Denial {
  return denial('not-connected', `${what}: found no connection, expected connect() to have answered ok first`);
}

function gridDenial({ code, message, found, nearest }: SizeDenial | PriceDenial): Denial {
  return denial(code, message, { found, ...(nearest === undefined ? {} : { nearest }) });
}

function tooPoor(symbol: string, lacking: DecimalText) {
  return { code: 'balance', kind: 'funds', message: `order of ${symbol}: ${lacking} more would be needed`, retrySafe: false };
}
