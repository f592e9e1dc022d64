import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isMarkedSecret as isShownSecret } from '../../../../packages/client/src/marks.ts';
import { labelOf as setupLabelOf } from '../../../../packages/json-schema/src/form/form-of.ts';
import { formOf } from '../../../../packages/json-schema/src/index.ts';
import { SECRET_FLAGS, SECRET_WORDS } from '../../../../packages/json-schema/src/schema/keywords.ts';
import { isMarkedSecret } from '../../../../packages/json-schema/src/secrets/secret-subschemas.ts';
import { inOrder, labelOf } from '../../../admin/src/form/schema/order.ts';

/* The form of the dashboard and that of the setup page follow the same rules. */

it('the server, the dashboard and the command know the same marks of secrets', () => {
  const said = [
    true,
    false,
    'true',
    'secret',
    ' Secret ',
    'password',
    'PASSWORD',
    'public',
    null,
    1,
    ['secret'],
  ];
  const keywords = [...SECRET_FLAGS, ...Object.keys(SECRET_WORDS), 'readOnly', 'title', 'constructor'];
  const schemas: Record<string, unknown>[] = keywords.flatMap((name) =>
    said.map((word) => ({ [name]: word })),
  );
  const marked = schemas.filter(isMarkedSecret);
  expect(marked.length).toBeGreaterThan(keywords.length - 3);
  expect(schemas.filter(isShownSecret)).toEqual(marked);
  expect(isShownSecret({ properties: { secret: true } })).toBe(false);
});

it('both order members in the same way', () => {
  const properties = {
    last: { type: 'string' },
    third: { type: 'string', propertyOrder: 3 },
    first: { type: 'string', order: 0 },
    second: { type: 'string', 'x-order': 2 },
    after: { type: 'string' },
  };
  const form = formOf({ type: 'object', properties });
  const names = form.kind === 'group' ? form.members.map(({ name }) => name) : [];
  expect(names).toEqual(['first', 'second', 'third', 'last', 'after']);
  const nodes = Object.entries(properties).map(([name, schema]) => {
    const order = Object.entries(schema).find(([, said]) => typeof said === 'number')?.[1];
    return [name, typeof order === 'number' ? { 'x-order': order } : {}] as const;
  });
  expect(inOrder(nodes).map(([name]) => name)).toEqual(names);
});

it.each(['api_key', 'apiKey', 'HTTPServer', 'bootstrap.servers', '__', 'a-b c'])(
  'both write %s alike',
  (name) => {
    expect(labelOf(name)).toBe(setupLabelOf(name));
  },
);

/** The colours of a style sheet by their names. */
function tokensOf(file: string, start: string): Map<string, string> {
  const text = readFileSync(join(import.meta.dirname, '../../../..', file), 'utf8');
  const found = text.matchAll(new RegExp(`${start}([a-z-]+): (light-dark\\([^;]*\\));`, 'g'));
  return new Map([...found].map(([, name = '', colours = '']) => [name, colours]));
}

it('both have the same colours', () => {
  const dashboard = tokensOf('apps/admin/src/theme.css', '--color-');
  const setup = tokensOf('apps/api/setup-page/style.css', '--');
  expect(setup.size).toBeGreaterThan(8);
  for (const [name, colours] of setup) expect([name, colours]).toEqual([name, dashboard.get(name)]);
});
