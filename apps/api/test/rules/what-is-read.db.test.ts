import { describe, expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';
import type { Answer } from '../support/json-http.ts';
import { makeProvider, NOTHING, SCHEMA, uniqueName } from '../support/rules-kit.ts';

const harness = await startHarness();

const problemOf = ({ status, body }: Answer, place: string): string | undefined => {
  expect(status).toBe(400);
  return body.errors.find(({ path }: { path: string[] }) => path.join('/') === place)?.message;
};

describe('a problem says what is read instead', () => {
  test('of the email address of a consumer', async () => {
    const client = await harness.newInstance();
    for (const email of [
      'ada',
      'ada@',
      '@acme.test',
      'a b@acme.test',
      'Ada <ada@acme.test>',
      'ada@acme..test',
    ]) {
      const answer = await client.post('consumers', { name: 'Ada', email });
      expect(problemOf(answer, 'email')).toBe('Must be an email address, such as ada@example.com.');
    }
    for (const email of ['ada@localhost', 'ada+berth@mail.acme.test', 'ада@пример.рф'])
      expect((await client.post('consumers', { name: 'Ada', email })).status).toBe(200);
  });

  test('of more schemas than may be handed in', async () => {
    const client = await harness.newInstance();
    const schemas = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`s${i}`, {}]));
    const body = {
      slug: uniqueName('s-'),
      name: 'S',
      version: { version: '1', config_schema: SCHEMA, schemas },
    };
    expect(problemOf(await client.post('providers', body), 'version/schemas')).toBe(
      'Must have 100 members or fewer.',
    );
  });

  test('of a number in a schema that would be changed, at its place', async () => {
    const client = await harness.newInstance();
    const text = JSON.stringify({
      slug: uniqueName('n-'),
      name: 'N',
      version: {
        version: '1',
        config_schema: {
          properties: { port: { type: 'integer', maximum: 'MAX' } },
        },
      },
    }).replace('"MAX"', '1161888007138312193');
    const response = await harness.app.request('/providers', {
      method: 'POST',
      headers: { authorization: `Bearer ${client.key}`, 'content-type': 'application/json' },
      body: text,
    });
    expect(((await response.json()) as { errors: unknown }).errors).toEqual([
      {
        code: 'inexact_number',
        path: ['version', 'config_schema', 'properties', 'port', 'maximum'],
        message: 'This number cannot be kept exactly: send fewer digits, or a string where one may stand.',
      },
    ]);
  });
});

test.each([
  ['a config', 'provider-configs', 'value'],
  ['a config, as its whole value,', 'provider-configs', 'value_replace'],
  ['a vault', 'provider-config-vaults', 'value'],
  ['metadata', 'provider-configs', 'metadata'],
])('-0 for the 0 of %s changes nothing', async (_what, path, member) => {
  const client = await harness.newInstance();
  const { id: provider_id } = await makeProvider(client, { config_schema: NOTHING });
  const stored = { n: 0, list: [0, { m: 0 }] };
  const body = { provider_id, name: 'V', value: stored, metadata: stored };
  const made = await client.create(path, body);
  const response = await harness.app.request(`/${path}/${made.id}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${client.key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ [member]: stored }).replaceAll('0', '-0'),
  });
  expect(response.status).toBe(200);
  const { revision, row_version, updated_at } = made;
  expect(await response.json()).toMatchObject({ revision, row_version, updated_at });
});

test('a + of a zone that was not escaped in a query is read as it is meant', async () => {
  const client = await harness.newInstance();
  await client.create('consumers', { name: 'Ada', email: 'ada@acme.test' });
  const namesAfter = async (time: string) =>
    (await client.get(`consumers?created_at[gt]=${time}`)).body.items?.map(
      ({ name }: { name: string }) => name,
    );
  expect(await namesAfter('2020-01-01T00:00:00+02:00')).toEqual(['Ada']);
  expect(await namesAfter('2920-01-01T00:00:00+02:00')).toEqual([]);
  expect(problemOf(await client.get('consumers?created_at[gt]=2020-01-01+02'), 'created_at/gt')).toContain(
    '%2B',
  );
});

test('a placeholder of a test that the schema does not describe is a warning', async () => {
  const client = await harness.newInstance();
  const version = { version: '1', config_schema: NOTHING, test: { url: '{nope}/x' } };
  const body = { slug: uniqueName('p-'), name: 'P', version };
  for (const path of ['providers?dry_run=true', 'providers']) {
    expect((await client.post(path, body)).body.warnings).toEqual([
      {
        path: ['version', 'test', 'url'],
        code: 'undescribed_placeholder',
        message: 'placeholder "nope" names a member that the schema allows and does not describe',
      },
    ]);
  }
});
