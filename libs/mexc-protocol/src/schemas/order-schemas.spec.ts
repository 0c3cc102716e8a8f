import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { parseWireJson, type WireValue } from '../lossless-json';
import {
  batchOrderResultSchema,
  cancelResultSchema,
  dealSchema,
  feeDetailSchema,
  openOrderCountsSchema,
  orderCreatedSchema,
  orderIdSchema,
  orderSchema,
  planOrderSchema,
  stopOrderDetailSchema,
  stopOrderSchema,
  trackOrderSchema,
} from './index';

type Row = { readonly [name: string]: WireValue };

interface Shape {
  safeParse(value: unknown): { success: boolean; data?: unknown; error?: { issues: readonly { path: readonly PropertyKey[] }[] } };
}

/** Which fixtures hold rows of which shape. */
const shapes: readonly [string, Shape, RegExp][] = [
  ['order', orderSchema, /^(get-order|get-order-by-external-oid|list-(open|history|close)-orders|list-orders-by-[a-z-]+)\.(?!not-found)/],
  ['deal', dealSchema, /^list-(order-deals|order-deals-legacy|deals-of-order)\./],
  ['fee detail', feeDetailSchema, /^list-fee-details\./],
  ['cancel result', cancelResultSchema, /^cancel-(orders|by-external-oid|with-external)\./],
  ['batch result', batchOrderResultSchema, /^submit-batch\./],
  ['open order counts', openOrderCountsSchema, /^get-open-order-counts\./],
  ['plan order', planOrderSchema, /^list-plan-orders\./],
  ['stop order', stopOrderSchema, /^list-(open-)?stop-orders\./],
  ['stop order detail', stopOrderDetailSchema, /^list-stop-order-details\./],
  ['track order', trackOrderSchema, /^list-track-orders\./],
];

const folder = join(__dirname, '../../fixtures/rest');
const files = readdirSync(folder);

function rowsOf(pattern: RegExp): Row[] {
  return files
    .filter((name) => pattern.test(name))
    .flatMap((name) => {
      const { data } = parseWireJson(readFileSync(join(folder, name), 'utf8')) as { data: WireValue };
      const list = isRow(data) && Array.isArray(data['resultList']) ? data['resultList'] : data;
      return (Array.isArray(list) ? list : [list]) as Row[];
    });
}

function isRow(value: WireValue): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The venue's noise (reference 5.11), and a name that is read under another. */
const leftOut = new Set(['profit_LOSS_VOL_TYPE_SAME', 'profit_LOSS_VOL_TYPE_DIFFERENT', 'isTaker']);

describe.each(shapes)('%s', (_name, schema, pattern) => {
  const rows = rowsOf(pattern);

  it('default: there are samples, and every field of theirs is read', () => {
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      const result = schema.safeParse(row);
      expect(result.error?.issues).toBeUndefined();
      const read = result.data as Readonly<Record<string, unknown>>;
      const given = Object.keys(row).filter((name) => row[name] !== null && !leftOut.has(name));
      expect(given.filter((name) => read[name] === undefined)).toEqual([]);
    }
  });

  it('behavior: text stays as it was written, unless it became a safe integer', () => {
    for (const row of rows) {
      for (const [name, value] of Object.entries(schema.safeParse(row).data as object)) {
        if (typeof value === 'number') expect([name, String(value)]).toEqual([name, row[name]]);
        else if (typeof value === 'string') expect([name, value]).toEqual([name, row[name]]);
      }
    }
  });

  it('behavior: a damaged row is refused by the name of its field, or read clean; never NaN, never a crash', () => {
    const junk = fc.oneof(
      fc.constantFrom<unknown>(null, '', 'NaN', 'Infinity', '1e999', '-', '0x10', '9007199254740993', '1.5', true, [], {}, undefined),
      fc.jsonValue(),
    );
    const damaged = fc
      .constantFrom(...rows)
      .chain((row) =>
        fc.tuple(fc.constantFrom(...Object.keys(row)), junk).map(([name, value]) => ({ name, row: { ...row, [name]: value } })),
      );
    fc.assert(
      fc.property(damaged, ({ name, row }) => {
        const result = schema.safeParse(row);
        if (!result.success) return expect(new Set(result.error?.issues.map(({ path }) => path[0]))).toEqual(new Set([name]));
        const numbers = Object.values(result.data as object).filter((value) => typeof value === 'number');
        return expect(numbers.every(Number.isSafeInteger)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('ids by themselves', () => {
  it.each(['9007199254740993', '"9007199254740993"', '{"orderId":9007199254740993}', '{"id":"9007199254740993"}'])(
    'default: %s',
    (text) => {
      expect(orderIdSchema.parse(parseWireJson(text))).toBe('9007199254740993');
    },
  );

  it.each(['"success"', '1.5', '7.39E17', '-1', '""', 'null', 'true', '[]', '{}'])('error: %s', (text) => {
    expect(orderIdSchema.safeParse(parseWireJson(text)).success).toBe(false);
    expect(orderCreatedSchema.safeParse(parseWireJson(text)).success).toBe(false);
  });

  it('behavior: anything else is refused', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const schema of [orderIdSchema, orderCreatedSchema]) {
          const { success, data } = schema.safeParse(value);
          const id = typeof data === 'object' ? data.orderId : data;
          expect(success).toBe(typeof id === 'string' && id !== '');
        }
      }),
    );
  });
});
