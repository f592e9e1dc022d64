import { registry } from '@berth/domain';
import type { ErrorCode } from '@berth/kernel';
import type { Action, Deprecated, Operation, Resource, Within } from '@berth/resource';
import type { TObject, TSchema } from '@sinclair/typebox';
import { templateOf } from '../../../openapi/parameters.ts';
import { camel, pascal, type Schemas } from '../../../openapi/schemas.ts';
import type { Method, Parameter, Reference } from '../../../openapi/types.ts';
import type { Part } from '../errors.ts';
import {
  createOptions,
  dryRun,
  listParameters,
  operationParameters,
  plainPage,
  readOptions,
  repeatable,
  selectionParameters,
  writeOptions,
} from './parameters.ts';
import { capital, oneOfThem, singular, wordsOf } from './words.ts';

/** What it answers when all is well. With `rows`, a reader may select what is shown of each. */
export type Success =
  | { of: 'list'; view: TSchema | 'dependents'; rows?: Resource }
  | ({
      of: 'one';
      view: TSchema;
      rows?: Resource;
      once?: TObject | undefined;
      dryRun: boolean;
    } & Pick<Operation, 'lines' | 'line'>);

/** One operation of the face, before it is written down. */
export interface Described {
  id: string;
  method: Method;
  /** With `{id}` and `{n}`. */
  path: string;
  tag: string;
  summary: string;
  description: string;
  deprecated: Deprecated | null;
  parameters: (Parameter | Reference)[];
  body: { name: string | null; schema: TSchema } | null;
  success: Success;
  /** All scopes of one of these are needed. */
  scopes: readonly (readonly string[])[];
  parts: readonly Part[];
  errors: readonly ErrorCode[];
}

type Common = Pick<Described, 'tag' | 'deprecated'>;

/** By path, since the order of a module's exports is not the same to everyone who loads it. */
export const resources = [...registry.resources].sort((a, b) => (a.path < b.path ? -1 : 1));

/** Every operation that routes.ts mounts. */
export function describeOperations(schemas: Schemas): Described[] {
  return resources.flatMap((resource) => {
    const own = { tag: tagOf(resource), deprecated: null };
    return [
      ...resource.operations.map((operation) => describeOperation(operation, own, schemas)),
      ...describeResource(resource, resource.path, own),
      ...Object.entries(resource.aliases).flatMap(([alias, since]) => {
        const deprecated = { ...since, instead: `/${resource.path}` };
        return describeResource(resource, alias, { ...own, deprecated });
      }),
      ...resource.actions.map((action) => describeAction(resource, action, own)),
      ...(resource.used ? [describeDependents(resource, own)] : []),
      ...(resource.within ? describeWithin(resource, resource.within) : []),
    ];
  });
}

/** `providerConfigs.revisions.restore`. */
export const actionId = ({ path }: Resource, action: Action): string =>
  [path, ...(action.name ? [action.name] : action.path.split('/').filter((segment) => segment !== ':n'))]
    .map(camel)
    .join('.');

/** `auditEvents.verify`; `instance.get`. */
export function operationId({ name, path }: Operation): string {
  const [resource = ''] = path.split('/');
  const verb = name.slice(name.lastIndexOf('.') + 1).replaceAll('_', '-');
  return [resource, verb].map(camel).join('.');
}

export const tagOf = ({ path }: Resource): string => capital(wordsOf(path));

function describeResource(resource: Resource, path: string, common: Common): Described[] {
  const { view, about, create, update, archive } = resource;
  const name = camel(path);
  const reads = { ...common, body: null, scopes: [[`${resource.path}:read`]], errors: [] };
  const writes = { ...common, scopes: [[`${resource.path}:write`]] };
  const one = oneOfThem(resource);
  const item = `/${path}/{id}`;
  const found: Described[] = [
    {
      ...reads,
      id: `${name}.list`,
      method: 'get',
      path: `/${path}`,
      summary: `List ${wordsOf(resource.path)}`,
      description: `${about} One page, in the order of creation.`,
      parameters: listParameters(resource),
      success: { of: 'list', view, rows: resource },
      parts: ['key', 'query', 'page'],
    },
    {
      ...reads,
      id: `${name}.get`,
      method: 'get',
      path: item,
      summary: `Get ${one}`,
      description: about,
      parameters: [...selectionParameters(resource), ...readOptions],
      success: { of: 'one', view, rows: resource, dryRun: false },
      parts: ['key', 'query', 'row'],
    },
  ];
  if (create) {
    found.push({
      ...writes,
      id: `${name}.create`,
      method: 'post',
      path: `/${path}`,
      summary: `Create ${one}`,
      description: about,
      parameters: createOptions,
      body: { name: `Create${pascal(singular(path))}`, schema: create.input },
      success: { of: 'one', view, once: create.once, dryRun: true },
      parts: ['key', 'query', 'body', ...referencesOf(resource), 'create', 'repeat', 'write'],
      errors: create.errors ?? [],
    });
  }
  if (update) {
    found.push({
      ...writes,
      id: `${name}.update`,
      method: 'patch',
      path: item,
      summary: `Update ${one}`,
      description: 'What is absent stays as it is; what is null is cleared.',
      parameters: writeOptions,
      body: { name: `Update${pascal(singular(path))}`, schema: update.input },
      success: { of: 'one', view, dryRun: true },
      parts: ['key', 'query', 'body', 'row', ...referencesOf(resource), 'change', 'write'],
      errors: update.errors ?? [],
    });
  }
  if (archive) {
    found.push({
      ...writes,
      id: `${name}.archive`,
      method: 'delete',
      path: item,
      summary: `Archive ${one}`,
      description: 'It is kept and can be read, and is used for nothing new.',
      parameters: writeOptions,
      body: null,
      success: { of: 'one', view, dryRun: true },
      parts: ['key', 'query', 'row', 'change', 'write'],
      errors: archive.errors ?? [],
    });
  }
  return found;
}

const referencesOf = ({ references }: Resource): Part[] =>
  Object.keys(references).length > 0 ? ['references'] : [];

function describeAction(resource: Resource, action: Action, common: Common): Described {
  const writes = action.writes !== false;
  const deletes = action.method === 'DELETE';
  const again = writes && !deletes;
  return {
    ...common,
    deprecated: action.deprecated ?? null,
    id: actionId(resource, action),
    method: deletes ? 'delete' : 'post',
    path: `/${resource.path}/{id}/${templateOf(action.path)}`,
    summary: action.summary,
    description: action.about ?? `${action.summary}.`,
    parameters: [...(writes ? writeOptions : []), ...(again ? repeatable : [])],
    body: deletes ? null : { name: null, schema: action.input },
    success: { of: 'one', view: action.view ?? resource.view, once: action.once, dryRun: writes },
    scopes: action.scopes.map((scope) => [scope]),
    parts: [
      'key',
      'query',
      'body',
      'row',
      ...(writes ? (['change', 'write'] as const) : []),
      ...(again ? (['repeat'] as const) : []),
    ],
    errors: action.errors ?? [],
  };
}

const describeDependents = (resource: Resource, common: Common): Described => ({
  ...common,
  id: `${camel(resource.path)}.dependents`,
  method: 'get',
  path: `/${resource.path}/{id}/dependents`,
  summary: `List what uses ${oneOfThem(resource)}`,
  description: 'Live rows of the kinds that the key may read.',
  parameters: plainPage,
  body: null,
  success: { of: 'list', view: 'dependents' },
  scopes: [[`${resource.path}:read`]],
  parts: ['key', 'query', 'row'],
  errors: [],
});

function describeWithin(resource: Resource, { paths, as, filter }: Within): Described[] {
  return resources
    .filter(({ path }) => paths.includes(path))
    .flatMap((parent): Described[] => {
      const name = `${camel(parent.path)}.${camel(as)}`;
      const path = `/${parent.path}/{id}/${as}`;
      const own = {
        tag: tagOf(parent),
        deprecated: null,
        method: 'get' as const,
        body: null,
        scopes: [[`${parent.path}:read`, `${resource.path}:read`]],
        errors: [],
      };
      return [
        {
          ...own,
          id: `${name}.list`,
          path,
          summary: `List the ${wordsOf(as)} of ${oneOfThem(parent)}`,
          description: `${resource.about} One page, in the order of creation.`,
          parameters: listParameters(resource, filter),
          success: { of: 'list', view: resource.view, rows: resource },
          parts: ['key', 'query', 'page', 'row'],
        },
        {
          ...own,
          id: `${name}.get`,
          path: `${path}/{n}`,
          summary: `Get one of the ${wordsOf(as)} of ${oneOfThem(parent)}`,
          description: resource.about,
          parameters: [...selectionParameters(resource), ...readOptions],
          success: { of: 'one', view: resource.view, rows: resource, dryRun: false },
          parts: ['key', 'query', 'row'],
        },
      ];
    });
}

function describeOperation(operation: Operation, common: Common, schemas: Schemas): Described {
  const { path, summary, about, method, query, view, lines, line } = operation;
  const writes = operation.writes !== undefined;
  const posts = method === 'POST';
  const asks = Object.keys(query.properties).length > 0;
  // As etag.ts tells one row from any other answer.
  const hasTag = 'id' in view.properties && 'object' in view.properties;
  const parts: Part[] = posts ? ['query', 'body'] : asks ? ['query'] : [];
  return {
    ...common,
    deprecated: operation.deprecated ?? null,
    id: operationId(operation),
    method: posts ? 'post' : 'get',
    path: `/${path}`,
    summary,
    description: about ?? `${summary}.`,
    parameters: posts
      ? writes
        ? [...dryRun, ...repeatable]
        : []
      : [...operationParameters(operation, schemas), ...(hasTag ? readOptions : [])],
    body: posts ? { name: null, schema: query } : null,
    success: { of: 'one', view, dryRun: writes, ...(lines ? { lines, line: line ?? view } : {}) },
    scopes: [[operation.scope]],
    parts: ['key', ...parts, ...(writes ? (['repeat', 'write'] as const) : [])],
    errors: operation.errors ?? [],
  };
}
