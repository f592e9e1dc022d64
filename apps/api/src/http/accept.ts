import { parseAccept } from 'hono/utils/accept';

/**
 * Tells if a caller asks for a media type instead of plain JSON (RFC 9110 §12.5.1): `Accept` names the type and prefers
 * it at least as much as JSON. A wildcard range does not name it, so its caller gets the default.
 */
export function prefers(accept: string | undefined, type: string): boolean {
  const asked = accept?.toLowerCase() ?? '';
  if (!asked.includes(type)) return false;
  const ranges = parseAccept(asked);
  const qualityOf = (...names: string[]): number =>
    names.map((name) => ranges.find((range) => range.type === name)?.q).find((q) => q !== undefined) ?? 0;
  const quality = qualityOf(type);
  return quality > 0 && quality >= qualityOf('application/json', 'application/*', '*/*');
}
