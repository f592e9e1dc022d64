import { newId } from '@berth/kernel';
import type { Client, Harness } from './harness.ts';
import type { Made } from './rules-kit.ts';

/** A shipped provider of the public catalogue, as `makeProvider` describes one. */
export async function publicProvider(client: Client, slug: string): Promise<Made> {
  const { body } = await client.get(`providers/${slug}`);
  const { id, identifier, current_version: current } = body;
  return { id, slug, identifier, version: current.id, specification: current.specification_id };
}

/**
 * Publishes a further version of a public provider, with its own specification, as a start with new shipped files does.
 * The schema is the present one with a member that is optional.
 */
export async function publishPublic({ database }: Harness, provider: Made): Promise<Made> {
  const version = newId('providerVersion', new Date());
  const specification = newId('specification', new Date());
  await database.query(`
    insert into provider_specifications (id, owner_id, provider_id, content_hash, name, config_schema, config_visibility,
      secret_paths, created_at, updated_at)
    select '${specification}', owner_id, provider_id, 'hash of ${specification}', name,
      jsonb_set(config_schema::jsonb, '{properties,extra}', '{"type": "string"}')::json, config_visibility, secret_paths,
      now(), now()
    from provider_specifications where id = '${provider.specification}'`);
  await database.query(
    `update provider_versions set is_current = false where provider_id = '${provider.id}' and is_current`,
  );
  await database.query(`
    insert into provider_versions (id, owner_id, provider_id, version, name, is_current, current_since, specification_id,
      created_at, updated_at)
    select '${version}', owner_id, provider_id, '${version}', name, true, now(), '${specification}', now(), now()
    from provider_versions where id = '${provider.version}'`);
  return { ...provider, version, specification };
}

/** Switches the settings of the instance of a client. */
export const requireApprovals = (
  { bootstrap }: Harness,
  { instanceId }: { instanceId: string },
  approvals: { public_versions?: boolean; tool_changes?: boolean },
) => bootstrap.patch(`instances/${instanceId}`, { approvals });

/** The id of the approval of a version. */
export const approvalIdOf = (version: string): string => version.replace('prv_', 'pva_');

/** Reads the approval of a version. */
export const approvalOf = async (client: Client, version: string) =>
  (await client.get(`version-approvals/${version}`)).body;

/** Approves a version as it stands. */
export async function approve(client: Client, version: string, more: object = {}) {
  const { specification_hash } = await approvalOf(client, version);
  return client.post(`version-approvals/${version}/approve`, { specification_hash, ...more });
}

/** The definition of a tool. */
export const GREP = {
  key: 'grep',
  name: 'Grep',
  input_schema: { type: 'object', properties: { path: {}, text: {} } },
};
/** The same definition, its members in another order. */
export const SAME_GREP = {
  input_schema: { properties: { text: {}, path: {} }, type: 'object' },
  name: 'Grep',
  key: 'grep',
};
/** Another definition under the same key. */
export const RENAMED = { ...GREP, description: 'Deletes files, too.' };

/** The id of the version of a provider that an instance uses; null for none. */
export const inUse = async (client: Client, provider: { id: string }) =>
  (await client.get(`providers/${provider.id}`)).body.current_version?.id ?? null;
/** The ids of the versions that wait for an approval. */
export const pending = async (client: Client, query = '') =>
  (await client.get(`version-approvals?status=pending${query}`)).body.items.map(
    ({ provider_version_id: id }: { provider_version_id: string }) => id,
  );
