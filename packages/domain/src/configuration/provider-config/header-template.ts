import type { Filled } from '../value/index.ts';

/** Fills the placeholders of a template; null when the value lacks one. */
export type Fill = (template: string) => Filled | null;

/** Stands between templates; the first one that the value fills counts. An empty one lets a header be left out. */
const OR = ' || ';
/** The base64 of a filled part (RFC 4648 §4), as basic authentication needs it: `Basic base64({user}:{password})`. */
const BASE64 = /base64\(([^()]*)\)/;

/** Fills a template of a header: `Bearer {auth/token} || Basic base64({auth/user}:{auth/password})`. */
export function fillHeader(template: string, fill: Fill): Filled | null {
  for (const choice of ` ${template} `.split(OR)) {
    const filled = fillParts(choice.trim(), fill);
    if (filled) return filled;
  }
  return null;
}

/** Fills each part between the calls of base64 apart, so that a filled text is never taken for a call. */
function fillParts(template: string, fill: Fill): Filled | null {
  const parts = template.split(BASE64).map(fill);
  if (!parts.every((part) => part !== null)) return null;
  const texts = parts.map(({ text }, index) =>
    index % 2 === 1 ? Buffer.from(text).toString('base64') : text,
  );
  return { text: texts.join(''), used: parts.flatMap(({ used }) => used) };
}
