import { describe, expect, test } from 'vitest';
import { startListening } from '../../../packages/client/test/listening.ts';
import { requireApprovals } from '../../api/test/support/approvals-kit.ts';
import {
  makeConfig,
  makeDeployment,
  makeProvider,
  makeVault,
  publish,
  SCHEMA,
  VALUE,
} from '../../api/test/support/rules-kit.ts';
import { berth, makeHome, type Setting } from './terminal.ts';

const server = await startListening();
const home = makeHome();

const STRICT = { ...SCHEMA, required: ['host', 'port'] };

async function scene() {
  const client = await server.newInstance();
  const env = { BERTH_URL: server.url, BERTH_KEY: client.key };
  const cli = (line: string, setting: Setting = {}) => berth(home, line, { env, ...setting });
  const provider = await makeProvider(client);
  const deployment = await makeDeployment(client, provider);
  const bound = { provider_deployment_id: deployment.id };
  const fits = await makeConfig(client, provider, { ...bound, handle: 'fits', value: { ...VALUE, port: 1 } });
  const lacks = await makeConfig(client, provider, { ...bound, handle: 'lacks' });
  const loose = await makeConfig(client, provider, { value: { ...VALUE, port: 2 } });
  const next = await publish(client, provider, '2.0.0', { config_schema: STRICT });
  await client.patch(`provider-versions/${provider.version}`, { is_current: true });
  const specificationOf = async ({ id }: { id: string }) =>
    (await client.get(`provider-configs/${id}`)).body.specification_id;
  return { client, cli, provider, deployment, fits, lacks, loose, next, specificationOf };
}

const lines = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('berth upgrade', { timeout: 60_000 }, () => {
  test('plan tells what to fix, and exits with 2 while something breaks', async () => {
    const { client, cli, provider, deployment, lacks, next } = await scene();
    const ran = await cli(`upgrade plan ${provider.slug} --to 2.0.0`);
    expect([ran.code, ran.stderr]).toEqual([2, '']);
    expect(ran.stdout).toMatch(
      new RegExp(
        `^config lacks \\(${lacks.id}\\)\n  /port: .+\nVersion 2\\.0\\.0: 3 checked, 2 pass, 1 breaks\\.\n$`,
      ),
    );
    expect((await cli(`upgrade plan ${deployment.id} --to ${next.id}`)).stdout).toContain(
      '2 checked, 1 passes, 1 breaks.',
    );
    const json = lines((await cli(`upgrade plan ${provider.slug} --to 2.0.0 --json`)).stdout);
    expect(json).toMatchObject([
      { object: 'provider.version.impact.item', handle: 'lacks', errors: [{ path: '/port' }] },
      { object: 'provider.version.impact.end', counts: { checked: 3, breaks: 1 } },
    ]);
    await client.patch(`provider-configs/${lacks.id}`, { value: { port: 3 } });
    const clean = await cli(`upgrade plan ${provider.slug} --to 2.0.0`);
    expect([clean.code, clean.stdout]).toEqual([0, 'Version 2.0.0: 3 checked, 3 pass, 0 break.\n']);
  });

  test('shows the progress on a terminal alone', async () => {
    const { cli, provider } = await scene();
    expect((await cli(`upgrade plan ${provider.slug} --to 2.0.0`, { isTTY: true })).stderr).toContain(
      '3 of 3',
    );
  });

  test('apply moves nothing that breaks, and without --yes nothing at all', async () => {
    const { client, cli, provider, deployment, fits, lacks, next, specificationOf } = await scene();
    const at = `upgrade apply ${deployment.id} --to 2.0.0`;
    const refused = await cli(`${at} --yes`);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('Nothing was moved.')]);
    await client.patch(`provider-configs/${lacks.id}`, { value: { port: 3 } });
    expect((await cli(at)).stderr).toContain('--yes');
    expect(await specificationOf(fits)).toBe(provider.specification);
    const moved = await cli(`${at} --yes`);
    expect([moved.code, moved.stdout]).toEqual([
      0,
      'Version 2.0.0: 2 checked, 2 pass, 0 break.\nMoved: deployments 1, configs 2.\n',
    ]);
    expect(await specificationOf(lacks)).toBe(next.specification_id);
    const again = await cli(`${at} --yes`);
    expect([again.code, again.stdout]).toEqual([
      0,
      expect.stringContaining('Moved: deployments 0, configs 0.\n'),
    ]);
    const back = await cli(`upgrade apply ${deployment.id} --to 1 --yes --json`);
    expect(lines(back.stdout).at(-1)).toEqual({ object: 'upgrade', deployments: 1, configs: 2, invalid: 0 });
    expect(await specificationOf(lacks)).toBe(provider.specification);
  });

  test('apply to a provider makes the version current and moves what follows it', async () => {
    const { client, cli, provider, fits, lacks, loose, next, specificationOf } = await scene();
    const stays = await makeDeployment(client, provider, { locked_provider_version_id: provider.version });
    const held = await makeConfig(client, provider, { provider_deployment_id: stays.id });
    const moved = await cli(`upgrade apply ${provider.slug} --to 2.0.0 --force --yes`);
    expect([moved.code, moved.stderr]).toEqual([0, '']);
    expect(moved.stdout).toContain('Moved: deployments 1, configs 3. Invalid now: 1.\n');
    for (const config of [fits, lacks, loose]) {
      expect(await specificationOf(config)).toBe(next.specification_id);
    }
    expect(await specificationOf(held)).toBe(provider.specification);
    expect((await client.get(`provider-versions/${next.id}`)).body.is_current).toBe(true);
    const again = await cli(`upgrade apply ${provider.slug} --force --yes`);
    expect(again.stdout).toContain('Moved: deployments 0, configs 0.\n');
  });

  test('apply passes over vaults that break, and leaves the default config of a locked deployment', async () => {
    const { client, cli, provider, fits, lacks, loose, next, specificationOf } = await scene();
    await client.patch(`provider-configs/${lacks.id}`, { value: { port: 3 } });
    const vault = await makeVault(client, provider);
    const adopted = await makeConfig(client, provider, { value: { ...VALUE, port: 4 } });
    await makeDeployment(client, provider, {
      locked_provider_version_id: provider.version,
      provider_config_id: adopted.id,
    });
    // Behind the lock of the deployment that it is the default config of
    await client.post(`provider-configs/${adopted.id}/upgrade`, { provider_version_id: next.id });
    const plan = await cli(`upgrade plan ${provider.slug} --to 2.0.0`);
    expect([plan.code, plan.stdout]).toEqual([2, expect.stringContaining(vault.id)]);
    const older = await cli(`upgrade apply ${provider.slug} --to 2.0.0 --yes`);
    expect([older.code, older.stderr]).toEqual([0, expect.stringContaining('Vaults and auth configs stay')]);
    for (const config of [fits, lacks, loose]) {
      expect(await specificationOf(config)).toBe(next.specification_id);
    }
    const back = await cli(`upgrade apply ${provider.slug} --to 1 --yes`);
    expect(back.code, back.stderr).toBe(0);
    expect(await specificationOf(adopted)).toBe(next.specification_id);
  });

  test('goes to the version that the instance uses, while the current one waits for an approval', async () => {
    const { client, cli, provider, next } = await scene();
    await client.patch(`provider-versions/${next.id}`, { is_current: true });
    await requireApprovals(server, client, { tool_changes: true });
    const tools = [{ key: 'look', name: 'Look' }];
    const waiting = await publish(client, provider, '3.0.0', {
      config_schema: { ...SCHEMA, required: ['absent'] },
      tools,
    });
    const plan = await cli(`upgrade plan ${provider.slug}`);
    expect([plan.code, plan.stdout]).toEqual([2, expect.stringContaining('Version 2.0.0: 3 checked')]);
    const moved = await cli(`upgrade apply ${provider.slug} --force --yes`);
    expect([moved.code, moved.stderr]).toEqual([0, '']);
    expect((await client.get(`provider-versions/${waiting.id}`)).body.is_current).toBe(true);
    expect((await cli(`upgrade plan ${provider.slug} --to 3.0.0`)).stdout).toContain('Version 3.0.0');
  });

  test('refuses words that it does not know', async () => {
    const { cli, provider } = await scene();
    for (const line of [
      'upgrade',
      `upgrade check ${provider.slug}`,
      `upgrade plan ${provider.slug} --yes`,
      `upgrade plan ${provider.slug} --to 9`,
    ]) {
      const { code, stdout, stderr } = await cli(line);
      expect([code, stdout, stderr.startsWith('Error: ')], line).toEqual([64, '', true]);
    }
    expect((await cli('upgrade plan no-such-provider')).code).toBe(4);
  });
});
