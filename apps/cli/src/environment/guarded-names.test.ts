import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { formatValue } from './format-value.ts';
import { GUARDED } from './guarded-names.ts';
import type { Format } from './naming.ts';

const answerWith = (value: object) => ({ value, hidden: [] }) as never;
const written = (value: object, format: Format, maps: string[] = [], prefix = '') =>
  formatValue(answerWith(value), format, { maps, prefix });

const MEMBERS = [
  'path',
  'ld_preload',
  'bash_env',
  'env',
  'prompt_command',
  'git_askpass',
  'ssh_askpass',
  'git_external_diff',
  'git_ssh_command',
  'nodeExtraCaCerts',
  'node_tls_reject_unauthorized',
  'https_proxy',
  'no_proxy',
  'dotnet_startup_hooks',
  'openssl_conf',
  'gconv_path',
  'lua_init_5_4',
  'cargo_target_x86_64_runner',
  'berth_url',
];

describe.each(['env', 'dotenv'] as const)('--format %s', (format) => {
  test.each(MEMBERS)('refuses %s by name, with a value and with null', async (member) => {
    const message = `${member} would be the variable `;
    await expect(written({ [member]: '/tmp/x' }, format)).rejects.toThrow(message);
    await expect(written({ [member]: null }, format)).rejects.toThrow(message);
  });

  test('refuses a name that the prefix completes, in any case', async () => {
    await expect(written({ preload: 'x' }, format, [], 'LD_')).rejects.toThrow('the variable LD_PRELOAD');
    await expect(written({ proxy: 'x' }, format, [], 'http_')).rejects.toThrow('the variable http_PROXY');
  });

  test('writes such a name for --map, another one with a prefix, and names that are only like one', async () => {
    expect(await written({ path: '/bin' }, format, ['path=PATH'])).toMatch(/PATH='?\/bin/);
    expect(await written({ path: '/v1' }, format, [], 'CHAT_')).toMatch(/CHAT_PATH='?\/v1/);
    const harmless = {
      api_path: 'a',
      node_env: 'b',
      git_token: 'c',
      environment: 'd',
      proxy_url: 'e',
      go: 'f',
    };
    await expect(written(harmless, format)).resolves.toContain('NODE_ENV');
  });
});

test.each(['json', 'yaml'] as const)('--format %s writes members of any name', async (format) => {
  expect(await written({ path: '/bin' }, format)).toContain('/bin');
});

test('the documentation lists the guarded names', () => {
  const page = readFileSync(fileURLToPath(new URL('../../../../docs/cli.md', import.meta.url)), 'utf8');
  const listed = Object.keys(GUARDED).map((readBy) => {
    const [, names = ''] = page.replaceAll(/\n +/g, ' ').split(`\n- ${readBy}: `);
    return [readBy, [...(names.split('\n')[0] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name)];
  });
  expect(Object.fromEntries(listed)).toEqual(
    Object.fromEntries(Object.entries(GUARDED).map(([readBy, names]) => [readBy, names.split(/\s+/)])),
  );
});
