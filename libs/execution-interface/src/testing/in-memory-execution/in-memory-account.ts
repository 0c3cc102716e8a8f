import type { Balance } from '../../balance';
import { type DecimalText, add, compare, divide, multiply } from '../../decimal';
import { MarginMode, PositionSide } from '../../enums';
import type { SetLeverage } from '../../execution-interface';
import type { Denial } from '../../outcome';
import type { Position } from '../../position';
import type { MaxSizeQuery } from '../../position-commands';
import { type HeldPosition, realizedSoFar, unrealizedPnl } from './in-memory-positions';
import type { InMemoryVenue } from './in-memory-venue';
import { denial } from './order-check';
import { valueOf } from './position-arithmetic';

/** The position in the words of the port. */
export function positionOf(venue: InMemoryVenue, held: HeldPosition): Position {
  const { instrument, positionId, side, contracts, entryPrice, leverage, marginMode } = held;
  const { symbol, kind, contractSize } = instrument;
  const nowMs = venue.clock.nowMs();
  const markPrice = venue.price(symbol);
  return {
    positionId,
    symbol,
    side,
    contracts,
    ...(kind === 'linear' ? { baseQuantity: multiply(contracts, contractSize) } : {}),
    closableContracts: venue.closable(symbol, side),
    entryPrice,
    markPrice,
    markPriceAtMs: nowMs,
    unrealizedPnl: unrealizedPnl(held, markPrice),
    realizedPnl: realizedSoFar(held),
    leverage,
    marginMode,
    margin: venue.positions.margin(held),
    asOfMs: nowMs,
  };
}

export function balancesOf(venue: InMemoryVenue): readonly Balance[] {
  return venue.currencies().map((currency) => ({
    currency,
    available: venue.available(currency),
    frozen: venue.frozen(currency),
    positionMargin: venue.positionMargin(currency),
    unrealizedPnl: venue.unrealized(currency),
    total: add(venue.wallet(currency), venue.unrealized(currency)),
    asOfMs: venue.clock.nowMs(),
  }));
}

/** By the risk tiers of the contract. */
export function maxContractsOf(venue: InMemoryVenue, { symbol, leverage }: MaxSizeQuery): DecimalText {
  const instrument = venue.instrument(symbol);
  const value = valueOf(instrument, '1', venue.price(symbol));
  return instrument.riskTiers
    .filter(({ maxLeverage }) => maxLeverage >= leverage)
    .map(({ maxContracts, maxValue }) => maxContracts ?? divide(maxValue ?? '0', value, 0))
    .reduce<DecimalText>((most, one) => (compare(one, most) > 0 ? one : most), '0');
}

/** Why this leverage cannot be set. */
export function objectToLeverage(venue: InMemoryVenue, { symbol, positionSide, leverage, marginMode }: SetLeverage): Denial | undefined {
  if (!venue.isListed(symbol))
    return denial('symbol-unknown', `setLeverage: found ${symbol}, expected a listed contract`, { found: symbol });
  const { minLeverage, maxLeverage } = venue.instrument(symbol);
  const areWords = Object.values(PositionSide).includes(positionSide) && Object.values(MarginMode).includes(marginMode);
  if (!areWords || !Number.isSafeInteger(leverage)) {
    const message = `setLeverage of ${symbol}: found ${positionSide}, ${marginMode}, ${leverage}, expected a side, a margin mode, a whole number`;
    return denial('input-invalid', message);
  }
  if (leverage < minLeverage || leverage > maxLeverage) {
    const message = `leverage of ${symbol}: found ${leverage}, expected ${minLeverage} to ${maxLeverage}`;
    return denial('leverage-out-of-range', message, { found: leverage, minLeverage, maxLeverage });
  }
  const position = venue.positions.get(symbol, positionSide);
  if (position === undefined || position.marginMode === marginMode) return undefined;
  const message = `margin mode of ${symbol}: found ${marginMode}, expected ${position.marginMode} as the open position has`;
  return denial('margin-mode-conflict', message, { found: marginMode, expected: position.marginMode });
}
