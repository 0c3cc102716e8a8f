import { type CreateOrder, type DecimalText, type Instrument, decimal, toContracts } from '@prate/execution-interface';
import { divide, isDecimal, isPositive, maximum, minimum, multiply } from '@prate/execution-interface/decimal';
import { needsMark } from './checks/needs-mark';

/** What an order adds, at the dearest price that it can fill at as far as anybody knows. */
export interface OrderValue {
  readonly contracts: DecimalText;
  /** Quote currency. */
  readonly price: DecimalText;
  /** Settle currency. */
  readonly notional: DecimalText;
}

// A quotient that ends does so long before; one that does not is off by nothing that money knows.
const NOTIONAL_DECIMALS = 30;

/** Settle currency. Linear: contracts × size × price; inverse: contracts × size ÷ price. */
export function notionalOf(contracts: DecimalText, price: DecimalText, { kind, contractSize }: Instrument): DecimalText {
  const face = multiply(contracts, contractSize);
  return kind === 'linear' ? multiply(face, price) : divide(face, price, NOTIONAL_DECIMALS);
}

/** The price at which the same contracts are worth more: of inverse contracts that is the lower one. */
export function dearest({ kind }: Pick<Instrument, 'kind'>, first: DecimalText, ...rest: readonly DecimalText[]): DecimalText {
  return kind === 'linear' ? maximum(first, ...rest) : minimum(first, ...rest);
}

/**
 * `undefined` when its size or price is none (the grid tells why), or when a mark is needed and missing.
 *
 * An order that waits for a trigger is worth what it will be placed at: its own price, or the trigger.
 */
export function orderValue(
  command: CreateOrder,
  instrument: Instrument,
  { mark, triggerPrice }: { readonly mark?: DecimalText; readonly triggerPrice?: DecimalText },
): OrderValue | undefined {
  // What is no price is told by the grid.
  if (command.price !== undefined && !(isDecimal(command.price) && isPositive(command.price))) return undefined;
  if (triggerPrice !== undefined && !isPositive(triggerPrice)) return undefined;
  const own = command.price === undefined ? triggerPrice : decimal(command.price);
  const isJudgedByMark = triggerPrice === undefined ? needsMark(command, instrument) : own === undefined;
  if (isJudgedByMark && mark === undefined) return undefined;
  const prices = [own, triggerPrice, isJudgedByMark || own === undefined ? mark : undefined].filter((price) => price !== undefined);
  const [first, ...rest] = prices;
  if (first === undefined) return undefined;
  const size = toContracts({ size: command, instrument, type: command.type, price: own ?? first });
  if (!size.ok) return undefined;
  const price = dearest(instrument, first, ...rest);
  const { contracts } = size.size;
  return { contracts, price, notional: notionalOf(contracts, price, instrument) };
}
