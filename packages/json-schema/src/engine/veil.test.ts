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
    let [compared, differing] = [0, 0];
    for (let turn = 0; turn < turns; turn++) {
      const random = randomFrom(seed + turn);
      const schema = withMore(random, randomSchema(random));
      const value = randomValue(random);
      const secrets = scalarsOf(value).filter((at) => at !== '' && random.chance(0.4));
      if (secrets.length === 0) continue;
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
  }, 60_000);

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
