import { encodeCursor, lastId } from '@berth/kernel';
import { describe, expect, test } from 'vitest';
import {
  eachResource,
  idOfRow,
  idQuery,
  idsOf,
  listPath,
  makeScene,
  type Row,
  type Scene,
  sharedScene,
  testIf,
  visibleIds,
} from '../support/conformance-kit.ts';
import { startHarness } from '../support/harness.ts';
import { verbOf } from '../support/verbs.ts';

const harness = await startHarness();
const ORDERS = ['asc', 'desc'] as const;
const TOMORROW = new Date(Date.now() + 86_400_000);
type Side = 'after' | 'before';
type Position = (side: Side, id: string) => string;

const byId: Position = (side, id) => `${side}=${id}`;
const byCursor: Position = (side, id) => `cursor=${encodeCursor({ side, id })}`;

describe.each(eachResource)('%s', { timeout: 60_000 }, (_path, resource) => {
  const shared = sharedScene(harness, resource, 'id' in resource.read.filters ? 7 : 3);

  test('pages of every size, forwards and backwards, in both orders, hold each row once', async () => {
    const scene = await shared();
    for (const { query, ids, sizes } of await listsOf(scene)) {
      for (const order of ORDERS) {
        const expected = order === 'asc' ? ids : ids.toReversed();
        for (const size of sizes) await walkBothWays(scene, expected, `${query}&order=${order}`, size, byId);
      }
    }
  });

  test('a cursor gives the same page as the id inside it', async () => {
    const scene = await shared();
    const [{ query, ids }] = await listsOf(scene);
    for (const order of ORDERS) {
      const expected = order === 'asc' ? ids : ids.toReversed();
      await walkBothWays(scene, expected, `${query}&order=${order}`, 2, byCursor);
    }
  });

  test('a page beyond either end is empty and says whether rows stand on the other side', async () => {
    const scene = await shared();
    for (const { query, ids } of await listsOf(scene)) {
      const [first = '', last = ''] = [ids[0], ids.at(-1)];
      expect(await page(scene, query, `before=${first}`)).toEqual([[], false, true]);
      expect(await page(scene, query, `after=${last}`)).toEqual([[], true, false]);
      expect(await page(scene, query, 'order=desc', `after=${first}`)).toEqual([[], true, false]);
      expect(await page(scene, query, 'order=desc', `before=${last}`)).toEqual([[], false, true]);
    }
  });

  test('an id without a row is a valid position', async () => {
    const scene = await shared();
    const [{ query, ids }] = await listsOf(scene);
    const latest = lastId(resource.entity.kind, TOMORROW); // ids may be ahead of the clock
    expect(await page(scene, query, `after=${latest}`)).toEqual([[], true, false]);
    expect(await page(scene, query, `limit=2`, `before=${latest}`)).toEqual([
      ids.slice(-2),
      ids.length > 2,
      false,
    ]);
    const earliest = `${idsOf(resource).prefix}${'0'.repeat(26)}`;
    expect(await page(scene, query, 'limit=1', `after=${earliest}`)).toEqual([
      [ids[0]],
      false,
      ids.length > 1,
    ]);
  });

  test('after takes precedence over before, and before over cursor', async () => {
    const scene = await shared();
    const [{ query, ids }] = await listsOf(scene);
    const [a = '', b = '', c = ''] = [ids[0], ids.at(-1), ids.at(-1)];
    const cursor = byCursor('before', c);
    const after = await page(scene, query, `after=${a}`);
    const before = await page(scene, query, `before=${b}`);
    expect(await page(scene, query, `before=${b}`, `after=${a}`, cursor)).toEqual(after);
    expect(await page(scene, query, byCursor('after', a), `before=${b}`)).toEqual(before);
  });

  test('limit is 1 to 100, once, and 20 by default', async () => {
    const scene = await shared();
    for (const limit of ['0', '101', '-1', '1.5', 'abc', '1e1', '0x1', '١', '99999999999', 'NaN', '1%00']) {
      await expectProblem(scene, `limit=${limit}`, 'limit');
    }
    await expectProblem(scene, 'limit=1&limit=2', 'limit');
    await expectProblem(scene, 'limit%5Ba%5D=1', 'limit');
    for (const limit of ['1', '100']) expect((await page(scene, `limit=${limit}`))[0]).toBeInstanceOf(Array);
    const ids = await visibleIds(harness, scene);
    if (resource.entity.tenancy.of !== 'global') expect((await page(scene, ''))[0]).toEqual(ids.slice(0, 20));
  });

  test('order is asc or desc, and asc by default', async () => {
    const scene = await shared();
    for (const order of ['up', 'ASC', 'asc,desc', '1']) await expectProblem(scene, `order=${order}`, 'order');
    await expectProblem(scene, 'order=asc&order=desc', 'order');
    const [{ query, ids }] = await listsOf(scene);
    expect((await page(scene, query))[0]).toEqual(ids.slice(0, 20));
  });

  test('a malformed position is refused with its place', async () => {
    const scene = await shared();
    for (const side of ['after', 'before']) {
      for (const id of ['nonsense', '%00', 'prx_00000000000000000000000000', `${'x'.repeat(9_000)}`]) {
        await expectProblem(scene, `${side}=${id}`, side);
      }
      const [one = ''] = scene.ids;
      await expectProblem(scene, `${side}=${one}&${side}=${one}`, side);
    }
    const cursors = [
      'cur_',
      'cur_!',
      'cur_abc',
      'abc',
      `cur_${'z'.repeat(9_000)}`,
      encodeAny('["beside","x"]'),
    ];
    for (const cursor of [
      ...cursors,
      encodeAny('["after",1]'),
      encodeAny('{}'),
      encodeAny('["after","\\u0000"]'),
      encodeAny('["after","zzz"]'),
      encodeAny('["before","prx_00000000000000000000000000"]'),
      encodeAny(`["after","${scene.ids[0]}","more"]`),
      encodeAny(`["after","${scene.ids[0]}x"]`),
    ]) {
      const { status, body } = await scene.client.get(listPath(scene, `cursor=${cursor}`));
      expect([status, body.code, body.message], cursor).toEqual([
        400,
        'bad_request',
        'The cursor is none that this server has answered.',
      ]);
    }
  });

  testIf(verbOf(resource, 'archive') && 'id' in resource.read.filters)(
    'a page after a row that was archived loses no other row',
    async () => {
      const scene = await makeScene(harness, resource, 5);
      const query = idQuery(scene.ids);
      const [a = '', b = '', c = '', ...rest] = scene.ids;
      expect(await page(scene, query, 'limit=2')).toEqual([[a, b], false, true]);
      for (const id of [a, b])
        expect((await scene.client.delete(`${resource.wire.path}/${id}`)).status).toBe(200);
      expect(await page(scene, query, 'limit=2', `after=${b}`)).toEqual([[c, rest[0]], false, true]);
      expect(await page(scene, query, 'limit=2', `before=${c}`)).toEqual([[], false, true]);
      expect(await page(scene, query, 'order=desc', `after=${c}`)).toEqual([[], true, false]);
    },
  );
});

interface Listed {
  query: string;
  ids: string[];
  sizes: number[];
}

/** Lists only the scene's rows where the list can be narrowed to them, then all rows that the client sees. */
async function listsOf(scene: Scene): Promise<[Listed, ...Listed[]]> {
  const all = { query: '', ids: await visibleIds(harness, scene), sizes: [1, 2, 3, 100] };
  if (!('id' in scene.resource.read.filters)) return [all];
  const narrow = { query: idQuery(scene.ids), ids: scene.ids, sizes: [1, 2, 3, 100] };
  if (scene.resource.entity.tenancy.of === 'global') return [narrow];
  return [narrow, all.ids.length > 20 ? { ...all, sizes: [7, 100] } : all];
}

type Slice = [ids: string[], hasMoreBefore: boolean, hasMoreAfter: boolean];

async function page(scene: Scene, ...queries: string[]): Promise<Slice> {
  const path = listPath(scene, ...queries);
  const { status, body } = await scene.client.get(path);
  if (status !== 200) throw new Error(`GET ${path}: ${JSON.stringify(body)}`);
  const { has_more_before, has_more_after } = body.pagination;
  return [(body.items as Row[]).map(idOfRow), has_more_before, has_more_after];
}

/** Walks from the first page to the end by `after`, and from the last row to the start by `before`. */
async function walkBothWays(
  scene: Scene,
  expected: string[],
  query: string,
  size: number,
  position: Position,
): Promise<void> {
  const limit = `limit=${size}`;
  const what = `${query} by ${size}`;
  let slice = await page(scene, query, limit);
  for (let start = 0; ; start += size) {
    const ids = expected.slice(start, start + size);
    expect(slice, `${what} from ${start}`).toEqual([ids, start > 0, start + size < expected.length]);
    if (start + size >= expected.length) break;
    slice = await page(scene, query, limit, position('after', ids.at(-1) ?? ''));
  }
  for (let end = expected.length - 1; end > 0; ) {
    const start = Math.max(0, end - size);
    const back = await page(scene, query, limit, position('before', expected[end] ?? ''));
    expect(back, `${what} back from ${end}`).toEqual([expected.slice(start, end), start > 0, true]);
    end = start;
  }
}

async function expectProblem(scene: Scene, query: string, path: string): Promise<void> {
  const { status, body } = await scene.client.get(listPath(scene, query));
  expect([status, body.code, body.entity], query).toEqual([400, 'invalid_data', 'query']);
  expect(body.errors.map((problem: { path: string[] }) => problem.path)).toEqual([[path]]);
}

/** Encodes any text in base 62, which `encodeCursor` does for ids only. */
function encodeAny(text: string): string {
  const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  let value = BigInt(`0x${Buffer.from(text).toString('hex')}`);
  let encoded = '';
  for (; value > 0n; value /= 62n) encoded = digits.charAt(Number(value % 62n)) + encoded;
  return `cur_${encoded}`;
}
