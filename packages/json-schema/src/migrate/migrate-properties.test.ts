import { expect, test } from 'vitest';
import {
  getAt,
  isObject,
  type Marked,
  type Migrated,
  migrate,
  migrateBetween,
  type Pointer,
  readPatch,
  secretLeaves,
  toPointer,
} from '../index.ts';
import {
  changedSchema,
  type Random,
  randomFrom,
  randomSchema,
  randomValue,
} from '../testing/random-schemas.ts';

const seed = Number(process.env.BERTH_TEST_SEED ?? 16_902);
const TURNS = process.env.BERTH_TEST_LONG ? 40_000 : 2_500;

/** Marks subschemas secret at random, in place. */
function marked(random: Random, schema: unknown): unknown {
  if (Array.isArray(schema)) for (const item of schema) marked(random, item);
  if (!isObject(schema)) return schema;
  for (const [name, below] of Object.entries(schema)) if (name !== 'const') marked(random, below);
  if (random.chance(0.15)) schema[random.pick(['writeOnly', 'airbyte_secret', 'x-secret'])] = true;
  return schema;
}

const STEPS = ['a', 'b', 'c', 'd', '*', '0', '1'];
const randomPath = (random: Random, least = 0): string =>
  toPointer(Array.from({ length: least + random.below(3) }, () => random.pick(STEPS)));

function randomOperation(random: Random): object {
  const op = random.pick([
    'add',
    'copy',
    'default',
    'map',
    'move',
    'move',
    'remove',
    'rename',
    'rename',
    'replace',
    'test',
  ]);
  const value = random.chance(0.5) ? 'literal' : { b: 'literal', c: ['literal'] };
  const if_present = random.chance(0.6);
  const path = randomPath(random, op === 'add' ? 0 : 1);
  switch (op) {
    case 'copy':
    case 'move':
      return { op, path, from: randomPath(random, 1), if_present };
    case 'rename':
      return { op, path, to: random.pick(['a', 'b', 'c', 'd']) };
    case 'map':
      return {
        op,
        path,
        values: [{ from: 'x', to: 'mapped' }],
        ...(random.chance(0.3) ? { fallback: 'mapped' } : {}),
      };
    case 'remove':
      return { op, path, if_present };
    case 'replace':
      return { op, path, value, if_present };
    default:
      return { op, path, value: op === 'test' ? random.pick(['x', 'leaf-1', 1]) : value };
  }
}

/** Gives each string and number of a value a text that no other has. */
function unique(value: unknown, prefix: string): unknown {
  let count = 0;
  const write = (item: unknown): unknown => {
    if (Array.isArray(item)) return item.map(write);
    if (isObject(item))
      return Object.fromEntries(Object.entries(item).map(([name, child]) => [name, write(child)]));
    count += 1;
    return `${prefix}-${count}`;
  };
  return write(value);
}

function leavesOf(value: unknown, at: readonly (string | number)[] = []): [Pointer, unknown][] {
  const members = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (members.length === 0) return [[toPointer(at), value]];
  return members.flatMap(([name, child]) => leavesOf(child, [...at, name]));
}

function randomPatches(random: Random) {
  return Array.from({ length: 1 + random.below(2) }, () =>
    readPatch(Array.from({ length: 1 + random.below(5) }, () => randomOperation(random))),
  )
    .filter(({ problems }) => problems.length === 0)
    .map(({ operations }) => operations);
}

function run(work: Generator<undefined, Migrated>): Migrated {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

test('each leaf after a migration is unchanged, moved or written', { timeout: 120_000 }, () => {
  const counts = { unchanged: 0, moved: 0, written: 0, refused: 0 };
  for (let turn = 0; turn < TURNS; turn++) {
    const random = randomFrom(seed + turn);
    const before = unique({ a: randomValue(random), b: randomValue(random), c: randomValue(random) }, 'leaf');
    const { value, moves, written, problems } = migrate(before, randomPatches(random));
    const told = `BERTH_TEST_SEED=${seed + turn}`;
    if (problems.length > 0) {
      expect(value, told).toEqual(before);
      counts.refused += 1;
      continue;
    }
    const ofWritten = new Map(written.map(({ path, by }) => [path, by]));
    const origins = new Map(moves.map(({ from, to }) => [to, from]));
    const leaves = leavesOf(value);
    for (const [at, leaf] of leaves) {
      const isEmpty = typeof leaf === 'object' && leaf !== null;
      if (ofWritten.has(at)) {
        counts.written += 1;
        expect(isEmpty || ['literal', 'mapped'].includes(String(leaf)), `${told} ${at}`).toBe(true);
        continue;
      }
      const from = origins.get(at) ?? at;
      counts[from === at ? 'unchanged' : 'moved'] += 1;
      // A container whose members were all taken away is an empty leaf
      if (isEmpty) expect(typeof getAt(before, from), `${told} ${at}`).toBe('object');
      else expect(getAt(before, from), `${told} ${at}`).toBe(leaf);
    }
    const places = new Set(leaves.map(([at]) => at));
    for (const at of [...ofWritten.keys(), ...origins.keys()])
      expect(places.has(at), `${told} ${at}`).toBe(true);
  }
  for (const [kind, count] of Object.entries(counts)) expect(count, kind).toBeGreaterThan(TURNS / 20);
});

test('no migration shows a secret, wherever it takes it', { timeout: 120_000 }, () => {
  const counts = { kept: 0, carried: 0, again: 0 };
  for (let turn = 0; turn < TURNS; turn++) {
    const random = randomFrom(seed + turn);
    const options = () => ({
      visibility: random.chance(0.05) ? ('encrypted' as const) : ('plain' as const),
      marked: random.chance(0.3) ? [randomPath(random, 1)] : [],
    });
    const schema = randomSchema(random);
    const before: Marked = { schema: marked(random, structuredClone(schema)), ...options() };
    const after: Marked = { schema: marked(random, changedSchema(random, schema)), ...options() };
    const value = unique({ a: randomValue(random), b: randomValue(random), c: randomValue(random) }, 'leaf');
    const sentAsSecret = random.chance(0.2) ? [leavesOf(value)[0]?.[0] ?? ''] : [];
    const secrets = new Set([...secretLeaves(before.schema, value, before), ...sentAsSecret]);
    const hidden = new Set(leavesOf(value).flatMap(([at, leaf]) => (secrets.has(at) ? [leaf] : [])));
    const result = run(migrateBetween(value, randomPatches(random), { before, after, sentAsSecret }));
    const told = `BERTH_TEST_SEED=${seed + turn}`;
    for (const leaf of hidden)
      if (typeof leaf === 'string') expect(JSON.stringify(result.problems), told).not.toContain(`"${leaf}"`);
    if (result.problems.some(({ code }) => code !== 'send_again')) {
      expect(result.value, told).toEqual(value);
      continue;
    }
    counts.again += result.problems.length;
    const secretAfter = new Set(secretLeaves(after.schema, result.value, after));
    const carried = new Map(result.secrets.map(({ from, to }) => [to, from]));
    for (const [at, leaf] of leavesOf(result.value)) {
      if (typeof leaf !== 'string' || !hidden.has(leaf)) continue;
      const from = carried.get(at);
      expect(from, told).toBeDefined();
      expect(from === at || secretAfter.has(at), told).toBe(true);
      counts[from === at ? 'kept' : 'carried'] += 1;
    }
  }
  for (const [kind, count] of Object.entries(counts)) expect(count, kind).toBeGreaterThan(TURNS / 100);
});
