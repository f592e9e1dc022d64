import { registry } from '@berth/domain';
import { instantSchema, type Kind, pageLimits, prefixes } from '@berth/kernel';
import { expansionsOf, type Filter, type Resource, type Verb, windowSides } from '@berth/resource';
import type { TSchema } from '@sinclair/typebox';
import { idempotencyKey, ifOther } from '../../openapi/parameters.ts';
import type { Schemas } from '../../openapi/schemas.ts';
import type { Parameter, Reference, Schema } from '../../openapi/types.ts';
import { MOST_VALUES, membersShown, type Selectable } from './query.ts';
import { ALWAYS } from './selection.ts';

/** The parameters that query.ts reads, as the document describes them. */

export const shared = {
  limit: {
    name: 'limit',
    in: 'query',
    description: 'The maximum number of items of a page.',
    schema: { type: 'integer', minimum: 1, maximum: pageLimits.max, default: pageLimits.default },
  },
  order: {
    name: 'order',
    in: 'query',
    description: 'The order by creation: oldest first (`asc`) or newest first (`desc`).',
    schema: { type: 'string', enum: ['asc', 'desc'], default: 'asc' },
  },
  cursor: {
    name: 'cursor',
    in: 'query',
    description: 'An opaque position from an earlier answer. `after` and `before` take precedence over it.',
    schema: { type: 'string' },
  },
  dry_run: {
    name: 'dry_run',
    in: 'query',
    description:
      'Validate only; change nothing. The answer names the other rows that the request would change.',
    schema: { type: 'boolean', default: false },
  },
  force: {
    name: 'force',
    in: 'query',
    description: 'Proceed although other rows refer to this one.',
    schema: { type: 'boolean', default: false },
  },
  if_match: {
    name: 'If-Match',
    in: 'header',
    description: 'Proceed only if the row still has one of these ETags.',
    schema: { type: 'string' },
  },
  if_none_match: {
    name: 'If-None-Match',
    in: 'header',
    description: 'Answer 304 if the ETag is one of these.',
    schema: { type: 'string' },
  },
  if_other: ifOther,
  if_new: {
    name: 'If-None-Match',
    in: 'header',
    description: 'Create only if no such row exists, such as a config with the same handle.',
    schema: { type: 'string', enum: ['*'] },
  },
  idempotency_key: idempotencyKey,
} as const satisfies Record<string, Parameter>;

const reference = (name: keyof typeof shared): Reference => ({ $ref: `#/components/parameters/${name}` });

export const readOptions: Reference[] = [reference('if_none_match')];
export const writeOptions: Reference[] = [
  reference('dry_run'),
  reference('force'),
  reference('if_match'),
  reference('if_other'),
];
export const repeatable: Reference[] = [reference('idempotency_key')];
export const createOptions: Reference[] = [reference('dry_run'), reference('if_new'), ...repeatable];
export const condition: Reference[] = [reference('if_match'), reference('if_other')];
export const dryRun: Reference[] = [reference('dry_run')];

/** Describes `expand` and `fields` of an answer of a resource. */
export function selectionParameters(resource: Resource, of: Selectable): Parameter[] {
  const members = [...expansionsOf(registry, resource).keys()];
  const expand: Parameter = {
    name: 'expand',
    in: 'query',
    description: 'Related rows to embed in each row.',
    schema: namesOf(members),
  };
  const fields: Parameter = {
    name: 'fields',
    in: 'query',
    description: `The members to include in each row, besides ${ALWAYS.map((name) => `\`${name}\``).join(', ')}.`,
    schema: namesOf(membersShown(resource, of)),
  };
  return members.length > 0 ? [expand, fields] : [fields];
}

const namesOf = (names: string[]): Schema => ({
  type: 'array',
  items: { type: 'string', enum: names },
  maxItems: names.length,
});

/** The filters that people use most, in the order of a form. */
const FIRST = ['search', 'status', 'handle', 'slug', 'provider_id', 'provider_deployment_id'];
const OTHERS = FIRST.length;

/** Ranks a filter of a form: required ones first, then those that people use. */
function rankOf(name: string, { input, required, deprecated }: Filter): number {
  if (required) return -1;
  if (deprecated) return OTHERS + 3;
  if (FIRST.includes(name)) return FIRST.indexOf(name);
  if (name === 'id') return OTHERS + 2;
  return input.kind === 'window' ? OTHERS + 1 : OTHERS;
}

/** Describes the filters of a list, then the form of its items, then its page. */
export function listParameters(resource: Resource, without?: string): (Parameter | Reference)[] {
  const filters = Object.entries(resource.read.filters)
    .filter(([name]) => name !== without)
    .sort(([a, one], [b, other]) => rankOf(a, one) - rankOf(b, other) || (a < b ? -1 : 1));
  return [
    ...filters.map(([name, filter]) => filterParameter(name, filter)),
    ...selectionParameters(resource, 'list'),
    reference('limit'),
    reference('order'),
    afterParameter([resource.entity.kind]),
    idParameter('before', [resource.entity.kind], 'The page ends directly before the item with this id.'),
    reference('cursor'),
  ];
}

/** Describes the page of a list whose items are of these kinds. */
export const plainPage = (kinds: readonly Kind[]): (Parameter | Reference)[] => [
  reference('limit'),
  afterParameter(kinds),
];

/** Describes the members of a verb's query. */
export function operationParameters({ input }: Verb, schemas: Schemas): Parameter[] {
  const required: string[] = input?.required ?? [];
  return Object.entries<TSchema>(input?.properties ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    description: schema.description ?? `The \`${name}\` of the request.`,
    ...(required.includes(name) ? { required: true } : {}),
    ...(schema.type === 'object' ? deepObject : {}),
    schema: schemas.of(schema),
  }));
}

/** A window in a query: `created_at[gt]=…`. Without an example the reference page makes one up for each end. */
const deepObject = { style: 'deepObject', explode: true, example: {} } as const;

const idParameter = (name: string, kinds: readonly Kind[], description: string): Parameter => ({
  name,
  in: 'query',
  description,
  schema: { type: 'string', pattern: `^${prefixOf(kinds)}_[0-7][0-9a-hjkmnp-tv-z]{25}$` },
});

const afterParameter = (kinds: readonly Kind[]): Parameter =>
  idParameter('after', kinds, 'The page starts directly after the item with this id.');

const prefixOf = (kinds: readonly Kind[]): string => {
  const [first, ...others] = kinds.map((kind) => prefixes[kind]);
  return others.length === 0 ? String(first) : `(${[first, ...others].join('|')})`;
};

function filterParameter(name: string, filter: Filter): Parameter {
  const { input, about, byDefault, required, deprecated } = filter;
  return {
    name,
    in: 'query',
    description: about(name),
    ...(required ? { required: true } : {}),
    ...(deprecated ? { deprecated: true } : {}),
    ...(input.kind === 'window' ? deepObject : {}),
    schema: { ...filterSchema(filter), ...(byDefault === undefined ? {} : { default: byDefault }) },
  };
}

function filterSchema({ input }: Filter): Schema {
  switch (input.kind) {
    case 'text':
      return input.many ? several({ type: 'string' }) : { type: 'string' };
    case 'choice':
      return several({ type: 'string', enum: [...input.values] });
    case 'boolean':
      return { type: 'boolean' };
    case 'window':
      return {
        type: 'object',
        properties: Object.fromEntries(Object.keys(windowSides).map((side) => [side, instantSchema])),
      };
  }
}

const several = (items: Schema): Schema => ({ type: 'array', items, maxItems: MOST_VALUES });
