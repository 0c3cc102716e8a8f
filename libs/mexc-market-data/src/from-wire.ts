import { type Candle, type CandlePrices, type DecimalText, type Instrument, type MarkPrice, decimal } from '@prate/execution-interface';
import { multiply, toNumber } from '@prate/execution-interface/decimal';
import { type WireContract, type WireFairPrice, type WireKlines, contractStateCodes } from '@prate/mexc-protocol';
import { KlineRowError } from './errors';

/**
 * A row of `contract/detail` as an instrument (reference 4.2).
 *
 * @throws {UnknownCodeError} for a state that no table knows
 */
export function instrumentFromWire(contract: WireContract): Instrument {
  return {
    symbol: contract.symbol,
    baseCurrency: contract.baseCoin,
    quoteCurrency: contract.quoteCoin,
    settleCurrency: contract.settleCoin,
    kind: contract.quoteCoin === contract.settleCoin ? 'linear' : 'inverse',
    contractSize: decimal(contract.contractSize),
    // priceUnit is the tick; priceScale only says how many decimals to show.
    tickSize: decimal(contract.priceUnit),
    contractStep: decimal(contract.volUnit),
    minContracts: decimal(contract.minVol),
    maxMarketContracts: decimal(contract.maxVol),
    maxLimitContracts: decimal(contract.limitMaxVol ?? contract.maxVol),
    minLeverage: contract.minLeverage,
    maxLeverage: contract.maxLeverage,
    state: contractStateCodes.toWord(contract.state),
    isApiAllowed: contract.apiAllowed,
    makerFeeRate: decimal(contract.makerFeeRate),
    takerFeeRate: decimal(contract.takerFeeRate),
    maintenanceMarginRate: decimal(contract.maintenanceMarginRate),
  };
}

/**
 * The columns of a kline answer as candles, in the order given. The one place where the venue's seconds become milliseconds.
 *
 * @throws {KlineRowError} when the columns are not of one length
 */
export function candlesFromWire(
  klines: WireKlines,
  { instrument, intervalSeconds }: { instrument: Pick<Instrument, 'symbol' | 'contractSize'>; intervalSeconds: number },
): Candle[] {
  return klines.time.map((openTimeSeconds, row) => {
    const at = (column: keyof WireKlines): DecimalText => cell(klines, column, row);
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

export function markPriceFromWire({ symbol, fairPrice, timestamp }: WireFairPrice): MarkPrice {
  return { symbol, price: decimal(fairPrice), atMs: timestamp };
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

function cell(klines: WireKlines, column: keyof WireKlines, row: number): DecimalText {
  const value = klines[column]?.[row];
  if (typeof value !== 'string') {
    throw new KlineRowError(`klines: found ${klines[column]?.length ?? 0} rows in ${column}, expected ${klines.time.length} as in time`);
  }
  return decimal(value);
}
