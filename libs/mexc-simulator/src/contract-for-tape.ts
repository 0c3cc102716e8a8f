import { type DecimalText, compare, decimal, divide, isDecimal, isMultipleOf, isZero, multiply } from '@prate/execution-interface/decimal';
import { TapeError } from './errors';
import type { TapeMinute } from './market/tape-minute';
import type { TapeSecond } from './market/tape-second';
import type { TapeTrade } from './market/tape-trade';
import type { SimulatedContract } from './simulated-contract';

const MOST_DECIMALS = 18;
const MOST_ZEROS = 9;

/** A row of any grain. */
export type TapeRow = TapeMinute | TapeSecond | TapeTrade;

/**
 * A contract on whose grids the recorded rows are whole: the coarsest power of ten as tick for all prices, and as contract size for all
 * volumes. `…_USD` becomes inverse (settled in the base coin, volume read as quote value), anything else linear.
 *
 * @throws {TapeError} when the symbol is no `BASE_QUOTE`, there is no row, or a value is no decimal of at most 18 places
 */
export function contractForTape(symbol: string, rows: readonly TapeRow[]): SimulatedContract {
  const [baseCoin, quoteCoin] = /^([A-Z0-9]+)_([A-Z0-9]+)$/.exec(symbol)?.slice(1) ?? [];
  if (baseCoin === undefined || quoteCoin === undefined) {
    throw new TapeError(`contractForTape: found symbol ${JSON.stringify(symbol)}, expected BASE_QUOTE such as BTC_USDT`);
  }
  const first = rows[0];
  if (first === undefined) throw new TapeError(`contractForTape: found no row of ${symbol}, expected at least one`);
  const priceUnit = coarsestUnit(rows, ['open', 'high', 'low', 'close', 'price']);
  return {
    symbol,
    contractId: 9_000,
    baseCoin,
    quoteCoin,
    settleCoin: quoteCoin === 'USD' ? baseCoin : quoteCoin,
    contractSize: coarsestUnit(rows, ['volume']),
    priceUnit,
    volUnit: '1',
    minVol: '1',
    maxVol: '1000000000000000',
    limitMaxVol: '1000000000000000',
    makerFeeRate: '0.0001',
    takerFeeRate: '0.0004',
    maintenanceMarginRate: '0.005',
    initialMarginRate: '0.01',
    liquidationFeeRate: '0.0004',
    bidLimitPriceRate: '0.1',
    askLimitPriceRate: '0.1',
    minLeverage: 1,
    maxLeverage: 100,
    amountScale: quoteCoin === 'USD' ? 8 : 4,
    state: 0,
    apiAllowed: true,
    liveliness: {
      referencePrice: decimal('price' in first ? first.price : first.open),
      volatility: 0,
      contractsPerSecond: 0,
      quietShare: 0,
    },
  };
}

type DecimalField = 'open' | 'high' | 'low' | 'close' | 'price' | 'volume';

function coarsestUnit(rows: readonly TapeRow[], fields: readonly DecimalField[]): DecimalText {
  let unit: DecimalText | undefined;
  rows.forEach((row, index) => {
    for (const field of fields) {
      // A candle has four prices, a trade one.
      if ((field === 'price') === !('price' in row) && field !== 'volume') continue;
      const text = (row as Partial<Record<DecimalField, unknown>>)[field];
      if (typeof text !== 'string' || !isDecimal(text)) {
        throw new TapeError(`row ${index}: found ${field} ${JSON.stringify(text)}, expected decimal text`);
      }
      const value = decimal(text);
      if (isZero(value)) continue;
      unit ??= `1${'0'.repeat(MOST_ZEROS)}` as DecimalText;
      while (!isMultipleOf(value, unit)) {
        unit = multiply(unit, '0.1');
        if (compare(unit, divide(1, `1${'0'.repeat(MOST_DECIMALS)}` as DecimalText, MOST_DECIMALS)) < 0) {
          throw new TapeError(`row ${index}: found ${field} ${value}, expected at most ${MOST_DECIMALS} decimals`);
        }
      }
    }
  });
  return unit ?? '1';
}
