import { isObject, own } from './json.ts';
import { getAt, type Pointer, pointerOf } from './pointer.ts';

/** The base of a schema that has no `$id`. Nothing is ever fetched from it. */
const NO_BASE = 'berth:/schema';
/** The most objects and arrays of a schema that are looked at for names. */
const MOST_READ = 100_000;

const REFERENCES = ['$ref', '$dynamicRef', '$recursiveRef'];

/** A subschema and its place in the document. */
export interface Subschema {
  schema: unknown;
  pointer: Pointer;
}

/** Finds the subschema that a schema refers to; null for none, and for one that is not in the document. */
export type Follow = (schema: Record<string, unknown>) => Subschema | null;

/** Reads the names (`$id`, `id`, anchors) in a document once. Nothing is ever fetched. */
export function referencesOf(document: unknown): Follow {
  const bases = new Map<unknown, string>();
  const root: Subschema = { schema: document, pointer: '' };
  const named = new Map<string, Subschema>([[NO_BASE, root]]);
  const pending: (Subschema & { base: string })[] = [{ ...root, base: NO_BASE }];
  let left = MOST_READ;
  for (let next = pending.pop(); next !== undefined && left > 0; next = pending.pop()) {
    left -= 1;
    const { schema: value, pointer } = next;
    let { base } = next;
    if (isObject(value)) {
      const here = { schema: value, pointer };
      const id = [own(value, '$id'), own(value, 'id')].find((one) => typeof one === 'string');
      if (typeof id === 'string' && (Object.hasOwn(value, '$id') || !Object.hasOwn(value, 'properties'))) {
        const uri = uriOf(id, base);
        named.set(uri, here);
        if (!id.startsWith('#')) base = uri;
      } else if (typeof id === 'string' && value === document) {
        base = uriOf(id, base);
        named.set(base, here);
      }
      for (const keyword of ['$anchor', '$dynamicAnchor']) {
        const anchor = own(value, keyword);
        if (typeof anchor === 'string') named.set(`${base}#${anchor}`, here);
      }
      bases.set(value, base);
    }
    if (typeof value === 'object' && value !== null) {
      for (const [step, below] of Object.entries(value))
        pending.push({ schema: below, pointer: pointer + pointerOf([step]), base });
    }
  }
  return (schema) => {
    const reference = REFERENCES.map((keyword) => own(schema, keyword)).find(
      (one) => typeof one === 'string',
    );
    if (typeof reference !== 'string') return null;
    const uri = uriOf(reference, bases.get(schema) ?? NO_BASE);
    const [start = '', fragment = ''] = uri.split('#');
    if (fragment !== '' && !fragment.startsWith('/')) return named.get(uri) ?? null;
    return below(named.get(start) ?? named.get(`${start}#`) ?? null, fragment);
  };
}

function uriOf(reference: string, base: string): string {
  const [start = '', fragment = ''] = reference.split('#');
  const clean = start === '' ? (base.split('#')[0] ?? base) : resolved(start, base);
  return fragment === '' ? clean : `${clean}#${fragment}`;
}

function resolved(reference: string, base: string): string {
  try {
    return new URL(reference, base).href;
  } catch {
    return reference;
  }
}

/** Follows a JSON Pointer as a URI writes it. */
function below(start: Subschema | null, fragment: string): Subschema | null {
  if (start === null || fragment === '') return start;
  const steps = fragment.slice(1).split('/').map(unescaped);
  const schema = getAt(start.schema, steps);
  return schema === undefined ? null : { schema, pointer: start.pointer + pointerOf(steps) };
}

function unescaped(step: string): string {
  try {
    return decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
  } catch {
    return step.replaceAll('~1', '/').replaceAll('~0', '~');
  }
}
