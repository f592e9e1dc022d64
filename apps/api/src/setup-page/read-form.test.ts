import type { FormField } from '@berth/domain';
import { describe, expect, test } from 'vitest';
import { withButton } from './form-html.ts';
import { FormTooLarge, readForm } from './read-form.ts';

const common = { label: 'L', description: null, required: false, secret: false };
const text = (more: object = {}): FormField =>
  ({
    kind: 'text',
    ...common,
    format: null,
    masked: false,
    multiline: false,
    preset: null,
    ...more,
  }) as FormField;
const group = (members: Record<string, FormField>, more: object = {}): FormField => ({
  kind: 'group',
  ...common,
  required: true,
  members: Object.entries(members).map(([name, field]) => ({ name, field })),
  unions: [],
  ...more,
});
const entriesOf = (given: Record<string, string | string[]>) =>
  new Map(Object.entries(given).map(([name, value]) => [name, [value].flat()]));
const valueFrom = (form: FormField, given: Record<string, string | string[]>) =>
  readForm(form, 'f', entriesOf(given)).value;

describe('a value', () => {
  test('has no member for an empty field, and no group in which nothing was changed', () => {
    const inner = group({ a: text(), port: text({ preset: '22' }) }, { required: false });
    const form = group({ name: text(), inner });
    expect(valueFrom(form, { 'f/name': '  ', 'f/inner/port': '22' })).toEqual({});
    expect(valueFrom(form, { 'f/inner/port': '23' })).toEqual({ inner: { port: '23' } });
    expect(valueFrom(form, { 'f/inner/a': 'x', 'f/inner/port': '22' })).toEqual({
      inner: { a: 'x', port: '22' },
    });
  });

  test('has names of members as they are, whatever they hold', () => {
    const form = group({ 'a/b': text(), 'é=+@': text(), __proto__x: text() });
    expect(valueFrom(form, { 'f/a%2Fb': '1', 'f/%C3%A9%3D%2B%40': '2', 'f/__proto__x': '3' })).toEqual({
      'a/b': '1',
      'é=+@': '2',
      __proto__x: '3',
    });
  });

  test.each([
    ['12', 12],
    ['-1.5e3', -1500],
    ['-0', 0],
    ['12345678901234567890', '12345678901234567890'],
    ['1,5', '1,5'],
    ['0x10', '0x10'],
  ])('keeps a number only when it is exact: %s', (sent, value) => {
    const number: FormField = { kind: 'number', ...common, whole: false, preset: null };
    expect(valueFrom(group({ n: number }), { 'f/n': sent })).toEqual({ n: value });
  });

  test('keeps the spaces of a secret and drops those around a text', () => {
    const form = group({ a: text(), b: text({ masked: true }) });
    expect(valueFrom(form, { 'f/a': ' x ', 'f/b': ' x ' })).toEqual({ a: 'x', b: ' x ' });
  });
});

test('each place of the value leads to its field', () => {
  const list: FormField = { kind: 'list', ...common, item: group({ a: text() }), least: 0, most: 9 };
  const { value, fields } = readForm(
    group({ list }),
    'f',
    entriesOf({ 'f/list/+4': '1', 'f/list/+4/a': 'x' }),
  );
  expect(value).toEqual({ list: [{ a: 'x' }] });
  expect(fields.get('["list","0","a"]')).toBe('f/list/+4/a');
});

test('JSON that cannot be read, or holds a number that would change, is told of by its field', () => {
  const json: FormField = { kind: 'json', ...common };
  for (const sent of ['{', '{"a": 12345678901234567890}', '{"a": 1, "a": 2}']) {
    expect(readForm(group({ json }), 'f', entriesOf({ 'f/json': sent })).broken).toEqual(['f/json']);
  }
  expect(valueFrom(group({ json }), { 'f/json': '{"a": [1]}' })).toEqual({ json: { a: [1] } });
});

test('buttons add an item behind the last and remove one with all of its fields', () => {
  const entries = entriesOf({ 'f/l/+0': '1', 'f/l/+0/a': 'x', 'f/l/+2': '1', 'f/l/+20': '1' });
  expect(withButton(entries, 'add:f/l').has('f/l/+21')).toBe(true);
  const left = withButton(entries, 'remove:f/l/+2');
  expect([...left.keys()]).toEqual(['f/l/+0', 'f/l/+0/a', 'f/l/+20']);
});

test('a form with more fields than any page has is refused', () => {
  const many = Object.fromEntries(Array.from({ length: 800 }, (_, i) => [`m${i}`, text()]));
  const list: FormField = { kind: 'list', ...common, item: group(many), least: 0, most: 50 };
  const items = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`f/l/+${i}`, '1']));
  expect(() => readForm(group({ l: list }), 'f', entriesOf(items))).toThrow(FormTooLarge);
});
