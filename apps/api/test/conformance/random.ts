/** A stream of random choices. The same seed gives the same stream, so that a failure can be repeated. */
export interface Random {
  below(limit: number): number;
  pick<T>(items: readonly [T, ...T[]] | readonly T[]): T;
  chance(share: number): boolean;
}

/** Makes a Mulberry32 generator. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return { below, chance: (share) => next() < share, pick: (items) => items[below(items.length)] as never };
}

const TEXTS = [
  '',
  ' ',
  'x',
  'x'.repeat(300),
  'x'.repeat(20_000),
  '\n\t\r',
  '\u{1f4a9}',
  '\ufeffx',
  "' or 1=1 --",
  '{{x}}%s%n<script>',
  '{"a":1}',
  '__proto__',
  '../../etc/passwd',
  'http://169.254.169.254/',
  '2026-02-31T25:61:61Z',
  '-0',
  '1e999',
  'null',
  '(a+)+$',
  '[',
  '(?<=a)(?=b)\\1',
  '#/$defs/a',
  '*****mask',
];

const SCHEMAS: unknown[] = [
  {},
  true,
  { type: 'strin' },
  { type: ['object', 'object'] },
  { $ref: '#/nowhere' },
  { $ref: '#' },
  { $ref: 'https://example.com/schema.json' },
  { $ref: 5 },
  { $schema: 5 },
  { $schema: 'https://example.com/own' },
  { $id: '::::' },
  { properties: [] },
  { properties: { a: 1 } },
  { required: 'a' },
  { required: ['a', 'a'] },
  { pattern: '(' },
  { patternProperties: { '(': {} } },
  { minimum: 'a' },
  { multipleOf: 0 },
  { enum: [] },
  { oneOf: [] },
  { items: [{}, 1] },
  { format: 'no-such-format' },
  { properties: { __proto__: { type: 'string' } } },
  { $defs: { a: { $ref: '#/$defs/a' } }, $ref: '#/$defs/a' },
  { $anchor: '#', $dynamicRef: '#x', unevaluatedProperties: 1 },
  JSON.parse('{"if":1,"then":[],"else":null,"not":"x","contains":2,"dependencies":{"a":1}}'),
];

/** Makes any JSON value, including some that no database can hold. */
export function junk(random: Random, depth = 0): unknown {
  const leaves = [null, true, false, 0, -1, 1.5, 2 ** 53, -(2 ** 60), 1e308, random.pick(TEXTS)];
  if (depth > 3 || random.chance(0.6))
    return random.pick([...leaves, random.pick(TEXTS), '\u0000', '\ud800']);
  if (random.chance(0.3)) return random.pick(SCHEMAS);
  const size = random.below(4);
  if (random.chance(0.4)) return Array.from({ length: size }, () => junk(random, depth + 1));
  return Object.fromEntries(
    Array.from({ length: size }, () => [
      random.pick([...TEXTS, 'type', 'a', 'keys', 'filters']),
      junk(random, depth + 1),
    ]),
  );
}

/** Changes a valid body at one to three places. Members named `value` keep the secret inside them. */
export function mutate(random: Random, body: unknown, secret: string): unknown {
  const copy = structuredClone(body);
  for (let times = 1 + random.below(3); times > 0; times--) change(random, copy, secret, false);
  return copy;
}

function change(random: Random, node: unknown, secret: string, inValue: boolean): void {
  if (typeof node !== 'object' || node === null) return;
  const members = node as Record<string, unknown>;
  const key = random.pick(Object.keys(members));
  if (key === undefined || random.chance(0.15)) {
    members[random.pick(['extra', '__proto__x', 'constructor', 'id', 'status'])] = inValue
      ? secret
      : junk(random);
    return;
  }
  const inside = inValue || key === 'value';
  if (typeof members[key] === 'object' && members[key] !== null && random.chance(0.6)) {
    change(random, members[key], secret, inside);
  } else if (random.chance(0.15)) {
    delete members[key];
  } else {
    const plain = junk(random);
    members[key] = !inside
      ? plain
      : random.pick([secret, [secret], { deep: { deeper: secret } }, [[[secret]]]]);
  }
}

/** Makes a query string of known parameters with values that may be invalid. */
export function randomQuery(random: Random, names: readonly string[], values: readonly string[]): string {
  const parameter = () => {
    const name = random.pick([...names, 'limit', 'order', 'after', 'before', 'cursor', '__proto__', 'x']);
    const bracket = random.pick([
      '',
      '',
      '',
      '[0]',
      '[]',
      '[gt]',
      '[lt]',
      '[a][b]',
      '[999999]',
      '[',
      ']',
      '[__proto__]',
    ]);
    const text = random.pick([
      ...values,
      ...TEXTS.filter((value) => value.length < 1_000),
      '1',
      'true',
      'active',
      '2026-01-01',
    ]);
    return `${name}${bracket}=${random.chance(0.1) ? random.pick(['%', '%00', '%ff', '%ed%a0%80']) : encodeURIComponent(text)}`;
  };
  return Array.from({ length: random.below(6) }, parameter).join(random.pick(['&', '&', '&&', ';']));
}
