import { type Candle, type CandlePrices, type DecimalText, type Instrument, decimal } from '@prate/execution-interface';
import { multiply, toNumber } from '@prate/execution-interface/decimal';
import type { WireKlines, WirePushKline } from '@prate/mexc-protocol';
import { KlineRowError } from '../errors';
import { decimalOf } from './decimal-of';

export interface CandleTerms {
  readonly instrument: Pick<Instrument, 'symbol' | 'contractSize'>;
  readonly intervalSeconds: number;
}

/**
 * The columns of a kline answer as candles, in the order given. Here and in {@link candleFromPush} the venue's seconds become milliseconds.
 *
 * @throws {KlineRowError} when the columns are not of one length
 */
export function candlesFromWire(klines: WireKlines, { instrument, intervalSeconds }: CandleTerms): Candle[] {
  return klines.time.map((openTimeSeconds, row) => {
    const at = (column: keyof WireKlines): DecimalText => cell(klines, column, row, instrument.symbol);
    const contracts = at('vol');
    const traded = hasTraded(klines) ? pricesOf(at, 'realOpen', 'realHigh', 'realLow', 'realClose') : undefined;
    return {
      symbol: instrument.symbol,
      openTimeMs: openTimeSeconds * 1_000,
      intervalSeconds,
      stitched: pricesOf(at, 'open', 'high', 'low', 'close'),
      ...(traded === undefined ? {} : { traded }),
      contracts: toNumber(contracts),
      volume: toNumber(multiply(contracts, instrument.contractSize)),
      turnover: at('amount'),
    };
  });
}

/** `push.kline` as a candle (reference 8.4). */
export function candleFromPush(kline: WirePushKline, { instrument, intervalSeconds }: CandleTerms): Candle {
  const { t, o, h, l, c, ro, rh, rl, rc, q, a } = kline;
  const isTraded = ro !== undefined && rh !== undefined && rl !== undefined && rc !== undefined;
  return {
    symbol: instrument.symbol,
    openTimeMs: t * 1_000,
    intervalSeconds,
    stitched: { open: o, high: h, low: l, close: c },
    ...(isTraded ? { traded: { open: ro, high: rh, low: rl, close: rc } } : {}),
    contracts: q,
    volume: toNumber(multiply(decimalOf(q), instrument.contractSize)),
    turnover: decimalOf(a),
  };
}

function hasTraded({ realOpen, realHigh, realLow, realClose }: WireKlines): boolean {
  return [realOpen, realHigh, realLow, realClose].every((column) => column !== undefined);
}

function pricesOf(
  at: (column: keyof WireKlines) => DecimalText,
  ...[open, high, low, close]: [keyof WireKlines, keyof WireKlines, keyof WireKlines, keyof WireKlines]
): CandlePrices {
  return { open: toNumber(at(open)), high: toNumber(at(high)), low: toNumber(at(low)), close: toNumber(at(close)) };
}

function cell(klines: WireKlines, column: keyof WireKlines, row: number, symbol: string): DecimalText {
  const value = klines[column]?.[row];
  if (typeof value !== 'string') {
    throw new KlineRowError(
      `klines of ${symbol}: found ${klines[column]?.length ?? 0} rows in ${column}, expected ${klines.time.length} as in time`,
    );
  }
  return decimal(value);
}
