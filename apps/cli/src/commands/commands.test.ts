import { operations } from '@berth/client/operations';
import { describe, expect, test } from 'vitest';
import { argumentsOf } from './arguments.ts';
import { commands, findCommand } from './command.ts';
import { flagsOf } from './flags.ts';
import { parseFlags } from './parse-flags.ts';

const files: Record<string, string> = {
  'body.json': '{"name": "File", "value": {"a": 1}}',
  'body.yaml': 'name: File\nvalue:\n  a: 1\n',
  'secret.txt': 'top-secret\n',
  'broken.yaml': 'value: {api_key: top-secret',
  'list.json': '[1]',
  'three.yaml': 'name: One\n---\nname: Two\n---\n---\nname: Three\n',
  'answer.json': JSON.stringify({
    object: 'provider.config',
    id: 'pcf_1',
    status: 'active',
    name: 'Chat',
    description: null,
    tool_filter: {
      type: 'filter',
      filters: [{ type: 'tool_keys', keys: ['a'] }],
      ignore_parent_filters: false,
    },
    deployment: { id: 'pde_1', name: 'Home' },
    from_vault: { id: 'pcvt_1' },
    provider_id: 'pro_1',
    revision: 2,
    row_version: 3,
    extra: 1,
  }),
  'twice.json': '{"a": "s", "a": "t"}',
  'aliases.yaml': 'value: &v {a: 1}\nmetadata: *v\n',
  'proto.json': '{"__proto__": {"a": 1}}',
};
const read = async (file: string) => files[file] ?? '';

/** Makes the calls of the client for a command line. */
async function callsOf(line: string | string[]) {
  const words = typeof line === 'string' ? line.split(' ') : line;
  const found = findCommand(words);
  if (!found) throw new Error(`There is no command in ${line}`);
  const given = parseFlags(words, flagsOf(found.command));
  return argumentsOf(found.command, given.words.slice(found.taken), given, read);
}

/** Makes the only call of a command line. */
async function call(line: string) {
  const { places, options, bodies } = await callsOf(line);
  expect(bodies).toHaveLength(1);
  return { places, options, body: bodies[0] ?? null };
}

describe('commands', () => {
  test('are all operations of the server that are not deprecated', () => {
    expect(commands.length).toBeGreaterThan(50);
    const lost = operations.filter(({ id }) => !commands.some(({ operation }) => operation.id === id));
    expect(lost.map(({ id }) => id)).toEqual(['providersTools.get', 'providersTools.list']);
  });

  test('offer every filter of a list', () => {
    const list = commands.find(({ operation }) => operation.id === 'providerConfigs.list');
    expect(list?.operation.options).toContain('identity_id');
    const names = list ? flagsOf(list).map(({ name }) => name) : [];
    expect(names).toContain('provider-id');
    expect(names).toContain('identity-id');
  });

  test('have no flag twice', () => {
    for (const command of commands) {
      const names = flagsOf(command).map(({ name }) => name);
      expect(names).toEqual([...new Set(names)]);
    }
  });

  test.each([
    ['audit verify', 'auditEvents.verify', 2],
    ['resolve pcf_1', 'providerConfigs.resolve', 1],
    ['test pcf_1', 'providerConfigs.test', 1],
    ['provider-configs revisions list pcf_1', 'providerConfigs.revisions.list', 3],
    ['cfg revisions list pcf_1', 'providerConfigs.revisions.list', 3],
    ['vault create', 'providerConfigVaults.create', 2],
    ['deploy get pde_1', 'providerDeployments.get', 2],
  ])('%s calls %s', (line, id, taken) => {
    expect(findCommand(line.split(' '))).toMatchObject({ command: { operation: { id } }, taken });
  });
});

describe('flags', () => {
  test('take several words at once', async () => {
    const { options } = await call(
      'provider-configs list --expand provider,deployment --fields name --fields id,handle',
    );
    expect(options).toEqual({ expand: ['provider', 'deployment'], fields: ['name', 'id', 'handle'] });
    await expect(call('provider-configs list --fields name,nothing')).rejects.toThrow('--fields is one of');
  });

  test('take lists with commas everywhere, and a comma of an item behind a backslash', async () => {
    const line =
      'api-keys create --scopes reader,auditor --allowed-ips 10.0.0.0/8,::1 --allowed-ips 10.0.0.1';
    expect((await call(line)).body).toEqual({
      scopes: ['reader', 'auditor'],
      allowed_ips: ['10.0.0.0/8', '::1', '10.0.0.1'],
    });
    expect((await call('api-keys create --set scopes=reader,auditor')).body).toEqual({
      scopes: ['reader', 'auditor'],
    });
    const { options } = await call('provider-configs list --handle a\\,b,c --provider-id openai,anthropic');
    expect(options).toEqual({ handle: ['a,b', 'c'], provider_id: ['openai', 'anthropic'] });
  });

  test('become filters, windows and pages', async () => {
    const line =
      'provider-configs list --status active --provider-id a --provider-id b --created-at-gt 2026-01-01 --enabled true --limit 5';
    expect(await call(line)).toEqual({
      places: [],
      body: null,
      options: {
        status: ['active'],
        provider_id: ['a', 'b'],
        created_at: { gt: '2026-01-01' },
        enabled: true,
        limit: 5,
      },
    });
  });

  test('become options of a write', async () => {
    const { places, options } = await call(
      'provider-configs archive pcf_1 --if-match 3-0a1b2c3d --dry-run --force',
    );
    expect({ places, options }).toEqual({
      places: ['pcf_1'],
      options: { ifMatch: '"3-0a1b2c3d"', dryRun: true, force: true },
    });
  });

  test.each([
    ['provider-configs list --stauts active', 'There is no --stauts here.'],
    ['provider-configs list --status gone', '--status is one of active, archived.'],
    ['provider-configs list --limit many', '--limit is a number.'],
    ['provider-configs list --enabled yes', '--enabled is true or false.'],
    ['provider-configs list --limit', '--limit needs a value.'],
    ['provider-configs list --limit --json', '--limit needs a value.'],
    ['provider-configs list --json=1', '--json takes no value.'],
    ['provider-configs list --limit 1 --limit 2', '--limit can be given once.'],
    ['provider-configs get', 'berth provider-configs get needs <id>.'],
    ['provider-configs get .', 'berth provider-configs get needs <id>, and "." is none.'],
    ['provider-configs get a b', 'does not know what to do with b.'],
    ['instance get --key abc', 'There is no --key'],
  ])('%s is refused', async (line, message) => {
    await expect(call(line)).rejects.toThrow(message);
  });
});

describe('a body', () => {
  test.each(['body.json', 'body.yaml'])('is read from %s, and flags override its members', async (file) => {
    const line = `provider-configs create -f ${file} --name Flag --set description=null --set metadata.n=1 --set metadata.t=text`;
    expect((await call(line)).body).toEqual({
      name: 'Flag',
      description: null,
      metadata: { n: 1, t: 'text' },
      value: { a: 1 },
    });
  });

  test('has the parts that --set names, within members that flags give', async () => {
    const line = 'provider-configs create --value body.json --set value.value.a=2 --set value.b=3';
    expect((await call(line)).body).toEqual({ value: { name: 'File', value: { a: 2 }, b: 3 } });
  });

  test('keeps text as text for a text member', async () => {
    expect((await call('providers create --set name=123 --set slug=true')).body).toEqual({
      name: '123',
      slug: 'true',
    });
  });

  test('takes a secret from a file only, without the line break at its end', async () => {
    const { body } = await call('provider-configs create --set-file value.api_key=secret.txt');
    expect(body).toEqual({ value: { api_key: 'top-secret' } });
    for (const set of ['value={}', 'value_shown.value.a=1', 'value_shown={}']) {
      await expect(call(`provider-configs update pcf_1 --set ${set}`)).rejects.toThrow('can hold secrets');
    }
    for (const line of [
      'provider-deployments create --set provider_config.value.a=x',
      'provider-auth-configs create --set value=x',
      'provider-configs test-value --set value.a=x',
    ]) {
      await expect(call(line)).rejects.toThrow('can hold secrets');
    }
  });

  test('has members of a value from the command line, which are to be proved no secrets; null is none', async () => {
    const line = 'provider-configs update pcf_1 --set value.a=1 --set value.b.c=x --set value.d=null';
    const { bodies, shown } = await callsOf(line);
    expect(bodies).toEqual([{ value: { a: 1, b: { c: 'x' }, d: null } }]);
    expect(shown).toEqual(['value.a', 'value.b.c']);
  });

  test('is one for each document of a file, and flags are members of each', async () => {
    const { bodies } = await callsOf('provider-configs create -f three.yaml --set metadata.a=1');
    expect(bodies).toEqual([
      { name: 'One', metadata: { a: 1 } },
      { name: 'Two', metadata: { a: 1 } },
      { name: 'Three', metadata: { a: 1 } },
    ]);
    await expect(callsOf('provider-configs update pcf_1 -f three.yaml')).rejects.toThrow(
      'three.yaml holds several documents; one is expected.',
    );
    await expect(callsOf('provider-configs create --value three.yaml')).rejects.toThrow(
      'holds several documents; one is expected',
    );
  });

  test('is made of an answer without the members that only answers have', async () => {
    const { bodies, notes } = await callsOf('provider-configs create -f answer.json --name Copy');
    expect(bodies).toEqual([
      {
        name: 'Copy',
        description: null,
        tool_filters: { filters: [{ type: 'tool_keys', keys: ['a'] }], ignore_parent_filters: false },
        provider_deployment_id: 'pde_1',
        provider_config_vault_id: 'pcvt_1',
        provider_id: 'pro_1',
        extra: 1,
      },
    ]);
    expect(notes).toEqual([
      'Not sent, because only answers have it: id, status, revision, row_version.',
      'Not sent, because no answer has it: the own value. Give it with --value.',
    ]);
    await expect(callsOf('provider-config-vaults create -f answer.json')).rejects.toThrow(
      'answer.json is a provider.config, and berth provider-config-vaults create makes a provider.config_vault.',
    );
  });

  test('with a syntax error is reported by its line, never by its content', async () => {
    const error = await call('provider-configs create -f broken.yaml').catch((reason: Error) => reason);
    expect(String(error)).toContain('broken.yaml is neither JSON nor YAML at line 1');
    expect(String(error)).not.toContain('top-secret');
    await expect(call('provider-configs create -f list.json')).rejects.toThrow('holds no object');
  });

  test.each([
    ['-f twice.json', 'twice.json gives a member twice at line 1, column 12.'],
    ['--value twice.json', 'twice.json gives a member twice at line 1, column 12.'],
    ['--set metadata={"a":1,"a":2}', 'metadata gives a member twice at line 1, column 8.'],
  ])('with a member that is given twice is refused: %s', async (flags, message) => {
    await expect(call(`provider-configs create ${flags}`)).rejects.toThrow(message);
  });

  test('has copies in the place of aliases, so that a flag changes its own member only', async () => {
    const { body } = await call('provider-configs create -f aliases.yaml --set metadata.b=2');
    expect(body).toEqual({ value: { a: 1 }, metadata: { a: 1, b: 2 } });
  });

  test('has a number on the command line exactly, or it is refused', async () => {
    const set = (text: string) => call(`provider-configs create --set metadata.n=${text}`);
    await expect(set('1161888007138312192')).rejects.toThrow('metadata.n holds a number');
    expect((await set('"1161888007138312192"')).body).toEqual({ metadata: { n: '1161888007138312192' } });
    expect((await set('.inf')).body).toEqual({ metadata: { n: '.inf' } });
  });

  test('has the members that were sent, whatever their names', async () => {
    const { body } = await call('provider-configs create -f proto.json --set __proto__.b=2');
    expect(JSON.stringify(body)).toBe('{"__proto__":{"a":1,"b":2}}');
    expect(Object.getPrototypeOf(body)).toBe(Object.prototype);
  });
});
