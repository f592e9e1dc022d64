import { describe, expect, test } from 'vitest';
import {
  addRow,
  eachResource,
  listPath,
  makeScene,
  type Scene,
  sharedScene,
  testIf,
} from '../support/conformance-kit.ts';
import { type Client, startHarness } from '../support/harness.ts';
import { countReads } from '../support/statements.ts';
import { askAgain, getAnew, watch } from '../support/unchanged-kit.ts';
import { changeOf, verbOf } from '../support/verbs.ts';

/** An answer that is asked for again takes one small statement, and is never an old one. */

const harness = await startHarness({ directly: true });
const count = countReads(harness.database);

/** Asks as a caller who has the answer. Returns the status, and the number of statements that it took. */
async function ask(client: Client, path: string, tag: string): Promise<[status: number, reads: number]> {
  const before = count.read;
  const status = await askAgain(client, path, tag);
  return [status, count.read - before];
}

const pathsOf = (scene: Scene): string[] => {
  const { path } = scene.resource.wire;
  return [
    listPath(scene, 'limit=100', 'order=desc'),
    listPath(scene, 'limit=100', 'order=desc', 'fields=id'),
    ...scene.ids.map((id) => `${path}/${id}`),
  ];
};

describe.each(eachResource)('%s', { timeout: 60_000 }, (path, resource) => {
  const shared = sharedScene(harness, resource, 2);
  const follows = resource.read.drifts === undefined;

  test('answers 304 for a list or a row that the caller has', async () => {
    const scene = await shared();
    for (const at of pathsOf(scene)) {
      await getAnew(scene.client, at); // the first request of a key reads the key too
      const whole = count.read;
      const tag = (await getAnew(scene.client, at)).headers.get('etag') ?? '';
      const statements = count.read - whole;
      expect(await ask(scene.client, at, '"other"')).toEqual([200, statements + (follows ? 1 : 0)]);
      expect(await ask(scene.client, at, '"other"')).toEqual([200, follows ? 1 : statements]);
      const asked = [await ask(scene.client, at, tag), await ask(scene.client, at, tag)];
      expect(asked[0]?.[0], at).toBe(304);
      expect(asked[1], at).toEqual([304, follows ? 1 : statements]);
    }
  });

  testIf(scenesGrow(resource))('sees a new row', async () => {
    const scene = await makeScene(harness, resource, 1);
    const changed = await watch(scene.client, pathsOf(scene));
    await addRow(scene);
    const lists = pathsOf(scene).filter((at) => at.includes('?'));
    expect(await changed()).toEqual(expect.arrayContaining(lists));
  });

  testIf(verbOf(resource, 'update'))('sees a changed row', async () => {
    const scene = await makeScene(harness, resource, 2);
    const changed = await watch(scene.client, pathsOf(scene));
    const at = `${path}/${scene.ids[0]}`;
    const version = async () => (await scene.client.get(at)).body.row_version;
    const before = await version();
    expect((await scene.client.patch(at, changeOf(resource))).status).toBe(200);
    const seen = await changed();
    // The example of some resources sends what the row already has
    if ((await version()) !== before) expect(seen).toEqual(expect.arrayContaining([pathsOf(scene)[0], at]));
  });

  testIf(verbOf(resource, 'archive'))('sees an archived row', async () => {
    const scene = await makeScene(harness, resource, 2);
    const changed = await watch(scene.client, pathsOf(scene));
    expect((await scene.client.delete(`${path}/${scene.ids[0]}?force=true`)).status).toBe(200);
    expect(await changed()).toContain(`${path}/${scene.ids[0]}`);
    if (!verbOf(resource, 'unarchive')) return;
    const again = await watch(scene.client, pathsOf(scene));
    expect((await scene.client.post(`${path}/${scene.ids[0]}/unarchive`, {})).status).toBe(200);
    expect(await again()).toContain(`${path}/${scene.ids[0]}`);
  });
});

/** True for a resource whose example makes a further row in the same list. */
function scenesGrow(resource: Scene['resource']): boolean {
  const needed = Object.values(resource.read.filters).some(({ required }) => required);
  return verbOf(resource, 'create') !== undefined && !needed && resource.entity.tenancy.of !== 'global';
}
