import { ownValue, setOwn } from '../json/object.ts';
import { hasMember, type Pointer, parsePointer } from '../json/pointer.ts';

/** A replacement for a value, or the replacements of members below it. */
interface Step {
  replacement?: { value: unknown };
  below: Map<string, Step>;
}

/**
 * Copies a document with the values at pointers replaced; `''` replaces the whole. Never adds
 * a member: a pointer that is malformed or leads nowhere changes nothing. A replacement wins over those below it.
 * Containers without a replacement inside are shared with the document; every other container is copied once.
 */
export function setAllAt(document: unknown, replacements: Iterable<readonly [Pointer, unknown]>): unknown {
  const root: Step = { below: new Map() };
  for (const [pointer, value] of replacements) {
    const segments = parsePointer(pointer);
    if (segments === undefined) continue;
    let step = root;
    for (const segment of segments) {
      const next = step.below.get(segment) ?? { below: new Map() };
      step.below.set(segment, next);
      step = next;
    }
    step.replacement = { value };
  }
  return replaced(document, root);
}

function replaced(document: unknown, { replacement, below }: Step): unknown {
  if (replacement) return replacement.value;
  if (typeof document !== 'object' || document === null) return document;
  let copy: object | null = null;
  for (const [segment, step] of below) {
    if (!hasMember(document, segment)) continue;
    const before = ownValue(document, segment);
    const after = replaced(before, step);
    if (after === before) continue;
    copy ??= Array.isArray(document) ? [...document] : { ...document };
    setOwn(copy, segment, after);
  }
  return copy ?? document;
}
