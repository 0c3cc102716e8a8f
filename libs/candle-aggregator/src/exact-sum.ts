import type { DecimalText } from '@prate/execution-interface';
import { fromScaledBig, powerOfTen } from './scaled-number';

/** A sum of whole numbers of decimal units: a double below 2^53, a big integer from there on, also over units that differ. */
export class ExactSum {
  private value = 0;
  /** The sum where it, or what was on the way to it, is too large for a double; `value` then means nothing. */
  private large: bigint | undefined;
  private scale = 0;

  /** Back to nothing, counted in `10^-scale`. */
  reset(scale: number): void {
    this.value = 0;
    this.large = undefined;
    this.scale = scale;
  }

  /** @param added a whole number of `10^-scale` */
  add(added: number | bigint, scale: number): void {
    if (this.large === undefined && typeof added === 'number' && scale === this.scale) {
      const sum = this.value + added;
      if (sum <= Number.MAX_SAFE_INTEGER) {
        this.value = sum;
        return;
      }
    }
    const finer = Math.max(scale, this.scale);
    const sum = (this.large ?? BigInt(this.value)) * 10n ** BigInt(finer - this.scale) + BigInt(added) * 10n ** BigInt(finer - scale);
    const isLarge = sum > BigInt(Number.MAX_SAFE_INTEGER);
    this.value = isLarge ? 0 : Number(sum);
    this.large = isLarge ? sum : undefined;
    this.scale = finer;
  }

  /** The double nearest to the sum. */
  toNumber(): number {
    return this.large === undefined ? this.value / powerOfTen(this.scale) : fromScaledBig(this.large, this.scale);
  }

  /** The sum without trailing zeros. */
  toText(): DecimalText {
    const digits = String(this.large ?? this.value).padStart(this.scale + 1, '0');
    if (this.scale === 0) return digits as DecimalText;
    const whole = digits.slice(0, -this.scale);
    const fraction = digits.slice(-this.scale).replace(/0+$/, '');
    return (fraction === '' ? whole : `${whole}.${fraction}`) as DecimalText;
  }

  /** How many times `unit` is in it, a decimal text such as a contract size. */
  dividedBy(unit: DecimalUnit): number {
    if (this.large === undefined && unit.scale <= this.scale) {
      const divisor = unit.value * powerOfTen(this.scale - unit.scale);
      const quotient = this.value / divisor;
      if (divisor <= Number.MAX_SAFE_INTEGER && Number.isInteger(quotient)) return quotient;
    }
    const scale = Math.max(unit.scale, this.scale);
    const dividend = (this.large ?? BigInt(this.value)) * 10n ** BigInt(scale - this.scale);
    const divisor = BigInt(unit.value) * 10n ** BigInt(scale - unit.scale);
    return dividend % divisor === 0n ? Number(dividend / divisor) : fromScaledBig((dividend * 10n ** 12n) / divisor, 12);
  }
}

/** A positive decimal as a whole number of `10^-scale`. */
export interface DecimalUnit {
  readonly value: number;
  readonly scale: number;
}

export function readUnit(text: DecimalText): DecimalUnit {
  const [whole = '0', fraction = ''] = text.split('.');
  return { value: Number(whole + fraction), scale: fraction.length };
}
