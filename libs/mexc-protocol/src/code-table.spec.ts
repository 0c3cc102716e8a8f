import type { CodeTable } from './code-table';
import { UnknownCodeError } from './errors';
import * as door from './index';

function isCodeTable(value: unknown): value is CodeTable<string, number | string> {
  return typeof value === 'object' && value !== null && 'toWord' in value && 'toCode' in value;
}

const tables = Object.values<unknown>(door).filter(isCodeTable);

describe.each(tables.map((table) => [table.name, table] as const))('%s', (name, table) => {
  it('behavior: every word has its own code, both ways', () => {
    expect(table.words.map((word) => table.toWord(table.toCode(word)))).toEqual(table.words);
    expect(new Set(table.words.map((word) => table.toCode(word))).size).toBe(table.words.length);
  });

  it.each([-1, 7777, 1.5, NaN, '', 'nonsense', '__proto__', '1'])('error: the code %s is named, never guessed', (code) => {
    expect(() => table.toWord(code)).toThrow(UnknownCodeError);
    expect(() => table.toWord(code)).toThrow(new RegExp(`^${name}: found`));
  });

  it.each(['nonsense', 'toString', '__proto__'])('error: the word %s is named, never guessed', (word) => {
    expect(() => table.toCode(word)).toThrow(UnknownCodeError);
  });
});

/** Reference 6.1, 6.3, 5.11 and 5.12, typed a second time: number by number. */
const rows: readonly [string, Readonly<Record<string | number, string>>][] = [
  ['sideCodes', { 1: 'open-long', 2: 'close-short', 3: 'open-short', 4: 'close-long' }],
  ['orderTypeCodes', { 1: 'limit', 2: 'post-only', 3: 'ioc', 4: 'fok', 5: 'market', 6: 'market-to-limit' }],
  ['openTypeCodes', { 1: 'isolated', 2: 'cross' }],
  ['positionOpenTypeCodes', { 1: 'isolated', 2: 'cross', 3: 'both' }],
  ['positionTypeCodes', { 1: 'long', 2: 'short' }],
  ['positionModeCodes', { 1: 'hedge', 2: 'one-way' }],
  ['recordedPositionModeCodes', { 0: 'not-recorded', 1: 'hedge', 2: 'one-way' }],
  ['orderStateCodes', { 1: 'pending', 2: 'working', 3: 'filled', 4: 'cancelled', 5: 'invalid' }],
  [
    'orderCategoryCodes',
    { 1: 'normal', 2: 'liquidation', 3: 'custody-close', 4: 'auto-deleveraging', 5: 'delivery', 6: 'liquidation-hedge' },
  ],
  ['positionStateCodes', { 1: 'holding', 2: 'custody', 3: 'closed' }],
  ['planStateCodes', { 1: 'untriggered', 2: 'cancelled', 3: 'executed', 4: 'invalid', 5: 'failed' }],
  ['stopStateCodes', { 1: 'untriggered', 2: 'cancelled', 3: 'executed', 4: 'invalid', 5: 'failed' }],
  ['stopDetailStateCodes', { 0: 'untriggered', 3: 'executed', 5: 'cancelled', 6: 'failed' }],
  ['trackStateCodes', { 0: 'inactive', 1: 'active', 2: 'executed', 3: 'failed', 4: 'cancelled' }],
  ['triggerTypeCodes', { 1: 'at-or-above', 2: 'at-or-below' }],
  ['trendCodes', { 1: 'last', 2: 'fair', 3: 'index' }],
  ['executeCycleCodes', { 1: 'one-day', 2: 'seven-days' }],
  ['triggerSideCodes', { 0: 'none', 1: 'take-profit', 2: 'stop-loss' }],
  ['backTypeCodes', { 1: 'percentage', 2: 'absolute' }],
  ['bboTypeCodes', { 0: 'none', 1: 'opposite-1', 2: 'opposite-5', 3: 'same-1', 4: 'same-5' }],
  ['stpModeCodes', { 0: 'none', 1: 'cancel-both', 2: 'cancel-maker', 3: 'cancel-taker' }],
  ['volTypeCodes', { 1: 'partial', 2: 'whole-position' }],
  ['profitLossVolTypeCodes', { SAME: 'same', SEPARATE: 'separate' }],
  ['stopExecutionCodes', { 0: 'market', 1: 'limit' }],
  ['yesNoCodes', { 1: 'yes', 2: 'no' }],
  ['zeroOneCodes', { 0: 'no', 1: 'yes' }],
  ['marginChangeCodes', { ADD: 'add', SUB: 'subtract' }],
  ['transferTypeCodes', { IN: 'in', OUT: 'out' }],
  ['transferStateCodes', { WAIT: 'waiting', SUCCESS: 'succeeded', FAILED: 'failed' }],
  ['contractStateCodes', { 0: 'enabled', 1: 'delivering', 2: 'delivered', 3: 'offline', 4: 'paused' }],
  ['contractTypeCodes', { 1: 'normal', 2: 'suspended' }],
  ['futureTypeCodes', { 1: 'perpetual', 2: 'daily' }],
  ['dealSideCodes', { 1: 'buy', 2: 'sell' }],
  ['riskSourceCodes', { 0: 'other', 1: 'liquidation-service' }],
  ['leverageModeCodes', { 1: 'advanced', 2: 'simple' }],
  ['notifyTypeCodes', { 1: 'liquidated', 2: 'liquidation-warning' }],
  ['deductTypeCodes', { 0: 'none', 1: 'mx-point', 2: 'bonus' }],
];

it.each(rows)('default: %s is as documented, and no more', (name, documented) => {
  const table = door[name as keyof typeof door] as unknown as CodeTable<string, number | string>;
  expect(Object.fromEntries(table.words.map((word) => [table.toCode(word), word]))).toEqual(documented);
});

it('behavior: every table but the reasons is written here', () => {
  const written = new Set(rows.map(([name]) => name));
  const exported = Object.keys(door).filter((name) => isCodeTable(door[name as keyof typeof door]));
  expect(exported.filter((name) => !written.has(name))).toEqual(['orderReasonCodes']);
});

it('default: the reasons of an order are 0 to 23 and 999', () => {
  const codes = door.orderReasonCodes.words.map((word) => door.orderReasonCodes.toCode(word));
  expect(codes).toEqual([...Array(24).keys(), 999]);
});
