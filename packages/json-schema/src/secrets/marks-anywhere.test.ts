import { describe, expect, it } from 'vitest';

import { checkValue, compileSchema, ineffectiveMarks, secretLeaves } from '../index.ts';

interface Case {
  readonly schema: unknown;
  /** The same form without the mark. */
  readonly plain: unknown;
  readonly value: unknown;
  readonly pointer: string;
}
type Wrap = (inner: Case) => Case;

// A literal `then` makes an object look like a promise
const THEN = 'then';
const START: Case = {
  schema: { type: 'string', writeOnly: true },
  plain: { type: 'string' },
  value: 'v',
  pointer: '',
};

/** Wraps the schema for the same value. */
const here =
  (wrap: (schema: unknown) => unknown): Wrap =>
  (inner) => ({ ...inner, schema: wrap(inner.schema) });
const member =
  (wrap: (schema: unknown) => unknown): Wrap =>
  ({ schema, plain, value, pointer }) => ({
    schema: wrap(schema),
    plain: { type: 'object', properties: { a: plain } },
    value: { a: value },
    pointer: `/a${pointer}`,
  });
const item =
  (wrap: (schema: unknown) => unknown): Wrap =>
  ({ schema, plain, value, pointer }) => ({
    schema: wrap(schema),
    plain: { type: 'array', items: plain },
    value: [value],
    pointer: `/0${pointer}`,
  });

const WRAPS: Record<string, Wrap> = {
  allOf: here((schema) => ({ allOf: [{}, schema] })),
  anyOf: here((schema) => ({ anyOf: [{ description: 'other' }, schema] })),
  oneOf: here((schema) => ({ oneOf: [{ type: 'null' }, schema] })),
  if: here((schema) => ({ if: schema })),
  [THEN]: here((schema) => ({ if: true, [THEN]: schema })),
  else: here((schema) => ({ if: false, else: schema })),
  not: here((schema) => ({ not: { not: schema } })),
  dependentSchemas: member((schema) => ({ dependentSchemas: { a: { properties: { a: schema } } } })),
  dependencies: member((schema) => ({ dependencies: { a: { properties: { a: schema } } } })),
  properties: member((schema) => ({ properties: { a: schema } })),
  patternProperties: member((schema) => ({ patternProperties: { '^a': schema } })),
  additionalProperties: member((schema) => ({ additionalProperties: schema })),
  unevaluatedProperties: member((schema) => ({ unevaluatedProperties: schema })),
  propertyNames: member((schema) => ({ propertyNames: { anyOf: [true, schema] } })),
  items: item((schema) => ({ items: schema })),
  prefixItems: item((schema) => ({ prefixItems: [schema] })),
  contains: item((schema) => ({ contains: schema })),
  unevaluatedItems: item((schema) => ({ unevaluatedItems: schema })),
  contentSchema: here((schema) => ({ contentSchema: schema })),
  $ref: here((schema) => {
    const name = nextName();
    return { $ref: `#${name}`, $defs: { s: { $anchor: name, allOf: [schema] } } };
  }),
  $dynamicRef: here((schema) => {
    const name = nextName();
    return { $dynamicRef: `#${name}`, $defs: { s: { $dynamicAnchor: name, allOf: [schema] } } };
  }),
  'an outer $dynamicAnchor': here((schema) => {
    const name = nextName();
    return {
      $id: `https://x.test/${name}`,
      $ref: `inner-${name}`,
      $defs: {
        outer: { $dynamicAnchor: name, allOf: [schema] },
        generic: {
          $id: `inner-${name}`,
          $dynamicRef: `#${name}`,
          $defs: { preset: { $dynamicAnchor: name } },
        },
      },
    };
  }),
};

let names = 0;
const nextName = () => `n${names++}`;

/** True when the mark counts for the value, or is refused. */
function isHeard({ schema, plain, value, pointer }: Case): boolean {
  const whole = { allOf: [plain, schema] };
  const options = { visibility: 'plain', marked: [] } as const;
  expect(secretLeaves(plain, value, options)).toEqual([]);
  return secretLeaves(whole, value, options).includes(pointer) || ineffectiveMarks(whole).length > 0;
}

describe('a mark of a secret counts or is refused', () => {
  it.each(Object.keys(WRAPS))('below %s', (keyword) => {
    const one = (WRAPS[keyword] as Wrap)(START);
    expect(checkValue(compileSchema(one.schema), one.value)).toEqual([]);
    expect(isHeard(one)).toBe(true);
  });

  it('below any three of these keywords', { timeout: 20_000 }, () => {
    const wraps = Object.entries(WRAPS);
    const unheard: string[] = [];
    for (const [one, outer] of wraps) {
      for (const [two, middle] of wraps) {
        for (const [three, inner] of wraps) {
          if (!isHeard(outer(middle(inner(START))))) unheard.push(`${one} ${two} ${three}`);
        }
      }
    }
    expect(unheard).toEqual([]);
  });
});

it('a mark of a destination inside a condition is refused, and one of a secret is not', () => {
  const marked = (mark: string) => ({ if: { properties: { host: { [mark]: true } } } });
  expect(ineffectiveMarks(marked('x-destination')).map(({ path }) => path)).toEqual([
    '/if/properties/host/x-destination',
  ]);
  expect(ineffectiveMarks(marked('writeOnly'))).toEqual([]);
});
