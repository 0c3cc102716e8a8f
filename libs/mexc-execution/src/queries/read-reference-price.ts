import { type DecimalText, type TriggerReference, decimal } from '@prate/execution-interface';
import type { ExecutionContext } from '../execution-context';
import { readMark } from './read-account';

/** The price that a trigger watches, quote currency, as of now. */
export async function readReferencePrice(context: ExecutionContext, symbol: string, reference: TriggerReference): Promise<DecimalText> {
  const { rest, session } = context;
  if (reference === 'mark') return (await readMark(context, symbol)).price;
  if (reference === 'index') return decimal((await session.heard(rest.public.getIndexPrice({ symbol }))).indexPrice);
  return (await readTouch(context, symbol)).last;
}

/** Last price and the best of both sides. */
export async function readTouch(
  { rest, session }: ExecutionContext,
  symbol: string,
): Promise<{ readonly last: DecimalText; readonly bid?: DecimalText; readonly ask?: DecimalText }> {
  const rows = await session.heard(rest.public.getTicker({ symbol }));
  const ticker = rows.find((row) => row.symbol === symbol);
  if (ticker === undefined) throw new Error(`ticker of ${symbol}: found no row, expected one`);
  const { lastPrice, bid1, ask1 } = ticker;
  return {
    last: decimal(lastPrice),
    ...(bid1 === undefined ? {} : { bid: decimal(bid1) }),
    ...(ask1 === undefined ? {} : { ask: decimal(ask1) }),
  };
}
