import { isDecimal, isPositive } from '@prate/execution-interface/decimal';
import { RiskLimitsError } from './errors';
import type { RiskLimits } from './limits';

type Test = readonly [isLegal: (value: unknown) => boolean, expected: string];

const POSITIVE: Test = [(value) => isDecimal(value) && isPositive(value), 'a positive decimal such as "5000"'];
const COUNT: Test = [(value) => Number.isSafeInteger(value) && (value as number) >= 1, 'a whole number of at least 1'];
const NAMES: Test = [
  (value) => Array.isArray(value) && value.every((name) => typeof name === 'string' && name !== ''),
  'a list of contracts such as ["BTC_USDT"]',
];
const SIDES: Test = [
  (value) => Array.isArray(value) && value.every((side) => side === 'long' || side === 'short'),
  'a list of long, short or both',
];

const MONEY = ['maxOrderNotional', 'maxPositionNotional', 'maxTotalNotional', 'maxDailyLoss'] as const;
const PLAIN: Readonly<Record<string, Test>> = {
  maxPositionContracts: POSITIVE,
  maxLeverage: COUNT,
  priceCollar: POSITIVE,
  sides: SIDES,
  maxOpenOrders: COUNT,
  symbols: NAMES,
};
/** Fields of the whole account, which a row of one contract cannot have. */
const ACCOUNT_ONLY = new Set(['maxTotalNotional', 'maxDailyLoss', 'maxOpenOrders', 'symbols', 'orderRate', 'bySymbol']);

/**
 * Looks at every limit and complains about all of them at once; a field that nothing reads is a complaint, because somebody believes in it.
 *
 * @throws {RiskLimitsError} when a limit is missing or means nothing: a missing limit is never "no limit"
 */
export function checkLimits(limits: RiskLimits): void {
  const given = (limits ?? {}) as unknown as Record<string, unknown>;
  const problems = problemsOf(given, '', true);
  if (given['maxOrderNotional'] === undefined) {
    problems.unshift('maxOrderNotional: found nothing, expected a positive decimal such as "5000"');
  }
  if (problems.length > 0) throw new RiskLimitsError(problems);
}

function problemsOf(limits: Readonly<Record<string, unknown>>, prefix: string, isAccount: boolean): string[] {
  const problems: string[] = [];
  const test = (name: string, value: unknown, [isLegal, expected]: Test) => {
    if (!isLegal(value)) problems.push(`${prefix}${name}: found ${JSON.stringify(value) ?? 'nothing'}, expected ${expected}`);
  };
  for (const [name, value] of Object.entries(limits)) {
    const plain = PLAIN[name];
    if (value === undefined) continue;
    if (!isAccount && ACCOUNT_ONLY.has(name)) problems.push(`${prefix}${name}: found a limit of the whole account, expected none here`);
    else if ((MONEY as readonly string[]).includes(name)) {
      const isTable = typeof value === 'object' && value !== null;
      const rows: Array<[string, unknown]> = isTable
        ? Object.entries(value).map(([currency, amount]) => [`${name}.${currency}`, amount])
        : [[name, value]];
      if (rows.length === 0) problems.push(`${prefix}${name}: found no settle currency, expected at least one`);
      for (const [row, amount] of rows) test(row, amount, POSITIVE);
    } else if (plain !== undefined) test(name, value, plain);
    else if (name === 'orderRate') {
      const rate = value as { count?: unknown; windowMs?: unknown };
      test('orderRate.count', rate.count, COUNT);
      test('orderRate.windowMs', rate.windowMs, COUNT);
    } else if (name === 'bySymbol') {
      for (const [symbol, row] of Object.entries(value as object)) {
        problems.push(...problemsOf((row ?? {}) as Record<string, unknown>, `${prefix}bySymbol.${symbol}.`, false));
      }
    } else problems.push(`${prefix}${name}: found a limit that nothing reads, expected one of those documented`);
  }
  return problems;
}
