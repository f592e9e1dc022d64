import { invalidData, isStorableText, singularOf, withPlus } from '@berth/kernel';
import {
  type Context,
  missing,
  perform,
  type Resource,
  readOnly,
  scopesOf,
  type Verb,
} from '@berth/resource';
import { JSON_LINES } from '../../face/describe.ts';
import type { RouteRequest } from '../../face/route.ts';
import { prefers } from '../../http/accept.ts';
import { parseInput, readJsonBody, refuseUnstorable } from '../../http/parse.ts';
import { isLenient } from '../../http/prefer.ts';
import { camel, pascal } from '../../openapi/schemas.ts';
import { outcomes, type Part } from './errors.ts';
import {
  condition,
  createOptions,
  dryRun,
  operationParameters,
  readOptions,
  repeatable,
  writeOptions,
} from './parameters.ts';
import { noWindow, readQuery } from './query.ts';
import type { ResourceRoute } from './route.ts';
import { oneOfThem, tagOf } from './words.ts';
import { withWriteOptions } from './write-options.ts';

/** Makes the route of a verb. `path` is the resource's own or one of its aliases. */
export function verbRoute(resource: Resource, verb: Verb, path = resource.wire.path): ResourceRoute {
  const { method, input } = verb;
  const { view, about } = resource.wire;
  const writes = verb.audit !== null;
  const summary = verb.summary.replace('{one}', oneOfThem(resource));
  const { lines, line = verb.view ?? view } = verb;
  return {
    id: idOf(verb, path),
    tag: tagOf(resource),
    method,
    path: pathOf(verb, path),
    summary,
    description: verb.about?.replace('{about}', about) ?? `${summary}.`,
    ...(verb.deprecated ? { deprecated: verb.deprecated } : {}),
    parameters: (schemas) =>
      method === 'GET' ? [...operationParameters(verb, schemas), ...tagOptions(verb)] : optionsOf(verb),
    ...(input && !isWithoutBody(verb) ? { body: input, shownMembers: shownIn(resource, verb) } : {}),
    ...(verb.path === '' ? { bodyName: `${pascal(verb.name)}${pascal(singularOf(path))}` } : {}),
    scopes: scopesOf(resource, verb).map((scope) => [scope]),
    ...(verb.on === 'row' && method !== 'GET' ? { versions: 'checked' } : {}),
    status: 200,
    success: {
      of: 'one',
      view: verb.view ?? view,
      once: verb.once,
      dryRun: writes,
      ...(lines ? { lines, line } : {}),
    },
    errors: [...partsOf(resource, verb).flatMap((part) => outcomes[part]), ...verb.errors],
    ...(verb.confidential ? { headers: () => ({ 'Cache-Control': 'no-store' }) } : {}),
    run: (asked) => runVerb(resource, verb, asked),
  };
}

/**
 * Makes the operation id: `providerConfigs.revisions.restore`; `encryption.rotate` for a verb with a path of its own.
 */
function idOf(verb: Verb, path: string): string {
  const [collection] = verb.path.startsWith('/') ? verb.path.slice(1).split('/') : [path];
  return [collection ?? path, ...verb.name.split('.')].map(camel).join('.');
}

function pathOf({ on, path: below }: Verb, path: string): string {
  if (below.startsWith('/')) return below;
  return [`/${path}`, ...(on === 'row' ? [':id'] : []), ...(below === '' ? [] : [below])].join('/');
}

const isWithoutBody = ({ method }: Verb): boolean => method === 'GET' || method === 'DELETE';

/** Lists the options of a write, as parameters of the document. */
function optionsOf({ audit, on, path, method }: Verb) {
  if (audit === null) return on === 'row' ? condition : [];
  const again = method === 'POST' ? repeatable : [];
  if (on === 'row') return [...writeOptions, ...again];
  return path === '' ? createOptions : [...dryRun, ...again];
}

/** Lists the parameters of an answer with an ETag, which is one with one row, or a list: etag.ts. */
function tagOptions({ view }: Verb) {
  const { id, object } = view?.properties ?? {};
  return object && (id || object.const === 'list') ? readOptions : [];
}

/** Lists the parts of the verb's requests that have errors of their own. */
function partsOf({ links }: Resource, { on, path, method, input, audit }: Verb): Part[] {
  const isRead = method === 'GET';
  const writes = audit !== null;
  const refers = input !== null && path === '' && Object.keys(links.references).length > 0;
  const parts: Record<Part, boolean> = {
    any: false,
    key: true,
    page: false,
    body: !isRead, // read where none is taken, too, to refuse one
    row: on === 'row',
    references: refers,
    change: writes && on === 'row',
    repeat: writes && method === 'POST',
    write: writes,
    store: !isRead,
  };
  return (Object.keys(parts) as Part[]).filter((part) => parts[part]);
}

async function runVerb(resource: Resource, verb: Verb, { ctx, c, params }: RouteRequest): Promise<unknown> {
  if (verb.method === 'GET') {
    const named = namedRow(ctx, resource, params);
    return perform(ctx, resource, verb, { input: queryOf(verb, c.req.url), ...named });
  }
  const body = asLines(verb, c.req.header('accept'), await readJsonBody(c, verb.input !== null));
  const own = withWriteOptions(ctx, c, verb, body);
  const { asked, shown } = withoutShown(resource, verb, body);
  const named = namedRow(ctx, resource, params);
  const input = parseInput(verb, asked, 'body', { lenient: isLenient(c) });
  return perform(own, resource, verb, { input, shown, ...named });
}

const namedRow = (ctx: Context, resource: Resource, { id, n }: RouteRequest['params']) => ({
  id: readId(ctx, resource, id),
  n: readId(ctx, resource, n),
});

/**
 * Sets apart the members of a body that only answers have: a client may send back the row that it has read, and
 * `object` with a new row.
 */
function withoutShown(resource: Resource, verb: Verb, body: unknown) {
  const nothing = { asked: body, shown: {} };
  if (verb.path !== '' || typeof body !== 'object' || body === null || Array.isArray(body)) return nothing;
  const answered = onlyAnswered(resource, verb);
  const members = Object.entries(body);
  const shown = Object.fromEntries(members.filter(([name]) => answered.includes(name)));
  const asked = Object.fromEntries(members.filter(([name]) => !answered.includes(name)));
  if (verb.on === 'row') return { asked, shown };
  const others = Object.keys(shown).filter(
    (name) => name !== 'object' || shown[name] !== resource.entity.name,
  );
  if (others.length > 0)
    throw invalidData(others.map((name) => readOnly(name, Object.keys(verb.input?.properties ?? {}))));
  return { asked, shown: {} };
}

/** Lists the members of the view that the body of a verb does not take. */
const onlyAnswered = ({ wire }: Resource, { input }: Verb): string[] =>
  Object.keys(wire.view.properties).filter((name) => !Object.hasOwn(input?.properties ?? {}, name));

/** Lists the members that a body may send back: all of the row for an update, `object` for a new row. */
function shownIn(resource: Resource, verb: Verb): string[] {
  if (verb.path !== '') return [];
  const answered = onlyAnswered(resource, verb);
  return verb.on === 'row' ? answered : answered.filter((name) => name === 'object');
}

/** Adds `progress` to the body when the caller accepts JSON lines. */
function asLines({ lines }: Verb, accept: string | undefined, body: unknown): unknown {
  const asks = lines === 'on_request' && prefers(accept, JSON_LINES);
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
  return asks && isObject ? { ...body, progress: true } : body;
}

/** @throws DomainError `invalid_data` for a window without a side that `qs` has kept. */
function refuseEmpty(
  known: Readonly<Record<string, unknown>>,
  properties: Readonly<Record<string, { properties?: object }>>,
): void {
  const empty = Object.entries(known).filter(
    ([, value]) => typeof value === 'object' && value !== null && Object.keys(value).length === 0,
  );
  const problems = empty.map(([name]) => noWindow(name, Object.keys(properties[name]?.properties ?? {})));
  if (problems.length > 0) throw invalidData(problems, 'query');
}

const spelledOut = (value: unknown): unknown => {
  if (typeof value === 'string') return withPlus(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, spelledOut(member)]));
};

/** Reads the members of the query that the verb knows; an empty text is null, and a space in a time is its `+`. */
function queryOf(verb: Verb, url: string): unknown {
  const properties = verb.input?.properties ?? {};
  const known = Object.fromEntries(
    Object.entries(readQuery(url)).filter(([name, value]) => value !== '' && Object.hasOwn(properties, name)),
  );
  refuseEmpty(known, properties);
  const meant = spelledOut(known);
  refuseUnstorable(meant, 'query');
  return parseInput(verb, meant, 'query');
}

/**
 * Reads the path segment that names a row. @throws DomainError `not_found` for a text that the database cannot hold.
 */
export function readId(ctx: Context, { entity }: Resource, text = ''): string {
  if (!isStorableText(text)) throw missing(ctx, entity);
  return text;
}
