/** The steps of an exact decision. */
export const STEPS_OF_DECISION = 12;

/** The most that a double holds with each digit: any number of up to 15 digits. */
const MOST_DIGITS = 1e15;
/** The largest power of ten that is a double. */
const MOST_SCALE = 1e22;

/** The multiples of a number. */
export interface Multiples {
  /** Tells at once if a number is one, or returns `undefined` when that takes a decision. */
  readonly known: (value: number) => boolean | undefined;
  /** Tells exactly if a number is one, in the time of at most {@link STEPS_OF_DECISION}. */
  readonly decide: (value: number) => boolean;
}

/**
 * Makes the test for multiples of a number (JSON Schema Validation §6.2.1). Each number stands for the decimal that
 * JSON writes for it: 4.35 is a multiple of 0.01, although the double next to it is none.
 */
export function multiplesOf(of: number): Multiples {
  const decimal = decimalOf(of);
  const scale = Number(`1e${Math.max(0, -decimal.exponent)}`);
  const unit = Math.round(of * scale);
  const isPlain = scale <= MOST_SCALE && Math.abs(unit) < MOST_DIGITS;
  return {
    known: (value) => {
      const scaled = value * scale;
      if (!isPlain || Math.abs(scaled) >= MOST_DIGITS) return undefined;
      // A number with more decimals than the other is no multiple
      const count = Math.round(scaled);
      return count / scale === value && count % unit === 0;
    },
    decide: (value) => {
      const { digits, exponent } = decimalOf(value);
      const shift = exponent - decimal.exponent;
      const [left, right] =
        shift < 0 ? [digits, decimal.digits * power(-shift)] : [digits * power(shift), decimal.digits];
      return right !== 0n && left % right === 0n;
    },
  };
}

/** True when a number is a multiple of another. */
export function isMultiple(value: number, of: number): boolean {
  const { known, decide } = multiplesOf(of);
  return known(value) ?? decide(value);
}

const power = (exponent: number): bigint => 10n ** BigInt(exponent);

/** Splits a number as JSON writes it: `-1.5e-7` is -15 × 10^-8. */
function decimalOf(value: number): { digits: bigint; exponent: number } {
  const [, whole = '', fraction = '', exponent = '0'] =
    /^(-?\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? [];
  return { digits: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length };
}
