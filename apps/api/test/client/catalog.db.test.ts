import { expect, test } from 'vitest';
import { newer, refusalOf, wire } from '../support/official-client.ts';
import { expectFilters, expectPaging, idsOf } from './lists.ts';
import { at, parcelSchema, parcelValue, publish, registerProvider, startClientHarness } from './setup.ts';

const harness = await startClientHarness();
const { atHour, newCustomer } = harness;

const tools = [
  {
    key: 'send_parcel',
    name: 'Send parcel',
    description: 'Hands a parcel over.',
    input_schema: { type: 'object', properties: { parcel_id: { type: 'string' } } },
    output_schema: { type: 'object' },
    tags: { destructive: true, read_only: false },
  },
  { key: 'track_parcel', name: 'Track parcel' },
];
const authMethods = [
  { key: 'token', type: 'token', name: 'Token', input_schema: { type: 'object' } },
  { key: 'oauth', type: 'oauth', name: 'OAuth', scopes: ['parcels:write'] },
];

/** Makes three providers of a new instance, at one, two and three o'clock, and changes the third at four. */
async function threeProviders() {
  const customer = await newCustomer();
  const providers = [];
  for (const hour of [1, 2, 3]) {
    providers.push(await atHour(hour, () => registerProvider(customer.plain)));
  }
  const [first, second, third] = providers;
  if (!first || !second || !third) throw new Error('Three providers were made');
  return { ...customer, first, second, third };
}

test('the client reads its instance with dates and the project', async () => {
  const { official, plain } = await newCustomer();
  const instance = await official.instance.get();
  expect(instance).toMatchObject({
    object: 'organization.instance',
    id: plain.instanceId,
    createdAt: expect.any(Date),
    updatedAt: expect.any(Date),
    organizationId: expect.stringMatching(/^org_/),
    project: {
      object: 'organization.project',
      createdAt: expect.any(Date),
      organizationId: instance.organizationId,
    },
  });
});

test('the client reads a whole provider by id, slug and identifier', async () => {
  const { official, plain } = await newCustomer();
  const registered = await atHour(1, () => registerProvider(plain, { auth_methods: authMethods }));
  const provider = await official.providers.get(registered.id);
  expect(provider).toMatchObject({
    object: 'provider',
    id: registered.id,
    access: 'tenant',
    status: 'active',
    publisher: { object: 'provider.publisher', imageUrl: expect.any(String), createdAt: expect.any(Date) },
    currentVersion: {
      object: 'provider.version',
      id: registered.versionId,
      version: '1.0.0',
      providerId: registered.id,
      isCurrent: true,
      specificationId: registered.specificationId,
      createdAt: at(1),
      updatedAt: at(1),
    },
    oauth: { status: 'enabled', callbackUrl: null, autoRegistration: { status: 'unsupported' } },
    name: expect.stringMatching(/^Parcels /),
    description: expect.stringContaining('Sends parcels'),
    metadata: { fleet: { vans: expect.any(Number) } },
    createdAt: at(1),
    updatedAt: at(1),
  });
  expect(await official.providers.get(provider.slug)).toEqual(provider);
  expect(await official.providers.get(provider.identifier)).toEqual(provider);
});

test('the client lists providers by every filter', async () => {
  const { official, plain, first, second, third } = await threeProviders();
  const { slug, name } = await official.providers.get(first.id);
  await atHour(4, () => plain.patch(`providers/${third.id}`, { name: 'Renamed parcels' }));
  const { id } = await atHour(4, () => registerProvider(plain));
  await atHour(5, () => plain.delete(`providers/${id}`));
  await expectFilters('providers', (query) => official.providers.list(query), [
    [{ id: first.id }, [first]],
    [{ id: slug }, [first]],
    [{ id: [third.id, first.id] }, [first, third]],
    [{ id: ['pro_nothing', 'no such slug'] }, []],
    [{ status: 'archived' }, [{ id }]],
    [{ status: ['active', 'archived'], created_at: { gt: at(2) } }, [third, { id }]],
    [{ search: `service ${name.split(' ')[1]}.`, created_at: { gt: at(0) } }, [first]],
    [{ created_at: { gt: at(1) } }, [second, third]],
    [{ created_at: { gt: at(0), lt: at(2) } }, [first]],
    [{ created_at: { gt: '2031-05-17', lt: at(3).toISOString() } }, [first, second]],
    [{ updated_at: { gt: at(2) } }, [third]],
    [{ updated_at: { gt: at(0), lt: at(3) } }, [first, second]],
  ]);
});

test('the client pages through its own providers and through the whole catalogue', async () => {
  const { official, first, second, third } = await threeProviders();
  await expectPaging((query) => official.providers.list(query), [first, second, third], {
    created_at: { gt: at(0) },
  });
  const { items, pagination } = await official.providers.list({ limit: 100 });
  expect(items.length).toBeGreaterThanOrEqual(27);
  expect(pagination).toEqual({ hasMoreBefore: false, hasMoreAfter: false });
  expect(idsOf((await official.providers.list()).items)).toEqual(idsOf(items.slice(0, 20)));
});

test('the client lists and reads the versions of a provider', async () => {
  const { official, plain, first, second } = await threeProviders();
  const next = await atHour(4, () =>
    publish(plain, first.id, { version: '2.0.0', name: 'Parcels, second edition' }),
  );
  const versions = [{ id: first.versionId }, { id: second.versionId }, { id: next.versionId }];
  const [old, other, current] = versions as [{ id: string }, { id: string }, { id: string }];
  const list = (query: object) => official.versions.list(query);
  const both = { provider_id: [first.id, second.id] };
  await expectFilters('provider-versions', list, [
    [{ id: old.id }, [old]],
    [{ id: [current.id, other.id] }, [other, current]],
    [{ providerId: first.id }, [old, current]],
    [{ providerId: [first.id, second.id] }, versions],
    [{ ...both, status: 'active' }, versions],
    [{ ...both, status: 'archived' }, []],
    [{ ...both, created_at: { gt: at(1), lt: at(4) } }, [other]],
    [{ ...both, created_at: { gt: at(2) } }, [current]],
    [{ ...both, created_at: { lt: at(2) } }, [old]],
    [{ ...both, updated_at: { gt: at(3) } }, [old, current]],
    [{ ...both, updated_at: { lt: at(3) } }, [other]],
  ]);
  await expectPaging(list, versions, both);
  expect(await official.versions.get(current.id)).toMatchObject({
    object: 'provider.version',
    version: '2.0.0',
    name: 'Parcels, second edition',
    isCurrent: true,
    providerId: first.id,
    specificationId: first.specificationId,
    createdAt: at(4),
  });
  expect(await official.versions.get(old.id)).toMatchObject({ isCurrent: false, updatedAt: at(4) });
});

test('the client lists and reads specifications with their schema, tools and auth methods', async () => {
  const { official, plain, first, second } = await threeProviders();
  const rich = await atHour(4, () =>
    publish(plain, first.id, {
      version: '2.0.0',
      config_visibility: 'encrypted',
      tools,
      auth_methods: authMethods,
    }),
  );
  const deployment = await official.deployments.create({
    providerId: first.id,
    lockedProviderVersionId: first.versionId,
  });
  const config = await official.configs.create({ providerId: second.id, value: parcelValue });
  const [plainOne, other, richOne] = [first, second, rich].map((row) => ({ id: row.specificationId }));
  if (!plainOne || !other || !richOne) throw new Error('Three specifications were made');
  const all = [plainOne, other, richOne];
  const list = (query: object) => official.specifications.list(query);
  const both = { providerId: [first.id, second.id] };
  await expectFilters('provider-specifications', list, [
    [{ id: richOne.id }, [richOne]],
    [{ id: [richOne.id, plainOne.id] }, [plainOne, richOne]],
    [{ providerId: second.id }, [other]],
    [both, all],
    [{ providerVersionId: rich.versionId }, [richOne]],
    [{ providerVersionId: [rich.versionId, first.versionId] }, [plainOne, richOne]],
    [{ providerDeploymentId: deployment.id }, [plainOne]],
    [{ providerDeploymentId: [deployment.id, 'pde_nothing'] }, [plainOne]],
    [{ providerConfigId: config.id }, [other]],
    [{ providerConfigId: [config.id, 'pcf_nothing'] }, [other]],
    [{ ...both, created_at: { gt: at(1), lt: at(4) } }, [other]],
    [{ ...both, updated_at: { gt: at(3) } }, [richOne]],
    [{ ...both, updated_at: { lt: at(2) } }, [plainOne]],
  ]);
  await expectPaging(list, all, both);
  expect(await official.specifications.get(richOne.id)).toMatchObject({
    object: 'provider.specification',
    configSchema: parcelSchema,
    configVisibility: 'encrypted',
    providerId: first.id,
    tools: [
      { object: 'provider.tool', key: 'send_parcel', specificationId: richOne.id },
      { object: 'provider.tool', key: 'track_parcel', specificationId: richOne.id },
    ],
    authMethods: [
      { object: 'provider.capabilities.auth_method', key: 'token' },
      { object: 'provider.capabilities.auth_method', key: 'oauth' },
    ],
    createdAt: at(4),
  });
});

test('the client lists and reads tools on its own path, and others do so on the newer one', async () => {
  const { official, plain } = await newCustomer();
  const provider = await atHour(1, () => registerProvider(plain, { tools, auth_methods: authMethods }));
  const providerVersionId = provider.versionId;
  const { items } = await official.tools.list({ providerVersionId });
  const methods = await official.authMethods.list({ providerVersionId });
  const methodIds = idsOf(methods.items);
  const only = (key: string) => newer({ tool_filters: { type: 'tool_keys', keys: [key] } });
  const deployment = await official.deployments.create({ providerId: provider.id, ...only('send_parcel') });
  const config = await official.configs.create({
    providerId: provider.id,
    value: parcelValue,
    ...only('track_parcel'),
  });
  const auth = await official.authConfigs.create({
    providerAuthMethodId: methodIds[0] ?? '',
    value: {},
    ...newer({ tool_filters: { filters: null, ignore_parent_filters: true } }),
  } as never);
  const list = (query: object) => official.tools.list({ providerVersionId, ...query });
  expect(items.map((tool) => tool.key)).toEqual(['send_parcel', 'track_parcel']);
  await expectFilters('provider-tools', list, [
    [{ providerVersionId }, items],
    [{ providerVersionId: 'prv_nothing' }, []],
    [{ provider_auth_method_id: methodIds[0] }, items],
    [{ provider_auth_method_id: methodIds }, items],
    [{ provider_auth_method_id: 'pam_nothing' }, []],
    [{ id: items[1]?.id }, items.slice(1)],
    [{ provider_deployment_id: deployment.id }, items.slice(0, 1)],
    [{ provider_config_id: config.id }, items.slice(1)],
    [{ provider_deployment_id: deployment.id, provider_config_id: config.id }, []],
    [{ provider_config_id: config.id, provider_auth_config_id: auth.id }, items],
  ]);
  await expectPaging(list, items);
  const tool = await official.tools.get(items[0]?.id ?? '');
  expect(tool).toEqual(items[0]);
  expect(tool).toMatchObject({
    object: 'provider.tool',
    key: 'send_parcel',
    name: 'Send parcel',
    description: 'Hands a parcel over.',
    inputSchema: {
      type: 'json_schema',
      schema: { type: 'object', properties: { parcel_id: { type: 'string' } } },
    },
    outputSchema: { type: 'json_schema', schema: { type: 'object' } },
    tags: { destructive: true, readOnly: false },
    specificationId: provider.specificationId,
    providerId: provider.id,
    createdAt: at(1),
  });
  const newerPath = await plain.get(`provider-tools?provider_version_id=${providerVersionId}`);
  const olderPath = await plain.get(`providers-tools?provider_version_id=${providerVersionId}`);
  expect(newerPath.body).toEqual(olderPath.body);
  expect((await plain.get(`provider-tools/${tool.id}`)).body).toEqual(
    (await plain.get(`providers-tools/${tool.id}`)).body,
  );
});

test('the client lists and reads auth methods, with scopes where they are OAuth', async () => {
  const { official, plain } = await newCustomer();
  const provider = await registerProvider(plain, { auth_methods: authMethods });
  const providerVersionId = provider.versionId;
  const { items } = await official.authMethods.list({ providerVersionId });
  const list = (query: object) => official.authMethods.list({ providerVersionId, ...query });
  await expectFilters('provider-auth-methods', list, [
    [{ providerVersionId }, items],
    [{ providerVersionId: 'prv_nothing' }, []],
    [{ id: [items[0]?.id, items[1]?.id] }, items],
  ]);
  await expectPaging(list, items);
  const [token, oauth] = await Promise.all(items.map(({ id }) => official.authMethods.get(id)));
  expect(token).toMatchObject({
    object: 'provider.capabilities.auth_method',
    type: 'token',
    key: 'token',
    inputSchema: { type: 'json_schema', schema: { type: 'object' } },
    outputSchema: null,
    scopes: null,
    providerId: provider.id,
    providerSpecificationId: provider.specificationId,
    createdAt: expect.any(Date),
  });
  expect(oauth).toMatchObject({
    type: 'oauth',
    scopes: [
      { object: 'provider.capabilities.auth_method.scope', scope: 'parcels:write', name: 'parcels:write' },
    ],
  });
});

test('tools and auth methods are listed only with the version that they require', async () => {
  const { official } = await newCustomer();
  for (const call of [
    () => official.tools.list(newer({}) as never),
    () => official.authMethods.list(newer({}) as never),
  ]) {
    const refusal = await refusalOf(call());
    expect(refusal.response).toMatchObject({ status: 400, code: 'invalid_data', entity: 'query' });
    expect(refusal.validationErrors?.map((error) => error.path)).toEqual([['provider_version_id']]);
  }
});

test('the client lists and reads publishers', async () => {
  const { official, plain } = await newCustomer();
  await registerProvider(plain);
  const { items } = await official.publishers.list({ limit: 100 });
  expect(items.length).toBeGreaterThan(10);
  await expectPaging((query) => official.publishers.list(query), items);
  const own = items.at(-1);
  expect(own).toMatchObject({
    object: 'provider.publisher',
    name: expect.stringMatching(/^Test /),
    imageUrl: expect.stringMatching(/^(data|https):/),
    createdAt: expect.any(Date),
  });
  expect(await official.publishers.get(own?.id ?? '')).toEqual(own);
  expect(Object.keys(wire(own ?? {}))).not.toContain('owner_id');
});
