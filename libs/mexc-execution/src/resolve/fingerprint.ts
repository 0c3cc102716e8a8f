import {
  type CreatePlanOrder,
  type CreateStopOrder,
  type CreateTrailingOrder,
  type DecimalInput,
  type DecimalText,
  type Instrument,
  type OrderIntent,
  type OrderSize,
  type PlanOrder,
  type Protection,
  type ProtectionLeg,
  type ReadProtectionLeg,
  type StopOrder,
  type TrailingOrder,
  positionSideOf,
  toContracts,
} from '@prate/execution-interface';
import { compare, decimal } from '@prate/execution-interface/decimal';

/** The venue's clock may be behind ours when it stamps what we have just sent. */
const EARLY_MS = 5_000;
/** A request that was lost may be carried out late. */
const LATE_MS = 120_000;

/** Whether this plan order is what the intent asked for: symbol, side, trigger, type, price, size and time. */
export function isPlanOf(order: PlanOrder, { command, createdAtMs }: OrderIntent<'plan'>, instrument: Instrument): boolean {
  const { trigger } = command;
  return (
    isMadeWith(order, createdAtMs) &&
    isSameSide(order, command) &&
    isSame(order.trigger.price, trigger.price) &&
    order.trigger.reference === trigger.reference &&
    order.trigger.direction === trigger.direction &&
    order.type === command.type &&
    (command.type === 'market' || (order.price !== undefined && isSame(order.price, priceOf(command)))) &&
    isSameSize(order.contracts, command, instrument, command.type === 'market' ? undefined : priceOf(command))
  );
}

/** The same for a trailing order. */
export function isTrailingOf(order: TrailingOrder, { command, createdAtMs }: OrderIntent<'trailing'>, instrument: Instrument): boolean {
  const { callback } = order;
  const wanted = command.callback;
  const isSameCallback =
    'fraction' in callback && 'fraction' in wanted
      ? isSame(callback.fraction, wanted.fraction)
      : 'distance' in callback && 'distance' in wanted && isSame(callback.distance, wanted.distance);
  return (
    isMadeWith(order, createdAtMs) &&
    isSameSide(order, command) &&
    isSameCallback &&
    order.reference === command.reference &&
    isSameOrAbsent(order.activationPrice, command.activationPrice) &&
    isSameSize(order.contracts, command, instrument)
  );
}

/**
 * The same for a protection of a position. One with the same prices that waited before is it as well: the venue answers a second such order
 * with the id of the first (reference 5.11).
 */
export function isStopOf(order: StopOrder, { command, createdAtMs }: OrderIntent<'stop'>, instrument: Instrument): boolean {
  const isInTime = order.status === 'waiting' ? order.createdAtMs <= createdAtMs + LATE_MS : isMadeWith(order, createdAtMs);
  return (
    isInTime &&
    order.symbol === command.symbol &&
    order.positionSide === command.positionSide &&
    hasLegsOf(order, command) &&
    order.isWholePosition === (command.size === 'whole-position') &&
    (command.size === 'whole-position' || isSameSize(order.contracts, command.size, instrument))
  );
}

/** Whether both legs are as they were asked for. */
export function hasLegsOf(order: Pick<StopOrder, 'takeProfit' | 'stopLoss'>, { takeProfit, stopLoss }: Partial<Protection>): boolean {
  return isSameLeg(order.takeProfit, takeProfit) && isSameLeg(order.stopLoss, stopLoss);
}

function isMadeWith({ createdAtMs }: { readonly createdAtMs: number }, intendedAtMs: number): boolean {
  return createdAtMs >= intendedAtMs - EARLY_MS && createdAtMs <= intendedAtMs + LATE_MS;
}

function isSameSide(order: PlanOrder | TrailingOrder, command: CreatePlanOrder | CreateTrailingOrder): boolean {
  return (
    order.symbol === command.symbol &&
    order.side === command.side &&
    order.effect === command.effect &&
    order.positionSide === positionSideOf(command.side, command.effect)
  );
}

/** Where the size cannot be computed again (quote currency at the market), the rest has to tell. */
function isSameSize(contracts: DecimalText, command: SizeOf, instrument: Instrument, price?: DecimalInput): boolean {
  const size = sizeOf(command);
  const reading = toContracts({ size, instrument, type: 'limit', ...(price === undefined ? {} : { price: decimal(price) }) });
  return !reading.ok || isSame(contracts, reading.size.contracts);
}

type SizeOf = OrderSize | CreatePlanOrder | CreateTrailingOrder | Exclude<CreateStopOrder['size'], string>;

function sizeOf({ quantity, contracts, quoteQuantity }: SizeOf): OrderSize {
  if (contracts !== undefined) return { contracts };
  return quantity !== undefined ? { quantity } : { quoteQuantity: quoteQuantity as DecimalInput };
}

function priceOf(command: CreatePlanOrder): DecimalInput {
  return (command as { readonly price?: DecimalInput }).price ?? '0';
}

function isSameLeg(read: ReadProtectionLeg | undefined, wanted: ProtectionLeg | undefined): boolean {
  if (read === undefined || wanted === undefined) return read === undefined && wanted === undefined;
  return isSame(read.price, wanted.price) && read.reference === wanted.reference && isSameOrAbsent(read.limitPrice, wanted.limitPrice);
}

function isSameOrAbsent(read: DecimalText | undefined, wanted: DecimalInput | undefined): boolean {
  if (read === undefined || wanted === undefined) return read === undefined && wanted === undefined;
  return isSame(read, wanted);
}

function isSame(a: DecimalInput, b: DecimalInput): boolean {
  return compare(decimal(a), decimal(b)) === 0;
}
