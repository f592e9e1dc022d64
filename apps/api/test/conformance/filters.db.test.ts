import { registry } from '@berth/domain';
import type { Resource } from '@berth/resource';
import { describe, expect, test } from 'vitest';
import {
  eachResource,
  idOfRow,
  idQuery,
  idsOf,
  isGlobal,
  listAll,
  makeScene,
  type Scene,
  sharedScene,
  testIf,
} from '../support/conformance-kit.ts';
import { type Harness, startHarness } from '../support/harness.ts';
import { verbOf } from '../support/verbs.ts';
import { findSample, membersOf } from './samples.ts';

const harness = await startHarness();

/** Filters that the view, or an example's view, cannot confirm. Each has a test of its own among the rules. */
const ANSWERED_ELSEWHERE = [
  'provider-listings.is_owner',
  'provider-tools.provider_auth_method_id',
  'provider-tools.provider_deployment_id',
  'provider-tools.provider_config_id',
  'provider-tools.provider_auth_config_id',
  'provider-configs.available_for_provider_deployment_id',
  'provider-auth-configs.available_for_use',
  'provider-auth-configs.available_for_provider_deployment_id',
  'provider-auth-credentials.provider_auth_method_id',
  'value-revisions.created_by',
  'audit-events.actor_id',
  'api-keys.last_used_at',
  'api-keys.expires_at',
];

const syntaxes = {
  'a[0]=': (name: string, index: number) => `${name}[${index}]`,
  'a%5B0%5D=': (name: string, index: number) => `${name}%5B${index}%5D`,
  'a[]=': (name: string) => `${name}[]`,
  'a=&a=': (name: string) => name,
};

describe.each(eachResource)('%s', { timeout: 60_000 }, (_path, resource) => {
  const filters = Object.entries(resource.read.filters);
  const shared = sharedScene(harness, resource, 4);
  const named = (kind: string) => filters.filter(([, filter]) => filter.input.kind === kind);

  test('an unknown parameter is refused by its name, and ignored only for a lenient caller', async () => {
    const scene = await shared();
    const path = `${resource.wire.path}?${scene.base}`;
    const junk = 'limitt=1&x[y][z]=2&__proto__[limit]=1&constructor=a&toString=b&hasOwnProperty=c';
    const refused = await scene.client.get(`${path}&${junk}`);
    expect([refused.status, refused.body.code]).toEqual([400, 'invalid_data']);
    expect(refused.body.errors).toMatchObject([
      {
        code: 'unknown_parameter',
        path: ['limitt'],
        message: expect.stringContaining('did you mean limit?'),
      },
      ...['x', '__proto__', 'constructor', 'toString', 'hasOwnProperty'].map((name) => ({
        code: 'unknown_parameter',
        path: [name],
      })),
    ]);
    const lenient = { prefer: 'handling=lenient' };
    const answer = await scene.client.request('GET', `${path}&${junk}`, undefined, lenient);
    expect(answer.body).toEqual((await scene.client.get(path)).body);
    expect(answer.headers.get('preference-applied')).toBe('handling=lenient');
    const wrong = await scene.client.request('GET', `${path}&limit=x&${junk}`, undefined, lenient);
    expect([wrong.status, wrong.headers.get('preference-applied')]).toEqual([400, null]);
  });

  testIf('id' in resource.read.filters)(
    'id takes one, several, absent ones and 100, in every syntax',
    async () => {
      const scene = await shared();
      const { absent } = idsOf(resource);
      const [one = '', two = ''] = scene.ids;
      expect(await ids(scene, `id=${one}`)).toEqual([one]);
      expect(await ids(scene, `id=${absent()}`)).toEqual([]);
      const hundred = [...scene.ids, ...Array.from({ length: 100 - scene.ids.length }, absent)];
      for (const [syntax, key] of Object.entries(syntaxes)) {
        const query = (values: string[]) => values.map((id, n) => `${key('id', n)}=${id}`).join('&');
        expect(await ids(scene, query([two, one])), syntax).toEqual([one, two]);
        expect(await ids(scene, query([one, one])), syntax).toEqual([one]);
        expect(await ids(scene, query([absent(), two, absent()])), syntax).toEqual([two]);
        expect(await ids(scene, query(hundred)), syntax).toEqual(scene.ids);
        expect(await ids(scene, query(hundred), 'order=desc'), syntax).toEqual(scene.ids.toReversed());
      }
    },
  );

  test('a text that is no possible id matches nothing', async () => {
    const scene = await shared();
    for (const [name, { input, required }] of named('text')) {
      if (name === 'search') continue;
      const texts = [
        'nonsense',
        '',
        'x'.repeat(3_000),
        '%F0%9F%92%A9',
        '__proto__',
        "'%20or%20true--",
        '{a,b}',
        '"',
        '%5C',
      ];
      for (const text of required ? texts.filter((given) => given !== '') : texts) {
        const only = required ? { ...scene, base: '' } : scene;
        expect(await listAll(only, `${name}=${text}`), `${name}=${text}`).toEqual([]);
      }
      const both = `${name}[0]=nonsense&${name}[1]=${scene.ids[0]}x`;
      if (input.kind === 'text' && input.many) expect(await listAll(scene, both)).toEqual([]);
    }
  });

  test('a malformed filter is refused with its place', async () => {
    const scene = await shared();
    const wrong: [string, string[]][] = filters.flatMap(([name, { input }]): [string, string[]][] => {
      if (input.kind === 'window') {
        return [
          [`${name}=2026-01-01`, [name]],
          [`${name}[0]=2026-01-01`, [name]],
          [`${name}[gt]=yesterday`, [name, 'gt']],
          [`${name}[lt]=2026-13-01`, [name, 'lt']],
          [`${name}[gte]=2026-02-30`, [name, 'gte']],
          [`${name}[lte]=2026-01-01T24:00:00Z`, [name, 'lte']],
          [`${name}[after]=2026-01-01`, [name, 'after']],
          [`${name}[gtt]=2026-01-01`, [name, 'gtt']],
          [`${name}[gt]=0000-01-01`, [name, 'gt']],
          [`${name}[gt]=9999-12-31T23:59:59-01:00`, [name, 'gt']],
          [`${name}[lt]=+012026-01-01`, [name, 'lt']],
          [`${name}[lt]=`, [name, 'lt']],
          [`${name}[lt][a]=2026-01-01`, [name, 'lt']],
          [`${name}[gt]=2026-01-01&${name}[gt]=2026-01-02`, [name, 'gt']],
        ];
      }
      const texts: [string, string[]][] = [
        [`${name}[a]=x`, [name]],
        [`${name}[0][a]=x`, [name]],
        [`${name}=%00`, [name]],
      ];
      if (input.kind === 'text') return input.many ? texts : [...texts, [`${name}=x&${name}=y`, [name]]];
      return [...texts, [`${name}=nonsense`, [name]], [`${name}[0]=nonsense`, [name]]];
    });
    for (const [query, path] of wrong) {
      const { status, body } = await scene.client.get(`${resource.wire.path}?${query}`);
      expect([status, body.code, body.entity], query).toEqual([400, 'invalid_data', 'query']);
      expect(body.errors[0].path, query).toEqual(path);
    }
  });

  test('a missing required filter is named', async () => {
    const scene = await shared();
    const required = filters.filter(([, filter]) => filter.required).map(([name]) => [name]);
    for (const query of ['', `?${required.map(([name]) => `${name}=`).join('&')}`]) {
      const { status, body } = await scene.client.get(resource.wire.path + query);
      expect(status).toBe(required.length > 0 ? 400 : 200);
      if (required.length > 0) expect(body.errors.map((p: { path: string[] }) => p.path)).toEqual(required);
    }
  });

  testIf(named('text').length > 0)(
    'every id or word that the view shows narrows the list to the rows that show it',
    async () => {
      const scene = await makeScene(harness, resource, 3);
      await writeOwnWords(scene);
      const tried: string[] = [];
      for (const [name, filter] of named('text')) {
        if (name === 'search' || filter.required) continue;
        if (ANSWERED_ELSEWHERE.includes(`${resource.wire.path}.${name}`)) continue;
        const sample = await findSample(harness, scene, name);
        expect(sample, `how to try ${resource.wire.path}.${name} is not known`).not.toBeNull();
        if (!sample) continue;
        const all = await listAll(scene, isGlobal(resource) ? narrowed(scene) : '');
        const expected = sample.expected(all);
        const found = await listAll(scene, `${name}=${sample.value}`);
        expect(found.map(idOfRow), `${name}=${sample.value}`).toEqual(expected);
        expect(expected.length > 0 && expected.length < all.length, `${name} narrows`).toBe(true);
        tried.push(name);
        if (filter.input.kind === 'text' && filter.input.many) {
          const several = `${name}[0]=${sample.value}&${name}[1]=absent`;
          expect(await ids(scene, several), several).toEqual(expected);
        }
      }
      expect(tried.length).toBeGreaterThan(filters.some(([name]) => name === 'id') ? 0 : -1);
    },
  );

  testIf(named('choice').length > 0)(
    'a choice filter gives the rows with the chosen words, and no others',
    async () => {
      const scene = await makeScene(harness, resource, 3);
      const [gone = ''] = scene.ids;
      if (verbOf(resource, 'archive')) await scene.client.delete(`${resource.wire.path}/${gone}`);
      for (const [name, { input, byDefault }] of named('choice')) {
        if (input.kind !== 'choice') continue;
        const of = async (words: readonly string[]) =>
          listAll(scene, narrowed(scene), words.map((word, n) => `${name}[${n}]=${word}`).join('&'));
        const every = await of(input.values);
        for (const word of input.values) {
          const expected = every.filter((row) => shows(row[name], word));
          expect((await of([word])).map(idOfRow), word).toEqual(expected.map(idOfRow));
        }
        const chosen = (byDefault as string[] | undefined) ?? input.values;
        const unasked = await listAll(scene, narrowed(scene));
        // Without a default, rows that have none of the words are in the list as well
        const kept = byDefault
          ? unasked
          : unasked.filter((row) => chosen.some((word) => shows(row[name], word)));
        expect(kept.map(idOfRow)).toEqual(
          every.filter((row) => chosen.some((word) => shows(row[name], word))).map(idOfRow),
        );
        if (name === 'status' && verbOf(resource, 'archive')) {
          expect(every.map(idOfRow)).toContain(gone);
          expect(unasked.map(idOfRow)).not.toContain(gone);
        }
      }
    },
  );

  testIf(named('boolean').length > 0)(
    'true and false of a boolean filter split the rows between them',
    async () => {
      const scene = await makeScene(harness, resource, 3);
      const changeable = membersOf(verbOf(resource, 'update')?.input);
      for (const [name] of named('boolean')) {
        if (changeable[name]?.type === 'boolean') {
          await scene.client.patch(`${resource.wire.path}/${scene.ids[1]}`, { [name]: false });
        }
      }
      for (const [name] of named('boolean')) {
        const [all, yes, no] = await Promise.all([
          listAll(scene, narrowed(scene)),
          listAll(scene, narrowed(scene), `${name}=true`),
          listAll(scene, narrowed(scene), `${name}=false`),
        ]);
        expect([...yes, ...no].map(idOfRow).sort(), name).toEqual(all.map(idOfRow));
        if (ANSWERED_ELSEWHERE.includes(`${resource.wire.path}.${name}`)) continue;
        expect(no.map(idOfRow), name).toContain(scene.ids[1]);
        if (name in membersOf(resource.wire.view)) {
          expect([yes.every((row) => row[name] === true), no.every((row) => row[name] === false)]).toEqual([
            true,
            true,
          ]);
        }
      }
    },
  );

  testIf(named('window').length > 0)('a window of time has the ends that its sides name', async () => {
    const scene = await makeScene(harness, resource, 4);
    await touchAll(harness, scene);
    for (const [name] of named('window')) {
      if (ANSWERED_ELSEWHERE.includes(`${resource.wire.path}.${name}`)) continue;
      const rows = (await listAll(scene, narrowed(scene))).filter((row) => scene.ids.includes(row.id));
      const times = rows.map((row) => String(row[name]));
      expect(new Set(times).size, 'each row has a time of its own').toBe(rows.length);
      for (const order of ['asc', 'desc']) {
        const inside = async (query: string) =>
          (await ids(scene, narrowed(scene), query, `order=${order}`)).filter((id) => scene.ids.includes(id));
        const expectIds = (from: number, to: number) => {
          const expected = scene.ids.slice(from, to);
          return order === 'asc' ? expected : expected.toReversed();
        };
        expect(await inside(`${name}[gt]=${times[1]}`)).toEqual(expectIds(2, 4));
        expect(await inside(`${name}[lt]=${times[2]}`)).toEqual(expectIds(0, 2));
        expect(await inside(`${name}%5Bgt%5D=${times[0]}&${name}%5Blt%5D=${times[3]}`)).toEqual(
          expectIds(1, 3),
        );
        expect(await inside(`${name}[gt]=${times[1]}&${name}[lt]=${times[1]}`)).toEqual([]);
        expect(await inside(`${name}[gte]=${times[1]}`)).toEqual(expectIds(1, 4));
        expect(await inside(`${name}[lte]=${times[2]}`)).toEqual(expectIds(0, 3));
        expect(await inside(`${name}[gte]=${times[1]}&${name}[lte]=${times[1]}`)).toEqual(expectIds(1, 2));
        expect(await inside(`${name}[gt]=${times[0]}&${name}[gte]=${times[2]}`)).toEqual(expectIds(2, 4));
        const withoutZone = times[1]?.replace('Z', '');
        expect(await inside(`${name}[gte]=${withoutZone}`)).toEqual(expectIds(1, 4));
        const justAfter = times[1]?.replace('Z', '5Z');
        expect(await inside(`${name}[gte]=${justAfter}`)).toEqual(expectIds(2, 4));
        expect(await inside(`${name}[lt]=${justAfter}`)).toEqual(expectIds(0, 2));
        expect(await inside(`${name}[gt]=2001-01-01&${name}[lt]=9999-12-31`)).toEqual(expectIds(0, 4));
        const zoned = new Date(times[1] ?? '').toISOString().replace('Z', '%2B00:00');
        expect(await inside(`${name}[gt]=${zoned}`)).toEqual(expectIds(2, 4));
      }
    }
  });

  testIf(filters.length > 1)('filters narrow one another', async () => {
    const scene = await shared();
    if (!('id' in resource.read.filters)) return;
    const [one = '', two = ''] = scene.ids;
    const [window] = named('window');
    if (!window) return;
    const at = String((await listAll(scene, `id=${one}`))[0]?.[window[0]]);
    expect(await ids(scene, idQuery([one, two]), `${window[0]}[gt]=${at}`)).toEqual([two]);
  });
});

/** True for a member that is the word, or a list with it. */
const shows = (member: unknown, word: string): boolean =>
  Array.isArray(member) ? member.includes(word) : member === word;

const ids = async (scene: Scene, ...queries: string[]) => (await listAll(scene, ...queries)).map(idOfRow);

/** Narrows a list that has other rows to the rows of this test. */
function narrowed({ resource, ids: own }: Scene): string {
  const foreign = resource.entity.tenancy.of === 'catalog' || isGlobal(resource);
  return foreign && 'id' in resource.read.filters ? idQuery(own) : '';
}

/** Gives each row its own texts for the filters whose members the example leaves empty. */
async function writeOwnWords({ resource, client, ids: own }: Scene): Promise<void> {
  const changeable = membersOf(verbOf(resource, 'update')?.input);
  const empty = Object.keys(resource.read.filters).filter(
    (name) => name in changeable && !name.endsWith('_id'),
  );
  const body = (index: number) =>
    Object.fromEntries(
      empty
        .filter((name) => resource.read.filters[name]?.input.kind === 'text')
        .map((name) => [name, `own-${index}`]),
    );
  for (const [index, id] of own.entries()) {
    if (Object.keys(body(index)).length > 0) await client.patch(`${resource.wire.path}/${id}`, body(index));
  }
}

/** Sets a different time of the last change for each row, where rows can be changed. */
async function touchAll({ setClock }: Harness, { resource, client, ids: own }: Scene): Promise<void> {
  if (!verbOf(resource, 'update')) return;
  const start = Date.now() + 60_000;
  try {
    for (const [index, id] of own.entries()) {
      setClock(new Date(start + index * 1_000));
      await client.patch(`${resource.wire.path}/${id}`, {});
    }
  } finally {
    setClock(null);
  }
}

test('every filter in the list of exceptions still exists', () => {
  const known = (registry.resources as Resource[]).flatMap(({ wire: { path }, read: { filters } }) =>
    Object.keys(filters).map((name) => `${path}.${name}`),
  );
  expect(known).toEqual(expect.arrayContaining(ANSWERED_ELSEWHERE));
});
