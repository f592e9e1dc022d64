import { registry } from '@berth/domain';
import { expansionsOf } from '@berth/resource';
import { describe, expect, test } from 'vitest';
import { eachResource, listPath, type Row, sharedScene, testIf } from '../support/conformance-kit.ts';
import { startHarness } from '../support/harness.ts';
import { countReads } from '../support/statements.ts';

// The document does not describe names joined by commas.
const harness = await startHarness({ directly: true });
const statements = countReads(harness.database);

const ALWAYS = ['object', 'id', 'row_version'];

describe.each(eachResource)('%s', { timeout: 60_000 }, (path, resource) => {
  const shared = sharedScene(harness, resource, 3);
  const members: string[] = Object.keys(resource.wire.view.properties);
  const expansions = [...expansionsOf(registry, resource).values()];

  test('shows the fields that the request names, and always object and id', async () => {
    const scene = await shared();
    const { body: whole } = await scene.client.get(`${path}/${scene.ids[0]}`);
    const shown = Object.keys(whole);
    const always = shown.filter((name) => ALWAYS.includes(name));
    for (const name of members.filter((member) => shown.includes(member))) {
      const { status, body } = await scene.client.get(`${path}/${scene.ids[0]}?fields[]=${name}`);
      expect(status).toBe(200);
      expect(body).toEqual(pick(whole, [...always, name]));
    }
    const { body: list } = await scene.client.get(listPath(scene, 'limit=100'));
    for (const query of ['fields=id,object', 'fields[0]=id&fields[1]=object', 'fields=id&fields=object']) {
      const { body } = await scene.client.get(listPath(scene, 'limit=100', query));
      expect(body.items, query).toEqual(list.items.map((row: Row) => pick(row, always)));
      expect(body.pagination).toEqual(list.pagination);
    }
  });

  test('takes a field of a list only if its rows show it as the single row does', async () => {
    const scene = await shared();
    const target = `${path}/${scene.ids[0]}`;
    const { body: whole } = await scene.client.get(target);
    for (const name of members) {
      const { status, body } = await scene.client.get(listPath(scene, 'limit=100', `fields=${name}`));
      if (status === 200) {
        const row = body.items.find(({ id }: Row) => id === scene.ids[0]);
        expect([name in row, row[name]], name).toEqual([name in whole, whole[name]]);
      } else {
        const [problem] = body.errors;
        expect([status, problem.path, problem.expected.includes(name)]).toEqual([400, ['fields'], false]);
        expect(problem.message).toContain(name);
      }
      const single = await scene.client.get(`${target}?fields=${name}`);
      expect(single.status === 200, name).toBe(name in whole);
    }
  });

  test('refuses fields that are no members and expansions that do not exist', async () => {
    const scene = await shared();
    const wrong: [string, string][] = [
      ['fields[]=nonsense', 'fields'],
      ['fields=id,__proto__', 'fields'],
      ['fields[a]=id', 'fields'],
      ['expand[]=nonsense', 'expand'],
      ['expand=constructor', 'expand'],
      ['expand=provider.publisher', 'expand'],
      [`fields=${'id,'.repeat(500)}x`, 'fields'],
    ];
    for (const target of [`${path}/${scene.ids[0]}?`, `${listPath(scene)}&`]) {
      for (const [query, name] of wrong) {
        const { status, body } = await scene.client.get(`${target}${query}`);
        expect([status, body.code, body.errors[0].path], query).toEqual([400, 'invalid_data', [name]]);
      }
    }
  });

  testIf(expansions.length > 0)('embeds the rows it refers to, as their own list shows them', async () => {
    const scene = await shared();
    const names = expansions.map(({ member }) => member);
    const { body: plain } = await scene.client.get(listPath(scene, 'limit=100'));
    for (const query of [`expand=${names}`, names.map((name) => `expand[]=${name}`).join('&')]) {
      const { status, body } = await scene.client.get(listPath(scene, 'limit=100', query));
      expect(status).toBe(200);
      expect(body.items.map((row: Row) => without(row, names))).toEqual(
        plain.items.map((row: Row) => without(row, names)),
      );
      let seen = 0;
      for (const [index, row] of body.items.entries()) {
        for (const { member, column, of } of expansions) {
          const id = row[column] ?? plain.items[index][member]?.id ?? null;
          if (id === null) expect(row[member]).toBeNull();
          else {
            const { body: own } = await scene.client.get(`${of.wire.path}?id=${id}`);
            expect(row[member]).toEqual(own.items[0]);
            seen += 1;
          }
        }
      }
      expect(seen).toBeGreaterThan(0);
    }
    const [first] = expansions;
    const one = await scene.client.get(`${path}/${scene.ids[0]}?expand=${first?.member}&fields=id`);
    expect(Object.keys(one.body).sort()).toEqual(
      [...ALWAYS.filter((name) => members.includes(name)), first?.member].sort(),
    );
  });

  testIf(expansions.length > 0)('takes one statement for each expansion, however many rows', async () => {
    const scene = await shared();
    const names = expansions.map(({ member }) => member).join();
    const count = async (query: string) => {
      const target = listPath(scene, query);
      await scene.client.get(target); // caches the key and prepares the statement
      const before = statements.read;
      expect((await scene.client.get(target)).status).toBe(200);
      return statements.read - before;
    };
    const plain = await count('limit=3');
    expect(await count(`limit=3&expand=${names}`)).toBe(await count(`limit=1&expand=${names}`));
    expect((await count(`limit=3&expand=${names}`)) - plain).toBeLessThanOrEqual(expansions.length * 2);
    expect(await count('limit=3&fields=id')).toBe(plain);
  });

  testIf(expansions.length > 0)('needs the scope of the embedded rows', async () => {
    const scene = await shared();
    const made = await scene.client.post('api-keys', { name: 'Narrow', scopes: [`${path}:read`] });
    const narrow = harness.as(made.body.secret);
    for (const { member, of } of expansions) {
      const { status, body } = await narrow.get(`${path}/${scene.ids[0]}?expand=${member}`);
      expect([status, body.code]).toEqual([403, 'forbidden']);
      expect(body.message).toContain(`${of.wire.path}:read`);
    }
    expect((await narrow.get(`${path}/${scene.ids[0]}?fields=id`)).status).toBe(200);
  });

  test('has the same row version in the ETag of every selection', async () => {
    const scene = await shared();
    const target = `${path}/${scene.ids[0]}`;
    const whole = await scene.client.get(target);
    const part = await scene.client.get(`${target}?fields=id`);
    const versionOf = (tag: string | null) => tag?.split('-')[0];
    expect(versionOf(part.headers.get('etag'))).toBe(versionOf(whole.headers.get('etag')));
    expect(part.headers.get('etag')).not.toBe(whole.headers.get('etag'));
    const again = await scene.client.request('GET', `${target}?fields=id`, undefined, {
      'if-none-match': part.headers.get('etag') ?? '',
    });
    expect(again.status).toBe(304);
  });
});

const pick = (row: object, names: string[]) =>
  Object.fromEntries(Object.entries(row).filter(([name]) => names.includes(name)));

const without = (row: object, names: string[]) =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));
