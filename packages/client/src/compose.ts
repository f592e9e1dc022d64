import { sharedOptions } from './generated/operations.ts';
import type { Operation } from './operation.ts';

/** A request without its key and its signal. */
export interface Composed {
  method: string;
  /** The path and query. It has no leading slash, so that the server may run below a path. */
  target: string;
  headers: Record<string, string>;
  /** JSON text. */
  body: string | null;
  /** True when sending it twice has the effect of sending it once. */
  repeatable: boolean;
}

const REQUEST_OPTIONS = ['signal', 'timeout'];

/** Composes the request of a call. @throws TypeError for invalid arguments. */
export function compose(operation: Operation, args: readonly unknown[], newKey: () => string): Composed {
  const rest = [...args];
  const path = operation.path
    .slice(1)
    .replaceAll(/\{(\w+)\}/g, (_, name) => segment(operation, name, rest.shift()));
  const body = bodyOf(operation, rest);
  const options = (rest.shift() ?? {}) as Record<string, unknown>;
  const query = new URLSearchParams();
  const headers: Record<string, string> = { Accept: 'application/json' };
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || REQUEST_OPTIONS.includes(name)) continue;
    if (!operation.options.includes(name)) throw new TypeError(`${operation.id} has no option ${name}`);
    const shared = sharedOptions[name];
    if (shared?.in === 'header') {
      if (value !== false) headers[shared.name] = shared.value ?? String(value);
    } else {
      addParameter(query, shared?.name ?? name, value);
    }
  }
  if (body !== null) headers['Content-Type'] = 'application/json';
  const isRead = operation.method === 'GET';
  if (operation.options.includes('idempotencyKey')) headers['Idempotency-Key'] ??= newKey();
  const search = query.toString();
  return {
    method: operation.method,
    target: search === '' ? path : `${path}?${search}`,
    headers,
    body,
    repeatable: isRead || 'Idempotency-Key' in headers || 'If-Match' in headers,
  };
}

/** Encodes an id as one segment of the path. `.` and `..` would lead to another path. */
function segment({ id }: Operation, name: string, value: unknown): string {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  if (text === '' || text === '.' || text === '..') throw new TypeError(`${id} needs the ${name} of a row`);
  return encodeURIComponent(text);
}

function bodyOf({ body }: Operation, rest: unknown[]): string | null {
  if (body === 'none') return null;
  return JSON.stringify(body === 'empty' ? {} : (rest.shift() ?? {}));
}

function addParameter(query: URLSearchParams, name: string, value: unknown): void {
  if (Array.isArray(value)) {
    // A list without values would send no filter and so match every row, the opposite of what is meant.
    if (value.length === 0) throw new TypeError(`${name} is a list without values`);
    for (const item of value) query.append(name, textOf(item));
  } else if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    for (const [bound, item] of Object.entries(value)) {
      if (item !== undefined) query.append(`${name}[${bound}]`, textOf(item));
    }
  } else {
    query.append(name, textOf(value));
  }
}

const textOf = (value: unknown): string => (value instanceof Date ? value.toISOString() : String(value));
