import { isObject, own } from '../value/json.ts';

/** The base of a schema that has no `$id`. Nothing is ever fetched from it. */
const NO_BASE = 'berth:/schema';
/** The most objects and arrays of a schema that are looked at for names. */
const MOST_READ = 100_000;

const REFERENCES = ['$ref', '$dynamicRef', '$recursiveRef'];

/** Finds the subschema that a schema refers to; undefined for none, and for one that is not in the document. */
export type Resolve = (schema: Record<string, unknown>) => unknown;

/** Reads the names (`$id`, `id`, anchors) in a document once, and returns how its references are followed. */
export function referencesOf(document: unknown): Resolve {
  const bases = new Map<unknown, string>();
  const named = new Map<string, unknown>([[NO_BASE, document]]);
  const pending: { value: unknown; base: string }[] = [{ value: document, base: NO_BASE }];
  let left = MOST_READ;
  for (let next = pending.pop(); next !== undefined && left > 0; next = pending.pop()) {
    left -= 1;
    const { value } = next;
    let { base } = next;
    if (isObject(value)) {
      const id = [own(value, '$id'), own(value, 'id')].find((one) => typeof one === 'string');
      if (typeof id === 'string' && (Object.hasOwn(value, '$id') || !Object.hasOwn(value, 'properties'))) {
        const uri = uriOf(id, base);
        named.set(uri, value);
        if (!id.startsWith('#')) base = uri;
      } else if (typeof id === 'string' && value === document) {
        base = uriOf(id, base);
        named.set(base, value);
      }
      for (const keyword of ['$anchor', '$dynamicAnchor']) {
        const anchor = own(value, keyword);
        if (typeof anchor === 'string') named.set(`${base}#${anchor}`, value);
      }
      bases.set(value, base);
    }
    if (typeof value === 'object' && value !== null) {
      for (const below of Object.values(value)) pending.push({ value: below, base });
    }
  }
  return (schema) => {
    const reference = REFERENCES.map((keyword) => own(schema, keyword)).find(
      (one) => typeof one === 'string',
    );
    if (typeof reference !== 'string') return undefined;
    const uri = uriOf(reference, bases.get(schema) ?? NO_BASE);
    const [start = '', fragment = ''] = uri.split('#');
    if (fragment !== '' && !fragment.startsWith('/')) return named.get(uri);
    return at(named.get(start) ?? named.get(`${start}#`), fragment);
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
function at(document: unknown, fragment: string): unknown {
  if (fragment === '') return document;
  return fragment
    .slice(1)
    .split('/')
    .reduce<unknown>((value, raw) => {
      const step = unescaped(raw);
      return Array.isArray(value) ? value[Number(step)] : own(value, step);
    }, document);
}

function unescaped(step: string): string {
  try {
    return decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
  } catch {
    return step.replaceAll('~1', '/').replaceAll('~0', '~');
  }
}
