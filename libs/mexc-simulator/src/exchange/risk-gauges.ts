import { compare, isPositive, isZero, toNumber } from '@prate/execution-interface/decimal';
import { isInverse } from '../simulated-contract';
import type { Accounts } from './accounts';
import type { Listing } from './listing';
import { positionValue } from './margin';
import type { PositionRisks } from './position-risks';
import type { SimulatedPosition } from './positions';

/** Margin ratios at which a position is warned about, and from which on it may be warned about again: readings of ours. */
const WARNING_RATIO = '0.8';
const CALM_RATIO = '0.7';
/** Numbers decide only what decimals need not be asked about. */
const TOLERANCE = 1e-9;

const { max } = Math;

export type Alarm = 'calm' | 'watched' | 'warned' | 'beyond';

/** How a position, or all cross positions of a currency, stand at a second: in plain numbers, for every second that passes. */
export interface RiskGauge {
  readonly positions: readonly SimulatedPosition[];
  /** `beyond`: perhaps to be liquidated, decimals have to decide. `watched`: between calm and warning. */
  read(second: number): Alarm;
}

export interface GaugeParts {
  readonly listing: (symbol: string) => Listing;
  readonly accounts: Accounts;
  readonly risks: PositionRisks;
}

/** One gauge an isolated position, one a currency with cross positions. They hold until anything happens on the account. */
export function riskGauges(parts: GaugeParts, second: number): readonly RiskGauge[] {
  const { accounts, risks } = parts;
  return accounts.currencies().flatMap((currency) => {
    const held = accounts.held(currency);
    const isolated = held.filter(({ openType }) => openType === 'isolated').map((position) => isolatedGauge(position, parts, second));
    const cross = risks.crossPositions(currency);
    return cross.length === 0 ? isolated : [...isolated, crossGauge(cross, toNumber(risks.crossBase(currency)), parts)];
  });
}

/** Three prices, and the tick of the second between them. */
function isolatedGauge(position: SimulatedPosition, { listing: find, risks }: GaugeParts, second: number): RiskGauge {
  const listing = find(position.symbol);
  const isLong = position.side === 'long';
  const ticksAt = (ratio?: '0.8' | '0.7'): number => {
    const price = risks.liquidationPrice(position, second, ratio);
    if (isZero(price)) return isLong ? -1 : Number.POSITIVE_INFINITY;
    return listing.prices.toSteps(price);
  };
  const [liquidation, warning, calm] = [ticksAt(), ticksAt(WARNING_RATIO), ticksAt(CALM_RATIO)];
  const isBankrupt = !isPositive(position.margin);
  return {
    positions: [position],
    read: (at) => {
      if (isBankrupt) return 'beyond';
      const ticks = listing.fairTicks(at);
      const has = (threshold: number): boolean => (isLong ? ticks <= threshold : ticks >= threshold);
      if (has(liquidation)) return 'beyond';
      if (has(warning)) return 'warned';
      return has(calm) ? 'watched' : 'calm';
    },
  };
}

/** Sums of numbers: what is left, and what is needed, at the fair prices of the second. */
function crossGauge(positions: readonly SimulatedPosition[], base: number, { listing: find, risks }: GaugeParts): RiskGauge {
  const rows = positions.map((position) => {
    const listing = find(position.symbol);
    const { contract } = listing;
    const { side, holdVol, holdAvgPrice } = position;
    const inverse = isInverse(contract);
    return {
      listing,
      inverse,
      sign: side === 'long' ? 1 : -1,
      size: toNumber(holdVol) * toNumber(contract.contractSize),
      entry: toNumber(holdAvgPrice),
      unit: toNumber(contract.priceUnit),
      fee: toNumber(contract.liquidationFeeRate),
      maintenance: toNumber(risks.tier(position).mmr) * toNumber(positionValue(contract, holdVol, holdAvgPrice)),
    };
  });
  return {
    positions,
    read: (at) => {
      let left = base;
      let needed = 0;
      for (const { listing, inverse, sign, size, entry, unit, fee, maintenance } of rows) {
        const price = listing.fairTicks(at) * unit;
        left += sign * (inverse ? size * (1 / entry - 1 / price) : size * (price - entry));
        needed += maintenance + fee * (inverse ? size / price : size * price);
      }
      if (left <= needed + TOLERANCE * max(1e-6, needed)) return 'beyond';
      const ratio = needed / left;
      if (ratio >= Number(WARNING_RATIO)) return 'warned';
      return ratio >= Number(CALM_RATIO) ? 'watched' : 'calm';
    },
  };
}

/** The decimals' word on a gauge that reads `beyond`. */
export function isLiquidatable({ positions }: RiskGauge, risks: PositionRisks, second: number): boolean {
  const [first] = positions;
  if (first === undefined || first.state !== 'holding') return false;
  const { left, needed } = risks.solvency(first, second);
  return compare(left, needed) <= 0;
}
