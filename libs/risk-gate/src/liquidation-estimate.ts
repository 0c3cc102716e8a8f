import type { DecimalText, Instrument, PositionSide, RiskTier } from '@prate/execution-interface';
import { add, compare, divide, isPositive, multiply, subtract } from '@prate/execution-interface/decimal';

export interface LiquidationQuery {
  readonly instrument: Instrument;
  readonly positionSide: PositionSide;
  readonly contracts: DecimalText;
  /** Quote currency. */
  readonly entryPrice: DecimalText;
  /** Settle currency. */
  readonly margin: DecimalText;
  /** A fraction of the value at liquidation. */
  readonly feeRate: DecimalText;
}

const DECIMALS = 18;

/**
 * Where the mark eats an isolated margin up: margin + result = maintenance margin + fee of liquidation, maintenance by the entry value and the
 * rate of the tier that the size falls into. An estimate for a position of this order alone, at its own price.
 *
 * Linear, q = contracts × size: long (E·q − m + M) / (q·(1 − f)), short (E·q + m − M) / (q·(1 + f)).
 * Inverse, v = contracts × size: long v·(1 + f) / (v/E + m − M), short v·(1 − f) / (v/E − m + M).
 *
 * @returns quote currency; `undefined` where nothing below infinity and above 0 liquidates it, or no rate is known
 */
export function liquidationEstimate({
  instrument,
  positionSide,
  contracts,
  entryPrice,
  margin,
  feeRate,
}: LiquidationQuery): DecimalText | undefined {
  const { kind, contractSize } = instrument;
  const size = multiply(contracts, contractSize);
  const value = kind === 'linear' ? multiply(size, entryPrice) : divide(size, entryPrice, 30);
  const maintenance = multiply(maintenanceRate(instrument, contracts, value), value);
  const isLong = positionSide === 'long';
  const cushion = subtract(margin, maintenance);
  const fee = isLong === (kind === 'linear') ? subtract(1, feeRate) : add(1, feeRate);
  if (kind === 'linear') {
    const left = isLong ? subtract(value, cushion) : add(value, cushion);
    return isPositive(left) ? divide(left, multiply(size, fee), DECIMALS) : undefined;
  }
  const right = isLong ? add(value, cushion) : subtract(value, cushion);
  return isPositive(right) ? divide(multiply(size, fee), right, DECIMALS) : undefined;
}

/** Of the lowest tier that holds so much; beyond the last one that of the last. */
function maintenanceRate({ riskTiers, maintenanceMarginRate }: Instrument, contracts: DecimalText, value: DecimalText): DecimalText {
  const holds = ({ maxContracts, maxValue }: RiskTier) =>
    maxContracts !== undefined ? compare(contracts, maxContracts) <= 0 : maxValue !== undefined && compare(value, maxValue) <= 0;
  return (riskTiers.find(holds) ?? riskTiers.at(-1))?.maintenanceMarginRate ?? maintenanceMarginRate;
}
