import { execFileSync } from 'node:child_process';
import { parseEnv } from 'node:util';
import { describe, expect, test } from 'vitest';
import { dotenvText, shellText } from './formats.ts';
import { overlay } from './overlay.ts';
import { nameOf, type Variable, variablesOf } from './variables.ts';

const variables = (value: unknown, maps: string[] = [], prefix = '') => variablesOf(value, { prefix, maps });
const pairs = (found: Variable[]) => Object.fromEntries(found.map(({ name, value }) => [name, value]));
const variable = (value: string | null): Variable => ({ name: 'A', value, from: 'a', isMapped: false });

describe('a variable', () => {
  test.each([
    [['api_key'], 'API_KEY'],
    [['apiKey'], 'API_KEY'],
    [['OAuth2Token'], 'OAUTH2_TOKEN'],
    [['retry', 'max-attempts'], 'RETRY_MAX_ATTEMPTS'],
    [['x.y/z é'], 'X_Y_Z__'],
  ])('of %j is named %s', (path, name) => {
    expect(nameOf(path)).toBe(name);
  });

  test('is made of each leaf: numbers and booleans as text, lists and empty objects as JSON, null as none', () => {
    const value = { a: 'x y', b: { c: 1.5, d: false, e: {} }, f: ['p', 2], g: null };
    expect(pairs(variables(value))).toEqual({
      A: 'x y',
      B_C: '1.5',
      B_D: 'false',
      B_E: '{}',
      F: '["p",2]',
      G: null,
    });
    expect(variables({})).toEqual([]);
  });

  test('has the prefix, unless it is named', () => {
    const value = { api_key: 'k', nested: { url: 'u' } };
    const maps = ['api_key=OPENAI_API_KEY', '/nested/url=Base_Url'];
    expect(pairs(variables(value, maps, 'P_'))).toEqual({ OPENAI_API_KEY: 'k', Base_Url: 'u' });
    expect(pairs(variables(value, maps.slice(0, 1), 'P_'))).toEqual({
      OPENAI_API_KEY: 'k',
      P_NESTED_URL: 'u',
    });
  });

  test.each([
    [{ a_b: 1, a: { b: 2 } }, [], 'a_b and a.b would both be A_B.'],
    [{ a: 1, b: 2 }, ['a=B'], 'a and b would both be B.'],
    [{ a: 1 }, ['a=B', '/a=C'], '--map names a twice: B and C.'],
    [{ '2fa': 1 }, [], '2fa gives no name of a variable.'],
    [{ a: 'x\0y' }, [], 'a cannot be a variable: it has a NUL character.'],
    [{ a: '\ud800' }, [], 'a cannot be a variable: it has half of a surrogate pair.'],
    [{ a: 'x'.repeat(131_070) }, [], 'a cannot be a variable: it is 131072 bytes long'],
    [{ api_key: 1 }, ['apikey=X'], 'The value has no leaf apikey.'],
    [{ a: 1 }, ['a'], 'It is --map leaf=NAME'],
    [{ a: 1 }, ['a=1X'], 'It is --map leaf=NAME'],
  ])('of %j with %j is refused by name', (value, maps, message) => {
    expect(() => variables(value, maps)).toThrow(message);
  });

  test('replaces none of the environment and loads no code, unless it is named', () => {
    const env = { PATH: '/bin', USER: 'me' };
    expect(overlay(env, variables({ api_key: 'k' }))).toEqual({ ...env, API_KEY: 'k' });
    for (const value of [{ user: 'x' }, { path: 'x' }, { ld_preload: 'x' }, { node_options: 'x' }]) {
      expect(() => overlay(env, variables(value))).toThrow(`${Object.keys(value)[0]} would be the variable`);
    }
    expect(overlay(env, variables({ user: 'x' }, ['user=USER']))).toEqual({ PATH: '/bin', USER: 'x' });
    expect(overlay(env, variables({ user: null }, ['user=USER']))).toEqual({ PATH: '/bin' });
  });
});

const texts = [
  'plain',
  '',
  ' edges ',
  'a b # c',
  "it's",
  'say "x"',
  'back\\slash \\n $HOME $(id) `id` !x',
  'two\nlines\n',
  '-----BEGIN KEY-----\nabc=\n-----END KEY-----\n',
  'ünïcode 🎈',
  '["a","b"]',
  'a=b=c',
];

describe('a format', () => {
  test.each([...texts, 'ends with \\', 'cr\r\nlf', `all '"\``])('env is read back by a shell: %j', (text) => {
    const script = `${shellText([variable(text)])}printf '%sEND' "$A"; sh -c 'printf "%s" "$A"'`;
    expect(execFileSync('sh', ['-c', script], { encoding: 'utf8', env: {} })).toBe(`${text}END${text}`);
  });

  test.each([...texts, `'"`, "'`"])('dotenv is read back by a parser: %j', (text) => {
    const file = dotenvText([variable(text), { ...variable('next'), name: 'B' }]);
    expect(parseEnv(file)).toEqual({ A: text, B: 'next' });
  });

  test.each([
    ['ends with \\', 'a backslash'],
    ['a\rb', 'a carriage return'],
    [`'"\``, 'every kind of quotes'],
    ["'`\\n", 'every'],
  ])('dotenv refuses what its parsers cannot read back: %j', (text, why) => {
    expect(() => dotenvText([variable(text)])).toThrow(why);
  });

  test('unsets null for a shell, and leaves it out of a file', () => {
    expect([shellText([variable(null)]), dotenvText([variable(null)])]).toEqual(['unset A\n', '']);
  });
});
