import * as fc from 'fast-check';
import type { Document, Schema } from '../../src/openapi/types.ts';
import { deep, long, raw } from './encode.ts';
import { schemaOf } from './operations.ts';
import { known } from './pool.ts';

type Json = fc.Arbitrary<unknown>;

/** The prefix of every secret of a run. No answer but a reveal may contain it. */
export const CANARY = 'canary7c1e0b';

const canary: Json = fc.nat(999).map((n) => `${CANARY}${n}abcdefgh`);
const word = fc.stringMatching(/^[a-z0-9]{1,8}$/);

/** Texts that have broken programs. */
const TEXTS = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'x\udc00',
  '\u{1f4a9}',
  '\ufeffx',
  '\u202ex\u200b',
  'e\u0301',
  '\n\t\r',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  "' or 1=1 --",
  '{{x}}%s%n<script>',
  '****',
  '********',
  'null',
  '2026-02-31T25:61:61Z',
  '9999-12-31T23:59:59+14:00',
  '(a+)+$',
  '(',
  '#/$defs/a',
  'http://169.254.169.254/',
  long(300),
  long(100_000),
  `${long(1_000)}\u0000`,
];

export const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 20 }) },
);

/** Objects that no program would write. */
const odd: Json = fc.constantFrom(
  raw('1e400'),
  raw('-1e400'),
  raw('-0'),
  raw('9007199254740993'),
  raw('1E5'),
  raw('0.1e-400'),
  raw('123456789012345678901234567890'),
  raw('{"a":1,"a":2}'),
  raw('{"__proto__":{"isAdmin":true}}'),
  raw('{"constructor":{"prototype":{"x":1}},"toString":null,"valueOf":1}'),
  raw('{"\\ud800":1}'),
  raw('{"\\u0000":1}'),
  raw('{"":{"":[]}}'),
  raw('01'),
  raw('NaN'),
  deep(60),
  deep(65),
  deep(10_000),
  2 ** 31,
  -(2 ** 63),
  1.5,
  -1,
  0,
  true,
  false,
  null,
);

/** Any JSON value, and values beyond JSON. */
export const anyJson: Json = fc.oneof(
  { weight: 4, arbitrary: odd },
  { weight: 3, arbitrary: text },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom([], {}, [[]], [{}], { a: [] }) },
);

const SCHEMAS = [
  { type: 'object' },
  { type: 'object', properties: { token: { type: 'string', writeOnly: true }, host: { type: 'string' } } },
  { type: 'object', required: ['api_key'], properties: { api_key: { type: 'string', format: 'password' } } },
  {
    type: 'object',
    additionalProperties: false,
    properties: { base_url: { type: 'string', format: 'uri' } },
  },
  { type: 'object', oneOf: [{ required: ['a'] }, { required: ['b'] }], properties: { a: {}, b: {} } },
];
const broken: Json = fc.constantFrom<unknown>(
  { type: 'strin' },
  { $ref: '#/nowhere' },
  { $ref: '#' },
  { $ref: 'https://example.com/schema.json' },
  { pattern: '(' },
  { properties: { a: 1 } },
  { required: 'a' },
  { $schema: 'https://example.com/own' },
  { type: 'object', properties: { a: { pattern: '(a+)+$' } } },
);

/** A value of a provider. Canaries stand where a leaf is secret: by its schema, by its name, or as not described. */
const value: Json = fc.oneof(
  fc.record({ host: fc.constantFrom('api.acme.test', 'x'), token: canary }, { requiredKeys: ['host'] }),
  fc.record({ token: canary }),
  fc.record({ api_key: canary, base_url: fc.constant('https://tracer.example.com/api') }),
  fc.record({ token: anyJson, api_key: fc.array(canary, { maxLength: 2 }) }),
  fc.record({ host: fc.constant('api.acme.test'), password: fc.record({ deeper: canary }) }),
  fc.constant({}),
);

const instant = fc
  .date({ min: new Date('2001-01-01'), max: new Date('2099-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());

const place = fc.constantFrom('/token', '/host', '', '/x~2');

/** Likely values of members by name, so that some requests succeed. */
const likely: Record<string, Json> = {
  value,
  value_replace: value,
  config: value,
  config_schema: fc.oneof({ weight: 4, arbitrary: fc.constantFrom<unknown>(...SCHEMAS) }, broken),
  input_schema: fc.oneof({ weight: 4, arbitrary: fc.constantFrom<unknown>(null, ...SCHEMAS) }, broken),
  credential: fc.record({ type: fc.constant('api_key'), apiKey: canary }),
  keep: fc.array(fc.oneof(place, fc.record({ from: place, to: place })), { maxLength: 2 }),
  scopes: fc.subarray(['reader', 'editor', 'provider-configs:read', 'providers:write']),
  allowed_ips: fc.constantFrom<unknown>(null, ['10.0.0.0/8'], ['::1', '127.0.0.1']),
  expires_at: fc.constantFrom<unknown>(null, '2090-01-01T00:00:00Z', '2090-01-01T00:00+01:00'),
  secret_paths: fc.constantFrom<unknown>([], ['/token'], ['']),
  requires_preconditions: fc.constant(false),
  url: fc.constantFrom('https://tracer.example.com/api', 'https://example.com/{host}'),
  slug: word.map((text) => `s-${text}`),
  handle: word,
};

/** Likely values that depend on the face. */
const likelyOf: Record<string, Record<string, Json>> = {
  informer: { type: fc.constantFrom('openai', 'anthropic', 'nothing') },
};

/** A value that the schema allows; rules outside the schema may still refuse it. */
export function fitting(document: Document, face: string, schema: Schema, name = ''): Json {
  const own = schemaOf(document, schema);
  const plain = fromKeywords(document, face, own, name);
  const hint = likelyOf[face]?.[name] ?? likely[name] ?? referenceOf(own, name);
  return hint ? fc.oneof({ weight: 5, arbitrary: hint }, plain) : plain;
}

function referenceOf(schema: Schema, name: string): Json | null {
  if (!/(?:_id|Id)$/.test(name) || !typesOf(schema).includes('string')) return null;
  return fc.nat(50).map((n) => known(name, n));
}

const typesOf = ({ type }: Schema): unknown[] => (Array.isArray(type) ? type : [type]);

function fromKeywords(document: Document, face: string, schema: Schema, name: string): Json {
  const { anyOf, ...rest } = schema;
  const branches = anyOf as Schema[] | undefined;
  if ('const' in schema) return fc.constant(schema.const);
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum);
  if (branches) {
    return fc.oneof(...branches.map((branch) => fromKeywords(document, face, both(rest, branch), name)));
  }
  if (schema.$ref !== undefined) return fitting(document, face, schema, name);
  const types = typesOf(schema);
  return fc.oneof(...types.map((type) => ofType(document, face, type, schema)));
}

/** Merges a schema with one of its branches. */
function both(schema: Schema, branch: Schema): Schema {
  const properties = { ...(schema.properties as object), ...(branch.properties as object) };
  const required = [...((schema.required as string[]) ?? []), ...((branch.required as string[]) ?? [])];
  const merged = Object.keys(properties).length > 0 ? { properties } : {};
  return { ...schema, ...branch, ...merged, ...(required.length > 0 ? { required } : {}) };
}

function ofType(document: Document, face: string, type: unknown, schema: Schema): Json {
  switch (type) {
    case 'string':
      return textOf(schema);
    case 'integer':
      return numberOf(schema, fc.integer({ min: 1, max: 50 }));
    case 'number':
      return numberOf(schema, fc.double({ min: 0, max: 1e6, noNaN: true }));
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array': {
      const items = (schema.items as Schema | undefined) ?? {};
      const minLength = Number(schema.minItems ?? 0);
      return fc.array(fitting(document, face, items), { minLength, maxLength: minLength + 3 });
    }
    case 'object':
      return objectOf(document, face, schema);
    default:
      return anyJson;
  }
}

function textOf({ format, pattern, minLength = 0, maxLength = 300 }: Schema): fc.Arbitrary<string> {
  if (format === 'date') return instant.map((text) => text.slice(0, 10));
  if (format === 'date-time') return instant;
  if (format === 'uuid') return fc.uuid();
  if (format !== undefined) return fc.constantFrom('example.com');
  const [least, most] = [Number(minLength), Number(maxLength)];
  if (typeof pattern === 'string' && !isWide(pattern)) {
    // Removes negative look-aheads; the check of the answer accounts for them.
    const simple = new RegExp(pattern.replaceAll(/\(\?![^)]*\)/g, ''));
    return fc.stringMatching(simple).map((text) => text.slice(0, most));
  }
  return fc.oneof(
    { weight: 4, arbitrary: word.map((text) => text.padEnd(least, 'x').slice(0, most)) },
    fc.constantFrom('x'.repeat(least), 'x'.repeat(Math.min(most, 10_000))),
    fc.constantFrom('\u{1f4a9}'.repeat(Math.max(1, least)), '\u{1f4a9}'.repeat(Math.min(most, 10_000))),
    text.filter(
      (one) => one.length >= least && one.length <= most && new RegExp(String(pattern ?? '')).test(one),
    ),
  );
}

/** True for the pattern of a handle, and of a text that people read: most texts match. */
const isWide = (pattern: string): boolean => pattern === '\\S' || pattern.startsWith('^[^');

function numberOf({ minimum, maximum }: Schema, plain: fc.Arbitrary<number>): Json {
  const bounds = [minimum, maximum].filter((bound) => bound !== undefined);
  const within = plain.filter((n) => n >= Number(minimum ?? n) && n <= Number(maximum ?? n));
  const edges: unknown[] = [
    ...bounds,
    ...(maximum === undefined ? [raw('9007199254740993'), 1e300, 2 ** 31] : []),
  ];
  return fc.oneof({ weight: 4, arbitrary: within }, fc.constantFrom(...edges));
}

function objectOf(document: Document, face: string, schema: Schema): Json {
  const properties = (schema.properties ?? {}) as Record<string, Schema>;
  const required = (schema.required ?? []) as string[];
  const absent = { weight: 3, arbitrary: fc.constant(undefined) };
  const writable = Object.entries(properties).filter(([, { readOnly }]) => !readOnly);
  const members = writable.map(([name, member]): [string, Json] => {
    const some = fitting(document, face, member, name);
    return [name, required.includes(name) ? some : fc.oneof(absent, some)];
  });
  const described = fc.record(Object.fromEntries(members));
  if (schema.additionalProperties === false) return described;
  const free = fc.dictionary(fc.oneof(word, fc.constantFrom('__proto__', 'constructor', 'x')), small, {
    maxKeys: 2,
  });
  const more = members.length > 0 ? fc.oneof({ weight: 6, arbitrary: fc.constant({}) }, free) : free;
  return fc.tuple(more, described).map(([others, own]) => joined(others, own));
}

/** Unknown members, without values that cannot be stored. */
const small: Json = fc.oneof(
  word,
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.array(word, { maxLength: 2 }),
);

/** Joins own members, `__proto__` too, and drops undefined ones. */
const joined = (...parts: object[]): object =>
  Object.fromEntries(
    parts.flatMap((part) => Object.entries(part)).filter(([, member]) => member !== undefined),
  );

interface Change {
  at: number;
  what: 'remove' | 'replace' | 'add';
  by: unknown;
  name: string;
}

/** Changes a value at one or two places. */
export function changed(value: Json): Json {
  const change: fc.Arbitrary<Change> = fc.record({
    at: fc.nat(200),
    what: fc.constantFrom('remove', 'replace', 'replace', 'replace', 'add'),
    by: anyJson,
    name: fc.constantFrom('__proto__', 'constructor', 'id', 'status', 'x', '', '\ud800', '0'),
  });
  return fc
    .tuple(value, fc.array(change, { minLength: 1, maxLength: 2 }))
    .map(([before, changes]) => changes.reduce(withChange, before));
}

function withChange(value: unknown, { at, what, by, name }: Change): unknown {
  const places = placesIn(value);
  const place = places[at % places.length] ?? [];
  return edited(value, place, (old) => {
    if (what !== 'add') return what === 'remove' ? undefined : by;
    if (Array.isArray(old)) return [...old, by];
    return typeof old === 'object' && old !== null ? joined(old, Object.fromEntries([[name, by]])) : by;
  });
}

const placesIn = (value: unknown): string[][] => [
  [],
  ...(typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, child]) => placesIn(child).map((way) => [name, ...way]))
    : []),
];

function edited(value: unknown, way: string[], edit: (old: unknown) => unknown): unknown {
  const [step, ...rest] = way;
  if (step === undefined) return edit(value);
  if (Array.isArray(value))
    return value.map((item, n) => (String(n) === step ? edited(item, rest, edit) : item));
  const members = Object.entries(value as object).map(([name, member]): [string, unknown] => [
    name,
    name === step ? edited(member, rest, edit) : member,
  ]);
  return Object.fromEntries(members.filter(([, member]) => member !== undefined));
}

/** Varies a body that was accepted once: new names and, at times, new references. */
export function like(body: unknown): Json {
  if (Array.isArray(body)) return fc.tuple(...body.map(like));
  if (typeof body !== 'object' || body === null) return fc.constant(body);
  const members = Object.entries(body).map(([name, member]): [string, Json] => {
    if (name === 'slug' || name === 'handle') return [name, word.map((text) => `${text}-${text}`)];
    const isId = typeof member === 'string' && /_id$|Id$/.test(name);
    const other = fc.nat(50).map((n) => known(name, n));
    return [name, isId ? fc.oneof({ weight: 5, arbitrary: fc.constant(member) }, other) : like(member)];
  });
  return fc.record(Object.fromEntries(members));
}
