import * as fc from 'fast-check';
import type { Parameter, Schema } from '../../src/openapi/types.ts';
import { type Form, long } from './encode.ts';
import { anyJson, changed, fitting, like, text } from './json.ts';
import { type FuzzedOperation, schemaOf } from './operations.ts';
import { known } from './pool.ts';

/** A part of a request as it is sent. `fits` is true when the document allows it. */
export interface Part<T> {
  sent: T;
  fits: boolean;
}

/** A request before its placeholders are filled in. */
export interface Plan {
  operation: FuzzedOperation;
  method: Part<string>;
  /** The values of the path parameters, in their order. */
  segments: Part<string>[];
  query: Part<string[]>;
  headers: Part<[name: string, value: string][]>;
  key: 'own' | 'none' | 'wrong' | 'narrow';
  /** Null for no body. The check decides after encoding whether the body fits. */
  body: { value: unknown; form: Form; type: string | null; chunked: boolean } | null;
}

const fits = <T>(sent: T): Part<T> => ({ sent, fits: true });
const unfit = <T>(sent: T): Part<T> => ({ sent, fits: false });

/** Percent-encodes a text. A lone surrogate has no UTF-8 form, so it is written as UTF-8 would encode it. */
const escaped = (text: string): string => (text.isWellFormed() ? encodeURIComponent(text) : '%ED%A0%80');

const METHODS = [
  'GET',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'TRACE',
  'PROPFIND',
  'QUERY',
  'get',
];

/** Segments that are no id: malformed escapes, parent paths, long texts. */
const SEGMENTS = [
  '%',
  '%zz',
  '%00',
  'a%00b',
  '%ff',
  '%ED%A0%80',
  '%C0%80',
  '.',
  '..',
  '%2e%2e',
  '%2e%2e%2f%2e%2e%2fproviders',
  'a%2Fb',
  'a;b',
  '*',
  '__proto__',
  'constructor',
  'null',
  '-1',
  '0',
  '1e3',
  '9007199254740993',
  'pcf_01k00000000000000000000000',
  'PCF_01K00000000000000000000000',
  '019aa000-0000-7000-8000-000000000000',
  '%F0%9F%92%A9',
  "'%20or%201=1%20--",
  '%25',
  long(1_000),
  long(100_000),
];

function segmentOf(path: string, name: string): fc.Arbitrary<Part<string>> {
  const before =
    path
      .slice(0, path.indexOf(`{${name}}`))
      .split('/')
      .at(-2) ?? '';
  const own = name === 'id' || name === 'file' ? before : name;
  return fc.oneof(
    { weight: 12, arbitrary: fc.nat(100).map((n) => fits(known(own, n))) },
    { weight: 1, arbitrary: fc.nat(500).map((n) => unfit(known('any', n))) },
    { weight: 1, arbitrary: fc.constantFrom(...SEGMENTS).map(unfit) },
    { weight: 1, arbitrary: text.map((odd) => unfit(escaped(odd) || '%20')) },
  );
}

/** Parameters that no operation has, or not in this form. */
const STRANGE = [
  'x=1',
  '__proto__=1',
  '__proto__[x]=1',
  'constructor[prototype][x]=1',
  'limit[0]=1',
  'limit=1&limit=2',
  'after[gt]=x',
  'created_at=2026-01-01',
  'created_at[gt][x]=1',
  'created_at[gt]=2026-02-31',
  'created_at[gt]=0000-01-01',
  'created_at[lt]=9999-12-31T23:59:59-14:00',
  'created_at[gt]=%2B275760-09-13',
  'status[999999]=active',
  'status[]=active&status[x]=archived',
  'cursor=%00',
  'cursor=eyJ2IjoxfQ',
  'fields=%ED%A0%80',
  'search=%',
  'search=%ff%fe',
  'search=a%00b',
  'q=%00',
  'id=%00',
  'api-version=2025-01-01-pulsar',
  'dry_run=yes',
  'force=1',
  '%ff',
  'limit=%ff',
  'a=1&&&=&=2&b',
  ';',
  '?',
  `x=${long(90_000)}`,
  `search=${long(20_000)}`,
  Array.from({ length: 1_200 }, (_, n) => `id=${n}`).join('&'),
  Array.from({ length: 40 }, (_, n) => `a${'[b]'.repeat(n)}=1`).join('&'),
];

function queryOf(operation: FuzzedOperation): fc.Arbitrary<Part<string[]>> {
  const own = operation.parameters
    .filter((parameter) => parameter.in === 'query')
    .map((parameter) => parameterOf(operation, parameter));
  const strange = fc.oneof(
    { weight: 8, arbitrary: fc.constant(fits<string[]>([])) },
    fc.constantFrom(...STRANGE).map((sent) => unfit([sent])),
    fc
      .tuple(fc.stringMatching(/^[a-z_]{1,8}$/), text)
      .map(([name, odd]) => unfit([`${name}=${escaped(odd)}`])),
  );
  return fc.tuple(strange, ...own).map((parts) => ({
    sent: parts.flatMap(({ sent }) => sent),
    fits: parts.every((part) => part.fits),
  }));
}

/** Characters that no parameter may contain, by a rule of the whole document. */
const UNSTORABLE = /%00|%ED%A0%80/;

function parameterOf(operation: FuzzedOperation, parameter: Parameter): fc.Arbitrary<Part<string[]>> {
  const { name, required = false } = parameter;
  const schema = schemaOf(operation.document, parameter.schema);
  const taken = writtenAs(operation, name, schema).map((sent) => ({
    sent,
    fits: sent.every((one) => !UNSTORABLE.test(one)),
  }));
  const odd = fc
    .tuple(fc.constantFrom(name, `${name}[0]`, `${name}[]`, `${name}[gt]`, `${name}[`), text)
    .map(([as, value]) => unfit([`${as}=${escaped(value)}`]));
  const twice = taken.map(({ sent }) => unfit([...sent, ...sent]));
  return fc.oneof(
    { weight: required ? 1 : 24, arbitrary: fc.constant<Part<string[]>>({ sent: [], fits: !required }) },
    { weight: required ? 24 : 4, arbitrary: taken },
    { weight: 1, arbitrary: odd },
    { weight: 1, arbitrary: twice },
  );
}

/** Writes a value that the schema allows in one of the documented forms. */
function writtenAs(operation: FuzzedOperation, name: string, schema: Schema): fc.Arbitrary<string[]> {
  const named = /(?:_id|Id)$/.test(name) ? name : '';
  const plain = (of: Schema) => fitting(operation.document, operation.face, of, named).map(urlText);
  if (schema.type === 'array') {
    const values = fc.array(plain(schema.items as Schema), { minLength: 1, maxLength: 3 });
    const ways = [
      (one: string) => `${name}=${one}`,
      (one: string) => `${name}[]=${one}`,
      (one: string, n: number) => `${name}[${n}]=${one}`,
      (one: string, n: number) => `${name}%5B${n}%5D=${one}`,
    ];
    return fc.tuple(values, fc.constantFrom(...ways)).map(([texts, way]) => texts.map(way));
  }
  if (schema.type === 'object') {
    const members = Object.entries((schema.properties ?? {}) as Record<string, Schema>);
    const bounds = members.map(([bound, of]) => plain(of).map((one) => [`${name}[${bound}]=${one}`]));
    return fc.oneof(
      ...bounds,
      fc.tuple(...bounds).map((all) => all.flat()),
    );
  }
  return plain(schema).map((one) => [`${name}=${one}`]);
}

/** Encodes a value for a URL, but leaves a placeholder as it is. */
const urlText = (value: unknown): string => {
  const plain = String(value);
  return /^\{\{[\w-]+:\d+\}\}$/.test(plain) ? plain : escaped(plain);
};

const ETAGS = [known('etag', 0), '*', '"1-00000000"', 'W/"1-00000000"', '"a", "b"'];

const HEADERS: Part<[string, string]>[] = [
  fits(['Accept', 'application/problem+json']),
  fits(['Accept', 'application/problem+json;q=0.5, application/json']),
  fits(['Accept', 'application/hal+json']),
  fits(['Accept', 'application/x-ndjson']),
  fits(['Accept', 'text/html;q=x, */*;q=0']),
  fits(['Accept', ',,;=']),
  fits(['Accept-Encoding', 'gzip, br']),
  fits(['Origin', 'https://example.com']),
  fits(['X-Request-Id', 'my-own.id_1']),
  fits(['X-Request-Id', 'a b\u00ff']),
  fits(['X-Request-Id', 'x'.repeat(200)]),
  fits(['X-Forwarded-For', '1.2.3.4, unknown, ::ffff:1.2.3.4']),
  fits(['Metorial-Version', '2026-01-01-magnetar']),
  fits(['Metorial-Version', '\u00ff']),
  unfit(['Metorial-Version', '2025-01-01-pulsar']),
  unfit(['X-Padding', 'y'.repeat(40_000)]),
  unfit(['Range', 'bytes=0-']),
  unfit(['Content-Encoding', 'gzip']),
  unfit(['If-Match', 'nothing']),
  unfit(['If-Match', '"']),
  unfit(['If-None-Match', '\u00ff']),
  unfit(['Idempotency-Key', '']),
  unfit(['Idempotency-Key', '\u00ff']),
  unfit(['Idempotency-Key', 'k'.repeat(300)]),
  ...ETAGS.flatMap((tag) => [
    fits(['If-Match', tag] as [string, string]),
    fits(['If-None-Match', tag] as [string, string]),
  ]),
  ...['fuzz-1', 'fuzz-2', '"fuzz-3"', 'k'.repeat(255)].map((key) =>
    fits(['Idempotency-Key', key] as [string, string]),
  ),
];

const headersOf: fc.Arbitrary<Plan['headers']> = fc
  .oneof(
    { weight: 3, arbitrary: fc.constant<typeof HEADERS>([]) },
    fc.array(fc.constantFrom(...HEADERS), { minLength: 1, maxLength: 3 }),
  )
  .map((parts) => ({
    sent: parts.map(({ sent }) => sent),
    // Repeated headers are joined, which may change their meaning.
    fits:
      parts.every((part) => part.fits) &&
      new Set(parts.map(({ sent: [name] }) => name)).size === parts.length,
  }));

const TYPES = [
  'application/json; charset=utf-8',
  'APPLICATION/JSON',
  'application/json;charset=utf-16',
  'application/jsonx',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/merge-patch+json',
  '\u00ff',
  '',
];

const FORMS: Form[] = [
  'bom',
  'padded',
  'duplicated',
  'truncated',
  'empty',
  'surrogate',
  'overlong',
  'utf16',
  'trailing',
  'form',
  'multipart',
];

type Body = NonNullable<Plan['body']>;

function bodyOf(operation: FuzzedOperation, taken: readonly unknown[]): fc.Arbitrary<Body | null> {
  const wrapped = (value: fc.Arbitrary<unknown>): fc.Arbitrary<Body> =>
    fc.record({
      value,
      form: fc.oneof({ weight: 12, arbitrary: fc.constant<Form>('plain') }, fc.constantFrom(...FORMS)),
      type: fc.oneof(
        { weight: 14, arbitrary: fc.constant('application/json') },
        fc.constantFrom(...TYPES, null),
      ),
      chunked: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, fc.constant(true)),
    });
  const none = fc.constant(null);
  if (!operation.body) {
    return fc.oneof({ weight: 15, arbitrary: none }, wrapped(anyJson));
  }
  const fit = fitting(
    operation.document,
    operation.face,
    schemaOf(operation.document, operation.body.schema),
  );
  const likeTaken = taken.length > 0 ? fc.oneof(...taken.map(like)) : fit;
  return fc.oneof(
    { weight: 1, arbitrary: none },
    { weight: 5, arbitrary: wrapped(likeTaken) },
    { weight: 4, arbitrary: wrapped(fit) },
    { weight: 4, arbitrary: wrapped(changed(fc.oneof(likeTaken, fit))) },
    { weight: 1, arbitrary: wrapped(anyJson) },
  );
}

/** Generates requests for one operation. `taken` holds bodies that it accepted. */
export function plansOf(operation: FuzzedOperation, taken: readonly unknown[]): fc.Arbitrary<Plan> {
  const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  return fc.record({
    operation: fc.constant(operation),
    method: fc.oneof(
      { weight: 15, arbitrary: fc.constant(fits(operation.method)) },
      fc.constantFrom(...METHODS).map(unfit),
    ),
    segments: fc.tuple(...names.map((name) => segmentOf(operation.path, name))),
    query: queryOf(operation),
    headers: headersOf,
    key: fc.oneof(
      { weight: 20, arbitrary: fc.constant('own' as const) },
      fc.constantFrom('none' as const, 'wrong' as const, 'narrow' as const),
    ),
    body: bodyOf(operation, taken),
  });
}
