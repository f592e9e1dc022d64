import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { tryDecodeURI } from 'hono/utils/url';
import { describeFace } from '../../src/face/describe.ts';
import { faces } from '../../src/faces.ts';
import type { Answer, Document, Method, OperationObject, Reference } from '../../src/openapi/types.ts';
import { closed } from './documented-closed.ts';

/** An answer as received. The body is parsed when it is JSON. */
export interface Received {
  status: number;
  contentType: string | null;
  body: unknown;
}

const ajv = new Ajv2020({ strict: false, validateFormats: true });
formats.default(ajv);

/**
 * Documents made from the definitions, without examples: those have a test of their own. The root face comes last: it
 * takes every path that no other face takes.
 */
const described = faces.map((face) => {
  const { name, pathOf } = face;
  const document = describeFace(face, '0.0.0-test', {});
  ajv.addSchema({ $id: name, ...(closed(document) as object) });
  ajv.addSchema({ $id: unasked(name), ...(closed(withoutAsked(document)) as object) });
  return { name, pathOf, document, paths: Object.keys(document.paths) };
});

/** The statuses that any request may get, whether or not it is an operation. */
const ANYWHERE = [401, 406, 414, 429, 431];
/** The first page, the guide with its assets, the pages of setup sessions and the dashboard are for people. */
const FOR_PEOPLE = /^\/(?:$|(?:docs|setup|dashboard)(?:$|\/))/;
/** The dashboard calls the root face here. */
const DASHBOARD_API = /^\/dashboard\/api(?=\/)/;

/** The id of the schema for answers to requests without a selection. */
function unasked(face: string): string {
  return `${face}-unasked`;
}

/** Removes the schemas that apply only when a parameter asks for them (`x-only-with`). */
function withoutAsked(document: Document): object {
  const asked = Object.entries(document.components.schemas).filter(([, schema]) => 'x-only-with' in schema);
  const references = new Set(asked.map(([name]) => `#/components/schemas/${name}`));
  return JSON.parse(
    JSON.stringify(document, (key, value) =>
      key === 'anyOf' ? value.filter(({ $ref }: { $ref?: string }) => !references.has($ref ?? '')) : value,
    ),
  );
}

/** True when a query asks for some members of each row, or for more than the row. */
export const asksForSelection = (url: string): boolean => /[?&](?:expand|fields)(?:[[=]|%5B)/i.test(url);

/**
 * Checks an answer against the document of its face: a status that the operation names, a content type that the status
 * names, and a body of that shape without further members. A request that is no operation must be refused in the error
 * format of the face. @throws Error with the difference.
 */
export function checkDocumented(method: string, whole: string, received: Received): void {
  const url = whole.replace(DASHBOARD_API, '');
  const path = tryDecodeURI(url.split('?')[0] ?? ''); // as the router sees it
  // A CORS preflight is no operation.
  if (FOR_PEOPLE.test(path) || (method === 'OPTIONS' && received.status === 204)) return;
  const found = findOperation(method === 'HEAD' ? 'GET' : method, path);
  const fault = faultOf(found, method, asksForSelection(url), received);
  if (fault) throw new Error(`${method} ${url.slice(0, 200)} answers ${received.status}: ${fault}`);
}

/** The operation of the root face that a request is for, as its document writes it; null when there is none. */
export function rootOperationOf(method: string, url: string): string | null {
  const { face, path, operation } = findOperation(method, url.split('?')[0] ?? '');
  return face === 'root' && operation !== null ? `${method} ${path}` : null;
}

interface Found {
  face: string;
  document: Document;
  path: string | null;
  method: Method;
  operation: OperationObject | null;
}

function findOperation(verb: string, url: string): Found {
  const method = verb.toLowerCase() as Method;
  for (const { name: face, document, paths, pathOf } of described) {
    const asked = pathOf(url);
    if (asked === null) continue;
    const matching = paths.filter((template) => matches(template, asked));
    // Put the path with the fewest parameters first.
    matching.sort((a, b) => a.split('{').length - b.split('{').length);
    const path = matching.find((one) => document.paths[one]?.[method]) ?? matching[0] ?? null;
    const operation = path === null ? null : (document.paths[path]?.[method] ?? null);
    return { face, document, path, method, operation };
  }
  throw new Error(`No face has ${url.slice(0, 200)}`);
}

const templates = new Map<string, RegExp>();

function matches(template: string, path: string): boolean {
  let pattern = templates.get(template);
  if (!pattern) {
    pattern = new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
    templates.set(template, pattern);
  }
  return pattern.test(path);
}

function faultOf(
  { face, document, path, method, operation }: Found,
  asked: string,
  selects: boolean,
  received: Received,
) {
  const { status, contentType } = received;
  if (!operation || path === null) return faultOfRefusal(face, path, asked, received);
  const entry = operation.responses[status];
  if (!entry) return `the document names ${Object.keys(operation.responses).join(', ')}`;
  const own = ['paths', path, method, 'responses', String(status)];
  const pointer = isReference(entry) ? entry.$ref.split('/').slice(1) : own;
  const type = contentType?.split(';')[0] ?? '';
  const answer = isReference(entry) ? document.components.responses[pointer.at(-1) ?? ''] : entry;
  if (answer && !answer.content) return contentType === null ? null : `${contentType} where nothing is named`;
  if (!answer?.content?.[type]) return `the document does not name ${contentType}`;
  const within = selects ? face : unasked(face);
  return faultOfBody(within, [...pointer, 'content', type, 'schema'], asked, received);
}

/** Checks that a request outside the document is refused. */
function faultOfRefusal(face: string, path: string | null, asked: string, received: Received) {
  const { status, contentType } = received;
  if (path === null && ![...ANYWHERE, 404].includes(status)) return 'there is no such path in the document';
  if (path !== null && ![...ANYWHERE, 405].includes(status))
    return 'there is no such operation in the document';
  const schema = { 'application/json': 'Error', 'application/problem+json': 'ProblemDetails' }[
    contentType ?? ''
  ];
  if (schema === undefined) return `a refusal is no ${contentType}`;
  return faultOfBody(face, ['components', 'schemas', schema], asked, received);
}

function faultOfBody(face: string, pointer: string[], asked: string, { contentType, body }: Received) {
  if (asked === 'HEAD' || contentType?.includes('ndjson')) return null;
  const check = checkOf(`${face}#/${pointer.map(escaped).join('/')}`);
  return check(body) ? null : ajv.errorsText(check.errors, { dataVar: 'the body' });
}

const checks = new Map<string, ValidateFunction>();

function checkOf($ref: string): ValidateFunction {
  let check = checks.get($ref);
  if (!check) {
    check = ajv.compile({ $ref, unevaluatedProperties: false });
    checks.set($ref, check);
  }
  return check;
}

const isReference = (entry: Answer | Reference): entry is Reference => '$ref' in entry;

const escaped = (part: string): string =>
  encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
