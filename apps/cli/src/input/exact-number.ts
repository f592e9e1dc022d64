import { type Document, isScalar, LineCounter, parseAllDocuments, visit } from 'yaml';

/** A text without this holds only numbers that a double holds exactly: up to 15 digits always are. */
const MAYBE_INEXACT = /\d[\d._]{15}|\d[eE]|\.(?:inf|nan)/i;

/**
 * Finds the line of the first number in JSON or YAML that a double of IEEE 754 would change, such as
 * `1161888007138312192`, or that JSON cannot hold, such as `.inf`; null when there is none. A text that cannot be
 * parsed has none.
 */
export function inexactLine(text: string): number | null {
  if (!MAYBE_INEXACT.test(text)) return null;
  const lineCounter = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter });
  if (!Array.isArray(documents)) return null;
  const [offset] = documents.flatMap(inexactOffsets);
  return offset === undefined ? null : lineCounter.linePos(offset).line;
}

function inexactOffsets(document: Document): number[] {
  const offsets: number[] = [];
  visit(document, {
    Scalar: (_key, node) => {
      const { value, source, range } = node;
      if (!isScalar(node) || typeof value !== 'number' || source === undefined) return undefined;
      if (isExact(source, value)) return undefined;
      offsets.push(range?.[0] ?? 0);
      return visit.BREAK;
    },
  });
  return offsets;
}

/** Tells if a number has the digits of its source. Its size is right in any case: the parser has read it. */
const isExact = (source: string, value: number): boolean =>
  /^[-+]?0[xo]/i.test(source)
    ? Number.isSafeInteger(value)
    : Number.isFinite(value) && digitsOf(source) === digitsOf(String(value));

/** The significant digits of a decimal number: `-0.0150e7` has `15`. */
const digitsOf = (text: string): string =>
  text.replace(/e.*$/i, '').replaceAll(/[^\d]/g, '').replace(/^0+/, '').replace(/0+$/, '');
