import { expect, test } from 'vitest';
import { newId } from './id.ts';
import { newToken } from './token.ts';
import { grouped, isQuotable, nounOf, quoted, singularOf } from './wording.ts';

test('a text in the form of an id, a slug or a handle may be quoted', () => {
  const now = new Date();
  for (const text of ['chat', 'Chat EU', 'gpt-4.1', 'größe_2', 'prod:openai', newId('providerConfig', now)]) {
    expect(isQuotable(text), text).toBe(true);
  }
});

test('a secret, a long text and a text with control characters may not be quoted', () => {
  const secrets = [
    newToken('secret', newId('apiKey', new Date())),
    'sk-proj-4kd93jd02kdh3756sjd83',
    'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
    '****cret',
    'a'.repeat(21),
    'word '.repeat(20).trim(),
  ];
  const others = ['', ' chat', 'chat\n', 'a\u202eb', 'a\u200bb', '../etc', '<b>', '"chat"'];
  for (const text of [...secrets, ...others]) expect(isQuotable(text), text).toBe(false);
});

test('a name with characters that change how a text looks is not put into quotes', () => {
  expect(quoted('Prod "EU"')).toBe('"Prod "EU""');
  for (const name of [null, '', 'a\u202eb', 'a\u0007b', 'a\u2028b', 'a'.repeat(101)]) {
    expect(quoted(name)).toBe(null);
  }
});

test('the kind of a row has a plain noun', () => {
  expect(
    [
      'provider.config_vault',
      'provider.config',
      'organization.instance',
      'api_key',
      'provider.auth_config',
    ].map(nounOf),
  ).toEqual(['vault', 'config', 'instance', 'API key', 'auth config']);
});

test('the last word of a path is made singular', () => {
  expect(['providers', 'provider-categories', 'api-keys', 'instance'].map(singularOf)).toEqual([
    'provider',
    'provider-category',
    'api-key',
    'instance',
  ]);
});

test('a number has a comma before each three digits', () => {
  for (const count of [0, 7, 999, 1_000, 20_000, 999_999, 1_000_000]) {
    expect(grouped(count)).toBe(count.toLocaleString('en'));
  }
});
