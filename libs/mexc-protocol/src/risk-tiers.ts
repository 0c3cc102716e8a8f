import type { WireContract, WireRiskTier } from './wire/contract';

/** What the tiers of a contract are computed from. */
export type RiskTierSource = Pick<
  WireContract,
  | 'symbol'
  | 'riskLimitMode'
  | 'riskLimitCustom'
  | 'riskBaseVol'
  | 'riskIncrVol'
  | 'maintenanceMarginRate'
  | 'riskIncrMmr'
  | 'initialMarginRate'
  | 'riskIncrImr'
  | 'riskLevelLimit'
>;

const MOST_TIERS = 10_000;

/**
 * Risk tiers of a contract, lowest first (reference 4.2). The rates of the tier a position falls into apply to all of it.
 *
 * CUSTOM: the venue's own rows. INCREASE: computed from base and increment, exactly; `maxLeverage` is floor(1 / imr). Where the contract's
 * `riskLimitType` is BY_VALUE, `maxVol` is a position value, not contracts. Limits that differ for long and short
 * (`riskLongShortSwitch` 1) are not in here.
 *
 * @throws {RangeError} naming the field that is missing or makes no sense; tiers are never guessed
 */
export function riskTiersOf(contract: RiskTierSource): readonly WireRiskTier[] {
  const { symbol, riskLimitMode, riskLimitCustom } = contract;
  if (riskLimitMode === 'CUSTOM') {
    if (riskLimitCustom === undefined || riskLimitCustom.length === 0)
      throw refusal(symbol, 'riskLimitCustom', 'nothing', 'at least one row');
    return [...riskLimitCustom].sort((one, other) => one.level - other.level);
  }
  if (riskLimitMode !== 'INCREASE') throw refusal(symbol, 'riskLimitMode', riskLimitMode ?? 'nothing', 'INCREASE or CUSTOM');

  const { riskLevelLimit: count = 0 } = contract;
  if (count < 1 || count > MOST_TIERS) throw refusal(symbol, 'riskLevelLimit', String(count), `1 to ${MOST_TIERS}`);
  const maxVol = steps(contract, 'riskBaseVol', 'riskIncrVol');
  const mmr = steps(contract, 'maintenanceMarginRate', 'riskIncrMmr');
  const imr = steps(contract, 'initialMarginRate', 'riskIncrImr');
  return Array.from({ length: count }, (_, index) => {
    const rate = imr(index);
    if (rate.digits <= 0n) throw refusal(symbol, 'initialMarginRate', textOf(rate), 'a positive rate in every tier');
    const maxLeverage = Number(10n ** BigInt(rate.scale) / rate.digits);
    return { level: index + 1, maxVol: textOf(maxVol(index)), mmr: textOf(mmr(index)), imr: textOf(rate), maxLeverage };
  });
}

/** `digits` · 10^-`scale`. Exact; this package has no decimal library. */
interface Scaled {
  readonly digits: bigint;
  readonly scale: number;
}

type NumberField = 'riskBaseVol' | 'riskIncrVol' | 'maintenanceMarginRate' | 'riskIncrMmr' | 'initialMarginRate' | 'riskIncrImr';

/** The value of tier `index`, counted from 0. */
function steps(contract: RiskTierSource, base: NumberField, increment: NumberField): (index: number) => Scaled {
  const first = read(contract, base);
  const step = read(contract, increment);
  const scale = Math.max(first.scale, step.scale);
  const on = (value: Scaled) => value.digits * 10n ** BigInt(scale - value.scale);
  return (index) => ({ digits: on(first) + BigInt(index) * on(step), scale });
}

function read(contract: RiskTierSource, field: NumberField): Scaled {
  const text = contract[field];
  const parts = /^(\d{1,60})(?:\.(\d{1,60}))?(?:[eE]([+-]?\d{1,2}))?$/.exec(text ?? '');
  if (parts === null) throw refusal(contract.symbol, field, text ?? 'nothing', 'a decimal that is not negative');
  const [, whole = '', fraction = '', exponent = '0'] = parts;
  const scale = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}

function textOf({ digits, scale }: Scaled): string {
  if (scale === 0) return String(digits);
  const padded = String(digits).padStart(scale + 1, '0');
  const fraction = padded.slice(-scale).replace(/0+$/, '');
  return fraction === '' ? padded.slice(0, -scale) : `${padded.slice(0, -scale)}.${fraction}`;
}

function refusal(symbol: string, field: string, found: string, expected: string): RangeError {
  return new RangeError(`risk tiers of ${symbol}: ${field}: found ${found}, expected ${expected}`);
}
