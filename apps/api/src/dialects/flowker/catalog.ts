import { problemsIn, provider, specification, type ToolRow, toolsOf, toPointer } from '@berth/domain';
import { isStorableText, type Position, shownProblems } from '@berth/kernel';
import { type Context, get, list } from '@berth/resource';
import type { Static } from '@sinclair/typebox';
import type { RouteRequest } from '../../face/route.ts';
import { objectOf, readMembers } from './body.ts';
import { type ExecutorView, type ProviderView, ValidateExecutor } from './catalog-schema.ts';
import { absent, type Fields, flowkerErrors } from './errors.ts';

interface Provider {
  id: string;
  slug: string;
  owner_id: string;
  status: string;
  name: string;
  description: string | null;
  current_version: { version: string; specification_id: string } | null;
}

interface Executor {
  id: string;
  provider: Provider;
  tool: ToolRow;
}

const PAGE = 100;
const NO_INPUT = { type: 'object' };

export const listProviders = async ({ ctx }: RouteRequest) => (await allProviders(ctx)).map(presentProvider);

export async function getProvider({ ctx, params }: RouteRequest) {
  const found = await findProvider(ctx, params.id ?? '');
  const id = found.current_version?.specification_id;
  const schema = id === undefined ? {} : (await get(ctx, specification, id)).config_schema;
  return { ...presentProvider(found), configSchema: JSON.stringify(schema) };
}

export const listExecutors = async ({ ctx }: RouteRequest) =>
  (await executorsOf(ctx, await allProviders(ctx))).map(presentExecutor);

export async function listProviderExecutors({ ctx, params }: RouteRequest) {
  const executors = await executorsOf(ctx, [await findProvider(ctx, params.id ?? '')]);
  return executors.map(presentExecutor);
}

export async function getExecutor({ ctx, params }: RouteRequest) {
  const executor = await findExecutor(ctx, params.id ?? '');
  return { ...presentExecutor(executor), schema: JSON.stringify(schemaOf(executor)) };
}

export async function validateExecutor({ ctx, c, params }: RouteRequest) {
  const executor = await findExecutor(ctx, params.id ?? '');
  const config = objectOf(await readMembers(c, ValidateExecutor), 'config') ?? {};
  return validated(schemaOf(executor), config, (first, fields) =>
    flowkerErrors.executorConfig({ executor: executor.id, ...first }, fields),
  );
}

/** Makes the error of a value that does not fit, from its first problem and all of them. */
type Refuse = (first: { place: string; problem: string }, fields: Fields) => Error;

/** Checks a value against a schema. @throws the error of `refuse`, with every problem by its JSON Pointer. */
export function validated(schema: unknown, value: unknown, refuse: Refuse): { valid: true } {
  const problems = shownProblems(problemsIn(schema, value)).map(({ path, message }) => ({
    place: toPointer(path) || '/',
    problem: message,
  }));
  const [first] = problems;
  if (!first) return { valid: true };
  throw refuse(first, Object.fromEntries(problems.map(({ place, problem }) => [place, problem])));
}

/** Collects every live provider once, by slug. An instance's own provider goes before a shipped one. */
async function allProviders(ctx: Context): Promise<Provider[]> {
  const bySlug = new Map<string, Provider>();
  let position: Position | null = null;
  do {
    const request = { filters: {}, page: { limit: PAGE, order: 'asc' as const, position } };
    const page: { items: Provider[]; hasMoreAfter: boolean } = await list(ctx, provider, request);
    for (const row of page.items) {
      if (!bySlug.has(row.slug) || row.owner_id === ctx.instanceId) bySlug.set(row.slug, row);
    }
    const last = page.items.at(-1);
    position = last && page.hasMoreAfter ? { side: 'after', id: last.id } : null;
  } while (position);
  return [...bySlug.values()].sort((a, b) => (a.slug < b.slug ? -1 : 1));
}

/** Finds the live provider with a slug; null for any other text, an id included. */
async function liveProvider(ctx: Context, slug: string): Promise<Provider | null> {
  const found = isStorableText(slug) ? await get(ctx, provider, slug).catch(absent) : null;
  return found?.slug === slug && found.status === 'active' ? found : null;
}

/** Finds a live provider. @throws FlowkerError FLK-0230. */
async function findProvider(ctx: Context, slug: string): Promise<Provider> {
  const found = await liveProvider(ctx, slug);
  if (found) return found;
  throw flowkerErrors.catalogProviderNotFound();
}

async function executorsOf(ctx: Context, providers: readonly Provider[]): Promise<Executor[]> {
  const bySpecification = new Map(
    providers.flatMap((one) =>
      one.current_version ? [[one.current_version.specification_id, one] as const] : [],
    ),
  );
  const tools = await toolsOf(ctx, [...bySpecification.keys()]);
  const keys = new Map<string, Set<string>>();
  for (const { specification_id: id, key } of tools) keys.set(id, (keys.get(id) ?? new Set()).add(key));
  return tools
    .flatMap((tool) => {
      const owner = bySpecification.get(tool.specification_id);
      const siblings = keys.get(tool.specification_id) ?? new Set();
      return owner ? [{ id: executorId(owner.slug, tool.key, siblings), provider: owner, tool }] : [];
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Finds an executor of a live provider. @throws FlowkerError FLK-0200. */
async function findExecutor(ctx: Context, id: string): Promise<Executor> {
  const slug = id.slice(0, Math.max(id.indexOf('.'), 0));
  const owner = await liveProvider(ctx, slug);
  const executors = owner ? await executorsOf(ctx, [owner]) : [];
  const found = executors.find((executor) => executor.id === id);
  if (found) return found;
  throw flowkerErrors.executorNotFound();
}

/**
 * Makes the id of an executor. A tool's key is unique within its provider only, an executor's id within all. A key that
 * begins with the slug is the id, unless the id of another tool of the provider (`siblings`) is the same.
 */
const executorId = (slug: string, key: string, siblings: ReadonlySet<string>): string =>
  key.startsWith(`${slug}.`) && !siblings.has(key.slice(slug.length + 1)) ? key : `${slug}.${key}`;

const schemaOf = ({ tool }: Executor): unknown => tool.input_schema ?? NO_INPUT;

const presentProvider = (row: Provider): Static<typeof ProviderView> => ({
  id: row.slug,
  name: row.name,
  description: row.description ?? '',
  version: versionOf(row),
});

const presentExecutor = ({ id, provider: owner, tool }: Executor): Static<typeof ExecutorView> => ({
  id,
  name: tool.name,
  category: owner.name,
  version: versionOf(owner),
  providerId: owner.slug,
});

/** Names the major version as Flowker does: `v1` for every 1.x.y; any other version stays as it is. */
function versionOf({ current_version }: Provider): string {
  const version = current_version?.version ?? '';
  const major = /^(\d+)\.\d+\.\d+/.exec(version)?.[1];
  return major ? `v${major}` : version;
}
