import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

import { CONNECTION_NAMES, DESTINATION_NAMES, WHOLE_NAMES } from './destination-names.ts';

const CONCEPTS = new URL('../../../../docs/concepts.md', import.meta.url);

it('docs/concepts.md lists every name of a destination', () => {
  const text = readFileSync(CONCEPTS, 'utf8');
  const [, section = ''] = text.split('\n### Destinations\n');
  const listed = new Set([...section.replaceAll('\n', ' ').matchAll(/`([^`]+)`/g)].map(([, name]) => name));
  const isListed = (name: string) => listed.has(name) || listed.has(name.replace(/ (url|uri)$/, ''));
  expect(
    [...DESTINATION_NAMES, ...WHOLE_NAMES, ...CONNECTION_NAMES].filter((name) => !isListed(name)),
  ).toEqual([]);
});
