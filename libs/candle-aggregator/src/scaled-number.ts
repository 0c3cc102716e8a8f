/** A price as a whole number of `10^-scale`. */
export interface ScaledPrice {
  readonly value: number;
  readonly scale: number;
}

/** Decimals a candle number may have at most. */
export const MAX_SCALE = 12;

/** 10^0 … 10^22, all exact as doubles. */
export const POWERS_OF_TEN: readonly number[] = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

// Below 15 digits a decimal and its double name each other without doubt; above, the digits of the number's own text decide.
const FIFTEEN_DIGITS = 1e15;

/** 10^scale, exact for scale 0 to 22. */
export function powerOfTen(scale: number): number {
  const power = POWERS_OF_TEN[scale];
  if (power === undefined) throw new RangeError(`scale: found ${scale}, expected 0 to 22`);
  return power;
}

/** The whole number `value · 10^scale`, or undefined where the decimal that `value` prints as has more decimals or is 2^53 or more. */
export function toScaled(value: number, scale: number): number | undefined {
  const power = powerOfTen(scale);
  const scaled = Math.round(value * power);
  if (Math.abs(scaled) < FIFTEEN_DIGITS) return scaled / power === value ? scaled + 0 : undefined;
  return textToScaled(String(value), scale);
}

/** The decimals a number prints with, 0 to 12; undefined where it needs more, or 2^53 or more steps of its last decimal. */
export function scaleOf(value: number): number | undefined {
  for (let scale = 0; scale <= MAX_SCALE; scale += 1) if (toScaled(value, scale) !== undefined) return scale;
  return undefined;
}

/** `scaled / 10^scale`; one division, so the double is the one that parsing the decimal text gives. */
export function fromScaled(scaled: number, scale: number): number {
  return scaled / powerOfTen(scale);
}

/** {@link fromScaled} for sums that passed 2^53. */
export function fromScaledBig(scaled: bigint, scale: number): number {
  return Number(`${scaled}e-${scale}`);
}

function textToScaled(text: string, scale: number): number | undefined {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  const shift = scale - fraction.length + Number(exponent);
  const digits = BigInt(whole + fraction);
  if (shift < 0 && digits % 10n ** BigInt(-shift) !== 0n) return undefined;
  if (shift > 30) return undefined;
  const scaled = shift < 0 ? digits / 10n ** BigInt(-shift) : digits * 10n ** BigInt(shift);
  if (scaled > BigInt(Number.MAX_SAFE_INTEGER)) return undefined;
  return sign === '-' ? -Number(scaled) : Number(scaled);
}
