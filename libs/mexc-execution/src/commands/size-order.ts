import {
  type BestPricing,
  type CreateOrder,
  type DecimalText,
  type Denial,
  type Instrument,
  type OrderPricing,
  type OrderSize,
  type SizeReading,
  UnknownSymbolError,
  decimal,
  positionSideOf,
  toContracts,
  toTickPrice,
} from '@prate/execution-interface';
import { isPositive } from '@prate/execution-interface/decimal';
import type { ExecutionContext } from '../execution-context';
import { findHeldNow } from '../queries/read-held';
import { readMark } from '../queries/read-account';
import { readReferencePrice, readTouch } from '../queries/read-reference-price';
import { denial, gridDenial, messageOf } from './denials';

/**
 * The instrument of an order. One that may not be traded is still good for a close: there the venue decides; so is the last one known of a
 * contract that left the list, or cannot be read.
 */
export async function findInstrument(
  { instruments, session, clock, instrumentsLimitMs }: ExecutionContext,
  { symbol, effect }: Pick<CreateOrder, 'symbol' | 'effect'>,
): Promise<{ readonly instrument: Instrument } | { readonly denial: Denial }> {
  let instrument: Instrument;
  try {
    instrument = await instruments.getInstrument(symbol);
    session.rememberInstruments([instrument]);
  } catch (error) {
    const last = effect === 'close' ? session.lastInstrument(symbol) : undefined;
    if (last !== undefined) return { instrument: last };
    if (error instanceof UnknownSymbolError) {
      return { denial: denial('symbol-unknown', error.message, { found: symbol, known: error.known.slice(0, 8) }) };
    }
    return { denial: denial('not-sent', `order of ${symbol}: its instrument could not be read: ${messageOf(error)}`, { symbol }) };
  }
  const ageMs = clock.nowMs() - (instruments.instrumentsReadAtMs ?? Number.POSITIVE_INFINITY);
  if (effect === 'open' && ageMs > instrumentsLimitMs) {
    const message = `order of ${symbol}: found a contract list read ${ageMs} ms ago, expected at most ${instrumentsLimitMs} ms; it cannot be read again`;
    return { denial: denial('not-healthy', message, { symbol, found: ageMs, limit: instrumentsLimitMs, reasons: ['instruments-old'] }) };
  }
  const { state, isApiAllowed } = instrument;
  if (effect === 'open' && (state !== 'enabled' || !isApiAllowed)) {
    const found = state === 'enabled' ? 'enabled, but closed to orders by API' : state;
    return {
      denial: denial('symbol-not-tradable', `${symbol}: found ${found}, expected enabled and open to orders by API`, {
        symbol,
        state,
        isApiAllowed,
      }),
    };
  }
  return { instrument };
}

/** As much of an order as says how much and at what price. */
export type Sized = Pick<CreateOrder, 'symbol' | 'side' | 'effect'> & OrderSize & (OrderPricing | BestPricing);

/**
 * Price on the tick, size in contracts; nothing is rounded. A market order in quote currency is converted at the venue's fair price, one that
 * takes its price from the book at the best one of this moment.
 */
export async function sizeOrder(
  context: ExecutionContext,
  command: Sized,
  instrument: Instrument,
): Promise<{ readonly size: SizeReading; readonly price?: DecimalText } | { readonly denial: Denial }> {
  let price: DecimalText | undefined;
  let mark: DecimalText | undefined;
  if (command.price !== undefined) {
    const onTick = toTickPrice(command.price, instrument);
    if (!onTick.ok) return { denial: gridDenial(onTick.denial) };
    price = onTick.price;
  } else if (command.type !== 'market') {
    try {
      price = await bestPriceNow(context, command);
    } catch (error) {
      return { denial: denial('mark-unavailable', `bestPrice of ${command.symbol}: the book cannot be read: ${messageOf(error)}`) };
    }
  } else if (command.quoteQuantity !== undefined && instrument.kind === 'linear') {
    try {
      mark = await priceToConvert(context, command);
    } catch (error) {
      return { denial: denial('mark-unavailable', `quoteQuantity of ${command.symbol}: no fair price to convert it: ${messageOf(error)}`) };
    }
  }
  const reference = price ?? mark;
  const size = toContracts({ size: command, instrument, type: command.type, ...(reference === undefined ? {} : { price: reference }) });
  if (!size.ok) return { denial: gridDenial(size.denial) };
  return { size: size.size, ...(price === undefined ? {} : { price }) };
}

/** A close needs no more of it than how much of what is held: any price of the market does, in the end what was paid. */
async function priceToConvert(context: ExecutionContext, { symbol, side, effect }: Sized): Promise<DecimalText> {
  try {
    return (await readMark(context, symbol)).price;
  } catch (error) {
    if (effect === 'open') throw error;
    for (const reference of ['last', 'index'] as const) {
      const price = await readReferencePrice(context, symbol, reference).catch(() => undefined);
      if (price !== undefined) return price;
    }
    const position = await findHeldNow(context, { symbol, positionSide: positionSideOf(side, 'close') });
    if (position === undefined) throw error;
    return decimal(position.holdAvgPrice);
  }
}

/**
 * The size of a close in contracts where nobody can say what the contract's grid is: the venue holds it against its own, and a close cannot
 * open anything. Another unit cannot be converted.
 */
export function sizeAsStated({
  contracts,
  price,
}: Pick<Sized, 'contracts' | 'price'>): { readonly size: SizeReading; readonly price?: DecimalText } | undefined {
  if (contracts === undefined || !isPositive(decimal(contracts))) return undefined;
  return { size: { contracts: decimal(contracts) }, ...(price === undefined ? {} : { price: decimal(price) }) };
}

/** The venue wants a price beside the wish for the book's own (reference 5.7). */
async function bestPriceNow(context: ExecutionContext, { symbol, side, bestPrice }: Sized & BestPricing): Promise<DecimalText> {
  const { last, bid, ask } = await readTouch(context, symbol);
  const isAskSide = bestPrice.startsWith('opposite') === (side === 'buy');
  return (isAskSide ? ask : bid) ?? last;
}
