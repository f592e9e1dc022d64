/**
 * Tells if a number of JSON or YAML has the digits of its source. A double of IEEE 754 changes `1161888007138312192`,
 * JSON cannot hold `.inf`, and a leading zero would be lost, as in `0123`.
 */
export const isExact = (source: string, value: number): boolean =>
  /^[-+]?0[box]/i.test(source)
    ? Number.isSafeInteger(value)
    : Number.isFinite(value) && !/^[-+]?0\d/.test(source) && digitsOf(source) === digitsOf(String(value));

/** The significant digits of a decimal number: `-0.0150e7` has `15`. */
function digitsOf(text: string): string {
  const digits = text.replace(/e.*$/i, '').replaceAll(/[^\d]/g, '').replace(/^0+/, '');
  // A pattern would look at each run of zeros again and again
  let end = digits.length;
  while (digits[end - 1] === '0') end--;
  return digits.slice(0, end);
}
