/** Splits a JSON Pointer (RFC 6901) into its members. */
export const membersOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((member) => member.replaceAll('~1', '/').replaceAll('~0', '~'));

/** Writes a JSON Pointer as people read it: `/servers/0/host` → `servers.0.host`. */
export const readable = (pointer: string): string => membersOf(pointer).join('.') || '(all)';

/** Finds what stands at a JSON Pointer; undefined when nothing does. */
export function valueAt(value: unknown, pointer: string): unknown {
  let found = value;
  for (const member of membersOf(pointer)) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, member)) return undefined;
    found = (found as Record<string, unknown>)[member];
  }
  return found;
}
