import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createClient } from '@berth/client';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startListening } from '../../../packages/client/test/listening.ts';
import { berth, makeHome, type Setting } from './terminal.ts';

/** The command as a person uses it: explanations, members on the command line, several documents, tables. */

const server = await startListening();
const owner = await server.newInstance();
const home = makeHome();
const env = { BERTH_URL: server.url, BERTH_KEY: owner.key };
const cli = (line: string | string[], setting: Setting = {}) => berth(home, line, { env, ...setting });
const client = createClient({ url: server.url, key: owner.key });
const SECRET = 'sk-never-to-be-shown';

const vault = await client.providerConfigVaults.create({
  provider_id: 'openai',
  name: 'Team',
  value: { api_key: SECRET },
});
const chat = await client.providerConfigs.create({
  provider_id: 'openai',
  name: 'Chat',
  handle: 'chat',
  provider_config_vault_id: vault.id,
});

describe('a config', () => {
  test('is named by its handle in place of its id', async () => {
    expect(JSON.parse((await cli('cfg get chat --json')).stdout)).toMatchObject({ id: chat.id });
    expect(JSON.parse((await cli(['cfg', 'get', chat.id, '--json'])).stdout)).toMatchObject({
      handle: 'chat',
    });
    expect((await cli('cfg get no-such-handle')).code).toBe(4);
  });
});

describe('--set below a value', () => {
  test('sets what the schema calls no secret', async () => {
    const ran = await cli('cfg update chat --set value.timeout_seconds=60 --json');
    expect([ran.code, ran.stderr]).toEqual([0, '']);
    const { value } = await client.providerConfigs.resolve(chat.id);
    expect(value).toMatchObject({ timeout_seconds: 60 });
    const line = 'cfg create --provider-id openai --handle set --value - --set value.max_retries=7';
    const made = await cli(line, { piped: `{"api_key": "${SECRET}"}` });
    expect([made.code, made.stderr]).toEqual([0, '']);
  });

  test.each(['value.api_key=x', 'value.webhook_secret="x"'])(
    'refuses a secret, and changes nothing: %s',
    async (set) => {
      const before = await client.providerConfigs.get(chat.id);
      const ran = await cli(['cfg', 'update', 'chat', '--set', set]);
      expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining('can hold secrets')]);
      expect((await client.providerConfigs.get(chat.id)).row_version).toBe(before.row_version);
    },
  );

  test('refuses a leaf that the schema does not describe, which is secret too', async () => {
    const { id } = await client.providers.create({
      slug: 'open',
      name: 'Open',
      version: { version: '1', config_schema: { type: 'object', properties: { a: { type: 'object' } } } },
    });
    const create = (set: string) => cli(['cfg', 'create', '--provider-id', id, '--set', set, '--dry-run']);
    expect((await create('value.unknown=x')).stderr).toContain('value.unknown can hold secrets');
    expect((await create('value.a={"b": "x"}')).stderr).toContain('value.a can hold secrets');
  });

  test('reports a value that does not fit', async () => {
    const ran = await cli('cfg update chat --set value.timeout_seconds=soon');
    expect([ran.code, ran.stderr]).toEqual([1, expect.stringContaining('value.timeout_seconds')]);
  });
});

describe('a time on the command line', () => {
  test('is a text of a body: expires_at', async () => {
    const ran = await cli('api-keys create --name CI --scopes reader --expires-at 2040-01-01 --json');
    expect([ran.code, ran.stderr]).toEqual([0, '']);
    const made = JSON.parse(ran.stdout);
    expect(made.expires_at).toBe('2040-01-01T00:00:00.000Z');
    const changed = await cli(`api-keys update ${made.id} --set expires_at=null --json`);
    expect([changed.code, JSON.parse(changed.stdout).expires_at]).toEqual([0, null]);
  });

  test('is a text of a query and of a window: audit export, audit verify', async () => {
    const lines = async (from: string) => {
      const ran = await cli(`audit export --from ${from}`);
      expect([ran.code, ran.stderr]).toEqual([0, '']);
      return ran.stdout.split('\n').filter(Boolean).length;
    };
    expect(await lines('2026-01-15T09:00:00Z')).toBeGreaterThan(0);
    expect(await lines('2099-01-01')).toBe(0);
    const verified = await cli('audit verify --from 2026-01-15 --json');
    expect([verified.code, JSON.parse(verified.stdout).valid]).toEqual([0, true]);
  });
});

describe('create -f', () => {
  const file = join(home, 'configs.yaml');
  const named = (...names: string[]) =>
    writeFileSync(file, names.map((name) => `name: ${name}\nvalue: {api_key: ${SECRET}}\n`).join('---\n'));

  test('creates a row of each document, in order', async () => {
    named('One', 'Two', 'Three');
    const ran = await cli(['cfg', 'create', '-f', file, '--provider-id', 'openai', '--json']);
    expect([ran.code, ran.stderr]).toEqual([0, '']);
    expect(
      ran.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).name),
    ).toEqual(['One', 'Two', 'Three']);
    expect((await cli(['cfg', 'create', '-f', file, '--provider-id', 'openai'])).stdout).toMatch(
      /^name +One$.*^name +Two$.*^name +Three$/ms,
    );
  });

  test('says at a failure which rows are made, and exits as that one', async () => {
    writeFileSync(
      file,
      ['a', 'b', 'b', 'c'].map((name) => `handle: multi-${name}\nvalue: {api_key: x}\n`).join('---\n'),
    );
    const ran = await cli(['cfg', 'create', '-f', file, '--provider-id', 'openai', '--json']);
    const made = ran.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).id);
    expect([ran.code, made.length]).toEqual([1, 2]);
    expect(ran.stderr).toContain(
      `Document 3 of 4 failed. Made before it: ${made.join(', ')}. Not tried: 1 more.\n`,
    );
    expect(ran.stderr).toContain('409');
    const { items } = await client.providerConfigs.list({ search: 'multi-' });
    expect(items.map(({ handle }) => handle)).toEqual(['multi-a', 'multi-b']);
  });

  test('says in a dry run which rows would have been made, and makes none', async () => {
    const handles = ['dry-a', 'dry-b', 'multi-a'].map((handle) => `handle: ${handle}\nvalue: {api_key: x}\n`);
    writeFileSync(file, handles.join('---\n'));
    const ran = await cli(['cfg', 'create', '-f', file, '--provider-id', 'openai', '--dry-run', '--json']);
    expect([ran.code, ran.stderr]).toEqual([
      1,
      expect.stringMatching(/^Document 3 of 3 failed\. Would have been made before it: pcf_\w+, pcf_\w+\.\n/),
    ]);
    const alone = [...handles.slice(2), ...handles.slice(0, 1)];
    writeFileSync(file, alone.join('---\n'));
    expect((await cli(['cfg', 'create', '-f', file, '--provider-id=openai', '--dry-run'])).stderr).toContain(
      'Document 1 of 2 failed. None would have been made before it. Not tried: 1 more.',
    );
    expect((await client.providerConfigs.list({ search: 'dry-' })).items).toEqual([]);
  });

  test('with --if-new reports the rows that exist, makes the others, and exits with 1', async () => {
    const handles = ['multi-a', 'new-a', 'multi-b', 'new-b'];
    const keyFile = join(home, 'key.yaml');
    writeFileSync(keyFile, 'api_key: x\n');
    writeFileSync(file, handles.map((handle) => `handle: ${handle}\nvalue: {api_key: x}\n`).join('---\n'));
    const line = ['cfg', 'create', '-f', file, '--provider-id', 'openai', '--if-new', '--json'];
    const ran = await cli(line);
    const made = ran.stdout
      .trim()
      .split('\n')
      .map((each) => JSON.parse(each).handle);
    expect([ran.code, made]).toEqual([1, ['new-a', 'new-b']]);
    expect(ran.stderr).toMatch(/^Document 1 of 4 is not made: .+\nDocument 3 of 4 is not made: .+\n$/);
    const { items } = await client.providerConfigs.list({ search: 'new-' });
    expect(items.map(({ handle }) => handle)).toEqual(['new-a', 'new-b']);
    writeFileSync(file, ['new-b', 'new-c'].map((handle) => `handle: ${handle}\n`).join('---\n'));
    const more = await cli([...line, '--value', keyFile, '--set', 'value.timeout_seconds=7']);
    expect([more.code, JSON.parse(more.stdout).handle]).toEqual([1, 'new-c']);
    expect(more.stderr).toMatch(/^Document 1 of 2 is not made: .+\n$/);
    writeFileSync(file, ['new-b', 'new-d'].map((handle) => `handle: ${handle}\n`).join('---\n'));
    const secret = await cli([...line, '--set', 'value.api_key=canary']);
    expect([secret.code, secret.stdout]).toEqual([2, '']);
  });

  test('sends nothing when a document is no object, or all would have one idempotency key', async () => {
    writeFileSync(file, 'handle: sent-a\nvalue: {api_key: x}\n---\n- 1\n');
    const ran = await cli(['cfg', 'create', '-f', file, '--provider-id', 'openai']);
    expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining('Document 2 of')]);
    named('One', 'Two');
    const keyed = await cli(['cfg', 'create', '-f', file, '--provider-id=openai', '--idempotency-key=k']);
    expect(keyed.code).toBe(2);
    expect((await client.providerConfigs.list({ search: 'sent-' })).items).toEqual([]);
  });

  test('makes another row of what get prints', async () => {
    const home = await client.providerDeployments.create({ provider_id: 'openai', name: 'Home' });
    const first = await client.providerConfigs.create({
      provider_id: 'openai',
      name: 'Bound',
      metadata: { team: 'a' },
      tool_filters: [{ type: 'tool_keys', keys: ['chat'] }],
      provider_deployment_id: home.id,
      provider_config_vault_id: vault.id,
    });
    const shown = await cli(['cfg', 'get', first.id, '--json']);
    const made = await cli('cfg create -f - --json', { piped: shown.stdout });
    expect([made.code, made.stderr]).toEqual([0, '']);
    const { name, metadata, tool_filter, deployment, from_vault } = first;
    expect(JSON.parse(made.stdout)).toMatchObject({
      name,
      metadata,
      tool_filter,
      deployment: { id: deployment?.id },
      from_vault: { id: from_vault?.id },
    });
    const deployed = await cli('deploy create -f -', {
      piped: (await cli(['deploy', 'get', home.id, '--json'])).stdout,
    });
    expect([deployed.code, deployed.stderr]).toEqual([
      0,
      expect.stringMatching(/^Not sent, because only answers/),
    ]);
    const key = await client.apiKeys.create({ name: 'CI', scopes: ['reader'], allowed_ips: ['10.0.0.0/8'] });
    const copied = await cli('api-keys create -f - --json', {
      piped: (await cli(['api-keys', 'get', key.id, '--json'])).stdout,
    });
    expect(JSON.parse(copied.stdout)).toMatchObject({
      name: 'CI',
      scopes: ['reader'],
      allowed_ips: ['10.0.0.0/8'],
    });
  });
});

describe('a table', () => {
  test('of configs shows the handle, the slug of the provider, the version and the vault', async () => {
    const { stdout } = await cli('cfg list --handle chat');
    expect(stdout).toMatch(/^ID +HANDLE +NAME +STATUS +PROVIDER +VERSION .* VAULT /);
    expect(stdout).toMatch(
      new RegExp(`^${chat.id} +chat +Chat +active +openai +\\d+\\.\\d+\\.\\d+ .* Team `, 'm'),
    );
    expect(stdout).not.toMatch(/pro_|psp_/);
  });

  test('shows the version of each config after a newer one is current', async () => {
    const schema = (name: string) => ({ type: 'object', properties: { [name]: { type: 'string' } } });
    const { id } = await client.providers.create({
      slug: 'versioned',
      name: 'Versioned',
      version: { version: '1.0.0', config_schema: schema('a') },
    });
    const create = () => client.providerConfigs.create({ provider_id: id, value: {} });
    await create();
    await client.providerVersions.create({ provider_id: id, version: '2.0.0', config_schema: schema('b') });
    await create();
    const { stdout } = await cli(['cfg', 'list', '--provider-id', id]);
    expect([...stdout.matchAll(/versioned +(\S+)/g)].map(([, version]) => version)).toEqual([
      '1.0.0',
      '2.0.0',
    ]);
  });

  test('of audit events begins with the newest, and has actor and reason', async () => {
    await client.providerConfigs.resolve(chat.id, { reason: 'first look' });
    const { secret } = await client.apiKeys.create({ name: 'The worker', scopes: ['resolver'] });
    const worker = createClient({ url: server.url, key: String(secret) });
    await worker.providerConfigs.resolve(chat.id, { reason: 'second look' });
    const { stdout } = await cli(['audit', 'list', '--resource-id', chat.id]);
    expect(stdout).toMatch(/^CREATED_AT +ACTION +ACTOR +REASON /);
    const looks = [...stdout.matchAll(/(The worker)? +(first|second) look/g)].map(([, actor, which]) => [
      actor,
      which,
    ]);
    expect(looks).toEqual([
      ['The worker', 'second'],
      [undefined, 'first'],
    ]);
    const oldest = JSON.parse((await cli('audit list --order asc --limit 1 --json')).stdout);
    const newest = JSON.parse((await cli('audit list --limit 1 --json')).stdout);
    expect(newest.items[0].created_at >= oldest.items[0].created_at).toBe(true);
    expect(newest.items[0].id).not.toBe(oldest.items[0].id);
  });

  test('shows ids of what the key may not read', async () => {
    const { secret } = await client.apiKeys.create({ name: 'Narrow', scopes: ['audit-events:read'] });
    const at = { env: { ...env, BERTH_KEY: String(secret) } };
    const { stdout, code } = await cli(['audit', 'list', '--limit', '1'], at);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/ apk_/)]);
  });

  test('of keys shows their scopes', async () => {
    await client.apiKeys.create({ name: 'Two roles', scopes: ['reader', 'auditor'] });
    const { stdout } = await cli('api-keys list --all');
    expect(stdout).toMatch(/^ID +NAME +TYPE +STATUS +SCOPES /);
    expect(stdout).toMatch(/Two roles +secret +active +(?:reader, auditor|auditor, reader)/);
  });

  test('of asked members shows them as they are', async () => {
    const { stdout } = await cli('audit list --limit 1 --fields lane,hash');
    expect(stdout).toMatch(/^ID +LANE +HASH\n/);
    expect((await cli('cfg list --handle chat --fields provider_id')).stdout).toContain(chat.provider_id);
  });
});

describe('a profile', () => {
  test('is named with its instance on standard error before an answer for people', async () => {
    const folder = makeHome(onTestFinished);
    const at = { env: { XDG_CONFIG_HOME: folder } };
    const { name } = await client.instance.get();
    await cli(['login', '--url', server.url, '--profile', 'prod'], { ...at, piped: owner.key });
    expect((await cli('instance get', at)).stderr).toBe(`prod (${name}) at ${server.url}\n`);
    expect((await cli('instance get --json', at)).stderr).toBe('');
    expect((await cli('instance get')).stderr).toBe('');
  });

  test('is not made current by a login that names it, unless it is the first', async () => {
    const folder = makeHome(onTestFinished);
    const at = { env: { XDG_CONFIG_HOME: folder } };
    const login = (...more: string[]) =>
      cli(['login', '--url', server.url, ...more], { ...at, piped: owner.key });
    const current = async () =>
      JSON.parse((await cli('profiles --json', at)).stdout).find((row: { current: boolean }) => row.current)
        .name;
    await login('--profile', 'first');
    expect(await current()).toBe('first');
    expect((await login('--profile', 'second')).stderr).toContain('The current profile is still first');
    expect(await current()).toBe('first');
    await login();
    expect(await current()).toBe('default');
  });
});

describe('berth explain', () => {
  test('explains every provider of the catalogue within the width of a terminal', {
    timeout: 60_000,
  }, async () => {
    const { stdout } = await cli('providers list --all --json');
    const slugs = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).slug);
    expect(slugs.length).toBeGreaterThan(40);
    for (const slug of slugs) {
      const ran = await cli(['explain', slug], { isTTY: true });
      expect([ran.code, ran.stderr], slug).toEqual([0, '']);
      expect(ran.stdout).toContain(`(${slug}), version `);
      for (const line of ran.stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(108);
    }
  });

  test('gives required, secret, defaults, examples and command lines', async () => {
    const { stdout } = await cli('explain openai');
    expect(stdout).toMatch(/^ {2}api_key +required, secret, text\. API key\./m);
    expect(stdout).toMatch(
      /^ {2}timeout_seconds +optional, whole number from 1 to 3600\..* Default: 600\.$/m,
    );
    expect(stdout).toMatch(/^ {2}default_model .* For example: gpt-4\.1, gpt-5-mini\.$/m);
    expect(stdout).toContain('--provider-id openai');
  });

  test('prints the specification with --json, and refuses an unknown provider', async () => {
    expect(JSON.parse((await cli('explain openai --json')).stdout)).toMatchObject({
      object: 'provider.specification',
    });
    expect((await cli('explain opnai')).code).toBe(4);
    expect((await cli('explain')).code).toBe(2);
  });
});
