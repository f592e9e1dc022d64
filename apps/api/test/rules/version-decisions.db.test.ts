import { describe, expect, test } from 'vitest';
import {
  approvalIdOf,
  approvalOf,
  approve,
  GREP,
  inUse,
  pending,
  RENAMED,
  requireApprovals,
} from '../support/approvals-kit.ts';
import { startHarness } from '../support/harness.ts';
import { makeKey } from '../support/keys-kit.ts';
import { archive, expectRefusal, makeDeployment, makeProvider, publish } from '../support/rules-kit.ts';

/** Decisions about versions, and the settings that ask for them. */

const harness = await startHarness();

describe('a decision', { timeout: 90_000 }, () => {
  test('names the hash that was looked at, and is void when the specification has another one', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client, { tools: [GREP] });
    await requireApprovals(harness, client, { tool_changes: true });
    const next = await publish(client, provider, '2', { tools: [RENAMED] });
    const at = `version-approvals/${next.id}`;
    const { specification_hash } = await approvalOf(client, next.id);
    const stale = await client.post(`${at}/approve`, { specification_hash: `${specification_hash}0` });
    expectRefusal(stale, [409, 'conflict'], 'provider.version_approval');
    expect(stale.body.reason).toBe('other_specification');
    expect((await client.post(`${at}/approve`, {})).status).toBe(400);
    expect((await approvalOf(client, next.id)).status).toBe('pending');
    await approve(client, next.id);
    const { specification_hash: known, row_version } = await approvalOf(client, next.id);
    // Nothing in Berth changes a specification. An operator who does it in the database takes the approval back.
    await harness.database.query(
      `update provider_specifications set content_hash = 'changed' where id = '${next.specification_id}'`,
    );
    await harness.database.query('update change_counter set value = value + 1');
    expect(await approvalOf(client, next.id)).toMatchObject({
      status: 'pending',
      specification_hash: 'changed',
      decision: { decision: 'approved', is_void: true, specification_hash: known },
    });
    expect(await inUse(client, provider)).toBe(provider.version);
    const late = { specification_hash: known };
    expectRefusal(await client.post(`${at}/approve`, late), [409, 'conflict']);
    const { body } = await approve(client, next.id);
    expect(body).toMatchObject({ status: 'approved', row_version: row_version + 1 });
  });

  test('is made by keys with its scope alone, also about versions that they published', async () => {
    const client = await harness.newInstance();
    await requireApprovals(harness, client, { tool_changes: true });
    const publisher = await makeKey(harness, client, [
      'providers:write',
      'provider-versions:write',
      'reader',
    ]);
    const provider = await makeProvider(publisher, { tools: [GREP] }).catch(() => null);
    expect(provider).toBeNull();
    const [version] = await pending(publisher);
    expectRefusal(await approve(publisher, version), [403, 'forbidden']);
    const reason = 'No.';
    const refused = await publisher.post(`version-approvals/${version}/reject`, { reason });
    expectRefusal(refused, [403, 'forbidden']);
    const approver = await makeKey(harness, client, ['version-approvals:read', 'version-approvals:write']);
    expect((await approve(approver, version)).body).toMatchObject({
      status: 'approved',
      decision: { decided_by: approver.id },
    });
  });

  test('of two approvers at once leaves one row and an event of each', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client, { tools: [GREP] });
    await requireApprovals(harness, client, { tool_changes: true });
    const { id } = await publish(client, provider, '2', { tools: [RENAMED] });
    const reason = 'No.';
    const answers = await Promise.all([
      approve(client, id),
      approve(client, id),
      client.post(`version-approvals/${id}/reject`, { reason }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const { items } = (await client.get(`audit-events?resource_id=${approvalIdOf(id)}`)).body;
    expect(items).toHaveLength(3);
    const shown = await approvalOf(client, id);
    expect(shown.decision).not.toBeNull();
    expect(shown.row_version).toBe(
      answers
        .map(({ body }) => body.row_version)
        .sort()
        .at(-1),
    );
  });

  test('is about the version that was looked at, though another is published meanwhile', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client, { tools: [GREP] });
    await requireApprovals(harness, client, { tool_changes: true });
    const second = await publish(client, provider, '2', { tools: [RENAMED] });
    const tools = [{ ...RENAMED, name: 'Third' }];
    const [approved, third] = await Promise.all([
      approve(client, second.id),
      publish(client, provider, '3', { tools }),
    ]);
    expect(approved.status).toBe(200);
    expect(await inUse(client, provider)).toBe(second.id);
    expect(await pending(client)).toEqual([third.id]);
  });

  test('and a lock at once: the lock came before a rejection, or is refused', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client, { tools: [GREP] });
    const deployment = await makeDeployment(client, provider);
    await requireApprovals(harness, client, { tool_changes: true });
    const { id } = await publish(client, provider, '2', { tools: [RENAMED] });
    await approve(client, id);
    const lock = { locked_provider_version_id: id };
    const [locked, rejected] = await Promise.all([
      client.patch(`provider-deployments/${deployment.id}`, lock),
      client.post(`version-approvals/${id}/reject`, { reason: 'No.' }),
    ]);
    expect(rejected.status).toBe(200);
    expect([200, 409]).toContain(locked.status);
    const other = await makeDeployment(client, provider);
    expectRefusal(await client.patch(`provider-deployments/${other.id}`, lock), [409, 'conflict']);
  });

  test('is waited for by a hundred versions of a provider at most', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client, { tools: [GREP] });
    await requireApprovals(harness, client, { tool_changes: true });
    for (let number = 2; number < 102; number++) {
      await publish(client, provider, `${number}`, { tools: [{ ...GREP, name: `Grep ${number}` }] });
    }
    expect(await inUse(client, provider)).toBe(provider.version);
    const config_schema = { type: 'object' };
    const next = { provider_id: provider.id, version: '102', config_schema };
    expectRefusal(await client.post('provider-versions', next), [409, 'conflict']);
    const [first] = await pending(client);
    await approve(client, first);
    expect((await client.post('provider-versions', next)).status).toBe(200);
  });

  test('is waited for with the version in force, which is not archived meanwhile', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client, { tools: [GREP] });
    await requireApprovals(harness, client, { tool_changes: true });
    const { id } = await publish(client, provider, '2', { tools: [RENAMED] });
    const at = `provider-versions/${provider.version}`;
    const refused = await client.delete(at);
    expectRefusal(refused, [409, 'conflict'], 'provider.version');
    expect(refused.body.message).toContain('in force');
    await approve(client, id);
    await archive(client, at);
  });

  test('in a dry run changes nothing, and about an archived version is refused', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client, { tools: [GREP] });
    await requireApprovals(harness, client, { tool_changes: true });
    const { id } = await publish(client, provider, '2', { tools: [RENAMED] });
    const { specification_hash } = await approvalOf(client, id);
    const dry = await client.post(`version-approvals/${id}/approve?dry_run=true`, { specification_hash });
    expect(dry.body.status).toBe('approved');
    expect((await approvalOf(client, id)).status).toBe('pending');
    await client.patch(`provider-versions/${provider.version}`, { is_current: true });
    await client.delete(`provider-versions/${id}`);
    expect(await pending(client)).toEqual([]);
    expect((await approvalOf(client, id)).status).toBe('not_required');
    expectRefusal(await approve(client, id), [410, 'gone']);
  });
});

describe('the settings of an instance', { timeout: 90_000 }, () => {
  test('are off at first, are switched one by one, and stand in the trail', async () => {
    const client = await harness.newInstance();
    const off = { public_versions: false, tool_changes: false };
    expect((await client.get('instance')).body.approvals).toEqual(off);
    await requireApprovals(harness, client, { tool_changes: true });
    const on = await requireApprovals(harness, client, { public_versions: true });
    expect(on.body.approvals).toEqual({ public_versions: true, tool_changes: true });
    const { row_version } = on.body;
    expect((await requireApprovals(harness, client, { public_versions: true })).body.row_version).toBe(
      row_version,
    );
    const { items } = (
      await harness.bootstrap.get(`audit-events?resource_id=${client.instanceId}&order=desc&limit=1`)
    ).body;
    expect(items[0]).toMatchObject({
      action: 'instances.update',
      before: { approvals: { public_versions: false, tool_changes: true } },
      after: { approvals: { public_versions: true, tool_changes: true } },
    });
    const made = await harness.bootstrap.create('instances', {
      name: 'Careful',
      approvals: { public_versions: true },
    });
    expect(made.approvals).toEqual({ public_versions: true, tool_changes: false });
  });
});
