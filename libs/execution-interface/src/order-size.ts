import {
  type DecimalInput,
  type DecimalText,
  add,
  compare,
  decimal,
  divide,
  isDecimal,
  isMultipleOf,
  isPositive,
  multiply,
  roundToStep,
} from './decimal';
import type { OrderType } from './enums';
import type { Instrument } from './instrument';

/** Exactly one of three ways to say how much; two of them at once do not compile. */
export type OrderSize =
  /** Base currency: `'0.001'` is 0.001 BTC. Linear contracts only. */
  | { readonly quantity: DecimalInput; readonly contracts?: never; readonly quoteQuantity?: never }
  /** The venue's count. */
  | { readonly contracts: DecimalInput; readonly quantity?: never; readonly quoteQuantity?: never }
  /** Quote currency at the order's price, or at the mark for a market order. Linear contracts only. */
  | { readonly quoteQuantity: DecimalInput; readonly quantity?: never; readonly contracts?: never };

/** One size in all three readings. `quantity` is absent for inverse contracts, which have no fixed base quantity. */
export interface SizeReading {
  readonly contracts: DecimalText;
  /** Base currency. */
  readonly quantity?: DecimalText;
  /** Quote currency; absent where no price was known. */
  readonly quoteQuantity?: DecimalText;
}

export type SizeDenialCode =
  | 'size-not-decimal'
  | 'size-not-positive'
  | 'size-ambiguous'
  | 'size-off-grid'
  | 'size-below-minimum'
  | 'size-above-maximum'
  | 'size-needs-price'
  | 'size-unit-not-for-inverse';

/** Why a size cannot be sent, with the nearest legal sizes in both units. Nothing is rounded. */
export interface SizeDenial {
  readonly code: SizeDenialCode;
  readonly message: string;
  readonly found: string;
  /** Nearest legal sizes; `below` is absent under the minimum, `above` over the maximum. */
  readonly nearest?: { readonly below?: SizeReading; readonly above?: SizeReading };
}

export type SizeResult = { readonly ok: true; readonly size: SizeReading } | { readonly ok: false; readonly denial: SizeDenial };

export interface ToContractsQuery {
  readonly size: OrderSize;
  readonly instrument: Instrument;
  readonly type: OrderType;
  /** Quote currency a base unit: the limit price, or the mark for a market order. Needed for `quoteQuantity`. */
  readonly price?: DecimalText;
}

/**
 * A size in contracts, or the reason why there is none. The one conversion that gate and engine share, so they cannot disagree.
 *
 * 0.001 BTC at 0.0001 BTC a contract is 10 contracts; 0.00015 BTC is denied and names 0.0001 and 0.0002.
 */
export function toContracts({ size, instrument, type, price }: ToContractsQuery): SizeResult {
  const given = (['quantity', 'contracts', 'quoteQuantity'] as const).filter((unit) => size[unit] !== undefined);
  const unit = given[0];
  if (unit === undefined || given.length > 1) {
    const found = given.length === 0 ? 'none' : given.join(' and ');
    return denied('size-ambiguous', found, `size: found ${found}, expected exactly one of quantity, contracts, quoteQuantity`);
  }
  const raw: unknown = size[unit];
  if (!isDecimal(raw)) {
    return denied('size-not-decimal', String(raw), `${unit}: found ${JSON.stringify(raw)}, expected decimal text such as "0.001"`);
  }
  const amount = decimal(raw);
  const { symbol } = instrument;
  if (!isPositive(amount)) return denied('size-not-positive', amount, `${unit} of ${symbol}: found ${amount}, expected more than 0`);
  if (unit !== 'contracts' && instrument.kind === 'inverse') {
    return denied(
      'size-unit-not-for-inverse',
      amount,
      `${unit} of ${symbol}: an inverse contract has no fixed base quantity, expected contracts`,
    );
  }
  if (unit === 'quoteQuantity' && price === undefined) {
    return denied('size-needs-price', amount, `quoteQuantity of ${symbol}: a price is needed to convert it, and none is known`);
  }

  // Everything is compared in the unit given, so that no division can lose a digit.
  const perContract =
    unit === 'contracts'
      ? decimal(1)
      : unit === 'quantity'
        ? instrument.contractSize
        : multiply(instrument.contractSize, price as DecimalText);
  const step = multiply(instrument.contractStep, perContract);
  const minimum = multiply(instrument.minContracts, perContract);
  const maxContracts = type === 'market' ? instrument.maxMarketContracts : instrument.maxLimitContracts;
  const maximum = multiply(maxContracts, perContract);

  const contractsAt = (value: DecimalText): DecimalText => multiply(divide(value, step, 0), instrument.contractStep);
  const reading = (contracts: DecimalText): SizeReading => readSize(contracts, instrument, price);
  const smallest = () => roundToStep(instrument.minContracts, instrument.contractStep, 'up');
  const largest = () => roundToStep(maxContracts, instrument.contractStep, 'down');

  if (compare(amount, minimum) < 0) {
    return denied('size-below-minimum', amount, `${unit} of ${symbol}: found ${amount}, expected at least ${minimum}`, {
      above: reading(smallest()),
    });
  }
  if (compare(amount, maximum) > 0) {
    return denied('size-above-maximum', amount, `${unit} of ${symbol}: found ${amount}, expected at most ${maximum} (${type} order)`, {
      below: reading(largest()),
    });
  }
  if (!isMultipleOf(amount, step)) {
    const below = contractsAt(roundToStep(amount, step, 'down'));
    const above = contractsAt(roundToStep(amount, step, 'up'));
    const nearest = {
      ...(compare(below, smallest()) >= 0 ? { below: reading(below) } : {}),
      ...(compare(above, largest()) <= 0 ? { above: reading(above) } : {}),
    };
    const legal = [nearest.below, nearest.above].filter((side) => side !== undefined).map((side) => describe(side, unit));
    return denied(
      'size-off-grid',
      amount,
      `${unit} of ${symbol}: found ${amount}, expected a multiple of ${step}; nearest legal: ${legal.join(' and ')}`,
      nearest,
    );
  }
  return { ok: true, size: reading(contractsAt(amount)) };
}

/** The three readings of a number of contracts. */
export function readSize(contracts: DecimalText, instrument: Instrument, price?: DecimalText): SizeReading {
  if (instrument.kind === 'inverse') return { contracts, quoteQuantity: multiply(contracts, instrument.contractSize) };
  const quantity = multiply(contracts, instrument.contractSize);
  return { contracts, quantity, ...(price === undefined ? {} : { quoteQuantity: multiply(quantity, price) }) };
}

function describe(size: SizeReading, unit: 'quantity' | 'contracts' | 'quoteQuantity'): string {
  const amount = unit === 'contracts' ? size.contracts : size[unit];
  return unit === 'contracts' ? (amount ?? size.contracts) : `${amount} (${size.contracts} contracts)`;
}

function denied(code: SizeDenialCode, found: string, message: string, nearest?: SizeDenial['nearest']): SizeResult {
  return { ok: false, denial: { code, message, found, ...(nearest === undefined ? {} : { nearest }) } };
}

export type PriceDenialCode = 'price-not-decimal' | 'price-not-positive' | 'price-off-tick';

export interface PriceDenial {
  readonly code: PriceDenialCode;
  readonly message: string;
  readonly found: string;
  /** Both neighbours on the tick grid; `below` is absent where it would be 0. */
  readonly nearest?: { readonly below?: DecimalText; readonly above: DecimalText };
}

export type PriceResult = { readonly ok: true; readonly price: DecimalText } | { readonly ok: false; readonly denial: PriceDenial };

/** A price on the instrument's tick grid, or the reason why it is none, with both neighbours. Nothing is rounded. */
export function toTickPrice(price: DecimalInput, instrument: Instrument): PriceResult {
  const raw: unknown = price;
  const { symbol, tickSize } = instrument;
  if (!isDecimal(raw)) {
    return priceDenied('price-not-decimal', String(raw), `price: found ${JSON.stringify(raw)}, expected decimal text such as "65000.5"`);
  }
  const value = decimal(raw);
  if (!isPositive(value)) return priceDenied('price-not-positive', value, `price of ${symbol}: found ${value}, expected more than 0`);
  if (isMultipleOf(value, tickSize)) return { ok: true, price: value };
  const below = roundToStep(value, tickSize, 'down');
  const above = add(below, tickSize);
  return priceDenied(
    'price-off-tick',
    value,
    `price of ${symbol}: found ${value}, expected a multiple of ${tickSize}; nearest legal: ${isPositive(below) ? `${below} and ` : ''}${above}`,
    { ...(isPositive(below) ? { below } : {}), above },
  );
}

function priceDenied(code: PriceDenialCode, found: string, message: string, nearest?: PriceDenial['nearest']): PriceResult {
  return { ok: false, denial: { code, message, found, ...(nearest === undefined ? {} : { nearest }) } };
}
