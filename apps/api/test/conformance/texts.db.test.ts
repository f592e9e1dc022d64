import type { Resource } from '@berth/resource';
import { Kind, type TSchema } from '@sinclair/typebox';
import { describe, expect } from 'vitest';
import { eachResource, makeScene, tableName, testIf } from '../support/conformance-kit.ts';
import { startHarness } from '../support/harness.ts';
import { expectPlaces } from '../support/rules-kit.ts';
import { getAnew } from '../support/unchanged-kit.ts';
import { verbOf } from '../support/verbs.ts';

/** A text that people read can be seen, does not turn the text around it, and moves no cursor of a terminal. */

const harness = await startHarness();

const MISLEADING = ['\u200b', '\u2060\u200b', 'a\u202eb', 'a\u2066b', '\u001b[31ma', 'a\u0085b'];
const LEGITIMATE = ['👩‍👩‍👧‍👦 café', 'שלום \u200eABC\u200f', 'مرحبا', 'e\u0301'];

const isText = (schema: TSchema): boolean =>
  schema[Kind] === 'Text' || (schema.anyOf ?? []).some((branch: TSchema) => isText(branch));

/** The members of a body that are texts. */
const textsOf = (resource: Resource, verb: string): string[] =>
  Object.entries((verbOf(resource, verb)?.input?.properties ?? {}) as Record<string, TSchema>)
    .filter(([, schema]) => isText(schema))
    .map(([name]) => name);

const isLine = (name: string): boolean => name === 'name' || name === 'model';

const withTexts = eachResource.filter(
  ([, resource]) => textsOf(resource, 'create').length + textsOf(resource, 'update').length > 0,
);

describe.each(withTexts)('%s', { timeout: 60_000 }, (path, resource) => {
  const created = textsOf(resource, 'create');
  const updated = textsOf(resource, 'update');

  testIf(created.length > 0)('is made with no such text', async () => {
    const { client, body } = await makeScene(harness, resource, 1);
    for (const name of created) {
      for (const text of [...MISLEADING, ...(isLine(name) ? ['a\nb', 'a\tb', 'a\u2028b'] : [])]) {
        for (const query of ['', '?dry_run=true'])
          expectPlaces(await client.post(`${path}${query}`, { ...body, [name]: text }), [name]);
      }
    }
  });

  testIf(updated.length > 0)('takes no such text in a change, and legitimate ones', async () => {
    const { client, ids } = await makeScene(harness, resource, 1);
    const at = `${path}/${ids[0]}`;
    for (const name of updated) {
      for (const text of MISLEADING) {
        for (const query of ['', '?dry_run=true'])
          expectPlaces(await client.patch(`${at}${query}`, { [name]: text }), [name]);
      }
    }
    if (!updated.includes('name')) return;
    for (const name of LEGITIMATE)
      expect(await client.patch(at, { name })).toMatchObject({ status: 200, body: { name } });
  });

  testIf(updated.includes('name'))(
    'with a name of an earlier release can be sent back as shown',
    async () => {
      const { client, ids } = await makeScene(harness, resource, 1);
      const at = `${path}/${ids[0]}`;
      for (const name of ['\u200b', 'a\u202eb', 'line\nfeed']) {
        const quoted = name.replaceAll("'", "''");
        await harness.database.query(
          `update ${tableName(resource)} set name = '${quoted}' where ${idColumn(resource)} = '${ids[0]}'`,
        );
        const row = (await getAnew(client, at)).body;
        expect(row.name).toBe(name);
        for (const query of ['?dry_run=true', '']) {
          const again = await client.patch(`${at}${query}`, row);
          expect([again.status, again.body.name], JSON.stringify(again.body)).toEqual([200, name]);
        }
        expectPlaces(await client.patch(at, { ...row, name: `${name}\u202e` }), ['name']);
      }
    },
  );
});

const idColumn = ({ entity: { table } }: Resource): string => table.id.name;
