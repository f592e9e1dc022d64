import { describe, expect, test } from 'vitest';
import { eachResource, listPath, type Scene, sharedScene } from '../support/conformance-kit.ts';
import { startHarness } from '../support/harness.ts';
import { countReads } from '../support/statements.ts';
import { getAnew } from '../support/unchanged-kit.ts';

const harness = await startHarness();
const count = countReads(harness.database);

/** The page, and at most two batches of related rows. Large columns of a page may take one more. */
const MOST_FOR_A_LIST = 3;

describe.each(eachResource)('%s', (_path, resource) => {
  const shared = sharedScene(harness, resource, 6);
  const more = resource.read.large.length > 0 ? 1 : 0;
  const most = MOST_FOR_A_LIST + more;

  test('a list takes the same few statements however many rows it answers', async () => {
    const scene = await shared();
    await statementsOf(scene, listPath(scene));
    const numbers = [];
    for (const limit of [1, 2, 6, 100])
      numbers.push(await statementsOf(scene, listPath(scene, `limit=${limit}`)));
    const [fewest, greatest] = [Math.min(...numbers), Math.max(...numbers)];
    expect(greatest - fewest, `${numbers}`).toBeLessThanOrEqual(more);
    expect(fewest).toBeGreaterThan(0);
    expect(greatest).toBeLessThanOrEqual(most);
    const after = await statementsOf(scene, listPath(scene, 'limit=1', `before=${scene.ids.at(-1)}`));
    expect(after, 'a page further in takes no more').toBeLessThanOrEqual(most);
  });

  test('reading one row takes no more statements than a list', async () => {
    const scene = await shared();
    const path = `${resource.wire.path}/${scene.ids[0]}`;
    await statementsOf(scene, path);
    const number = await statementsOf(scene, path);
    expect(number).toBeGreaterThan(0);
    expect(number).toBeLessThanOrEqual(MOST_FOR_A_LIST);
  });
});

async function statementsOf({ client }: Scene, path: string): Promise<number> {
  const before = count.read;
  const { status } = await getAnew(client, path);
  expect(status, path).toBe(200);
  return count.read - before;
}
