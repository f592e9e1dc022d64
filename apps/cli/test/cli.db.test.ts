import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { json, refusal, startFaults } from '../../../packages/client/test/fault-server.ts';
import { startListening } from '../../../packages/client/test/listening.ts';
import { makeProvider } from '../../api/test/support/rules-kit.ts';
import { commands } from '../src/commands/command.ts';
import { exitCodes } from '../src/exit-codes.ts';
import { Interrupted } from '../src/io.ts';
import { berth, makeHome, type Setting } from './terminal.ts';

const server = await startListening();
const client = await server.newInstance();
const provider = await makeProvider(client);
const home = makeHome();
const env = { BERTH_URL: server.url, BERTH_KEY: client.key };
const cli = (line: string | string[], setting: Setting = {}) => berth(home, line, { env, ...setting });
const SECRET = 'sk-never-to-be-shown';

describe('every command', () => {
  test.each(commands.map((command) => [command.words.join(' '), command] as const))(
    '%s calls the server, and its help describes it',
    async (line, { description, operation, words }) => {
      const help = await cli([...words, '--help']);
      expect([help.code, help.stderr]).toEqual([0, '']);
      expect(help.stdout).toContain(`${description.summary}.`);
      const places = description.places.map((_, index) => (index === 0 ? provider.id : '1'));
      const dryRun = description.options.some(({ name }) => name === 'dryRun') ? ['--dry-run'] : [];
      const change = operation.method === 'PATCH' ? ['--set', 'name=New'] : [];
      const ran = await cli([...words, ...places, '--json', ...dryRun, ...change]);
      if (ran.code === 0) {
        const texts = operation.answers === 'lines' ? ran.stdout.trim().split('\n') : [ran.stdout];
        for (const text of texts) JSON.parse(text);
      } else {
        expect(ran.stderr, line).toMatch(/^Error: .+ \([a-z_]+, 4\d\d\)\n/);
        expect([1, 4]).toContain(ran.code);
        expect(ran.stdout).toBe('');
      }
    },
  );
});

describe('a resource', () => {
  test('is created, listed, read, updated and archived', async () => {
    const body = JSON.stringify({ provider_id: 'openai', name: 'Chat', value: { api_key: SECRET } });
    const created = await cli('provider-configs create -f - --handle chat --json', { piped: body });
    expect(created).toMatchObject({ code: 0, stderr: '' });
    const { id } = JSON.parse(created.stdout);
    const listed = await cli('provider-configs list --handle chat');
    expect(listed.stdout).toMatch(/^ID +HANDLE +NAME +STATUS .*\n/);
    expect(listed.stdout).toContain(`${id}  chat    Chat  active`);
    const got = await cli(['provider-configs', 'get', id]);
    const etag = /^etag +(\S+)$/m.exec(got.stdout)?.[1] ?? '';
    const unchanged = await cli(['provider-configs', 'get', id, '--if-none-match', etag]);
    expect(unchanged).toEqual({ code: 0, stdout: '', stderr: 'Not modified.\n' });
    const updated = await cli(['provider-configs', 'update', id, '--name', 'New', '--if-match', etag]);
    expect(updated.stdout).toMatch(/^name +New$/m);
    const late = await cli(['provider-configs', 'update', id, '--name', 'Late', '--if-match', etag]);
    expect([late.code, late.stderr]).toEqual([1, expect.stringContaining('(precondition_failed, 412)')]);
    const resolved = await cli(['resolve', id, '--reason', 'test', '--json']);
    expect(JSON.parse(resolved.stdout).value).toMatchObject({ api_key: SECRET });
    const tried = await cli(['provider-configs', 'archive', id, '--dry-run']);
    expect(tried.stderr).toContain('nothing has changed');
    await cli(['provider-configs', 'archive', id]);
    expect((await cli('provider-configs list --handle chat')).stderr).toBe('None.\n');
    const shown = [created, listed, got, updated, tried].map(({ stdout, stderr }) => stdout + stderr);
    expect(shown.join('')).not.toContain(SECRET);
  });

  test('is listed page by page to its end, as a table or as lines of JSON', async () => {
    const first = await cli('providers list --limit 2');
    const next = /^There are more: --all, or --after (\S+)$/m.exec(first.stderr)?.[1] ?? '';
    expect(first.stdout.trim().split('\n')).toHaveLength(3);
    expect((await cli(['providers', 'list', '--limit', '1', '--after', next])).stdout).not.toContain(next);
    const table = await cli('providers list --all --limit 7');
    const lines = (await cli('providers list --all --json --limit 7')).stdout.trim().split('\n');
    expect(lines.length).toBeGreaterThan(14);
    expect(table.stdout.trim().split('\n')).toHaveLength(lines.length + 1);
    expect(new Set(lines.map((line) => JSON.parse(line).id)).size).toBe(lines.length);
  });
});

test('the warnings of a specification go to standard error, with --json too, and do not fail the command', async () => {
  const token = { type: 'string' };
  const body = (slug: string) =>
    JSON.stringify({ slug, name: 'W', version: { version: '1', config_schema: { properties: { token } } } });
  const line =
    /^Warning: version\.config_schema\.properties\.token is named like a secret .* \(unmarked_secret\)$/m;
  const plain = await cli('providers create -f -', { piped: body('warned') });
  expect([plain.code, plain.stderr]).toEqual([0, expect.stringMatching(line)]);
  expect(plain.stdout).not.toMatch(/warning/i);
  const json = await cli('providers create -f - --json', { piped: body('warned-too') });
  expect([json.code, json.stderr]).toEqual([0, expect.stringMatching(line)]);
  expect(JSON.parse(json.stdout).warnings).toMatchObject([{ code: 'unmarked_secret' }]);
  const tried = await cli('providers create -f - --dry-run', { piped: body('warned-three') });
  expect(tried.stderr).toMatch(line);
});

describe('a long operation', () => {
  test('a verification draws a bar on a terminal, and its verdict is the exit code', async () => {
    const whole = await cli('audit verify', { isTTY: true });
    expect(whole.code).toBe(0);
    expect(whole.stderr).toContain('[##############################] 100 %');
    expect(whole.stdout).toMatch(/^valid +true$/m);
    const head = join(home, 'checkpoint.json');
    writeFileSync(head, (await cli('audit head --json')).stdout);
    const quiet = await cli(['audit', 'verify', '--checkpoint', head, '--json']);
    expect([quiet.code, quiet.stderr, JSON.parse(quiet.stdout).valid]).toEqual([0, '', true]);
  });

  test('a job is followed to its end', async () => {
    const states = ['queued', 'running', 'done'];
    const job = (status: string, done: number) =>
      json(200, {
        object: 'job',
        id: 'job_1',
        kind: 'master-keys.rotate',
        status,
        progress: { done, total: 2 },
      });
    const faults = await startFaults(...states.map((status, index) => job(status, index)));
    onTestFinished(faults.stop);
    const at = { ...env, BERTH_URL: faults.url };
    const ran = await cli('encryption rotate --wait', { env: at, isTTY: true });
    expect(ran.code).toBe(0);
    expect(ran.stderr).toContain('master-keys.rotate [###############...............] 50 % · 1 of 2');
    expect(faults.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST /encryption/rotate',
      'GET /jobs/job_1',
      'GET /jobs/job_1',
    ]);
    const failing = await startFaults(job('failed', 1));
    onTestFinished(failing.stop);
    expect((await cli('encryption rotate --wait', { env: { ...env, BERTH_URL: failing.url } })).code).toBe(1);
  });

  test('ends with Ctrl-C', async () => {
    const controller = new AbortController();
    const faults = await startFaults(() => controller.abort(new Interrupted()));
    onTestFinished(faults.stop);
    const at = { env: { ...env, BERTH_URL: faults.url }, signal: controller.signal };
    expect(await cli('instance get', at)).toEqual({ code: 130, stdout: '', stderr: '' });
  });
});

describe('errors', () => {
  test('name each problem with its place, and the request id', async () => {
    const ran = await cli('provider-configs create --provider-id openai --value -', {
      piped: `{"api_key": 1, "colour": "${SECRET}"}`,
    });
    expect(ran.code).toBe(exitCodes.refused.code);
    expect(ran.stderr.split('\n')).toEqual([
      'Error: The body has 2 problems. (invalid_data, 400)',
      expect.stringMatching(/^ {2}value\.\w+ +/),
      expect.stringMatching(/^ {2}value\.\w+ +/),
      expect.stringMatching(/^Request: req_/),
      '',
    ]);
    expect(ran.stderr).not.toContain(SECRET);
  });

  test.each([
    ['provider-configs get pcf_none', 4, '(not_found, 404)'],
    ['provider-cofigs list', 2, 'Did you mean provider-configs?'],
    ['provider-configs lst', 2, 'Did you mean list?'],
    ['provider-configs', 2, 'berth provider-configs list'],
    ['audit', 2, 'berth audit-events verify'],
    ['logn', 2, 'Did you mean login?'],
    ['instance get --key abc', 2, 'other users of this machine can read a command line'],
    ['login --key abc', 2, 'other users of this machine can read a command line'],
    ['provider-configs create -f nowhere.json', 2, 'nowhere.json cannot be read (ENOENT).'],
    ['provider-configs get ..', 2, 'needs <id>, and ".." is none'],
    ['provider-configs update pcf_none', 2, 'There is nothing to change.'],
    ['configs list', 2, 'Did you mean provider-configs?'],
    ['list providers', 2, 'Did you mean berth providers list?'],
    ['providers delete x', 2, 'Did you mean archive?'],
  ])('%s exits with %i', async (line, code, message) => {
    const ran = await cli(line);
    expect([ran.code, ran.stdout]).toEqual([code, '']);
    expect(ran.stderr).toContain(message);
  });

  test('of files with other bytes than text send nothing, and files that never end are not read on', async () => {
    const file = join(home, 'latin1.txt');
    writeFileSync(file, Buffer.from('k\xe9y-\xff', 'latin1'));
    for (const [flags, message] of [
      [['--set-file', `value.api_key=${file}`], `${file} is not UTF-8.`],
      [['--value', file], `${file} is not UTF-8.`],
      [['-f', '/dev/zero'], '/dev/zero is longer than the 4194304 bytes that are read.'],
    ] as const) {
      const ran = await cli(['cfg', 'create', '--provider-id', 'openai', '--handle', 'bytes', ...flags]);
      expect([ran.code, ran.stdout, ran.stderr]).toEqual([2, '', expect.stringContaining(message)]);
    }
    expect((await cli('cfg get bytes')).code).toBe(4);
  });

  test('of the connection and of the server itself exit with 3', async () => {
    const faults = await startFaults(refusal(500, 'internal_server_error'));
    onTestFinished(faults.stop);
    for (const url of [faults.url, 'http://127.0.0.1:9']) {
      const ran = await cli('instance get', { env: { ...env, BERTH_URL: url } });
      expect([ran.code, ran.stdout]).toEqual([exitCodes.unreachable.code, '']);
    }
  });

  test('announce the wait before a retry', async () => {
    const limited = refusal(429, 'rate_limit_exceeded', { 'retry-after': '1' });
    const faults = await startFaults(limited, json(200, { object: 'instance', id: 'ins_x' }));
    onTestFinished(faults.stop);
    const ran = await cli('instance get --json', { env: { ...env, BERTH_URL: faults.url } });
    expect([ran.code, ran.stderr]).toEqual([0, 'Trying again in 1 s (rate_limit_exceeded, 429).\n']);
    expect(JSON.parse(ran.stdout)).toEqual({ object: 'instance', id: 'ins_x' });
  });

  test('are red on a terminal, unless NO_COLOR is set', async () => {
    const red = '\u001b[31m';
    expect((await cli('lst', { isTTY: true })).stderr).toContain(red);
    const plain = await cli('lst', { isTTY: true, env: { ...env, NO_COLOR: '1' } });
    expect(plain.stderr).not.toContain(red);
  });
});

test('completion names the shells that it knows', async () => {
  const { code, stderr } = await cli(['completion', 'powershell'], { env: {} });
  expect([code, stderr]).toEqual([2, expect.stringContaining('It is one of bash, zsh, fish.')]);
});

describe('a profile', () => {
  const file = join(home, '.config/berth/profiles.json');
  const modeOf = (path: string) => statSync(path).mode & 0o777;

  test('is stored after its key was tried, readable by its owner only', async () => {
    const refused = await cli(['login', '--url', server.url], { env: {}, typed: 'x'.repeat(40) });
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('(unauthorized, 401)')]);
    expect(refused.stderr).toContain('Hint: Look at the address of the server, and copy the token again.');
    const ran = await cli(['login', '--url', server.url], { env: {}, typed: client.key });
    expect(ran).toMatchObject({ code: 0, stdout: '' });
    expect(ran.stderr).toContain(`Key for ${server.url}: `);
    expect(ran.stderr).not.toContain(client.key);
    expect([modeOf(file), modeOf(join(file, '..'))]).toEqual([0o600, 0o700]);
    expect((await cli('instance get', { env: {} })).stdout).toContain(client.instanceId);
  });

  test.each([
    [['login', '--url', `${server.url}/docs`], client.key, 'There is no Berth at'],
    [['login', '--url', server.url], '', 'No key was given.'],
    [['login', '--url', server.url], Buffer.from('k\xe9y', 'latin1'), 'Standard input is not UTF-8.'],
    [['login', '--url', server.url], 'k'.repeat(40_000), 'Standard input is longer than the 32768 bytes'],
    [['login', '--url', server.url, '--profile', 'a\nb'], client.key, 'The name of a profile'],
  ])('is not stored when the login is refused: %j', async (line, piped, message) => {
    const { code, stderr } = await cli(line, { env: {}, piped });
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  test('stores the URL without slashes at its end, and none with a query or a fragment', async () => {
    const folder = makeHome(onTestFinished);
    const at = { XDG_CONFIG_HOME: folder };
    const refused = await cli(['login', '--url', `${server.url}/?a=b#c`], { env: at, piped: client.key });
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('without a query')]);
    await cli(['login', '--url', `${server.url}//`], { env: at, piped: client.key });
    expect(JSON.parse((await cli('profiles --json', { env: at })).stdout)).toMatchObject([
      { url: server.url },
    ]);
  });

  test.each(['{', 'null', '[]', '{"profiles": {"a": null}}', '{"profiles": {"a": {"url": 1, "key": "x"}}}'])(
    'in a damaged file is reported, not a crash: %s',
    async (text) => {
      const folder = makeHome(onTestFinished);
      mkdirSync(join(folder, 'berth'));
      writeFileSync(join(folder, 'berth/profiles.json'), text, { mode: 0o600 });
      const ran = await cli('profiles', { env: { XDG_CONFIG_HOME: folder } });
      expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining('is damaged')]);
    },
  );

  test('is one of several, and none shows its key', async () => {
    const other = await server.newInstance();
    await cli(['login', '--profile', 'other', '--url', server.url], { env: {}, piped: `${other.key}\n` });
    const listed = await cli('profiles --json', { env: {} });
    expect(JSON.parse(listed.stdout)).toMatchObject([
      { name: 'default', instance_id: client.instanceId, current: true },
      { name: 'other', instance_id: other.instanceId, current: false },
    ]);
    expect(listed.stdout).not.toContain('berth_sk_');
    await cli('profiles use other', { env: {} });
    expect((await cli('instance get', { env: {} })).stdout).toContain(other.instanceId);
    const named = await cli('instance get --profile default', { env: {} });
    expect(named.stdout).toContain(client.instanceId);
    await cli('profiles use default', { env: {} });
    expect((await cli('instance get', { env: {} })).stdout).toContain(client.instanceId);
    expect((await cli('instance get', { env: { ...env, BERTH_KEY: other.key } })).stdout).toContain(
      other.instanceId,
    );
    expect((await cli('profiles use defult', { env: {} })).stderr).toContain('Did you mean default?');
  });

  test('sends its key to no other server', async () => {
    const faults = await startFaults(json(200, {}));
    onTestFinished(faults.stop);
    const ran = await cli('instance get', { env: { BERTH_URL: faults.url } });
    expect([ran.code, faults.seen.length]).toEqual([2, 0]);
    const redirecting = await startFaults((response) => {
      response.writeHead(307, { location: `${faults.url}/instance` }).end();
    });
    onTestFinished(redirecting.stop);
    await cli('instance get', { env: { ...env, BERTH_URL: redirecting.url } });
    expect(faults.seen).toEqual([]);
  });

  test('that other users can read is refused', async () => {
    chmodSync(file, 0o644);
    const ran = await cli('instance get', { env: {} });
    expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining('can be read by others')]);
    chmodSync(file, 0o600);
  });

  test('is removed by logout', async () => {
    await cli('logout --profile other', { env: {} });
    await cli('logout', { env: {} });
    expect(readFileSync(file, 'utf8')).not.toContain('berth_sk_');
    const ran = await cli('instance get', { env: {} });
    expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining('berth login')]);
  });

  test('is stored in XDG_CONFIG_HOME', async () => {
    const elsewhere = makeHome(onTestFinished);
    await cli(['login', '--url', server.url], { env: { XDG_CONFIG_HOME: elsewhere }, piped: client.key });
    expect(modeOf(join(elsewhere, 'berth/profiles.json'))).toBe(0o600);
  });
});

test('help names every resource and every exit code', async () => {
  const { stdout, code } = await cli('--help');
  expect(code).toBe(0);
  expect((await cli('help')).stdout).toBe(stdout);
  for (const { words } of commands) expect(stdout).toContain(`\n  ${words[0]} `);
  for (const { means } of Object.values(exitCodes)) expect(stdout).toContain(means);
  expect(await cli('version')).toEqual(await cli('--version'));
  expect(await cli('--version')).toMatchObject({ stdout: expect.stringMatching(/^berth \d+\.\d+\.\d+\n$/) });
});

test('help fits the width of a terminal', async () => {
  const { stdout } = await cli('help provider-configs get', { isTTY: true });
  expect(stdout).toContain('value_state');
  const list = await cli('help provider-configs list', { isTTY: true });
  expect(list.stdout).toContain('invalid_reasons');
  expect(list.stdout).not.toContain('value_state'); // a list does not show it
  for (const line of [...stdout.split('\n'), ...list.stdout.split('\n')])
    expect(line.length).toBeLessThanOrEqual(100);
});
