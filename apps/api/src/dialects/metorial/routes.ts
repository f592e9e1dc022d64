import { registry } from '@berth/domain';
import { DomainError, isStorableText, notFound } from '@berth/kernel';
import {
  act,
  archive,
  type Context,
  create,
  get,
  list,
  listDependents,
  type Operation,
  operate,
  present,
  type Resource,
  update,
  type Within,
} from '@berth/resource';
import { Hono, type Context as HonoContext } from 'hono';
import { answer, answerLines, isLines } from '../../answer.ts';
import { bearerToken, contextFor } from '../../auth.ts';
import { parse, readJsonBody, refuseUnstorable } from '../../parse.ts';
import type { Request } from '../../request.ts';
import { listEnvelope } from './envelope.ts';
import { errorBody, internalError } from './errors.ts';
import { readListRequest, readPlainPage, readQuery, readWriteOptions } from './query.ts';

type Env = { Variables: { request: Request } };
type Handler = (c: HonoContext<Env>) => Promise<Response>;

/** The root face: every resource of the registry, as the official Metorial client speaks (contracts: metorial). */
export function metorialRoutes(): Hono<Env> {
  const app = new Hono<Env>();
  for (const resource of registry.resources) {
    for (const operation of resource.operations) mountOperation(app, operation);
    for (const path of [resource.path, ...resource.aliases]) mountResource(app, resource, `/${path}`);
    mountFurther(app, resource);
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
function handle(run: (ctx: Context, c: HonoContext<Env>) => unknown, headers = {}): Handler {
  return async (c) => {
    const request = c.get('request');
    try {
      const ctx = await contextFor(request, bearerToken(c.req.header('authorization')));
      const result = await run(ctx, c);
      return isLines(result) ? answerLines(request, result) : answer(request, 200, result, headers);
    } catch (error) {
      if (!(error instanceof DomainError)) {
        request.failed(error);
        return answer(request, 500, internalError(request.requestId));
      }
      if (error.code === 'unavailable') request.failed(error.cause);
      const body = errorBody(error);
      const wait = error.details.retry_after;
      const retry = wait === undefined ? {} : { 'Retry-After': String(wait) };
      return answer(request, body.status, body, { ...headers, ...retry });
    }
  };
}

function mountResource(app: Hono<Env>, resource: Resource, path: string): void {
  const idOf = (c: HonoContext<Env>) => readId(resource, c.req.param('id') ?? '');
  const item = `${path}/:id`;
  app.get(
    path,
    handle(async (ctx, c) => {
      const page = await list(ctx, resource, readListRequest(resource, readQuery(c.req.url)));
      return listEnvelope({ ...page, items: page.items.map((row) => present(resource, row)) });
    }),
  );
  app.get(
    item,
    handle(async (ctx, c) => present(resource, await get(ctx, resource, idOf(c)))),
  );
  const { create: creates, update: updates, archive: archives } = resource;
  if (creates) {
    app.post(
      path,
      handle(async (ctx, c) =>
        create(withOptions(ctx, c), resource, parse(creates.input, await readJsonBody(c), 'body')),
      ),
    );
  }
  if (updates) {
    app.patch(
      item,
      handle(async (ctx, c) =>
        update(withOptions(ctx, c), resource, idOf(c), parse(updates.input, await readJsonBody(c), 'body')),
      ),
    );
  }
  if (archives) {
    app.delete(
      item,
      handle((ctx, c) => archive(withOptions(ctx, c), resource, idOf(c))),
    );
  }
  app.all(path, methodNotAllowed('GET', creates && 'POST'));
  app.all(item, methodNotAllowed('GET', updates && 'PATCH', archives && 'DELETE'));
}

/** What stands behind a row: its further verbs, what uses it, and where it is listed behind rows of others. */
function mountFurther(app: Hono<Env>, resource: Resource): void {
  const item = `/${resource.path}/:id`;
  const idOf = (c: HonoContext<Env>) => readId(resource, c.req.param('id') ?? '');
  for (const action of resource.actions) {
    const path = `${item}/${action.path}`;
    const headers = action.confidential ? { 'Cache-Control': 'no-store' } : {};
    app.on(
      action.method ?? 'POST',
      path,
      handle(async (ctx, c) => {
        const input = parse(action.input, await readJsonBody(c), 'body');
        return act(withOptions(ctx, c), resource, action, { id: idOf(c), n: c.req.param('n'), input });
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
  if (resource.within) mountWithin(app, resource, resource.within);
}

function mountWithin(app: Hono<Env>, resource: Resource, { paths, as, filter, find }: Within): void {
  for (const parent of registry.resources.filter(({ path }) => paths.includes(path))) {
    const path = `/${parent.path}/:id/${as}`;
    const parentOf = async (ctx: Context, c: HonoContext<Env>) =>
      (await get(ctx, parent, readId(parent, c.req.param('id') ?? ''))) as { id: string };
    app.get(
      path,
      handle(async (ctx, c) => {
        const { id } = await parentOf(ctx, c);
        const { filters, page } = readListRequest(resource, readQuery(c.req.url));
        const found = await list(ctx, resource, { page, filters: { ...filters, [filter]: [id] } });
        return listEnvelope({ ...found, items: found.items.map((row) => present(resource, row)) });
      }),
    );
    app.get(
      `${path}/:n`,
      handle(async (ctx, c) => {
        const { id } = await parentOf(ctx, c);
        const own = await find(ctx, id, c.req.param('n') ?? '');
        return present(resource, await get(ctx, resource, own));
      }),
    );
    app.all(path, methodNotAllowed('GET'));
    app.all(`${path}/:n`, methodNotAllowed('GET'));
  }
}

/** How the caller wants a write to be done: `?dry_run=true`, `?force=true`. */
const withOptions = (ctx: Context, c: HonoContext<Env>): Context => ({
  ...ctx,
  options: readWriteOptions(readQuery(c.req.url)),
});

function mountOperation(app: Hono<Env>, operation: Operation): void {
  const path = `/${operation.path}`;
  if (operation.method === 'POST') {
    const run = async (ctx: Context, c: HonoContext<Env>) =>
      operate(withOptions(ctx, c), operation, parse(operation.query, await readJsonBody(c), 'body'));
    app.post(path, handle(run));
  } else {
    app.get(
      path,
      handle((ctx, c) => operate(ctx, operation, queryOf(operation, c.req.url))),
    );
  }
  app.all(path, methodNotAllowed(operation.method ?? 'GET'));
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
