import { describe, expect, test } from 'vitest';
import { leftoversOf } from '../edit/leftovers.ts';
import { setAllAt } from '../edit/set-all-at.ts';
import { withDefaults } from '../edit/with-defaults.ts';
import { isObject } from '../json/object.ts';
import { childPointer, getAt, type Pointer } from '../json/pointer.ts';
import { type Random, randomFrom, randomSchema, randomValue } from '../testing/random-schemas.ts';
import { checkValue, checkVeiled } from './check.ts';
import { compileSchema } from './compile.ts';
import { roundedLength, Veil } from './veil.ts';

const seed = Number(process.env.BERTH_TEST_SEED ?? 13_131);
const turns = process.env.BERTH_TEST_LONG ? 20_000 : 2_000;

function scalarsOf(value: unknown, at: Pointer = ''): Pointer[] {
  if (!isObject(value) && !Array.isArray(value)) return [at];
  return Object.keys(value).flatMap((name) => scalarsOf(getAt(value, [name]), childPointer(at, name)));
}

/** Doubles a subschema by references, so that it is applied 2^levels times. */
function doubled(keywords: object, levels: number): object {
  const $defs: Record<string, object> = { d0: keywords };
  for (let i = 1; i <= levels; i++)
    $defs[`d${i}`] = { allOf: [{ $ref: `#/$defs/d${i - 1}` }, { $ref: `#/$defs/d${i - 1}` }] };
  return { properties: { token: { $ref: `#/$defs/d${levels}` } }, $defs };
}

/** Adds the keywords whose work depends most on outcomes. */
function withMore(random: Random, schema: unknown): unknown {
  if (!isObject(schema) || random.chance(0.5)) return schema;
  const below = () => (random.chance(0.3) ? false : randomSchema(random, 2));
  const keywords = ['anyOf', 'contains', 'if', 'then', 'else', 'unevaluatedProperties', 'unevaluatedItems'];
  const more = keywords
    .filter(() => random.chance(0.4))
    .map((keyword) => [keyword, keyword === 'anyOf' ? [below(), below(), below()] : below()]);
  return { ...schema, ...Object.fromEntries(more) };
}

/** Describes a member without secrets, or does not, as the content of a member with one decides. */
function decidedBySecret(
  random: Random,
  secret: string,
  others: readonly string[],
  schema: unknown,
): unknown {
  const described = { properties: { [random.pick(others)]: true } };
  const decided = {
    if: { properties: { [secret]: { pattern: '^x', maxLength: 1 } } },
    [random.pick(['then', 'else'])]: described,
    unevaluatedProperties: {
      allOf: [randomSchema(random, 2), { items: true, properties: { a: {}, b: {} } }],
    },
  };
  return random.chance(0.5) || !isObject(schema) ? decided : { ...schema, ...decided };
}

/** Replaces secret texts by others whose lengths round up to the same. */
const withTexts = (random: Random, value: unknown, secrets: readonly Pointer[]): unknown =>
  setAllAt(
    value,
    secrets
      .filter((at) => typeof getAt(value, at) === 'string')
      .map((at) => [at, random.pick(['x', 'xy', 'y'.repeat(40), '', '2026-01-31'])]),
  );

const codesOf = (problems: readonly { code: string }[]): string[] => problems.map(({ code }) => code);

describe('a check with secrets', () => {
  test.each([
    ['pattern', { pattern: '^[a-z0-9]{1,900}$' }],
    ['maxLength', { maxLength: 800 }],
    ['minLength', { minLength: 1 }],
    ['format', { format: 'hostname' }],
  ])('by a repeated %s takes too much work or not, whatever they contain', async (keyword, keywords) => {
    const compiled = compileSchema(doubled(keywords, 10));
    const codes = async (token: string) =>
      codesOf(await checkVeiled(compiled, { token }, new Veil(['/token'])));
    const [short, long] = ['ab1', `a${'b'.repeat(780)}`];
    expect(await codes(short)).toEqual([]);
    if (keyword !== 'format') expect(await codes(long)).toEqual([]);
    expect(await codes('*'.repeat(900))).not.toContain('cost');
    if (keyword === 'pattern') expect(codesOf(checkValue(compiled, { token: long }))).toEqual(['cost']);
  });

  test('takes the same work whatever they contain, and finds the same as a check without', async () => {
    let [compared, differing, decided] = [0, 0, 0];
    for (let turn = 0; turn < turns; turn++) {
      const random = randomFrom(seed + turn);
      const value = randomValue(random);
      const secrets = scalarsOf(value).filter((at) => at !== '' && random.chance(0.4));
      if (secrets.length === 0) continue;
      const names = isObject(value) ? Object.keys(value) : [];
      const hidden = names.filter((name) => secrets.includes(childPointer('', name)));
      const shown = names.filter((name) => !secrets.some((at) => at.startsWith(childPointer('', name))));
      const more = withMore(random, randomSchema(random));
      const isDecided = hidden.length > 0 && shown.length > 0 && random.chance(0.6);
      const schema = isDecided ? decidedBySecret(random, random.pick(hidden), shown, more) : more;
      if (isDecided) decided += 1;
      const others = setAllAt(
        value,
        secrets.map((at) => [at, random.pick(['x', 'yy'.repeat(40), 'xy', 2.5, null])]),
      );
      const told = `BERTH_TEST_SEED=${seed + turn}`;
      let compiled: ReturnType<typeof compileSchema>;
      try {
        compiled = compileSchema(schema);
      } catch {
        continue;
      }
      // A union reads its branches at its first explanation
      await checkVeiled(compiled, value, new Veil(secrets));
      const spent: number[] = [];
      for (const one of [value, others]) {
        const found = await checkVeiled(compiled, one, new Veil(secrets));
        spent.push(compiled.engine.spent);
        expect(found, told).toEqual(checkValue(compiled, one));
        const veil = new Veil(secrets);
        expect(withDefaults(compiled, one, veil), told).toEqual(withDefaults(compiled, one));
      }
      expect(spent[0], told).toBe(spent[1]);
      const counted: number[] = [];
      for (const one of [value, withTexts(random, value, secrets)]) {
        const veil = new Veil(secrets);
        await checkVeiled(compiled, one, veil);
        counted.push(veil.counted);
      }
      expect(counted[0], told).toBe(counted[1]);
      const veils = { before: new Veil(secrets), after: new Veil(secrets) };
      const isTouched = () => false;
      expect(leftoversOf(schema, value, others, isTouched, veils), told).toEqual(
        leftoversOf(schema, value, others, isTouched),
      );
      compared += 1;
      checkValue(compiled, value);
      const plain = compiled.engine.spent;
      checkValue(compiled, others);
      if (plain !== compiled.engine.spent) differing += 1;
    }
    expect(compared).toBeGreaterThan(500);
    expect(differing).toBeGreaterThan(20);
    expect(decided).toBeGreaterThan(50);
  }, 60_000);

  test.each([
    ['members without secrets', ['token'], ['/token']],
    ['members with secrets', ['token'], ['/token', '/pad/a']],
    ['items without secrets', [0], ['/0']],
    ['items with secrets', [0], ['/0', '/1/a']],
  ])('takes the same work for %s that a secret leaves to others', async (_kind, [name], secrets) => {
    const costly = { allOf: [{ properties: { a: {}, b: { items: { type: 'integer' } } } }, {}, {}] };
    const starts = { pattern: '^a' };
    const schema = {
      if: { properties: { token: starts }, prefixItems: [starts] },
      else: { properties: { pad: true }, prefixItems: [{}, {}] },
      unevaluatedProperties: costly,
      unevaluatedItems: costly,
    };
    const compiled = compileSchema(schema);
    const pad = { a: 'p', b: [1, 2] };
    const stepsOf = async (secret: string): Promise<number> => {
      await checkVeiled(compiled, name === 0 ? [secret, pad] : { token: secret, pad }, new Veil(secrets));
      return compiled.engine.spent;
    };
    expect(await stepsOf('b')).toBe(await stepsOf('ab'));
  });

  test('takes the same work for allowed objects, whichever of them the secrets equal', async () => {
    const below = { a: 1, b: [1, 2] };
    const allowed = ['a', 'b', 'c'].map((token) => ({ token, below, list: [token] }));
    const compiled = compileSchema({ enum: [...allowed, ...allowed] });
    const spent = [];
    for (const [token, item] of ['aa', 'ad', 'bb', 'dd']) {
      const value = { token, below, list: [item] };
      const problems = await checkVeiled(compiled, value, new Veil(['/token', '/list/0']));
      expect(problems.length).toBe(token === item && token !== 'd' ? 0 : 1);
      spent.push(compiled.engine.spent);
    }
    expect(new Set(spent).size).toBe(1);
  });

  test.each([
    ['maxLength', { maxLength: 8 }, ['a', 'a'.repeat(12), 'a'.repeat(60)]],
    ['minLength', { minLength: 8 }, ['a', 'a'.repeat(12), 'a'.repeat(60)]],
  ])('counts a question by %s whatever their length is', async (_keyword, keywords, tokens) => {
    const compiled = compileSchema({ properties: { token: keywords } });
    const counted = [];
    for (const token of tokens) {
      const veil = new Veil(['/token']);
      await checkVeiled(compiled, { token }, veil);
      counted.push(veil.counted);
    }
    expect(counted[0]).toBeGreaterThan(0);
    expect(new Set(counted).size).toBe(1);
  });

  test('asks again which items are equal when defaults have changed them', async () => {
    const item = { properties: { token: { type: 'string', writeOnly: true }, port: { default: 80 } } };
    const compiled = compileSchema({ items: item, uniqueItems: true });
    const value = [{ token: 'a' }, { token: 'a', port: 80 }];
    const veil = new Veil(['/0/token', '/1/token']);
    expect(await checkVeiled(compiled, value, veil)).toEqual([]);
    expect(withDefaults(compiled, value, veil)).toEqual({ value, filled: [] });
    const others = [{ token: 'a' }, { token: 'b', port: 80 }];
    const veiled = new Veil(['/0/token', '/1/token']);
    await checkVeiled(compiled, others, veiled);
    expect(withDefaults(compiled, others, veiled).filled).toEqual(['/0/port']);
  });

  test('takes no item with a secret apart for equal to another one, and compares the others', async () => {
    const compiled = compileSchema({ uniqueItems: true, items: { uniqueItems: true } });
    const codesBehind = async (value: unknown, secrets: Pointer[], apart: Pointer[], kept: Pointer[] = []) =>
      (await checkVeiled(compiled, value, new Veil(secrets, { apart, kept }))).map(
        ({ code, path }) => code + path,
      );
    const texts = ['/0', '/1', '/2'];
    expect(await codesBehind(['a', 'a', 'b'], texts, [])).toEqual(['uniqueItems']);
    expect(await codesBehind(['a', 'a', 'b'], texts, ['/0'])).toEqual([]);
    expect(await codesBehind(['a', 'b', 'b'], texts, ['/0'])).toEqual(['uniqueItems']);
    const lists = [['a', 'a'], ['b'], ['b']];
    expect(await codesBehind(lists, ['/0/0', '/1/0'], ['/0/0', '/1/0'])).toEqual([]);
    expect(await codesBehind(lists, ['/0/0', '/1/0'], ['/1/0'])).toEqual(['uniqueItems/0']);
    expect(await codesBehind(['a', 'a', 'b'], texts, [], ['/0', '/1'])).toEqual([]);
    expect(await codesBehind(['a', 'a', 'b'], texts, [], ['/0'])).toEqual(['uniqueItems']);
    expect(await codesBehind(['a', 'a', 'b'], texts, ['/1'], ['/0'])).toEqual([]);
  });

  test('accepts many short texts, all of them secret', async () => {
    const label = '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$';
    const compiled = compileSchema({ items: { type: 'string', pattern: label } });
    const value = Array.from({ length: 700 }, (_, i) => `host-${i}`);
    expect(checkValue(compiled, value)).toEqual([]);
    expect(await checkVeiled(compiled, value, new Veil(scalarsOf(value)))).toEqual([]);
  });

  test('ends when the questions about them take too much work', async () => {
    const items = { pattern: '^(?:\\p{L}\\p{N}){1,900}x$' };
    const compiled = compileSchema({ items });
    const value = Array.from({ length: 400 }, () => 'a1'.repeat(60));
    const secrets = scalarsOf(value);
    expect(codesOf(await checkVeiled(compiled, value, new Veil(secrets)))).toEqual(['cost']);
    const few = value.slice(0, 20);
    expect(codesOf(await checkVeiled(compiled, few, new Veil(secrets)))).toEqual(few.map(() => 'pattern'));
  });
});

test('the length of a secret counts up to the next power of two', () => {
  expect([0, 1, 64, 65, 128, 1_000].map(roundedLength)).toEqual([64, 64, 64, 128, 128, 1024]);
});
