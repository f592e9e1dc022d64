import type { TObject } from '@sinclair/typebox';
import type { Schemas } from './schemas.ts';
import type { Parameter, Schema } from './types.ts';

/** The `Idempotency-Key` that a writing POST takes on every face. */
export const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  description:
    'Makes a retry safe: for a day, the same request with this key gets the first answer again and changes nothing.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
} as const satisfies Parameter;

/** The `Berth-Position` that a read takes on every face. */
export const position = {
  name: 'Berth-Position',
  in: 'header',
  description:
    'The `Berth-Position` of a write: the answer is not older than that write, whichever replica it comes from.',
  schema: { type: 'string', pattern: '^[0-9A-F]{8}-[0-9A-F]{16}$' },
} as const satisfies Parameter;

/** The `Prefer` that a request with a key takes on every face. */
export const prefer = {
  name: 'Prefer',
  in: 'header',
  description:
    '`handling=lenient` (RFC 7240 §4.4) ignores members and parameters that the operation does not know; the answer then has `Preference-Applied`.',
  schema: { type: 'string' },
} as const satisfies Parameter;

/** The `If-None-Match` of a change of a row. */
export const ifOther = {
  name: 'If-None-Match',
  in: 'header',
  description: 'Proceed only if the row has none of these ETags.',
  schema: { type: 'string' },
} as const satisfies Parameter;

/** The preconditions of a route that shows or changes a row. */
const preconditions = {
  shown: [
    {
      name: 'If-None-Match',
      in: 'header',
      description: 'Answer 304 if the ETag is one of these.',
      schema: { type: 'string' },
    },
  ],
  made: [],
  checked: [
    {
      name: 'If-Match',
      in: 'header',
      description: 'Proceed only if the row still has one of these ETags.',
      schema: { type: 'string' },
    },
    ifOther,
  ],
} as const satisfies Record<string, readonly Parameter[]>;

/** Spells a path of the router as a document does: `/models/:id` → `/models/{id}`. */
export const templateOf = (path: string): string => path.replaceAll(/:(\w+)/g, '{$1}');

/** The members of a query that order a list and cut it into pages. Forms begin with the others. */
const OF_PAGES = ['sort', 'sortBy', 'sortOrder', 'limit', 'start', 'cursor'];

/** Describes the members of a query as parameters, its filters first. Each member has a `description`. */
function queryParameters(query: TObject, schemas: Schemas): Parameter[] {
  const required: string[] = query.required ?? [];
  const members = Object.entries(query.properties);
  return members
    .toSorted(([a], [b]) => OF_PAGES.indexOf(a) - OF_PAGES.indexOf(b))
    .map(([name, member]) => {
      const { description = '', ...schema } = schemas.of(member) as Schema & { description?: string };
      return {
        name,
        in: 'query',
        description,
        ...(required.includes(name) ? { required: true } : {}),
        schema,
      };
    });
}

/** Describes the parameters of a request: the members of its query, its preconditions, and its `Idempotency-Key`. */
export const inputParameters = (
  {
    query,
    repeatable,
    versions,
  }: { query?: TObject; repeatable?: boolean; versions?: keyof typeof preconditions },
  schemas: Schemas,
): Parameter[] => [
  ...(query ? queryParameters(query, schemas) : []),
  ...(repeatable ? [idempotencyKey] : []),
  ...(versions ? preconditions[versions] : []),
];
