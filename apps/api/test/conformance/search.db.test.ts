import { describe, expect, test } from 'vitest';
import {
  addRow,
  eachResource,
  idOfRow,
  listAll,
  makeScene,
  type Scene,
  testIf,
} from '../support/conformance-kit.ts';
import { startHarness } from '../support/harness.ts';
import { makeConfig, makeProvider } from '../support/rules-kit.ts';
import { verbOf } from '../support/verbs.ts';
import { membersOf } from './samples.ts';

const harness = await startHarness();
const NAMES = ['Alpha 100% done', 'Beta_gizmo', 'C:\\gizmo', `Ärger, "größer" isn't 🚢`];

/** The resources whose rows can be given a name. */
const searched = eachResource.filter(
  ([, resource]) =>
    'search' in resource.read.filters && (verbOf(resource, 'create') || verbOf(resource, 'update')),
);

describe.each(searched)('%s', (_path, resource) => {
  let made: Promise<Scene> | undefined;
  const shared = () => {
    made ??= namedScene();
    return made;
  };

  test('search finds a part of the name in any case', async () => {
    const scene = await shared();
    const [alpha, beta, delta, trouble] = scene.ids;
    expect(await found(scene, 'Alpha 100% done')).toEqual([alpha]);
    expect(await found(scene, 'ALPHA')).toEqual([alpha]);
    expect(await found(scene, 'lpha 1')).toEqual([alpha]);
    expect(await found(scene, 'bETA_')).toEqual([beta]);
    expect(await found(scene, ':\\GIZMO')).toEqual([delta]);
    expect(await found(scene, 'größer')).toEqual([trouble]);
    expect(await found(scene, '🚢')).toEqual([trouble]);
    expect(await found(scene, 'gizmo')).toEqual([beta, delta]);
    expect(await found(scene, 'no such name')).toEqual([]);
    expect(await found(scene, '')).toEqual(scene.ids);
  });

  test('search takes %, _, \\ and quotes literally', async () => {
    const scene = await shared();
    const [alpha, beta, delta] = scene.ids;
    expect(await found(scene, '%')).toEqual([alpha]);
    expect(await found(scene, '0% d')).toEqual([alpha]);
    expect(await found(scene, 'A%e')).toEqual([]);
    expect(await found(scene, '_')).toEqual([beta]);
    expect(await found(scene, 'a_g')).toEqual([beta]);
    expect(await found(scene, 'alph_')).toEqual([]);
    expect(await found(scene, '\\')).toEqual([delta]);
    expect(await found(scene, ':\\g')).toEqual([delta]);
    expect(await found(scene, '\\\\')).toEqual([]);
    expect(await found(scene, "'")).toEqual([scene.ids[3]]);
    expect(await found(scene, `"GRÖSSER" I`)).toEqual([]);
    expect(await found(scene, `"größer" ISN'T`)).toEqual([scene.ids[3]]);
    expect(await found(scene, "''")).toEqual([]);
  });

  testIf('description' in membersOf(verbOf(resource, 'update')?.input))(
    'search finds a part of the description',
    async () => {
      const scene = await namedScene();
      const [, beta] = scene.ids;
      const description = 'Needle in 5% of a haystack';
      await scene.client.patch(`${resource.wire.path}/${beta}`, { description });
      expect(await found(scene, 'NEEDLE')).toEqual([beta]);
      expect(await found(scene, '5% of')).toEqual([beta]);
    },
  );

  test('search takes one text, in either order and with other filters', async () => {
    const scene = await shared();
    const [, beta, delta] = scene.ids;
    const path = `${resource.wire.path}?search=gizmo&limit=100`;
    const { body } = await scene.client.get(`${path}&order=desc`);
    const own = body.items.map(idOfRow).filter((id: string) => scene.ids.includes(id));
    expect(own).toEqual([delta, beta]);
    if ('id' in resource.read.filters) {
      const { body } = await scene.client.get(`${path}&id[]=${delta}&id[]=${scene.ids[0]}`);
      expect(body.items.map(idOfRow)).toEqual([delta]);
    }
    expect((await scene.client.get(`${path}&search=b`)).status).toBe(400);
  });

  async function namedScene(): Promise<Scene> {
    const scene = await makeScene(harness, resource, verbOf(resource, 'update') ? NAMES.length : 0);
    if (verbOf(resource, 'update')) {
      for (const [index, id] of scene.ids.entries()) {
        const { status } = await scene.client.patch(`${resource.wire.path}/${id}`, { name: NAMES[index] });
        expect(status).toBe(200);
      }
      return scene;
    }
    await addRow(scene);
    scene.ids = [];
    for (const name of NAMES)
      scene.ids.push((await scene.client.create(resource.wire.path, { ...scene.body, name })).id);
    return scene;
  }
});

test('an empty search keeps rows without any text, and a handle is found in any case beyond ASCII', async () => {
  const client = await harness.newInstance();
  const provider = await makeProvider(client);
  const bare = await makeConfig(client, provider, {});
  const named = await makeConfig(client, provider, { handle: 'Äpfel' });
  const search = async (text: string) =>
    (await client.get(`provider-configs?search=${encodeURIComponent(text)}`)).body.items.map(idOfRow);
  expect(await search('')).toEqual([bare.id, named.id]);
  expect(await search('äpf')).toEqual([named.id]);
});

/** Searches and returns the scene's own rows only, without the catalogue and other instances. */
async function found(scene: Scene, text: string): Promise<string[]> {
  const rows = await listAll(scene, `search=${encodeURIComponent(text)}`, 'order=asc');
  return rows.map(idOfRow).filter((id) => scene.ids.includes(id));
}
