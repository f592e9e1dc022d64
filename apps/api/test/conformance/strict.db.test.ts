import { describe, expect, test } from 'vitest';
import { eachResource, makeScene, type Scene, sharedScene, testIf } from '../support/conformance-kit.ts';
import { startHarness } from '../support/harness.ts';
import { verbOf } from '../support/verbs.ts';

const harness = await startHarness();
const lenient = { prefer: 'handling=lenient' };

const codesOf = ({ body }: { body: { errors?: { code: string; path: string[] }[] } }) =>
  body.errors?.map(({ code, path }) => `${code} ${path.join('.')}`);

const eventsOf = async ({ client }: Scene) =>
  (await client.get('audit-events?limit=1&order=desc')).body.items[0]?.id;

const written = eachResource.filter(([, { verbs }]) =>
  verbs.some(({ method, audit }) => method !== 'GET' && audit !== null),
);

describe.each(written)('%s', { timeout: 60_000 }, (_path, resource) => {
  const shared = sharedScene(harness, resource, 2);
  const paths = resource.verbs
    .filter(({ method, audit }) => method !== 'GET' && audit !== null)
    .map(({ name, method, on, path }) => ({ name, method, on, path }));

  test.each(paths)('$name refuses a member that it does not know', async ({ method, on, path }) => {
    const { client, ids } = await shared();
    const below = path.replace(':n', '1');
    const place = path.startsWith('/')
      ? path.slice(1)
      : [resource.wire.path, ...(on === 'row' ? [ids[0]] : []), ...(below ? [below] : [])].join('/');
    const answer = await client.request(method, place, { never_heard_of: 1 });
    expect([answer.status, answer.body.code], JSON.stringify(answer.body)).toEqual([400, 'invalid_data']);
    expect(codesOf(answer)).toContain('unknown_member never_heard_of');
  });

  testIf(verbOf(resource, 'create'))(
    'create names the nearest member, and ignores strange ones only for a lenient caller',
    async () => {
      const scene = await makeScene(harness, resource, 1);
      if (!scene.body) return;
      const strange = { ...scene.body, descriptionn: 'x', id: 'y' };
      const refused = await scene.client.post(resource.wire.path, strange);
      expect(refused.status).toBe(400);
      expect(codesOf(refused)).toContain('read_only id');
      const typo = await scene.client.post(resource.wire.path, { ...scene.body, descriptionn: 'x' });
      expect(codesOf(typo)).toContain('unknown_member descriptionn');
      if ('description' in (verbOf(resource, 'create')?.input?.properties ?? {})) {
        expect(typo.body.errors[0].message).toContain('did you mean description?');
      }
      const answer = await scene.client.request(
        'POST',
        `${resource.wire.path}?dry_run=true`,
        { ...scene.body, descriptionn: 'x' },
        lenient,
      );
      expect(codesOf(answer) ?? []).not.toContain('unknown_member descriptionn');
      expect(answer.headers.get('preference-applied')).toBe(
        answer.status === 200 ? 'handling=lenient' : null,
      );
      const refusal = await scene.client.request(
        'POST',
        resource.wire.path,
        { ...scene.body, id: 'y' },
        lenient,
      );
      expect([refusal.status, refusal.headers.get('preference-applied')]).toEqual([400, null]);
    },
  );

  testIf(verbOf(resource, 'update'))(
    'an update with the row as it was shown changes nothing and leaves no event',
    async () => {
      const scene = await makeScene(harness, resource, 1);
      const path = `${resource.wire.path}/${scene.ids[0]}`;
      const { body: shown } = await scene.client.get(path);
      const before = await eventsOf(scene);
      for (const body of [{}, shown]) {
        const answer = await scene.client.patch(path, body);
        expect(answer.status, JSON.stringify(answer.body)).toBe(200);
        const { stale_secrets = [], ...row } = answer.body;
        expect([row, stale_secrets]).toEqual([shown, []]);
      }
      expect(await eventsOf(scene)).toBe(before);
      const refused = await scene.client.patch(path, { ...shown, created_at: '2001-01-01T00:00:00.000Z' });
      expect(codesOf(refused)).toEqual(['read_only created_at']);
    },
  );
});

test('a query whose escapes are no UTF-8 is refused for a lenient caller, too', async () => {
  const client = await harness.newInstance();
  for (const query of ['%ff=1', 'search=%ff', 'limit=1&%e2%28=1'])
    for (const headers of [lenient, {}]) {
      const { status, body } = await client.request('GET', `provider-configs?${query}`, undefined, headers);
      expect([status, body.code, body.reason], query).toEqual([400, 'bad_request', 'malformed_query']);
    }
});
