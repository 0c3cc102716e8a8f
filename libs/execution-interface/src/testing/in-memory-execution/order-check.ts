import { isDecimal } from '../../decimal';
import type { CancelAllOptions } from '../../conditional-commands';
import { MarginMode, OrderType, PositionEffect, Side } from '../../enums';
import type { Denial, DenialCode } from '../../outcome';

const SIZE_FIELDS = ['quantity', 'contracts', 'quoteQuantity'] as const;
const NOT_HERE = ['bestPrice', 'selfTrade', 'protection', 'isPriceProtected', 'isFlashClose', 'isMarketCeiling'] as const;
const FIELDS: ReadonlySet<string> = new Set([
  ...['symbol', 'clientOrderId', 'side', 'effect', 'type', 'price', 'leverage', 'marginMode'],
  ...SIZE_FIELDS,
  ...NOT_HERE,
]);
const CLIENT_ID = /^[A-Za-z0-9_-]{1,32}$/;

export function denial(code: DenialCode, message: string, context: Denial['context'] = {}): Denial {
  return { code, message, context };
}

export function notSupported(what: string): Denial {
  return denial('not-supported', `${what}: found a venue in memory, which does not do this; expected a real one or a simulator`, { what });
}

/** Why a command is none, for those who have no types; everything wrong at once. What this venue does not do is denied as such. */
export function objectToOrder(raw: unknown): Denial | undefined {
  if (typeof raw !== 'object' || raw === null) return denial('input-invalid', `order: found ${String(raw)}, expected an object`);
  const given = raw as Readonly<Record<string, unknown>>;
  const findings: string[] = [];
  const expect = (field: string, isRight: boolean, expected: string): void => {
    if (!isRight) findings.push(`${field}: found ${show(given[field])}, expected ${expected}`);
  };
  const isWord = (field: string, words: Readonly<Record<string, string>>): void =>
    expect(field, Object.values(words).includes(given[field] as string), Object.values(words).join(' or '));
  const isOpening = given['effect'] !== PositionEffect.Close;

  expect('symbol', typeof given['symbol'] === 'string' && given['symbol'] !== '', 'a contract such as BTC_USDT');
  const id = given['clientOrderId'];
  expect('clientOrderId', id === undefined || (typeof id === 'string' && CLIENT_ID.test(id)), '1 to 32 characters of A-Z a-z 0-9 _ -');
  isWord('side', Side);
  isWord('effect', PositionEffect);
  isWord('type', OrderType);
  if (given['type'] === OrderType.Market) expect('price', given['price'] === undefined, 'none: a market order carries no price');
  else if (given['bestPrice'] === undefined) expect('price', isDecimal(given['price']), 'decimal text');
  const sizes = SIZE_FIELDS.filter((field) => given[field] !== undefined);
  if (sizes.length !== 1)
    findings.push(`size: found ${sizes.join(' and ') || 'nothing'}, expected exactly one of ${SIZE_FIELDS.join(', ')}`);
  for (const field of sizes) expect(field, isDecimal(given[field]), 'decimal text such as "0.001"');
  if (isOpening) {
    expect('leverage', Number.isSafeInteger(given['leverage']) && (given['leverage'] as number) >= 1, 'a whole number of at least 1');
    isWord('marginMode', MarginMode);
  } else {
    expect('leverage', given['leverage'] === undefined, 'none: a close has that of its position');
    expect('marginMode', given['marginMode'] === undefined, 'none: a close has that of its position');
  }
  for (const [field, value] of Object.entries(given)) {
    if (!FIELDS.has(field) && value !== undefined) findings.push(`${field}: found a field that nothing reads, expected none`);
  }
  if (findings.length > 0) return denial('input-invalid', findings.join('; '), { findings });
  const asked = NOT_HERE.find((field) => given[field] !== undefined);
  return asked === undefined ? undefined : notSupported(`order with ${asked}`);
}

function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  return typeof value === 'string' ? JSON.stringify(value) : typeof value === 'object' ? 'an object' : String(value);
}

const CANCELLED_KINDS = ['order', 'plan', 'stop', 'trailing'];

/** Options that mean nothing never come to mean all. */
export function objectToCancelAll({ kinds, onlyOurs, ...rest }: CancelAllOptions): Denial | undefined {
  const isList = kinds === undefined || (Array.isArray(kinds) && kinds.length > 0 && kinds.every((kind) => CANCELLED_KINDS.includes(kind)));
  const isFlag = onlyOurs === undefined || typeof onlyOurs === 'boolean';
  if (isList && isFlag && Object.keys(rest).length === 0) return undefined;
  return denial('input-invalid', `options: found ${JSON.stringify({ kinds, onlyOurs, ...rest })}, expected kinds and onlyOurs`);
}
