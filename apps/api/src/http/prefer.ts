import type { Context } from 'hono';

/** Tells if the caller wants unknown names to be ignored: `Prefer: handling=lenient` (RFC 7240 §4.4). */
export const isLenient = (c: Context): boolean =>
  (c.req.header('prefer') ?? '')
    .split(/[,;]/)
    .some((part) => /^\s*handling\s*=\s*"?lenient"?\s*$/i.test(part));

/** Says that the preference was followed (RFC 7240 §3). */
export const preferenceApplied: Readonly<Record<string, string>> = {
  'Preference-Applied': 'handling=lenient',
};
