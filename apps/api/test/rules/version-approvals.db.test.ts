import { jobHandlers, lookAfter, workOnNext } from '@berth/domain';
import { newId } from '@berth/kernel';
import { describe, expect, test } from 'vitest';
import {
  approvalIdOf,
  approvalOf,
  approve,
  GREP,
  inUse,
  pending,
  publicProvider,
  publishPublic,
  RENAMED,
  requireApprovals,
  SAME_GREP,
} from '../support/approvals-kit.ts';
import { startHarness } from '../support/harness.ts';
import { impactOf } from '../support/impact-kit.ts';
import { never, runnerSource } from '../support/jobs-kit.ts';
import {
  expectPlaces,
  expectRefusal,
  makeConfig,
  makeDeployment,
  makeProvider,
  makeVault,
  publish,
  VALUE,
} from '../support/rules-kit.ts';

/** Versions that an instance uses only after an approval. */

const harness = await startHarness();
const source = runnerSource(
  harness,
  jobHandlers.filter(({ kind }) => kind === 'provider-deployments.follow'),
);

async function work(): Promise<void> {
  await lookAfter(source);
  while (await workOnNext(source, 'one', never));
}

describe('versions of public providers', { timeout: 90_000 }, () => {
  test('are used after an approval, by this instance alone, and by all others at once', async () => {
    const [client, other] = [await harness.newInstance(), await harness.newInstance()];
    const first = await publicProvider(client, 'groq');
    const value = { api_key: 'example-key-0000' };
    expect((await requireApprovals(harness, client, { public_versions: true })).body.approvals).toEqual({
      public_versions: true,
      tool_changes: false,
    });
    expect(await pending(client)).toEqual([]);
    const deployment = await makeDeployment(client, first);
    const next = await publishPublic(harness, first);
    expect(await inUse(client, first)).toBe(first.version);
    expect(await inUse(other, first)).toBe(next.version);
    expect(await pending(client)).toEqual([next.version]);
    expect(await pending(other)).toEqual([]);
    const config = await makeConfig(client, first, { value });
    expect(config.specification_id).toBe(first.specification);
    expect((await client.get(`provider-configs/${config.id}`)).body.is_behind).toBe(false);
    expect((await client.get(`provider-deployments/${deployment.id}`)).body.is_behind).toBe(false);
    const schema = await client.get(`provider-config-schema?provider_id=${first.slug}`);
    expect(schema.body.specification_id).toBe(first.specification);
    expect((await makeConfig(other, first, { value })).specification_id).toBe(next.specification);
    expect(await approvalOf(client, next.version)).toMatchObject({
      status: 'pending',
      required_by: ['public_versions'],
      is_current: true,
      in_force: { id: first.version },
      decision: null,
    });
    const { body: diff } = await client.get(`version-approvals/${next.version}/diff`);
    expect(diff).toMatchObject({ id: next.version, against: first.version });
    expect(diff.changes.map(({ path }: { path: string }) => path)).toContain('/extra');
    expect((await impactOf(client, next.version)).counts.checked).toBe(1);

    const { status, body } = await approve(client, next.version, { reason: 'Read the diff.' });
    expect([status, body.status]).toEqual([200, 'approved']);
    expect(body.decision).toMatchObject({ decision: 'approved', is_void: false, reason: 'Read the diff.' });
    expect(await inUse(client, first)).toBe(next.version);
    expect((await client.get(`provider-configs/${config.id}`)).body.is_behind).toBe(true);
    expect((await client.get(`provider-deployments?behind=true`)).body.items).toEqual([]);
    expect(await pending(client)).toEqual([]);
    const events = (await client.get(`audit-events?resource_id=${approvalIdOf(next.version)}`)).body.items;
    expect(events).toMatchObject([
      {
        action: 'version-approvals.approve',
        resource_type: 'provider.version_approval',
        reason: 'Read the diff.',
        after: { status: 'approved' },
      },
    ]);
  });

  test('refuse locks, moves and new rows before the approval, and name it', async () => {
    const client = await harness.newInstance();
    const first = await publicProvider(client, 'mistral');
    const value = { api_key: 'example-key-0000' };
    const config = await makeConfig(client, first, { value });
    const deployment = await makeDeployment(client, first);
    await requireApprovals(harness, client, { public_versions: true });
    const next = await publishPublic(harness, first);
    const lock = { locked_provider_version_id: next.version };
    const move = { provider_version_id: next.version };
    const refused = [
      await client.post('provider-deployments', { provider_id: first.id, ...lock }),
      await client.patch(`provider-deployments/${deployment.id}`, lock),
      await client.post(`provider-deployments/${deployment.id}/upgrade`, move),
      await client.post(`provider-deployments/${deployment.id}/upgrade`, { ...move, force: true }),
      await client.post(`provider-configs/${config.id}/upgrade`, move),
    ];
    for (const answer of refused) {
      expectRefusal(answer, [409, 'conflict'], 'provider.version_approval');
      expect(answer.body).toMatchObject({ reason: 'approval_required', id: approvalIdOf(next.version) });
      expect(answer.body.hint).toContain(`/version-approvals/${approvalIdOf(next.version)}/approve`);
    }
    const preview = await client.post(`provider-deployments/${deployment.id}/upgrade-preview`, move);
    expect(preview.status).toBe(200);
    // The versions that were there before the switch need no approval
    const old = { locked_provider_version_id: first.version };
    expect((await client.patch(`provider-deployments/${deployment.id}`, old)).status).toBe(200);
    await approve(client, next.version);
    expect((await client.patch(`provider-deployments/${deployment.id}`, lock)).status).toBe(200);
    // An approval is taken back: the lock stays, and nothing new is made on it
    const reason = 'Withdrawn by its author.';
    expectPlaces(await client.post(`version-approvals/${next.version}/reject`, { reason: ' ' }), ['reason']);
    const rejected = await client.post(`version-approvals/${next.version}/reject`, { reason });
    expect(rejected.body.status).toBe('rejected');
    expect(await inUse(client, first)).toBe(first.version);
    const shown = (await client.get(`provider-deployments/${deployment.id}`)).body;
    expect(shown.locked_version.id).toBe(next.version);
    const made = { provider_id: first.id, provider_deployment_id: deployment.id, value };
    expectRefusal(await client.post('provider-configs', made), [409, 'conflict']);
    // The setting is switched off: every version is used again
    await requireApprovals(harness, client, { public_versions: false });
    expect(await inUse(client, first)).toBe(next.version);
    expect((await approvalOf(client, next.version)).status).toBe('not_required');
  });

  test('are published again while the setting was off: they need no approval then', async () => {
    const client = await harness.newInstance();
    const first = await publicProvider(client, 'hubspot');
    await requireApprovals(harness, client, { public_versions: true });
    const second = await publishPublic(harness, first);
    await requireApprovals(harness, client, { public_versions: false });
    await requireApprovals(harness, client, { public_versions: true });
    expect(await inUse(client, first)).toBe(second.version);
    const third = await publishPublic(harness, second);
    expect(await inUse(client, first)).toBe(second.version);
    expect(await pending(client, `&provider_id=${first.slug}`)).toEqual([third.version]);
    harness.forgetKeys();
    expect(await inUse(client, first)).toBe(second.version);
  });

  test('are moved to by deployments that follow safely once they are approved', async () => {
    const client = await harness.newInstance();
    const first = await publicProvider(client, 'jira');
    await requireApprovals(harness, client, { public_versions: true });
    const deployment = await makeDeployment(client, first, { follow: 'safe' });
    const next = await publishPublic(harness, first);
    const locked = async () =>
      (await client.get(`provider-deployments/${deployment.id}`)).body.locked_version.id;
    await work();
    expect(await locked()).toBe(first.version);
    await approve(client, next.version);
    const jobs = (await client.get('jobs?kind=provider-deployments.follow')).body.items;
    expect(jobs.map(({ status }: { status: string }) => status)).toContain('queued');
    await work();
    expect(await locked()).toBe(next.version);
  });
});

test('rejected versions are not come back to, not left by a deployment, and not sent secrets in a test', async () => {
  const client = await harness.newInstance();
  const provider = await makeProvider(client, { tools: [GREP] });
  await requireApprovals(harness, client, { tool_changes: true });
  const rows = [
    `provider-configs/${(await makeConfig(client, provider)).id}`,
    `provider-config-vaults/${(await makeVault(client, provider)).id}`,
  ];
  const { id } = await makeDeployment(client, provider, { follow: 'safe' });
  const next = await publish(client, provider, '2', { tools: [RENAMED] });
  await approve(client, next.id);
  await work();
  for (const at of rows)
    for (const provider_version_id of [next.id, provider.version])
      expect((await client.post(`${at}/upgrade`, { provider_version_id })).status).toBe(200);
  await client.post(`version-approvals/${next.id}/reject`, { reason: 'It deletes files.' });
  for (const at of rows) {
    const refused = await client.post(`${at}/revisions/2/restore`, {});
    expectRefusal(refused, [409, 'conflict'], 'provider.version_approval');
    expect((await client.post(`${at}/revisions/1/restore`, {})).status).toBe(200);
  }
  const value = { provider_id: provider.id, provider_deployment_id: id, value: VALUE };
  const tested = await client.post('provider-configs/test', value);
  expectRefusal(tested, [409, 'conflict'], 'provider.version_approval');
  const locked = async () => (await client.get(`provider-deployments/${id}`)).body.locked_version.id;
  await work();
  expect(await locked()).toBe(next.id);
  const third = await publish(client, provider, '3', { tools: [GREP] });
  await work();
  expect(await locked()).toBe(third.id);
}, 90_000);

test('a version that waits is not named for a specification that it shares with a version in use', async () => {
  const client = await harness.newInstance();
  const first = await publicProvider(client, 'linear');
  await requireApprovals(harness, client, { public_versions: true });
  const config = await makeConfig(client, first, {
    value: { auth: { type: 'api_key', api_key: 'example-key-0000' } },
  });
  const again = newId('providerVersion', new Date());
  await harness.database.query(
    `update provider_versions set is_current = false where provider_id = '${first.id}' and is_current`,
  );
  await harness.database.query(`
    insert into provider_versions (id, owner_id, provider_id, version, name, is_current, current_since, specification_id,
      created_at, updated_at)
    select '${again}', owner_id, provider_id, '${again}', name, true, now(), specification_id, now(), now()
    from provider_versions where id = '${first.version}'`);
  expect(await pending(client)).toEqual([again]);
  const shown = async () => (await client.get(`provider-config-schema?provider_config_id=${config.id}`)).body;
  expect((await shown()).provider_version.id).toBe(first.version);
  await approve(client, again);
  expect((await shown()).provider_version.id).toBe(again);
}, 90_000);

describe('definitions of tools', { timeout: 90_000 }, () => {
  test('are used after an approval, of own providers too, and the version with the old ones before', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client, { tools: [GREP] });
    await requireApprovals(harness, client, { tool_changes: true });
    const same = await publish(client, provider, '2', { tools: [SAME_GREP] });
    expect(await inUse(client, provider)).toBe(same.id);
    const changed = await publish(client, provider, '3', { tools: [RENAMED] });
    expect(await approvalOf(client, changed.id)).toMatchObject({
      status: 'pending',
      required_by: ['tool_changes'],
      in_force: { id: same.id },
    });
    expect(await inUse(client, provider)).toBe(same.id);
    const { body: diff } = await client.get(`version-approvals/${changed.id}/diff`);
    expect(diff.changes.filter(({ tool }: { tool?: string }) => tool !== undefined)).toEqual([
      {
        path: '',
        kind: 'tool_changed',
        severity: 'risky',
        tool: 'grep',
        before: { description: null },
        after: { description: RENAMED.description },
      },
    ]);
    const without = await publish(client, provider, '4');
    expect(await inUse(client, provider)).toBe(without.id);
    const again = await publish(client, provider, '5', { tools: [RENAMED] });
    expect(await inUse(client, provider)).toBe(without.id);
    expect(await pending(client)).toEqual([changed.id, again.id]);
    // These tools are approved now, for the later version with the same ones too
    await approve(client, changed.id);
    expect(await inUse(client, provider)).toBe(again.id);
    expect(await pending(client)).toEqual([]);
    expect((await approvalOf(client, again.id)).status).toBe('not_required');
  });

  test('of a new provider need one approval before the first row of it', async () => {
    const client = await harness.newInstance();
    await requireApprovals(harness, client, { tool_changes: true });
    const plain = await makeProvider(client);
    await makeConfig(client, plain);
    const made = await client.create('providers', {
      slug: 'tools-of-our-own',
      name: 'Tools',
      version: { version: '1', config_schema: { type: 'object' }, tools: [GREP] },
    });
    expect(made.current_version).toBeNull();
    const [version] = await pending(client);
    const body = { provider_id: made.id, value: {} };
    for (const path of ['provider-configs', 'provider-deployments']) {
      const { value, ...bare } = body;
      const refused = await client.post(path, path === 'provider-configs' ? { ...bare, value } : bare);
      expectRefusal(refused, [409, 'conflict'], 'provider.version_approval');
      expect(refused.body).toMatchObject({ reason: 'approval_required', id: approvalIdOf(version) });
    }
    expectRefusal(await client.get(`version-approvals/${version}/diff`), [409, 'invalid_state']);
    await approve(client, version);
    expect((await client.post('provider-configs', body)).status).toBe(200);
  });

  test('go back when an earlier version is made current again, and stay there while a later one waits', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client, { tools: [GREP] });
    await requireApprovals(harness, client, { tool_changes: true });
    const second = await publish(client, provider, '2', { tools: [GREP] });
    expect(await inUse(client, provider)).toBe(second.id);
    await client.patch(`provider-versions/${provider.version}`, { is_current: true });
    expect(await inUse(client, provider)).toBe(provider.version);
    await publish(client, provider, '3', { tools: [RENAMED] });
    expect(await inUse(client, provider)).toBe(provider.version);
  });

  test('are not sent secrets through the auth methods of a version that is not approved', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    await requireApprovals(harness, client, { tool_changes: true });
    const auth_methods = [
      { key: 'token', type: 'token', name: 'Token', input_schema: { type: 'object', properties: { t: {} } } },
    ];
    const { specification_id, id } = await publish(client, provider, '2', { tools: [RENAMED], auth_methods });
    const { body } = await client.get(`provider-auth-methods?provider_version_id=${id}`);
    const [method] = body.items;
    expect(method.specification_id ?? specification_id).toBe(specification_id);
    const input = { provider_auth_method_id: method.id, value: { t: 'x' } };
    expectRefusal(await client.post('provider-auth-configs', input), [409, 'conflict']);
    await approve(client, id);
    expect((await client.post('provider-auth-configs', input)).status).toBe(200);
  });
});
