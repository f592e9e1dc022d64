import { isObject, ownValue, setOwn } from '../json/object.ts';

/**
 * Applies a JSON Merge Patch (RFC 7396): objects are merged member by member, `null` removes a member, and anything
 * else replaces the target, arrays as a whole. Neither input is changed; the result shares unchanged and inserted parts
 * with them. `__proto__` and `constructor` are members like any other. Does not recurse, so depth cannot exhaust the
 * stack.
 */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const merged = copyOf(target);
  const pending = [{ into: merged, patch }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { into } = next;
    for (const [name, value] of Object.entries(next.patch)) {
      if (value === null) {
        delete into[name];
      } else if (isObject(value)) {
        const child = copyOf(ownValue(into, name));
        setOwn(into, name, child);
        pending.push({ into: child, patch: value });
      } else {
        setOwn(into, name, value);
      }
    }
  }
  return merged;
}

function copyOf(target: unknown): Record<string, unknown> {
  return isObject(target) ? { ...target } : {};
}
