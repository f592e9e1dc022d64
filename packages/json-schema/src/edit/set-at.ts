import { ownValue, setOwn } from '../json/object.ts';
import { hasMember, type Pointer, parsePointer } from '../json/pointer.ts';

/**
 * A copy of a document with the value at a pointer replaced; `''` replaces the whole. The document itself is
 * returned, unchanged, when nothing is at the pointer or it is malformed: nothing is ever added. What does not lie
 * on the way is shared with the document.
 */
export function setAt(document: unknown, pointer: Pointer, value: unknown): unknown {
  const segments = parsePointer(pointer);
  if (segments === undefined) return document;
  const above: { holder: object; segment: string }[] = [];
  let holder = document;
  for (const segment of segments) {
    if (typeof holder !== 'object' || holder === null || !hasMember(holder, segment)) return document;
    above.push({ holder, segment });
    holder = ownValue(holder, segment);
  }
  return above.reduceRight((child: unknown, { holder, segment }) => {
    const copy = Array.isArray(holder) ? [...holder] : { ...holder };
    setOwn(copy, segment, child);
    return copy;
  }, value);
}
