/** A source of random choices that gives the same ones for the same seed (mulberry32). */
export function randomFrom(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count: number): number => Math.floor(next() * count);
  const pick = <T>(choices: readonly T[]): T => choices[below(choices.length)] as T;
  const chance = (part: number): boolean => next() < part;
  return { below, pick, chance };
}

export type Random = ReturnType<typeof randomFrom>;
type Schema = Record<string, unknown>;

const NAMES = ['a', 'b', 'c'];
const SCALARS = ['x', 'y', 'xx', 1, 2, 2.5, true, null];

/** Makes a schema over few names and values, so that random values often fit it. */
export function randomSchema(random: Random, depth = 0): unknown {
  if (random.chance(0.04)) return random.chance(0.7);
  const schema: Schema = {};
  const add = (part: number, keyword: string, value: () => unknown): void => {
    if (random.chance(part)) schema[keyword] = value();
  };
  const some = <T>(choices: readonly T[]): T[] => choices.filter(() => random.chance(0.5));
  const below = (): unknown => randomSchema(random, depth + 1);
  const types = ['object', 'string', 'integer', 'number', 'boolean', 'null', 'array'];
  add(0.7, 'type', () =>
    random.chance(0.7) ? random.pick(types) : [random.pick(types), random.pick(types)].filter(isFirst),
  );
  add(0.12, 'enum', () => [...some(SCALARS), 'x']);
  add(0.08, 'const', () => random.pick(SCALARS));
  add(0.15, 'minimum', () => random.below(3));
  add(0.15, 'maximum', () => random.below(4));
  add(0.05, 'exclusiveMinimum', () => random.below(3));
  add(0.08, 'multipleOf', () => random.pick([1, 2, 0.5]));
  add(0.15, 'minLength', () => random.below(3));
  add(0.15, 'maxLength', () => random.below(3));
  add(0.1, 'pattern', () => random.pick(['^x', 'y$', '^[a-z]+$', '']));
  add(0.05, 'format', () => random.pick(['date', 'uri', 'password']));
  if (depth > 2) return schema;
  add(0.5, 'properties', () => Object.fromEntries(some(NAMES).map((name) => [name, below()])));
  add(0.3, 'required', () => some(NAMES));
  add(0.3, 'additionalProperties', () => (random.chance(0.6) ? false : below()));
  add(0.05, 'patternProperties', () => ({ [random.pick(['^a', 'b'])]: below() }));
  add(0.05, 'maxProperties', () => random.below(3));
  add(0.15, 'items', below);
  add(0.05, 'prefixItems', () => [below()]);
  add(0.06, 'minItems', () => random.below(3));
  add(0.06, 'uniqueItems', () => true);
  add(0.12, random.pick(['oneOf', 'anyOf']), () => [below(), below()]);
  add(0.08, 'allOf', () => [below()]);
  add(0.04, 'not', below);
  add(0.04, 'if', below);
  add(0.06, random.pick(['then', 'else']), below);
  add(0.03, 'propertyNames', () => ({ maxLength: 1 }));
  add(0.03, 'unevaluatedProperties', () => false);
  add(0.03, 'dependentRequired', () => ({ a: ['b'] }));
  if (depth === 0) {
    if (random.chance(0.25)) schema.$schema = 'http://json-schema.org/draft-07/schema#';
    schema.$defs = { one: below(), two: { properties: { a: { $ref: '#/$defs/two' }, b: below() } } };
    if (random.chance(0.3)) schema.allOf = [{ $ref: random.pick(['#/$defs/one', '#/$defs/two']) }];
  } else if (random.chance(0.08)) {
    const beside = random.chance(0.3) ? schema : {};
    return { ...beside, $ref: random.pick(['#/$defs/one', '#/$defs/two']) };
  }
  return schema;
}

const isFirst = <T>(value: T, index: number, all: readonly T[]): boolean => all.indexOf(value) === index;

/** Changes one place of a copy of a schema. */
export function changedSchema(random: Random, schema: unknown): unknown {
  const copy = structuredClone(schema);
  const places: [Schema | unknown[], string | number][] = [];
  const collect = (holder: unknown): void => {
    if (typeof holder !== 'object' || holder === null) return;
    for (const key of Object.keys(holder)) {
      places.push([holder as Schema, key]);
      collect((holder as Schema)[key]);
    }
  };
  collect(copy);
  if (places.length === 0) return randomSchema(random);
  const [holder, key] = random.pick(places);
  const at = holder as Schema;
  const value = at[key];
  if (random.chance(0.3) && !Array.isArray(holder)) delete at[key];
  else if (typeof value === 'number') at[key] = Math.max(0, value + random.pick([-1, 1]));
  else if (typeof value === 'boolean') at[key] = !value;
  else if (Array.isArray(value) && value.length > 1 && random.chance(0.5)) at[key] = value.slice(1);
  else if (typeof value === 'object' && value !== null && !Array.isArray(value))
    Object.assign(value, randomSchema(random, 3));
  return copy;
}

/** Makes a value over the same few names and scalars. */
export function randomValue(random: Random, depth = 0): unknown {
  if (depth > 2 || random.chance(0.35))
    return random.pick([...SCALARS, '', 0, 3, false, 'xy', '2026-01-31', 'https://x.y']);
  if (random.chance(0.2))
    return Array.from({ length: random.below(3) }, () => randomValue(random, depth + 1));
  return Object.fromEntries(
    [...NAMES, 'd'].filter(() => random.chance(0.45)).map((name) => [name, randomValue(random, depth + 1)]),
  );
}
