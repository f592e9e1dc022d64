import { expect, test } from 'vitest';
import { checkValue, validatorFor } from '../../../../packages/json-schema/src/index.ts';
import { isLongRun } from '../../../../scripts/testing/long.mjs';
import { type Client, startHarness } from '../support/harness.ts';
import { type ImpactItem, impactLines } from '../support/impact-kit.ts';
import {
  type History,
  histories,
  isRecorded,
  needsHistories,
  valuesOf,
} from '../support/upgrade-histories.ts';

const harness = await startHarness();
const MOST_VALUES = isLongRun ? 8 : 3;

interface Published {
  id: string;
  version: string;
  specification: string;
  schema: Record<string, unknown>;
}

/** Publishes the versions in order and makes configs under each, with its own values and those that broke later. */
async function live(client: Client, { file, versions, breaking }: History) {
  const published: Published[] = [];
  const values = new Map<string, { value: Record<string, unknown>; specification: string }>();
  let provider = '';
  for (const { version, schema } of versions) {
    const content = { version, config_schema: schema };
    const slug = file.replaceAll(/[^a-z0-9]+/g, '-');
    if (provider === '') {
      const made = await client.create('providers', { slug, name: file, version: content });
      provider = made.id;
      const { id, specification_id } = made.current_version as unknown as {
        id: string;
        specification_id: string;
      };
      published.push({ id, version, specification: specification_id, schema });
    } else {
      const made = await client.create('provider-versions', { provider_id: provider, ...content });
      published.push({ id: made.id, version, specification: String(made.specification_id), schema });
    }
    const own = valuesOf(schema, MOST_VALUES);
    const broken = breaking.flatMap(({ from, instance }) => (from === version ? [instance] : []));
    const specification = published.at(-1)?.specification ?? '';
    for (const value of [...own, ...broken]) {
      const { id } = await client.create('provider-configs', { provider_id: provider, value });
      values.set(id, { value, specification });
    }
  }
  return { published, values };
}

/** True for the version after another one, and for an upgrade that is recorded. */
const isNext = ({ versions, breaking }: History, before: Published, after: Published): boolean => {
  const place = (of: Published) => versions.findIndex(({ version }) => version === of.version);
  const isRecordedPair = breaking.some(({ from, to }) => from === before.version && to === after.version);
  return place(after) === place(before) + 1 || isRecordedPair;
};

test('the report on pairs of versions of 47 real histories, all in a long run, equals a full validation', {
  timeout: 600_000,
}, async (context) => {
  if (histories === null) context.skip(needsHistories);
  const client = await harness.newInstance();
  let [pairs, checked, breaks, recorded, exposed] = [0, 0, 0, 0, 0];
  for (const history of histories ?? []) {
    const { published, values } = await live(client, history);
    for (const before of published) {
      const ids = [...values.keys()].filter((id) => values.get(id)?.specification === before.specification);
      for (const after of published.filter((later) => isLongRun || isNext(history, before, later))) {
        const called = `${history.file} ${before.version} → ${after.version}`;
        const lines = await impactLines(harness, client, `provider-versions/${after.id}/impact`, {
          against: before.id,
        });
        const items: ImpactItem[] = lines.filter(({ object }) => object.endsWith('.item'));
        expect(
          items.map(({ id }) => id),
          called,
        ).toEqual(ids);
        for (const { id, passes, errors } of items) {
          const expected = checkValue(validatorFor(after.schema), values.get(id)?.value);
          const found = errors.filter(({ code }) => code !== 'kept_secret');
          expect(found, `${called} ${id}`).toEqual(expected);
          // A secret that the later version does not mark would become readable
          exposed += errors.length - found.length;
          expect(passes, `${called} ${id}`).toBe(errors.length === 0);
        }
        const broken = items.filter(({ passes }) => !passes);
        expect(lines.at(-1).counts, called).toMatchObject({ checked: ids.length, breaks: broken.length });
        for (const { errors } of history.breaking.filter(
          ({ from, to }) => from === before.version && to === after.version,
        )) {
          recorded += 1;
          const places = broken.flatMap((item) => item.errors.map(({ path }) => path));
          expect(
            places.some((place) => isRecorded(place, errors)),
            `${called} ${places} ${errors}`,
          ).toBe(true);
        }
        pairs += 1;
        checked += items.length;
        breaks += broken.length;
      }
    }
  }
  expect(recorded).toBe(16);
  expect(breaks).toBeGreaterThan(30);
  await context.annotate(
    `pairs: ${pairs}, configs checked: ${checked}, breaks: ${breaks}, secrets that would be readable: ${exposed}`,
  );
});
