import { describe, expect, test } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import { ai, makeModel } from '../support/models-kit.ts';

/*
 * The database itself keeps instances apart: every statement here bypasses the application. A control shows that each
 * one is refused for the intended reason: the same statement with ids of the row's own instance passes.
 */

const harness = await startHarness();
const { query } = harness.database;

interface Tenant {
  client: Client & { instanceId: string };
  provider: string;
  version: string;
  specification: string;
  tool: string;
  deployment: string;
  vault: string;
  config: string;
  auth: string;
  model: string;
  actor: string;
  identity: string;
  credential: string;
}

async function tenant(): Promise<Tenant> {
  const client = await harness.newInstance();
  const made = await client.create('providers', {
    slug: 'private',
    name: 'Private',
    metadata: { ai: ai('private') },
    version: {
      version: '1',
      config_schema: { type: 'object', properties: { a: { type: 'string' } } },
      tools: [{ key: 'only', name: 'Only' }],
      auth_methods: [{ key: 'api_key', type: 'token', name: 'Key' }],
    },
  });
  const version = made.current_version as unknown as { id: string; specification_id: string };
  const { body: specification } = await client.get(`provider-specifications/${version.specification_id}`);
  const { id: deployment } = await client.create('provider-deployments', { provider_id: made.id });
  const value = { a: 'x' };
  const vault = await client.create('provider-config-vaults', { provider_id: made.id, name: 'Vault', value });
  const config = await client.create('provider-configs', { provider_id: made.id, value, handle: 'main' });
  const auth = await client.create('provider-auth-configs', {
    provider_auth_method_id: specification.auth_methods[0].id,
    value,
  });
  const actor = await client.create('identity-actors', { type: 'agent', name: 'Agent' });
  const identity = await client.create('identities', { actor_id: actor.id });
  const credential = await client.create('identity-credentials', {
    identity_id: identity.id,
    deployment_id: deployment,
    config_id: config.id,
    auth_config_id: auth.id,
  });
  return {
    actor: actor.id,
    identity: identity.id,
    credential: credential.id,
    client,
    provider: made.id,
    version: version.id,
    specification: specification.id,
    tool: specification.tools[0].id,
    deployment,
    vault: vault.id,
    config: config.id,
    auth: auth.id,
    model: (await makeModel(client, { id: deployment })).id,
  };
}

const set = (table: string, id: string, assignment: string) =>
  query(`update ${table} set ${assignment} where id = '${id}'`);

/** The SQLSTATE and the constraint of the database's refusal. */
async function refusal(run: Promise<unknown>): Promise<string> {
  const error = await run.then(
    () => null,
    (failure: { cause?: unknown }) => failure.cause ?? failure,
  );
  if (error === null) return 'accepted';
  const { code, constraint_name, constraint } = error as Record<string, string | undefined>;
  return `${code} ${constraint_name ?? constraint}`;
}

describe('a link to a row of another instance', () => {
  const links = [
    [
      'provider_configs',
      'config',
      'provider_deployment_id',
      'deployment',
      'provider_configs_provider_deployment_fk',
    ],
    [
      'provider_configs',
      'config',
      'default_of_deployment_id',
      'deployment',
      'provider_configs_default_of_deployment_fk',
    ],
    [
      'provider_configs',
      'config',
      'provider_config_vault_id',
      'vault',
      'provider_configs_provider_config_vault_fk',
    ],
    [
      'provider_config_vaults',
      'vault',
      'provider_deployment_id',
      'deployment',
      'provider_config_vaults_provider_deployment_fk',
    ],
    [
      'provider_auth_configs',
      'auth',
      'provider_deployment_id',
      'deployment',
      'provider_auth_configs_provider_deployment_fk',
    ],
    [
      'provider_auth_configs',
      'auth',
      'default_of_deployment_id',
      'deployment',
      'provider_auth_configs_default_of_deployment_fk',
    ],
    ['models', 'model', 'provider_deployment_id', 'deployment', 'models_provider_deployment_fk'],
    ['identities', 'identity', 'actor_id', 'actor', 'identities_actor_fk'],
    ['identity_credentials', 'credential', 'identity_id', 'identity', 'identity_credentials_identity_fk'],
    [
      'identity_credentials',
      'credential',
      'deployment_id',
      'deployment',
      'identity_credentials_deployment_fk',
    ],
    ['identity_credentials', 'credential', 'config_id', 'config', 'identity_credentials_config_fk'],
    ['identity_credentials', 'credential', 'auth_config_id', 'auth', 'identity_credentials_auth_config_fk'],
  ] as const;

  test.each(links)('%s: the %s cannot name one in %s', async (table, row, column, target, constraint) => {
    const [mine, theirs] = [await tenant(), await tenant()];
    expect(await refusal(set(table, mine[row], `${column} = '${theirs[target]}'`))).toBe(
      `23503 ${constraint}`,
    );
    expect(await refusal(set(table, mine[row], `${column} = '${mine[target]}'`))).toBe('accepted');
  });

  test('a model cannot stand for one of another instance', async () => {
    const [mine, theirs] = [await tenant(), await tenant()];
    const stand = (id: string) => set('models', mine.model, `references_id = '${id}'`);
    expect(await refusal(stand(theirs.model))).toBe('23503 models_references_fk');
    const second = await makeModel(mine.client, { id: mine.deployment });
    expect(await refusal(stand(second.id))).toBe('accepted');
  });

  test('a row cannot be moved into another instance', async () => {
    const [mine, theirs] = [await tenant(), await tenant()];
    for (const [table, id] of [
      ['provider_configs', mine.config],
      ['provider_config_vaults', mine.vault],
      ['provider_deployments', mine.deployment],
      ['provider_auth_configs', mine.auth],
      ['models', mine.model],
    ] as const) {
      const moved = set(table, id, `instance_id = '${theirs.client.instanceId}'`);
      expect(await refusal(moved), table).not.toBe('accepted');
    }
  });
});

describe("another instance's private provider", () => {
  const users = [
    ['provider_deployments', 'deployment'],
    ['provider_configs', 'config'],
    ['provider_config_vaults', 'vault'],
    ['models', 'model'],
  ] as const;
  const specified = users.filter(([table]) => /^provider_config/.test(table));

  test.each(users)('%s cannot name it, under its own name or another', async (table, row) => {
    const [mine, theirs] = [await tenant(), await tenant()];
    const owners = [theirs.client.instanceId, mine.client.instanceId, 'public'];
    const specification = !specified.some(([name]) => name === table)
      ? ''
      : `, specification_id = '${theirs.specification}'`;
    for (const owner of owners) {
      const link = `provider_owner = '${owner}', provider_id = '${theirs.provider}'${specification}`;
      const expected =
        owner === theirs.client.instanceId ? `23514 ${table}_owner` : `23503 ${table}_provider_fk`;
      expect(await refusal(set(table, mine[row], link)), owner).toBe(expected);
    }
  });

  test.each(specified)('%s cannot name its specification', async (table, row) => {
    const [mine, theirs] = [await tenant(), await tenant()];
    const assignment = `specification_id = '${theirs.specification}'`;
    expect(await refusal(set(table, mine[row], assignment))).toBe(`23503 ${table}_specification_fk`);
  });

  test('an auth config cannot name it, nor its auth methods', async () => {
    const [mine, theirs] = [await tenant(), await tenant()];
    const [method] = await query(
      `select id from provider_auth_methods where provider_id = '${theirs.provider}'`,
    );
    const owner = `provider_owner = '${theirs.client.instanceId}'`;
    const link = (assignment: string) => refusal(set('provider_auth_configs', mine.auth, assignment));
    expect(await link(`provider_id = '${theirs.provider}'`)).toBe('23503 provider_auth_configs_provider_fk');
    expect(await link(`auth_method_id = '${method?.id}'`)).toBe('23503 provider_auth_configs_auth_method_fk');
    expect(await link(`${owner}, provider_id = '${theirs.provider}', auth_method_id = '${method?.id}'`)).toBe(
      '23514 provider_auth_configs_owner',
    );
  });

  test('a deployment cannot be locked to one of its versions', async () => {
    const [mine, theirs] = [await tenant(), await tenant()];
    const locked = (version: string) =>
      set('provider_deployments', mine.deployment, `locked_version_id = '${version}'`);
    expect(await refusal(locked(theirs.version))).toBe('23503 provider_deployments_locked_version_fk');
    expect(await refusal(locked(mine.version))).toBe('accepted');
  });

  test('a version, a specification and a tool belong to the owner of their provider', async () => {
    const [mine, theirs] = [await tenant(), await tenant()];
    const version = `specification_id = '${theirs.specification}'`;
    expect(await refusal(set('provider_versions', mine.version, version))).toMatch(/^23503/);
    const provider = `provider_id = '${theirs.provider}', version = 'x', is_current = false`;
    expect(await refusal(set('provider_versions', mine.version, provider))).toMatch(/^23503/);
    const moved = `provider_id = '${theirs.provider}', content_hash = 'x'`;
    expect(await refusal(set('provider_specifications', mine.specification, moved))).toMatch(/^23503/);
    const tools = `specification_id = '${theirs.specification}', key = 'x'`;
    expect(await refusal(set('provider_tools', mine.tool, tools))).toBe(
      '23503 provider_tools_specification_fk',
    );
    const owner = `owner_id = '${theirs.client.instanceId}', slug = 'x'`;
    expect(await refusal(set('providers', mine.provider, owner))).toMatch(/^23503/);
  });
});

describe('a private provider of another instance', () => {
  const insert = (table: string, row: Record<string, string>) =>
    refusal(
      query(
        `insert into ${table} (${Object.keys(row)}) values (${Object.values(row).map((text) => `'${text}'`)})`,
      ),
    );

  test('stands in no group of this one', async () => {
    const [mine, theirs] = [await tenant(), await tenant()];
    const { id } = await mine.client.create('provider-groups', { name: 'Mine' });
    const row = { instance_id: mine.client.instanceId, group_id: id };
    const put = (provider_owner: string, provider_id: string) =>
      insert('provider_group_members', { ...row, provider_owner, provider_id });
    const [own, other] = [mine.client.instanceId, theirs.client.instanceId];
    expect(await put(other, theirs.provider)).toBe('23514 provider_group_members_owner');
    for (const owner of [own, 'public']) {
      expect(await put(owner, theirs.provider)).toBe('23503 provider_group_members_provider_fk');
    }
    expect(await put(own, mine.provider)).toBe('accepted');
  });

  test.each([
    ['categories', 'provider_category_members'],
    ['collections', 'provider_collection_members'],
  ])('lends no %s to this one', async (member, table) => {
    const [mine, theirs] = [await tenant(), await tenant()];
    const shelfOf = async ({ client, provider }: Tenant) => {
      const shelf = { slug: 'own', name: 'Own', description: '' };
      return (await client.patch(`provider-listings/${provider}`, { [member]: [shelf] })).body[member][0].id;
    };
    const [own, other] = [mine.client.instanceId, theirs.client.instanceId];
    const [mineId, theirId] = [await shelfOf(mine), await shelfOf(theirs)];
    await mine.client.patch(`provider-listings/${mine.provider}`, { [member]: [] });
    const second = await mine.client.create('providers', {
      slug: 'second',
      name: 'Second',
      version: { version: '1', config_schema: {} },
    });
    const put = (shelf_owner: string, shelf_id: string) =>
      insert(table, { owner_id: own, provider_id: second.id, shelf_owner, shelf_id });
    expect(await put(other, theirId)).toBe(`23514 ${table}_owner`);
    for (const owner of [own, 'public']) expect(await put(owner, theirId)).toBe(`23503 ${table}_shelf_fk`);
    // The shelf of its own has ended with its last listing
    expect(await put(own, mineId)).toBe(`23503 ${table}_shelf_fk`);
  });
});

describe('values', () => {
  test('a config and a vault have only revisions of their own', async () => {
    const [mine, theirs] = [await tenant(), await tenant()];
    for (const [table, row] of [
      ['provider_configs', mine.config],
      ['provider_config_vaults', mine.vault],
      ['provider_auth_configs', mine.auth],
    ] as const) {
      expect(await refusal(set(table, row, 'revision = 2'))).toBe(`23503 ${table}_revision_fk`);
    }
    await query(
      `insert into value_revisions (instance_id, id, owner_id, revision, provider_owner, specification_id,
         data_key_id, ciphertext, value_state, created_by, created_at, updated_at)
       select instance_id, 'pvr_2', owner_id, 2, provider_owner, specification_id, data_key_id, ciphertext,
         value_state, created_by, created_at, updated_at
       from value_revisions where owner_id = '${theirs.config}'`,
    );
    expect(await refusal(set('provider_configs', mine.config, 'revision = 2'))).toMatch(/^23503/);
    expect(await refusal(set('provider_configs', theirs.config, 'revision = 2'))).toBe('accepted');
  });

  test('a revision is sealed with a key of its own instance and valid for a specification that it sees', async () => {
    const [mine, theirs] = [await tenant(), await tenant()];
    const [key] = await query(`select id from data_keys where instance_id = '${theirs.client.instanceId}'`);
    const revision = (assignment: string) =>
      query(`update value_revisions set ${assignment} where owner_id = '${mine.config}'`);
    expect(await refusal(revision(`data_key_id = '${key?.id}'`))).toBe('23503 value_revisions_data_key_fk');
    expect(await refusal(revision(`specification_id = '${theirs.specification}'`))).toBe(
      '23503 value_revisions_specification_fk',
    );
    const foreign = `provider_owner = '${theirs.client.instanceId}', specification_id = '${theirs.specification}'`;
    expect(await refusal(revision(foreign))).toBe('23514 value_revisions_owner');
  });

  test('a config without a value and without a vault is refused', async () => {
    const { config, vault } = await tenant();
    expect(await refusal(set('provider_configs', config, 'revision = null'))).toBe(
      '23514 provider_configs_value',
    );
    const fromVault = `revision = null, provider_config_vault_id = '${vault}'`;
    expect(await refusal(set('provider_configs', config, fromVault))).toBe('accepted');
  });

  test('no value can be dropped while a row has it', async () => {
    const { config } = await tenant();
    const dropped = query(`delete from value_revisions where owner_id = '${config}'`);
    expect(await refusal(dropped)).toBe('23503 provider_configs_revision_fk');
  });
});

describe('names', () => {
  const second = (mine: Tenant) =>
    mine.client.create('provider-configs', { provider_id: mine.provider, value: {}, handle: 'second' });

  test('two live configs of an instance cannot have one handle; archiving frees it', async () => {
    const mine = await tenant();
    const { id } = await second(mine);
    expect(await refusal(set('provider_configs', id, "handle = 'main'"))).toBe(
      '23505 provider_configs_handle',
    );
    await set('provider_configs', mine.config, "status = 'archived'");
    expect(await refusal(set('provider_configs', id, "handle = 'main'"))).toBe('accepted');
    expect(await refusal(set('provider_configs', mine.config, "status = 'active'"))).toMatch(/^23505/);
  });

  test('two instances may have the same handle and the same slug', async () => {
    await Promise.all([tenant(), tenant()]);
  });

  test('a deployment has one default config', async () => {
    const mine = await tenant();
    const { id } = await second(mine);
    const asDefault = `default_of_deployment_id = '${mine.deployment}'`;
    expect(await refusal(set('provider_configs', mine.config, asDefault))).toBe('accepted');
    expect(await refusal(set('provider_configs', id, asDefault))).toBe('23505 provider_configs_default');
  });

  test('a provider has one current version, and an owner has a slug once', async () => {
    const mine = await tenant();
    await mine.client.create('provider-versions', {
      provider_id: mine.provider,
      version: '2',
      config_schema: { type: 'object' },
    });
    const current = set('provider_versions', mine.version, 'is_current = true');
    expect(await refusal(current)).toBe('23505 provider_versions_current');
    const other = await mine.client.create('providers', {
      slug: 'other',
      name: 'Other',
      version: { version: '1', config_schema: {} },
    });
    expect(await refusal(set('providers', other.id, "slug = 'private'"))).toBe('23505 providers_slug');
  });
});
