import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startListening } from '../../../packages/client/test/listening.ts';
import { faces } from '../../api/src/faces.ts';
import type { Document, Parameter, Reference } from '../../api/src/openapi/types.ts';
import type { Block } from './documents.ts';
import { type Refusals, runBlocks } from './shell-script.ts';
import { makeHome } from './terminal.ts';

/** The examples that `/docs` shows, each executed as it stands against a server with the shipped catalogue. */

/** Every name is a public address, and nothing answers there. */
const offline = { lookup: async () => ['93.184.215.14'], dial: () => '127.0.0.1' };

const server = await startListening({ network: offline, directly: true });
const { key } = server.bootstrap;

const textAt = async (path: string) => (await fetch(`${server.url}${path}`)).text();
const blockOf = (code: string): Block => ({ language: 'sh', code, output: null });

const guide = [...(await textAt('/docs')).matchAll(/<pre><code>(.*?)<\/code><\/pre>/gs)].map(
  ([, code = '']) => blockOf(code.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')),
);
const [preparation = blockOf('')] = guide;

test('the guide runs block by block in one shell, and runs again in the same instance', {
  timeout: 60_000,
}, async () => {
  expect(guide.length).toBeGreaterThan(5);
  expect(preparation.code).toMatch(/^api\(\) \{.*^id\(\) \{/ms);
  const connection = { url: server.url, key, home: makeHome(onTestFinished) };
  for (const { code, refused, announced } of await runBlocks([...guide, ...guide], connection)) {
    expect(refused.length, `${refused.join('\n')}\n${code}`).toBe(announced);
  }
});

interface Shown {
  name: string;
  method: string;
  /** The path, with the examples of its parameters; null while one has none. */
  path: string | null;
  body: unknown;
  source: string;
}

const isParameter = (parameter: Parameter | Reference): parameter is Parameter => 'in' in parameter;

/** Fills in a path and its query as the form does. An object is the form of a window of time, which starts empty. */
function filledIn(path: string, parameters: readonly Parameter[]): string {
  const filled = parameters.filter(({ example }) => typeof example === 'string');
  const query = filled.filter((parameter) => parameter.in === 'query');
  const place = filled.reduce((text, { name, example }) => text.replace(`{${name}}`, String(example)), path);
  return `${place}?${query.map(({ name, example }) => `${name}=${example}`).join('&')}`;
}

const operations = (
  await Promise.all(
    faces.map(async ({ name: face }): Promise<Shown[]> => {
      const { paths } = JSON.parse(await textAt(`/openapi/${face}.json`)) as Document;
      return Object.entries(paths).flatMap(([path, item]) =>
        Object.entries(item).map(([method, operation]): Shown => {
          const parameters = (operation.parameters ?? []).filter(isParameter);
          const isKnown = parameters.every(({ required, example }) => !required || example !== undefined);
          return {
            name: `${face} ${operation.operationId}`,
            method: method.toUpperCase(),
            path: isKnown ? filledIn(path, parameters) : null,
            body: operation.requestBody?.content['application/json']?.example,
            source: operation['x-codeSamples']?.[0]?.source ?? '',
          };
        }),
      );
    }),
  )
)
  .flat()
  // They answer a request for consent, which the actor of a second identity makes: too many steps for one example
  .filter(({ name }) => !/^root identityDelegations\.(?:approve|deny)$/.test(name))
  // It sends the hash that the reader was shown, and the example has a made-up one
  .filter(({ name }) => name !== 'root versionApprovals.approve');

const bodyText = ({ body }: Shown): string => JSON.stringify(body) ?? '';

/** The requests that an example makes before its own, by their paths. */
const firstOf = ({ source }: Shown): string =>
  [...source.matchAll(/^[A-Z_]+=\$\(api .*?\$URL(\/[^\s"?]+)/gm)].map(([, path]) => path).join(', ');

const [alone, afterOthers] = [
  operations.filter((operation) => firstOf(operation) === ''),
  operations
    .filter((operation) => firstOf(operation) !== '')
    .map((operation) => ({ ...operation, first: firstOf(operation) })),
];

describe('the example in shell of', () => {
  const home = makeHome();
  const results = new Map<string, Refusals>();
  beforeAll(async () => {
    const blocks = [preparation, ...operations.map(({ source }) => blockOf(source))];
    const [, ...ran] = await runBlocks(blocks, { url: server.url, key, home });
    for (const [place, { name }] of operations.entries()) results.set(name, ran[place] as Refusals);
  }, 150_000);

  test.each(alone)('$name works with nothing but the shipped catalogue', ({ name, source }) => {
    expect(source).toContain('$URL');
    expect(results.get(name)?.refused).toEqual([]);
  });

  test.each(afterOthers)('$name works after $first, which it makes first', ({ name }) => {
    expect(results.get(name)?.refused).toEqual([]);
  });
});

describe('the filled form of', () => {
  test.each(alone)('$name is accepted as it stands', async (operation) => {
    const { method, path, body } = operation;
    expect(path).not.toBeNull();
    expect(bodyText(operation)).not.toContain('$');
    const response = await fetch(`${server.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'x-api-key': key, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: bodyText(operation) }),
    });
    expect(response.status, await response.text()).toBeLessThan(300);
  });

  test.each(afterOthers)(
    '$name leaves the rows of $first open instead of naming made-up ones',
    (operation) => {
      const { path, source } = operation;
      const made = new Set([...source.matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => `$${name}`));
      const shown = new Set(bodyText(operation).match(/\$[A-Z_]+/g));
      expect(path === null || shown.size > 0).toBe(true);
      for (const variable of shown) expect(made).toContain(variable);
      expect(`${path} ${bodyText(operation)}`).not.toMatch(/[a-z]{2,8}_01k0{10}|019bbf7a-0000/);
    },
  );
});
