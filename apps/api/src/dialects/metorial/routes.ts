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
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { bearerToken, contextFor } from '../../auth.ts';
import { limitBody, parse, readJsonBody, refuseUnstorable } from '../../parse.ts';
import type { Request } from '../../request.ts';
import { listEnvelope } from './envelope.ts';
import { errorBody, internalError } from './errors.ts';
import { readListRequest, readQuery } from './query.ts';

type Env = { Variables: { request: Request; ctx: Context } };

/** The root face: every resource of the registry, as the official Metorial client speaks (contracts: metorial). */
export function metorialRoutes(): Hono<Env> {
  const app = new Hono<Env>();
  app.onError((error, c) => {
    if (error instanceof DomainError) {
      const body = errorBody(error);
      return c.json(body, body.status as ContentfulStatusCode);
    }
    const request = c.get('request');
    request.failed(error);
    return c.json(internalError(request.requestId), 500);
  });
  app.use(async (c, next) => {
    c.set('ctx', await contextFor(c.get('request'), bearerToken(c.req.header('authorization'))));
    await next();
  });
  for (const resource of registry.resources) {
    for (const path of [resource.path, ...resource.aliases]) mountResource(app, resource, `/${path}`);
    for (const operation of resource.operations) mountOperation(app, operation);
  }
  app.all('*', () => {
    throw notFound('endpoint');
  });
  return app;
}

function mountResource(app: Hono<Env>, resource: Resource, path: string): void {
  app.get(path, async (c) => {
    const page = await list(c.get('ctx'), resource, readListRequest(resource, readQuery(c.req.url)));
    return c.json(listEnvelope({ ...page, items: page.items.map((row) => present(resource, row)) }));
  });
  app.get(`${path}/:id`, async (c) => {
    const row = await get(c.get('ctx'), resource, idOf(resource, c.req.param('id')));
    return c.json(present(resource, row) as object);
  });
  const { create: creates, update: updates, archive: archives } = resource;
  if (creates) {
    app.post(path, limitBody, async (c) => {
      const input = parse(creates.input, await readJsonBody(c.req), 'body');
      return c.json(await create(c.get('ctx'), resource, input));
    });
  }
  if (updates) {
    app.patch(`${path}/:id`, limitBody, async (c) => {
      const input = parse(updates.input, await readJsonBody(c.req), 'body');
      return c.json(await update(c.get('ctx'), resource, idOf(resource, c.req.param('id')), input));
    });
  }
  if (archives) {
    app.delete(`${path}/:id`, async (c) =>
      c.json(await archive(c.get('ctx'), resource, idOf(resource, c.req.param('id')))),
    );
  }
  app.all(path, methodNotAllowed(creates ? 'GET, POST' : 'GET'));
  app.all(
    `${path}/:id`,
    methodNotAllowed(['GET', ...(updates ? ['PATCH'] : []), ...(archives ? ['DELETE'] : [])].join(', ')),
  );
}

function mountOperation(app: Hono<Env>, operation: Operation): void {
  app.get(`/${operation.path}`, async (c) => {
    const ctx = c.get('ctx');
    requireScope(ctx, operation.scope);
    return c.json((await operation.run(ctx, queryOf(operation, c.req.url) as never)) as object);
  });
  app.all(`/${operation.path}`, methodNotAllowed('GET'));
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
function idOf(resource: Resource, text: string): string {
  if (!isStorableText(text)) throw notFound(resource.name);
  return text;
}

const methodNotAllowed = (allowed: string) => (c: HonoContext) => {
  c.header('Allow', allowed);
  throw new DomainError('method_not_allowed', `This endpoint takes ${allowed}.`);
};
