import { describe, expect, test } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import { type ImpactItem, impactLines, impactOf, publishVersion, told } from '../support/impact-kit.ts';
import { makeKey } from '../support/keys-kit.ts';
import { makeConfig, makeProvider, makeVault, SCHEMA } from '../support/rules-kit.ts';

/*
 * A schema can be written to answer questions about a secret: one pattern a question. The report on such a schema is
 * the same for a key that may not reveal the secret, whatever the secret holds.
 */

const harness = await startHarness();

const secret = { type: 'string', writeOnly: true };
const withToken = (token: object, more: object = {}) => ({
  ...SCHEMA,
  properties: { ...SCHEMA.properties, token: { ...secret, ...token } },
  ...more,
});

/** Schemas whose verdict depends on the first character of a secret. */
const PROBES: Record<string, object> = {
  pattern: withToken({ pattern: '^a' }),
  'many patterns': withToken({ allOf: ['^a', '^[ab]'].map((pattern) => ({ pattern })) }),
  'a negated pattern': withToken({ not: { pattern: '^a' } }),
  enum: withToken({ enum: ['a-first-secret', 'other'] }),
  length: withToken({ minLength: 15 }),
  'a condition on another member': withToken(
    {},
    JSON.parse('{"if": {"properties": {"token": {"pattern": "^a"}}}, "then": {"required": ["port"]}}'),
  ),
};

async function world(client: Client) {
  const provider = await makeProvider(client);
  for (const token of ['a-first-secret', 'b-another-secret']) {
    await makeConfig(client, provider, { value: { host: 'api.test', token } });
    await makeVault(client, provider, { value: { host: 'api.test', token } });
  }
  return provider;
}

/** The verdicts of a report without the rows that they are about. */
const verdicts = (items: ImpactItem[]): string[] => told(items.map((item) => ({ ...item, id: item.of })));

describe('the report on a schema of the instance', () => {
  test.each(Object.keys(PROBES))(
    'says nothing of a secret to a key that may not reveal it: %s',
    async (name) => {
      const client = await harness.newInstance();
      const provider = await world(client);
      const editor = await makeKey(harness, client, ['editor']);
      const schema = PROBES[name] as object;
      const dry = await editor.post('provider-versions?dry_run=true', {
        provider_id: provider.id,
        version: 'dry',
        config_schema: schema,
      });
      expect(dry.status, JSON.stringify(dry.body)).toBe(200);
      const id = await publishVersion(editor, provider, schema);
      const lines = await impactLines(harness, editor, `provider-versions/${id}/impact`);
      const comparing = await makeKey(harness, client, ['editor', 'provider-configs:compare']);
      for (const items of [
        dry.body.impact.items,
        (await impactOf(editor, id)).items,
        lines.filter(({ object }) => object.endsWith('.item')),
        (await impactOf(comparing, id)).items,
      ]) {
        const [one, other, vault, otherVault] = verdicts(items);
        expect([one, vault]).toEqual([other, otherVault]);
      }
      // A dry run leaves no event, so it tells nobody
      const whole = await client.post('provider-versions?dry_run=true', {
        provider_id: provider.id,
        version: 'dry',
        config_schema: schema,
      });
      const [one, other] = verdicts(whole.body.impact.items);
      expect(one).toBe(other);
      const revealing = verdicts((await impactOf(client, id)).items);
      expect(revealing[0]).not.toBe(revealing[1]);
    },
  );

  test('is exact for such a key where no secret decides', async () => {
    const client = await harness.newInstance();
    const provider = await world(client);
    const editor = await makeKey(harness, client, ['editor']);
    const strict = withToken({ description: 'The same' }, { required: ['host', 'port'] });
    const id = await publishVersion(editor, provider, strict);
    expect(
      new Set(
        (await impactOf(editor, id)).items.map((item: ImpactItem) =>
          told([item])[0]?.split(' ').slice(1).join(' '),
        ),
      ),
    ).toEqual(new Set(['/port required']));
    const without = await publishVersion(editor, provider, {
      ...SCHEMA,
      properties: { host: { type: 'string' } },
    });
    const { counts } = await impactOf(editor, without);
    expect(counts).toMatchObject({ breaks: 4, undecided: 0 });
    const probing = await impactOf(editor, await publishVersion(editor, provider, PROBES.pattern as object));
    expect(probing.counts).toMatchObject({ checked: 4, passes: 0, breaks: 0, undecided: 4 });
    expect(probing.items[0].errors).toEqual([
      expect.objectContaining({ path: '/token', code: 'secret_not_tried' }),
    ]);
  });
});
