import { isObject, own, type Pointer, pointerOf, valueAt } from './pointer.ts';

/** Finds the subschema that a `$ref` leads to, within one document; null for one that leads elsewhere. */
export type Follow = (reference: string) => Pointer | null;

/** Reads the names of a document (`$id`, `$anchor`) once. Nothing is ever fetched. */
export function followIn(document: unknown): Follow {
  const names = new Map<string, Pointer>();
  const pending: { value: unknown; path: string[] }[] = [{ value: document, path: [] }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { value, path } = next;
    if (typeof value !== 'object' || value === null) continue;
    const pointer = pointerOf(path);
    for (const keyword of ['$id', 'id', '$anchor', '$dynamicAnchor'] as const) {
      const name = own(value, keyword);
      if (typeof name !== 'string') continue;
      const isAnchor = keyword === '$anchor' || keyword === '$dynamicAnchor';
      names.set(isAnchor ? `#${name}` : name.replace(/#$/, ''), pointer);
    }
    for (const [step, below] of Object.entries(value)) pending.push({ value: below, path: [...path, step] });
  }
  const baseOf = (address: string): Pointer | null =>
    names.get(address) ?? [...names].find(([name]) => name.endsWith(`/${address}`))?.[1] ?? null;
  return (reference) => {
    const [address = '', fragment = ''] = reference.split('#', 2);
    const base = address === '' ? '' : baseOf(address);
    if (base === null) return null;
    if (fragment === '') return base;
    if (!fragment.startsWith('/')) return names.get(`#${fragment}`) ?? null;
    const pointer = base + decode(fragment);
    const found = valueAt(document, pointer);
    return isObject(found) || typeof found === 'boolean' ? pointer : null;
  };
}

function decode(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
