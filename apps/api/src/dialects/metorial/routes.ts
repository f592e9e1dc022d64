import { registry } from '@berth/domain';
import { DomainError, isStorableText, notFound } from '@berth/kernel';
import {
  archive,
  type Context,
  create,
  get,
  list,
  type Operation,
  present,
  type Resource,
  requireScope,
  update,
} from '@berth/resource';
import { Hono, type Context as HonoContext } from 'hono';
import { answer } from '../../answer.ts';
import { bearerToken, contextFor } from '../../auth.ts';
import { parse, readJsonBody, refuseUnstorable } from '../../parse.ts';
import type { Request } from '../../request.ts';
import { listEnvelope } from './envelope.ts';
import { errorBody, internalError } from './errors.ts';
import { readListRequest, readQuery } from './query.ts';

type Env = { Variables: { request: Request } };
type Handler = (c: HonoContext<Env>) => Promise<Response>;

/** The root face: every resource of the registry, as the official Metorial client speaks (contracts: metorial). */
export function metorialRoutes(): Hono<Env> {
  const app = new Hono<Env>();
  for (const resource of registry.resources) {
    for (const path of [resource.path, ...resource.aliases]) mountResource(app, resource, `/${path}`);
    for (const operation of resource.operations) mountOperation(app, operation);
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
      return answer(request, 200, await run(ctx, c), headers);
    } catch (error) {
      if (!(error instanceof DomainError)) {
        request.failed(error);
        return answer(request, 500, internalError(request.requestId));
      }
      const body = errorBody(error);
      return answer(request, body.status, body, headers);
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
      handle(async (ctx, c) => create(ctx, resource, parse(creates.input, await readJsonBody(c), 'body'))),
    );
  }
  if (updates) {
    app.patch(
      item,
      handle(async (ctx, c) =>
        update(ctx, resource, idOf(c), parse(updates.input, await readJsonBody(c), 'body')),
      ),
    );
  }
  if (archives) {
    app.delete(
      item,
      handle((ctx, c) => archive(ctx, resource, idOf(c))),
    );
  }
  app.all(path, methodNotAllowed('GET', creates && 'POST'));
  app.all(item, methodNotAllowed('GET', updates && 'PATCH', archives && 'DELETE'));
}

function mountOperation(app: Hono<Env>, operation: Operation): void {
  const path = `/${operation.path}`;
  app.get(
    path,
    handle((ctx, c) => {
      requireScope(ctx, operation.scope);
      return operation.run(ctx, queryOf(operation, c.req.url) as never);
    }),
  );
  app.all(path, methodNotAllowed('GET'));
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
