const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

export type ReadNumber = { value: number } | { problem: 'not_a_number' | 'not_exact' | 'not_whole' };

/** Reads a number. One with more digits than a JSON number holds is a problem, never another number. */
export function readNumber(text: string, whole: boolean): ReadNumber {
  const clean = text.trim().replace(/^\+/, '');
  if (!NUMBER.test(clean)) return { problem: 'not_a_number' };
  const value = Number(clean);
  if (!Number.isFinite(value)) return { problem: 'not_exact' };
  if (!sameDigits(clean, String(value))) return { problem: 'not_exact' };
  return whole && !Number.isInteger(value) ? { problem: 'not_whole' } : { value };
}

/** Writes a number as its shortest text; null for a text that is none. An empty text means absent. */
export function normalNumber(text: string, whole: boolean): string | null {
  if (text.trim() === '') return '';
  const read = readNumber(text, whole);
  return 'value' in read ? String(read.value) : null;
}

/** Compares two decimal numbers by their significant digits and their size. */
function sameDigits(one: string, other: string): boolean {
  const [a, b] = [digitsOf(one), digitsOf(other)];
  return a.digits === b.digits && (a.digits === '' || a.point === b.point);
}

function digitsOf(text: string): { digits: string; point: number } {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().replace(/^-/, '').split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const all = `${whole}${fraction}`;
  const start = all.search(/[1-9]/);
  if (start < 0) return { digits: '', point: 0 };
  return { digits: all.slice(start).replace(/0+$/, ''), point: whole.length - start + Number(exponent) };
}
