import type { Context } from 'hono';

const HANDLING = /^\s*handling\s*=\s*"?([^";\s]*)"?\s*$/i;

/**
 * Tells if the caller wants unknown names to be ignored: `Prefer: handling=lenient` (RFC 7240 §4.4). Of several
 * preferences of that name only the first counts (§2).
 */
export const isLenient = (c: Context): boolean =>
  (c.req.header('prefer') ?? '')
    .split(/[,;]/)
    .flatMap((part) => HANDLING.exec(part)?.[1] ?? [])[0]
    ?.toLowerCase() === 'lenient';

/** Says that the preference was followed (RFC 7240 §3), in an answer that is no refusal. */
export const preferenceApplied: Readonly<Record<string, string>> = {
  'Preference-Applied': 'handling=lenient',
};
