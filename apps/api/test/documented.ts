import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import * as documents from '../src/openapi/documents.ts';
import type { FaceDocument } from '../src/openapi/face-document.ts';
import type { Answer, Document, Method, OperationObject, Reference } from '../src/openapi/types.ts';

/** What came back. The body is parsed when it is JSON. */
export interface Received {
  status: number;
  contentType: string | null;
  body: unknown;
}

const ajv = new Ajv2020({ strict: false, validateFormats: true });
formats.default(ajv);

/** From the definitions, without examples: those have a test of their own. */
const described = Object.values<FaceDocument>(documents).map((face) => {
  const document = face.describe('0.0.0-test', {});
  ajv.addSchema({ $id: face.name, ...document });
  ajv.addSchema({ $id: unasked(face.name), ...withoutAsked(document) });
  return { name: face.name, document, paths: Object.keys(document.paths) };
});

/** What the document says to who does not ask for a selection. */
function unasked(face: string): string {
  return `${face}-unasked`;
}

/** Without what comes only when a parameter asks for it (`x-only-with`). */
function withoutAsked(document: Document): object {
  const asked = Object.entries(document.components.schemas).filter(([, schema]) => 'x-only-with' in schema);
  const references = new Set(asked.map(([name]) => `#/components/schemas/${name}`));
  return JSON.parse(
    JSON.stringify(document, (key, value) =>
      key === 'anyOf' ? value.filter(({ $ref }: { $ref?: string }) => !references.has($ref ?? '')) : value,
    ),
  );
}

/** Whether a query asks for a part of each row, or for more than the row. */
export const asksForSelection = (url: string): boolean => /[?&](?:expand|fields)(?:[[=]|%5B)/i.test(url);

/**
 * Checks an answer against the document of its face: a status that the operation names, a content type that the
 * status names, a body of that shape. What is no operation is refused. Throws with what is not documented.
 */
export function checkDocumented(method: string, url: string, received: Received): void {
  const found = findOperation(method === 'HEAD' ? 'GET' : method, url.split('?')[0] ?? '');
  const fault = found ? faultOf(found, method, asksForSelection(url), received) : null;
  if (fault) throw new Error(`${method} ${url.slice(0, 200)} answers ${received.status}: ${fault}`);
}

/** Whether the document of the root face has the operation. */
export function isOfRootFace(method: string, url: string): boolean {
  const found = findOperation(method, url.split('?')[0] ?? '');
  return found?.face === 'root' && found.operation !== null;
}

interface Found {
  face: string;
  document: Document;
  path: string | null;
  method: Method;
  operation: OperationObject | null;
}

function findOperation(method: string, path: string): Found | null {
  for (const { name: face, document, paths } of described) {
    const matching = paths.filter((template) => matches(template, path));
    // A path without parameters goes first.
    const template = matching.sort((a, b) => a.split('{').length - b.split('{').length)[0] ?? null;
    if (template === null) continue;
    const verb = method.toLowerCase() as Method;
    const operation = document.paths[template]?.[verb] ?? null;
    return { face, document, path: template, method: verb, operation };
  }
  const [root] = described;
  return root
    ? { face: root.name, document: root.document, path: null, method: 'get', operation: null }
    : null;
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

/** What every request may be answered, wherever it goes. */
const HEAD = [406, 414, 431];

function faultOf(
  { face, document, path, method, operation }: Found,
  asked: string,
  selects: boolean,
  received: Received,
) {
  const { status, contentType, body } = received;
  if (HEAD.includes(status) && operation === null) return null;
  if (path === null) return [401, 404, 429].includes(status) ? null : 'there is no such path in the document';
  if (!operation)
    return [401, 405, 429].includes(status) ? null : 'there is no such operation in the document';
  const entry = operation.responses[status];
  if (!entry) return `the document names ${Object.keys(operation.responses).join(', ')}`;
  const own = ['paths', path, method, 'responses', String(status)];
  const pointer = isReference(entry) ? entry.$ref.split('/').slice(1) : own;
  const type = contentType?.split(';')[0] ?? '';
  const answer = isReference(entry) ? document.components.responses[pointer.at(-1) ?? ''] : entry;
  if (answer && !answer.content) return contentType === null ? null : `${contentType} where nothing is named`;
  if (!answer?.content?.[type]) return `the document does not name ${contentType}`;
  if (asked === 'HEAD' || !/[/+]json$/.test(type)) return null;
  const check = checkOf(
    `${selects ? face : unasked(face)}#/${[...pointer, 'content', type, 'schema'].map(escaped).join('/')}`,
  );
  return check(body) ? null : ajv.errorsText(check.errors, { dataVar: 'the body' });
}

const checks = new Map<string, ValidateFunction>();

function checkOf($ref: string): ValidateFunction {
  let check = checks.get($ref);
  if (!check) {
    check = ajv.compile({ $ref });
    checks.set($ref, check);
  }
  return check;
}

const isReference = (entry: Answer | Reference): entry is Reference => '$ref' in entry;

const escaped = (part: string): string =>
  encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
