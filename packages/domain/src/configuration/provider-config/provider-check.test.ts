import { secretLeaves } from '@berth/json-schema';
import { describe, expect, test } from 'vitest';
import { readCatalog } from '../../installation/catalog.ts';
import { providerCheckOf } from './provider-check.ts';

const tested = readCatalog().flatMap(({ slug, version, examples }) =>
  version.test ? [[slug, version, version.test, examples.valid] as const] : [],
);

/** The member of the value that a placeholder names. */
const memberAt = (value: unknown, name: string): unknown =>
  name
    .split('/')
    .reduce<unknown>((inner, step) => (inner as Record<string, unknown> | undefined)?.[step], value);

const placeholdersOf = (template: string): string[] =>
  [...template.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name);

describe.each(tested)('the test of %s', (_slug, version, template, value) => {
  const secrets = secretLeaves(version.config_schema, value, {
    visibility: version.config_visibility ?? 'plain',
    marked: version.secret_paths ?? [],
  });
  const check = providerCheckOf(template, value, secrets);
  const headers = Object.entries(template.headers ?? {}).filter(([, text]) =>
    placeholdersOf(text).every((name) => memberAt(value, name) !== undefined),
  );

  test('fills every placeholder of its URL', () => {
    expect(check?.url).toMatch(/^https?:\/\/[^{}]+$/);
  });

  test('sends each header whose members the value has, and those with a secret as credentials', () => {
    for (const [name, text] of headers) {
      const filled = placeholdersOf(text).reduce(
        (rest, placeholder) => rest.replace(`{${placeholder}}`, String(memberAt(value, placeholder))),
        text,
      );
      const isSecret = placeholdersOf(text).some((placeholder) => secrets.includes(`/${placeholder}`));
      expect((isSecret ? check?.credentials : check?.headers)?.[name], name).toBe(filled);
    }
  });
});

test('a secret inside an object is sent by the test of each provider whose template names it', () => {
  const nested = tested.filter(([, , template, value]) =>
    Object.values(template.headers ?? {}).some((text) =>
      placeholdersOf(text).some((name) => name.includes('/') && memberAt(value, name) !== undefined),
    ),
  );
  expect(nested.map(([slug]) => slug)).toEqual(
    expect.arrayContaining(['elasticsearch', 'gitlab', 'hubspot', 'pagerduty']),
  );
});
