import type { Resource } from '@berth/resource';
import { Kind, type TSchema } from '@sinclair/typebox';
import { expect, test } from 'vitest';
import * as defined from './resources.ts';

/* A text that people read is a `Text`, which refuses characters that mislead. The others are for programs. */

const resources: Resource[] = Object.values(defined);

/** The members for programs: names of rows and keys, addresses, places, expressions, tokens, texts for a model. */
const FOR_PROGRAMS =
  /(?:^|\.)(?:(?:\w+_)?id|slug|handle|handles|key|keys|configs|deployments|providers|categories|collections|object|after|from|to|path|(?:\w+_)?paths|version|keep|pattern|(?:\w+_)?(?:url|uris|redirects|origins|ips|hash|secret)|signature|issuer|scopes?|confirm|instructions)$/;

function* leavesOf(schema: TSchema, path: string): Iterable<[path: string, schema: TSchema]> {
  if (schema.anyOf) for (const branch of schema.anyOf as TSchema[]) yield* leavesOf(branch, path);
  for (const [name, member] of Object.entries((schema.properties ?? {}) as Record<string, TSchema>))
    yield* leavesOf(member, path === '' ? name : `${path}.${name}`);
  if (schema.items) yield* leavesOf(schema.items, path);
  if (schema.type === 'string') yield [path, schema];
}

test('every text of a body that people read is one that may not mislead them', () => {
  const others = resources.flatMap(({ wire, verbs }) =>
    verbs.flatMap(({ name, input, method }) =>
      [...(input && method !== 'GET' ? leavesOf(input, '') : [])]
        .filter(
          ([, { [Kind]: kind, pattern, format }]) =>
            kind === 'String' && !format && (pattern ?? '\\S') === '\\S',
        )
        .filter(([path]) => !FOR_PROGRAMS.test(path))
        .map(([path]) => `${wire.path}.${name}: ${path}`),
    ),
  );
  expect(others).toEqual([]);
});
