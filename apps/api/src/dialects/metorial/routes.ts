import { registry } from '@berth/domain';
import { DomainError, isStorableText, notFound } from '@berth/kernel';
import {
  act,
  archive,
  type Context,
  create,
  type FilterValue,
  get,
  list,
  listDependents,
  type Operation,
  operate,
  PLAIN_WRITE,
  type Resource,
  requireScope,
  update,
  type Within,
} from '@berth/resource';
import { Hono, type Context as HonoContext } from 'hono';
import { answerLines, answerText, isLines } from '../../answer.ts';
import { bearerToken, contextFor } from '../../auth.ts';
import { etagOf, isAmong, versionsOf } from '../../etag.ts';
import { forKey, replayHeader } from '../../idempotency-key.ts';
import { refuseOversize } from '../../limits.ts';
import { parse, readJsonBody, refuseUnstorable } from '../../parse.ts';
import type { Env, Request } from '../../request.ts';
import { answerError } from './answer-error.ts';
import { mountDeprecations } from './deprecations.ts';
import { listEnvelope } from './envelope.ts';
import { readListRequest, readPlainPage, readQuery, readSelection, readWriteOptions } from './query.ts';
import { presentSelected } from './selection.ts';
import { requireVersion, VERSION } from './version.ts';

type PlainHeaders = Record<string, string>;
type Handler = (c: HonoContext<Env>) => Promise<Response>;

/** The root face: every resource of the registry, as the official Metorial client speaks (contracts: metorial). */
export function metorialRoutes(resources: readonly Resource[] = registry.resources): Hono<Env> {
  const app = new Hono<Env>();
  for (const resource of resources) {
    mountDeprecations(app, resource);
    for (const operation of resource.operations) mountOperation(app, operation);
    for (const path of [resource.path, ...Object.keys(resource.aliases)]) {
      mountResource(app, resource, `/${path}`);
    }
    mountFurther(app, resource, resources);
  }
  app.all(
    '*',
    handle(() => {
      throw notFound('endpoint');
    }),
  );
  return app;
}

/** Token → context → what the route does → answer. What goes wrong anywhere is answered in this face's words. */
function handle(run: (ctx: Context, c: HonoContext<Env>) => unknown, headers: PlainHeaders = {}): Handler {
  return async (c) => {
    const request = c.get('request');
    const own = { 'Metorial-Version': VERSION, 'Metorial-Req-Id': request.requestId, ...headers };
    try {
      refuseOversize(c);
      requireVersion(c.req.header('metorial-version'), c.req.url);
      const ctx = await contextFor(request, bearerToken(c.req.header('authorization')));
      const result = await run(ctx, c);
      return isLines(result) ? await answerLines(request, result, own) : answerRow(request, c, result, own);
    } catch (error) {
      return answerError(request, c, error, own);
    }
  };
}

/** An answer with its validator; for who has it already, only that. */
function answerRow(request: Request, c: HonoContext<Env>, body: unknown, more: PlainHeaders): Response {
  const headers = { ...more, ...replayHeader(c) };
  const text = JSON.stringify(body);
  const etag = 'Cache-Control' in headers ? null : etagOf(body, text);
  if (etag === null) return answerText(request, 200, text, headers);
  const known = c.req.method === 'GET' || c.req.method === 'HEAD' ? c.req.header('if-none-match') : undefined;
  const unchanged = known !== undefined && isAmong(known, etag);
  return answerText(request, unchanged ? 304 : 200, unchanged ? null : text, { ...headers, ETag: etag });
}

/** A page of a resource, in the selection that its reader asks for. */
async function showPage(
  ctx: Context,
  c: HonoContext<Env>,
  resource: Resource,
  within: Record<string, FilterValue> = {},
) {
  const query = readQuery(c.req.url);
  const selection = readSelection(resource, query);
  const { filters, page } = readListRequest(resource, query);
  const found = await list(ctx, resource, { filters: { ...filters, ...within }, page });
  return listEnvelope({ ...found, items: await presentSelected(ctx, resource, found.items, selection) });
}

async function showRow(ctx: Context, c: HonoContext<Env>, resource: Resource, id: string) {
  const selection = readSelection(resource, readQuery(c.req.url));
  const [view] = await presentSelected(ctx, resource, [await get(ctx, resource, id)], selection);
  return view;
}

function mountResource(app: Hono<Env>, resource: Resource, path: string): void {
  const idOf = (c: HonoContext<Env>) => readId(resource, c.req.param('id') ?? '');
  const item = `${path}/:id`;
  app.get(
    path,
    handle((ctx, c) => showPage(ctx, c, resource)),
  );
  app.get(
    item,
    handle((ctx, c) => showRow(ctx, c, resource, idOf(c))),
  );
  const { create: creates, update: updates, archive: archives } = resource;
  if (creates) {
    app.post(
      path,
      handle(async (ctx, c) => {
        const body = await readJsonBody(c);
        return create(forKey(withOptions(ctx, c), c, { body }), resource, parse(creates.input, body, 'body'));
      }),
    );
  }
  if (updates) {
    app.patch(
      item,
      handle(async (ctx, c) =>
        update(forChange(ctx, c), resource, idOf(c), parse(updates.input, await readJsonBody(c), 'body')),
      ),
    );
  }
  if (archives) {
    app.delete(
      item,
      handle((ctx, c) => archive(forChange(ctx, c), resource, idOf(c))),
    );
  }
  app.all(path, methodNotAllowed('GET', creates && 'POST'));
  app.all(item, methodNotAllowed('GET', updates && 'PATCH', archives && 'DELETE'));
}

/** What stands behind a row: its further verbs, what uses it, and where it is listed behind rows of others. */
function mountFurther(app: Hono<Env>, resource: Resource, resources: readonly Resource[]): void {
  const item = `/${resource.path}/:id`;
  const idOf = (c: HonoContext<Env>) => readId(resource, c.req.param('id') ?? '');
  for (const action of resource.actions) {
    const path = `${item}/${action.path}`;
    const headers = action.confidential ? { 'Cache-Control': 'no-store' } : {};
    app.on(
      action.method ?? 'POST',
      path,
      handle(async (ctx, c) => {
        const body = await readJsonBody(c);
        const input = parse(action.input, body, 'body');
        const own = action.writes ? forKey(forChange(ctx, c), c, { body }) : withOptions(ctx, c);
        const n = c.req.param('n');
        return act(own, resource, action, { id: idOf(c), n: n && readId(resource, n), input });
      }, headers),
    );
    app.all(path, methodNotAllowed(action.method ?? 'POST'));
  }
  if (resource.used) {
    const path = `${item}/dependents`;
    app.get(
      path,
      handle(async (ctx, c) => {
        const { id } = (await get(ctx, resource, idOf(c))) as { id: string };
        return listEnvelope(await listDependents(ctx, resource, id, readPlainPage(readQuery(c.req.url))));
      }),
    );
    app.all(path, methodNotAllowed('GET'));
  }
  if (resource.within) mountWithin(app, resource, resource.within, resources);
}

function mountWithin(
  app: Hono<Env>,
  resource: Resource,
  { paths, as, filter, find }: Within,
  resources: readonly Resource[],
): void {
  for (const parent of resources.filter(({ path }) => paths.includes(path))) {
    const path = `/${parent.path}/:id/${as}`;
    const parentOf = async (ctx: Context, c: HonoContext<Env>) =>
      (await get(ctx, parent, readId(parent, c.req.param('id') ?? ''))) as { id: string };
    app.get(
      path,
      handle(async (ctx, c) => {
        const { id } = await parentOf(ctx, c);
        return showPage(ctx, c, resource, { [filter]: [id] });
      }),
    );
    app.get(
      `${path}/:n`,
      handle(async (ctx, c) => {
        const { id } = await parentOf(ctx, c);
        return showRow(ctx, c, resource, await find(ctx, id, c.req.param('n') ?? ''));
      }),
    );
    app.all(path, methodNotAllowed('GET'));
    app.all(`${path}/:n`, methodNotAllowed('GET'));
  }
}

/** How the caller wants something made: `?dry_run=true`, `If-None-Match: *`. */
const withOptions = (ctx: Context, c: HonoContext<Env>): Context => ({
  ...ctx,
  options: {
    ...PLAIN_WRITE,
    ...readWriteOptions(readQuery(c.req.url)),
    ifNew: c.req.header('if-none-match')?.trim() === '*',
  },
});

/** How the caller wants a row changed: `?dry_run=true`, `?force=true`, and `If-Match` for the version it is meant for. */
function forChange(ctx: Context, c: HonoContext<Env>): Context {
  const header = c.req.header('if-match');
  const options = {
    ...PLAIN_WRITE,
    ...readWriteOptions(readQuery(c.req.url)),
    ifVersion: header === undefined ? null : versionsOf(header),
    lacksVersion: header === undefined && ctx.requiresPreconditions,
  };
  return { ...ctx, options };
}

function mountOperation(app: Hono<Env>, operation: Operation): void {
  const path = `/${operation.path}`;
  if (operation.method === 'POST') {
    const run = async (ctx: Context, c: HonoContext<Env>) => {
      requireScope(ctx, operation.scope); // before the body is looked at
      const body = asLines(operation, c, await readJsonBody(c));
      return operate(
        forKey(withOptions(ctx, c), c, { body }),
        operation,
        parse(operation.query, body, 'body'),
      );
    };
    app.post(path, handle(run));
  } else {
    app.get(
      path,
      handle((ctx, c) => operate(ctx, operation, queryOf(operation, c.req.url))),
    );
  }
  app.all(path, methodNotAllowed(operation.method ?? 'GET'));
}

/** Whoever accepts JSON lines where there are some asks for them. */
function asLines({ lines }: Operation, c: HonoContext<Env>, body: unknown): unknown {
  const asks = lines === 'on_request' && c.req.header('accept')?.includes('application/x-ndjson');
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
  return asks && isObject ? { ...body, progress: true } : body;
}

/** What an operation asks for. Anything else in the query is ignored, as in a list; an empty text is null. */
function queryOf({ query }: Operation, url: string): unknown {
  const known = Object.fromEntries(
    Object.entries(readQuery(url)).filter(
      ([name, value]) => value !== '' && Object.hasOwn(query.properties, name),
    ),
  );
  refuseUnstorable(known, 'query');
  return parse(query, known, 'query');
}

/** What cannot be an id is not there. */
function readId(resource: Resource, text: string): string {
  if (!isStorableText(text)) throw notFound(resource.name);
  return text;
}

function methodNotAllowed(...methods: (string | false | undefined | null)[]): Handler {
  const allowed = methods.filter(Boolean).join(', ');
  return handle(
    () => {
      throw new DomainError('method_not_allowed', `This endpoint takes ${allowed}.`);
    },
    { Allow: allowed },
  );
}
