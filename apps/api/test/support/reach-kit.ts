import { registry } from '@berth/domain';
import type { Resource } from '@berth/resource';
import type { Client, Harness } from './harness.ts';
import { type MadeKey, makeKey } from './keys-kit.ts';
import { ai, makeAlias, makeModel } from './models-kit.ts';
import { archive, makeConfig, makeDeployment, makeVault, SCHEMA, VALUE } from './rules-kit.ts';

/** The resources that a key with a reach may read. */
export const reachable = registry.resources.filter(({ entity }) => entity.ties);

export interface Half {
  provider: string;
  slug: string;
  method: string;
  deployments: [string, string];
  vaults: [free: string, locked: string];
  /** Plain, bound to the first deployment, from the free vault, archived. */
  configs: string[];
  auth: string;
  models: string[];
}

export interface ReachWorld {
  client: Client & { instanceId: string };
  halves: [Half, Half];
}

/** Fills an instance with two private providers and the same rows for each, under the handles `a-…` and `b-…`. */
export async function makeReachWorld(harness: Harness): Promise<ReachWorld> {
  const client = await harness.newInstance();
  const first = await makeHalf(client, 'a');
  const second = await makeHalf(client, 'b');
  // An alias of the second provider stands for a model of the first
  const { id } = await makeAlias(
    client,
    { id: String(first.models[0]) },
    { provider_deployment_id: second.deployments[0] },
  );
  second.models.push(String(id));
  return { client, halves: [first, second] };
}

async function makeHalf(client: Client, name: string): Promise<Half> {
  const made = await client.create('providers', {
    slug: `half-${name}`,
    name: `Half ${name}`,
    metadata: { ai: ai(`half-${name}`) },
    version: {
      version: '1',
      config_schema: SCHEMA,
      tools: [{ key: 'only', name: 'Only' }],
      auth_methods: [{ key: 'oauth', type: 'oauth', name: 'OAuth' }],
      triggers: [{ key: 'only', name: 'Only', invocation: { type: 'polling', interval_seconds: 60 } }],
    },
  });
  // The harness types what is created by its id alone
  const { specification_id } = made.current_version as unknown as { specification_id: string };
  const { body: specification } = await client.get(`provider-specifications/${specification_id}`);
  const method = specification.auth_methods[0].id;
  const shelf = { slug: `shelf-${name}`, name: `Shelf ${name}`, description: 'Of one half.' };
  await client.patch(`provider-listings/${made.id}`, { categories: [shelf], collections: [shelf] });
  const provider = { ...made, id: made.id } as never;
  const deployment = await makeDeployment(client, provider, { provider_config: { value: VALUE } });
  const other = await makeDeployment(client, provider);
  const free = await makeVault(client, provider);
  const locked = await makeVault(client, provider, { provider_deployment_id: deployment.id });
  const plain = await makeConfig(client, provider, { handle: `${name}-plain` });
  const bound = await makeConfig(client, provider, {
    handle: `${name}-bound`,
    provider_deployment_id: deployment.id,
  });
  const followed = await client.create('provider-configs', {
    provider_id: made.id,
    provider_config_vault_id: free.id,
    handle: `${name}-followed`,
  });
  const gone = await makeConfig(client, provider, { handle: `${name}-gone` });
  await archive(client, `provider-configs/${gone.id}`);
  const adopted = await makeConfig(client, provider);
  await makeDeployment(client, provider, { provider_config_id: adopted.id });
  const auth = await client.create('provider-auth-configs', {
    provider_auth_method_id: method,
    provider_deployment_id: deployment.id,
    value: { token: 'token-000' },
  });
  await client.create('provider-auth-credentials', {
    provider_id: made.id,
    config: { client_id: 'client', client_secret: 'client-secret', scopes: [] },
  });
  const of = { provider_auth_config_id: auth.id, note: 'Moved' };
  await client.create('provider-auth-config-imports', { ...of, value: { token: 'token-001' } });
  await client.create('provider-auth-config-exports', of);
  for (const place of [{ provider_id: made.id }, { provider_deployment_id: deployment.id }]) {
    await client.create('provider-setup-sessions', { ...place, type: 'config_only' });
  }
  const model = await makeModel(client, deployment);
  return {
    provider: made.id,
    slug: `half-${name}`,
    method,
    deployments: [deployment.id, other.id],
    vaults: [free.id, locked.id],
    configs: [plain.id, bound.id, followed.id, gone.id],
    auth: auth.id,
    models: [model.id],
  };
}

/** Makes a key with a reach and every scope that such a key can hold. */
export const keyReaching = (harness: Harness, client: Client, reach: object): Promise<MadeKey> =>
  makeKey(harness, client, [...registry.scopes.reachable], { reach });

export interface HandReach {
  providers?: string[];
  deployments?: string[];
  configs?: string[];
  /** Written as LIKE patterns. */
  handles?: string[];
}

const listed = (values: string[] = []): string =>
  values.length === 0 ? "('')" : `(${values.map((value) => `'${value}'`).join(', ')})`;

/** The same reach as a condition for each path, written by hand. */
export function conditionsOf(reach: HandReach): Record<string, string> {
  const ofProvider = `provider_id in ${listed(reach.providers)}`;
  const onDeployment = `provider_deployment_id in ${listed(reach.deployments)}`;
  const asDefault = `default_of_deployment_id in ${listed(reach.deployments)}`;
  const handles = (reach.handles ?? []).map((pattern) => `or handle like '${pattern}'`).join(' ');
  const config = `${ofProvider} or ${onDeployment} or ${asDefault} or id in ${listed(reach.configs)} ${handles}`;
  const auth = `${ofProvider} or ${onDeployment} or ${asDefault}`;
  const ofAuth = `provider_auth_config_id in (select id from provider_auth_configs where ${auth})`;
  const bound = `${ofProvider} or ${onDeployment}`;
  const owners = [
    `select id from provider_configs where ${config}`,
    `select id from provider_config_vaults where ${bound}`,
    `select id from provider_auth_configs where ${auth}`,
    `select id from provider_auth_credentials where ${ofProvider}`,
  ].join(' union ');
  return {
    providers: `id in ${listed(reach.providers)}`,
    publishers: `id in (select publisher_id from providers where id in ${listed(reach.providers)})`,
    'provider-versions': ofProvider,
    'version-approvals': ofProvider,
    'provider-specifications': ofProvider,
    'provider-tools': ofProvider,
    'provider-auth-methods': ofProvider,
    'provider-triggers': ofProvider,
    'provider-listings': ofProvider,
    'provider-categories': `id in (select shelf_id from provider_category_members where ${ofProvider})`,
    'provider-collections': `id in (select shelf_id from provider_collection_members where ${ofProvider})`,
    'provider-deployments': `${ofProvider} or id in ${listed(reach.deployments)}`,
    'provider-config-vaults': bound,
    'provider-configs': config,
    'provider-auth-configs': auth,
    'provider-auth-credentials': ofProvider,
    'provider-auth-config-imports': ofAuth,
    'provider-auth-config-exports': ofAuth,
    'provider-setup-sessions': bound,
    models: bound,
    'value-revisions': `owner_id in (${owners})`,
  };
}

/** The name of a resource's table. drizzle keeps it under a symbol that its types leave out. */
const tableOf = ({ entity: { table } }: Resource): string =>
  (table as unknown as Record<symbol, string>)[Symbol.for('drizzle:Name')] ?? '';

/** Reads the ids of the rows that the instance has in a table, and that a condition keeps, in order. */
export async function idsWhere(
  harness: Harness,
  { client }: Pick<ReachWorld, 'client'>,
  resource: Resource,
  condition = 'true',
): Promise<string[]> {
  const own =
    resource.entity.tenancy.of === 'tenant'
      ? `instance_id = '${client.instanceId}'`
      : `owner_id in ('public', '${client.instanceId}')`;
  const column = resource.entity.table.id.name;
  const rows = await harness.database.query(
    `select ${column} as id from ${tableOf(resource)} where ${own} and (${condition}) order by ${column} collate "C"`,
  );
  return rows.map(({ id }) => String(id));
}

/** Every object with an id inside an answer, with its ids. */
export function embeddedIds(answer: unknown): string[] {
  if (typeof answer !== 'object' || answer === null) return [];
  const { object, id } = answer as Record<string, unknown>;
  const own = typeof object === 'string' && typeof id === 'string' ? [id] : [];
  return [...own, ...Object.values(answer).flatMap(embeddedIds)];
}
