import { type CreateOrder, type Denial, MarginMode, OrderType, PositionEffect, Side } from '@prate/execution-interface';
import { isDecimal } from '@prate/execution-interface/decimal';
import { denial, show } from './denials';

/** One thing that is wrong with a command. */
export interface InputFinding {
  readonly field: string;
  readonly found: string;
  readonly expected: string;
}

const SIZE_FIELDS = ['quantity', 'contracts', 'quoteQuantity'] as const;
const FIELDS = new Set(['symbol', 'clientOrderId', 'side', 'effect', 'type', 'price', ...SIZE_FIELDS, 'leverage', 'marginMode']);
const CLIENT_ID = /^[A-Za-z0-9_-]{1,32}$/;
const AMOUNT = 'decimal text such as "0.001", or a number of at most 15 digits';

/**
 * A command as types promise it, for those who have no types: everything wrong is named at once. Fields that nothing here reads are refused,
 * because whoever wrote `stopLossPrice` believes in a stop that would not be there.
 */
export function checkCreateOrder(raw: unknown): { readonly command: CreateOrder } | { readonly denial: Denial } {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    return invalid([{ field: 'order', found: show(raw), expected: 'an object' }]);
  const given: Readonly<Record<string, unknown>> = Object.freeze({ ...raw });
  const findings: InputFinding[] = [];
  const find = (field: string, expected: string) => findings.push({ field, found: show(given[field]), expected });
  const requireWord = (field: string, words: Readonly<Record<string, string>>) => {
    if (!Object.values(words).includes(given[field] as string)) find(field, Object.values(words).join(' or '));
  };

  if (typeof given['symbol'] !== 'string' || given['symbol'] === '') find('symbol', 'a contract such as BTC_USDT');
  const { clientOrderId } = given;
  if (clientOrderId !== undefined && !(typeof clientOrderId === 'string' && CLIENT_ID.test(clientOrderId))) {
    find('clientOrderId', '1 to 32 characters of A-Z a-z 0-9 _ -');
  }
  requireWord('side', Side);
  requireWord('effect', PositionEffect);
  requireWord('type', OrderType);
  if (given['type'] === OrderType.Market) {
    if (given['price'] !== undefined) find('price', 'none: a market order carries no price');
  } else if (!isDecimal(given['price'])) find('price', AMOUNT);

  const sizes = SIZE_FIELDS.filter((field) => given[field] !== undefined);
  if (sizes.length !== 1) {
    findings.push({
      field: 'size',
      found: sizes.length === 0 ? 'nothing' : sizes.join(' and '),
      expected: `exactly one of ${SIZE_FIELDS.join(', ')}`,
    });
  }
  for (const field of sizes) if (!isDecimal(given[field])) find(field, AMOUNT);

  if (given['effect'] === PositionEffect.Close) {
    if (given['leverage'] !== undefined) find('leverage', 'none: a close has that of its position');
    if (given['marginMode'] !== undefined) find('marginMode', 'none: a close has that of its position');
  } else {
    if (!(Number.isSafeInteger(given['leverage']) && (given['leverage'] as number) >= 1)) find('leverage', 'a whole number of at least 1');
    requireWord('marginMode', MarginMode);
  }
  for (const field of Object.keys(given)) {
    if (!FIELDS.has(field))
      findings.push({ field: show(field), found: 'a field that nothing reads', expected: `one of ${[...FIELDS].join(', ')}` });
  }
  return findings.length === 0 ? { command: given as unknown as CreateOrder } : invalid(findings);
}

function invalid(findings: readonly InputFinding[]): { readonly denial: Denial } {
  const message = findings.map(({ field, found, expected }) => `${field}: found ${found}, expected ${expected}`).join('; ');
  return { denial: denial('input-invalid', message, { findings }) };
}
