import { type FuzzedOperation, operations } from '../fuzz/operations.ts';
import { members, times } from './worst.ts';

/** A request with the worst body or query for a route that its limits admit. */
interface WorstRequest {
  name: string;
  method: string;
  path: string;
  body?: unknown;
}

/** Nearly as many members as a body may have. */
const MEMBERS = 49_000;
/** Nearly as many characters as a body may have. */
const CHARACTERS = 900_000;
/** Nearly as many characters as a URL may have. */
const QUERY = 75_000;

/** Makes the worst requests to every route of every face that takes a body or a query. */
export function worstRequests(): WorstRequest[] {
  return operations.flatMap((operation) => [...bodiesFor(operation), ...queriesFor(operation)]);
}

const pathOf = ({ path }: FuzzedOperation): string => path.replaceAll(/\{[^{}]+\}/g, 'unknown');

function bodiesFor(operation: FuzzedOperation): WorstRequest[] {
  if (operation.body === null) return [];
  const { id, method } = operation;
  const known = namesOf(operation);
  const share = Math.max(1, known.length);
  const all = (make: () => unknown) => Object.fromEntries(known.map((name) => [name, make()]));
  const deep = times(60, (i) => i).reduce<unknown>((below) => ({ below, ...members(600, () => 1) }), {});
  const bodies = {
    'many unknown members': members(MEMBERS, () => 1),
    'long unknown names': members(800, () => 1, 'n'.repeat(1_000)),
    'lists everywhere': all(() => times(Math.floor(MEMBERS / share) - 1, (i) => i)),
    'lists of objects everywhere': all(() =>
      times(Math.floor(MEMBERS / 2 / share) - 1, () => ({ type: 'tool_regex' })),
    ),
    'objects everywhere': all(() => members(Math.floor(MEMBERS / share) - 1, () => 'x')),
    'texts everywhere': all(() => 'a'.repeat(Math.floor(CHARACTERS / share))),
    'depth everywhere': known.length === 0 ? deep : { [known[0] ?? '']: deep },
  };
  return Object.entries(bodies).map(([kind, body]) => ({
    name: `${id}: ${kind}`,
    method,
    path: pathOf(operation),
    body,
  }));
}

function queriesFor(operation: FuzzedOperation): WorstRequest[] {
  const inQuery = operation.parameters
    .filter((parameter) => parameter.in === 'query')
    .map(({ name }) => name);
  const { id, method } = operation;
  const path = pathOf(operation);
  const request = (kind: string, query: string): WorstRequest => ({
    name: `${id}: ${kind}`,
    method,
    path: `${path}?${query}`,
  });
  const share = Math.floor(QUERY / Math.max(1, inQuery.length));
  return [
    request(
      'many unknown parameters',
      times(9_000, (i) => `p${i}=1`)
        .join('&')
        .slice(0, QUERY),
    ),
    request(
      'nested parameters',
      times(6_000, (i) => `a[${i}][b]=1`)
        .join('&')
        .slice(0, QUERY),
    ),
    ...(inQuery.length === 0
      ? []
      : [
          request(
            'long parameters',
            inQuery.map((name) => `${name}=${'a'.repeat(share - name.length - 2)}`).join('&'),
          ),
          request(
            'many commas',
            inQuery.map((name) => `${name}=${','.repeat(share - name.length - 2)}`).join('&'),
          ),
        ]),
    ...inQuery.map((name) =>
      request(
        `many of ${name}`,
        times(990, (i) => `${name}=v${i}`)
          .join('&')
          .slice(0, QUERY),
      ),
    ),
  ];
}

/** The names of the members of a body, those of the branches of a union too. */
function namesOf({ body, document }: FuzzedOperation): string[] {
  const names = new Set<string>();
  const visit = (schema: unknown, depth: number): void => {
    if (typeof schema !== 'object' || schema === null || depth > 5) return;
    const { $ref, properties, allOf, anyOf, oneOf } = schema as Record<string, unknown>;
    if (typeof $ref === 'string') visit(schemaNamed(document, $ref), depth + 1);
    for (const name of Object.keys((properties as object) ?? {})) names.add(name);
    for (const branch of [allOf, anyOf, oneOf].flatMap((list) => (Array.isArray(list) ? list : [])))
      visit(branch, depth + 1);
  };
  visit(body?.schema, 0);
  return [...names];
}

const schemaNamed = (document: FuzzedOperation['document'], reference: string): unknown =>
  (document.components.schemas as Record<string, unknown>)[reference.split('/').at(-1) ?? ''];
