/** `units / 10^scale`, the units a safe integer: arithmetic on them is exact as long as its result is one, too. */
export interface SmallDecimal {
  readonly units: number;
  readonly scale: number;
}

const LONGEST = 16;
const [MINUS, POINT, ZERO, NINE] = [45, 46, 48, 57];
const POWERS = Array.from({ length: LONGEST }, (_, power) => 10 ** power);

/** Plain decimal text or a whole number, of at most 15 digits; undefined for everything else, legal or not. */
export function smallDecimal(value: string | number): SmallDecimal | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? { units: value, scale: 0 } : undefined;
  if (typeof value !== 'string') return undefined;
  const { length } = value;
  if (length > LONGEST) return undefined;
  const isNegative = value.charCodeAt(0) === MINUS;
  let units = 0;
  let digits = 0;
  let pointAt = -1;
  for (let at = isNegative ? 1 : 0; at < length; at += 1) {
    const code = value.charCodeAt(at);
    if (code >= ZERO && code <= NINE) {
      units = units * 10 + (code - ZERO);
      digits += 1;
    } else if (code === POINT && pointAt < 0 && digits > 0) {
      pointAt = at;
    } else {
      return undefined;
    }
  }
  // `12.` and sixteen digits without a point are for those who know them better.
  if (digits === 0 || digits > 15 || pointAt === length - 1) return undefined;
  return { units: isNegative ? -units : units, scale: pointAt < 0 ? 0 : length - 1 - pointAt };
}

/** Both in the units of the finer one; undefined where one is not small, or does not stay so. */
export function aligned(first: string | number, second: string | number): { a: number; b: number; scale: number } | undefined {
  const one = smallDecimal(first);
  if (one === undefined) return undefined;
  const other = smallDecimal(second);
  if (other === undefined) return undefined;
  const scale = Math.max(one.scale, other.scale);
  const a = one.units * (POWERS[scale - one.scale] as number);
  const b = other.units * (POWERS[scale - other.scale] as number);
  // Half of what is safe, so that a sum is safe as well.
  return isHalfSafe(a) && isHalfSafe(b) ? { a, b, scale } : undefined;
}

export function timesSmall(first: string | number, second: string | number): SmallDecimal | undefined {
  const one = smallDecimal(first);
  const other = one === undefined ? undefined : smallDecimal(second);
  if (one === undefined || other === undefined) return undefined;
  const units = one.units * other.units;
  return Number.isSafeInteger(units) ? { units, scale: one.scale + other.scale } : undefined;
}

/** Canonical text: no exponent, no trailing zero, no `-0`. */
export function smallText({ units, scale }: SmallDecimal): `${number}` {
  if (units === 0) return '0';
  if (scale === 0) return `${units}`;
  const digits = String(Math.abs(units)).padStart(scale + 1, '0');
  let end = digits.length;
  const point = end - scale;
  while (end > point && digits.charCodeAt(end - 1) === ZERO) end -= 1;
  const fraction = end === point ? '' : `.${digits.slice(point, end)}`;
  return `${units < 0 ? '-' : ''}${digits.slice(0, point)}${fraction}` as `${number}`;
}

function isHalfSafe(units: number): boolean {
  return Math.abs(units) <= Number.MAX_SAFE_INTEGER / 2;
}
