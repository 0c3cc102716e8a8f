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
  toContracts,
  toTickPrice,
} from '@prate/execution-interface';
import type { ExecutionContext } from '../execution-context';
import { readMark } from '../queries/read-account';
import { readTouch } from '../queries/read-reference-price';
import { denial, gridDenial, messageOf } from './denials';

/** The instrument of an order. One that may not be traded is still good for a close: there the venue decides. */
export async function findInstrument(
  { instruments }: ExecutionContext,
  { symbol, effect }: Pick<CreateOrder, 'symbol' | 'effect'>,
): Promise<{ readonly instrument: Instrument } | { readonly denial: Denial }> {
  let instrument: Instrument;
  try {
    instrument = await instruments.getInstrument(symbol);
  } catch (error) {
    if (error instanceof UnknownSymbolError) {
      return { denial: denial('symbol-unknown', error.message, { found: symbol, known: error.known.slice(0, 8) }) };
    }
    return { denial: denial('not-sent', `order of ${symbol}: its instrument could not be read: ${messageOf(error)}`, { symbol }) };
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
      mark = (await readMark(context, command.symbol)).price;
    } catch (error) {
      return { denial: denial('mark-unavailable', `quoteQuantity of ${command.symbol}: no fair price to convert it: ${messageOf(error)}`) };
    }
  }
  const reference = price ?? mark;
  const size = toContracts({ size: command, instrument, type: command.type, ...(reference === undefined ? {} : { price: reference }) });
  if (!size.ok) return { denial: gridDenial(size.denial) };
  return { size: size.size, ...(price === undefined ? {} : { price }) };
}

/** The venue wants a price beside the wish for the book's own (reference 5.7). */
async function bestPriceNow(context: ExecutionContext, { symbol, side, bestPrice }: Sized & BestPricing): Promise<DecimalText> {
  const { last, bid, ask } = await readTouch(context, symbol);
  const isAskSide = bestPrice.startsWith('opposite') === (side === 'buy');
  return (isAskSide ? ask : bid) ?? last;
}
