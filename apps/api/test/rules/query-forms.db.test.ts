import { expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';
import { expectPlaces, makeConfig, makeProvider, NOTHING } from '../support/rules-kit.ts';

const harness = await startHarness();

/** Makes two configs of a provider whose values may be anything, one of them with a handle. */
async function scene() {
  const client = await harness.newInstance();
  const provider = await makeProvider(client, { config_schema: NOTHING });
  const config = await makeConfig(client, provider, { name: 'plain', value: {} });
  await makeConfig(client, provider, { name: 'marked labels[env]=prod', handle: 'marked', value: {} });
  const namesOf = async (query: string): Promise<string[]> => {
    const { status, body } = await client.get(`provider-configs?${query}`);
    expect(status, query).toBe(200);
    return body.items.map(({ name }: { name: string }) => name);
  };
  return { client, config, namesOf };
}

test('a switch of a write without a value is refused, and nothing is written', async () => {
  const { client, config } = await scene();
  for (const name of ['dry_run', 'force']) {
    for (const query of [`?${name}`, `?${name}=`, `?${name}&${name}`]) {
      expectPlaces(await client.delete(`provider-configs/${config.id}${query}`), [name]);
      expectPlaces(await client.patch(`provider-configs/${config.id}${query}`, { name: 'other' }), [name]);
    }
  }
  expect((await client.get(`provider-configs/${config.id}`)).body).toMatchObject({
    name: 'plain',
    status: 'active',
  });
});

test('every parameter of a query counts, however many there are', async () => {
  const { client, namesOf } = await scene();
  const of = (name: string) => Array.from({ length: 1_000 }, () => `${name}=`).join('&');
  const query = `${'&'.repeat(3_000)}handle=marked`;
  expect(await namesOf(query)).toEqual(['marked labels[env]=prod']);
  const { status, body } = await client.get(`provider-configs?${of('id')}&${of('handle')}&limit=x`);
  expect([status, body.errors]).toMatchObject([400, [{ path: ['limit'] }]]);
});

test('more values of a parameter than may be sent are refused with the number, in every spelling', async () => {
  const { client } = await scene();
  for (const spelt of [() => 'id', () => 'id[]', (index: number) => `id[${index}]`]) {
    for (const length of [1_001, 2_000]) {
      const query = Array.from({ length }, (_, index) => `${spelt(index)}=x`).join('&');
      const { status, body } = await client.get(`provider-configs?${query}`);
      expect([status, body.errors], query.slice(0, 10)).toMatchObject([400, [{ path: ['id'], max: 1_000 }]]);
    }
  }
});

test('an index beyond those of a list makes no list of its length', async () => {
  const { client } = await scene();
  // A walk through a list of that length would outlast the test
  for (const index of [1_002, 4_294_967_294, 4_294_967_295]) {
    expectPlaces(await client.get(`provider-configs?id[${index}]=x`), ['id']);
  }
});

test('an escape that is no UTF-8 is refused', async () => {
  const { client } = await scene();
  for (const query of ['search=%ff', 'handle=%ed%a0%80', 'search=50%', '%ff=x', 'id=%e2%82']) {
    expect((await client.get(`provider-configs?${query}`)).body, query).toMatchObject({
      code: 'bad_request',
    });
  }
});

test('brackets and signs of equality in a value are part of it', async () => {
  const { namesOf } = await scene();
  const found = ['marked labels[env]=prod'];
  for (const text of ['labels[env]=prod', 'labels%5Benv%5D=prod', 'labels%5Benv%5D%3Dprod']) {
    expect(await namesOf(`search=${text}`)).toEqual(found);
  }
  expect(await namesOf('search=labels%5Bnot%5D=prod')).toEqual([]);
  expect(await namesOf('handle[]=marked&handle[1]=a%5D=b')).toEqual(found);
});

test('a window of a side that is none is refused at its place', async () => {
  const { client } = await scene();
  for (const path of ['provider-configs', 'audit-events', 'audit-events/export']) {
    for (const side of ['__proto__', 'constructor', 'after', '']) {
      const answer = await client.get(`${path}?created_at[${side}]=2030-01-01`);
      expect([path, side, answer.status]).toEqual([path, side, 400]);
      expect(answer.body.errors[0].path[0]).toBe('created_at');
    }
  }
});

test('an empty list of members shows the whole row', async () => {
  const { client, config } = await scene();
  const whole = (await client.get(`provider-configs/${config.id}`)).body;
  expect((await client.get(`provider-configs/${config.id}?fields=&expand=`)).body).toEqual(whole);
});

test('a time of the export may have a + that was not escaped', async () => {
  const { client } = await scene();
  const linesOf = async (query: string) => {
    const headers = { authorization: `Bearer ${client.key}` };
    const answer = await harness.app.request(`/audit-events/export?${query}`, { headers });
    expect(answer.status, query).toBe(200);
    return (await answer.text()).split('\n').filter(Boolean).length;
  };
  expect(await linesOf('created_at[gt]=2020-01-01T00:00:00+02:00')).toBeGreaterThan(0);
  expect(await linesOf('from=2020-01-01T00:00:00+02:00&to=2020-02-01T00:00:00+02:00')).toBe(0);
});
