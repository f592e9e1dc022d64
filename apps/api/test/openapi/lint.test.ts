import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import core, { type RulesetDefinition } from '@stoplight/spectral-core';
import rulesets from '@stoplight/spectral-rulesets';
import { expect, test, vi } from 'vitest';
import { faces } from '../../src/faces.ts';
import { DOCUMENTS } from '../../src/openapi/files.ts';

vi.setConfig({ testTimeout: 120_000 });

const names = faces.map(({ name }) => name);
const textOf = (name: string) => readFileSync(join(DOCUMENTS, `${name}.json`), 'utf8');

test('every face has a committed document, and there is no other', () => {
  expect(readdirSync(DOCUMENTS).sort()).toEqual(names.map((name) => `${name}.json`).sort());
});

test.each(names)('the %s document breaks no recommended rule of Redocly', async (name) => {
  const config = await createConfig({
    extends: ['recommended'],
    // A path without parameters is matched before one with them: OpenAPI 3.1 §4.8.8.1.
    rules: { 'no-ambiguous-paths': 'off' },
  });
  const problems = await lintFromString({ source: textOf(name), absoluteRef: `/${name}.json`, config });
  expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual(
    [],
  );
});

test.each(names)('the %s document breaks no OpenAPI rule of Spectral', async (name) => {
  const spectral = new core.Spectral();
  spectral.setRuleset(rulesets.oas as unknown as RulesetDefinition); // its own type has no `extends`
  const problems = await spectral.run(JSON.parse(textOf(name)));
  expect(problems.map(({ code, message, path }) => [code, message, path.join('/')])).toEqual([]);
});
