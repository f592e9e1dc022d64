import { describe, expect, it } from 'vitest';

import {
  checkValue,
  compileSchema,
  isEmptySchema,
  lintSchema,
  SchemaError,
  secretLeaves,
  secretSchemaPointers,
} from './index.ts';

// Without its guard each of these takes minutes, all memory or the stack. The timeout leaves time for a slow machine.
const TIMEOUT_MS = 60_000;

function codes(schema: unknown, value: unknown): Set<string> {
  return new Set(checkValue(compileSchema(schema), value).map(({ code }) => code));
}

function refusals(schema: unknown): string[] {
  try {
    compileSchema(schema);
    return [];
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    return error.problems.map(({ message }) => message);
  }
}

function doubling(keyword: string, levels: number): object {
  const $defs: Record<string, object> = { [`d${levels}`]: { type: 'string' } };
  for (let i = 0; i < levels; i++) {
    const next = { $ref: `#/$defs/d${i + 1}` };
    $defs[`d${i}`] = { [keyword]: [next, next] };
  }
  return { $ref: '#/$defs/d0', $defs };
}

const MANY = Array.from({ length: 100_000 }, (_, i) => i);

describe('a hostile schema', { timeout: TIMEOUT_MS }, () => {
  it('cannot ask for 2^40 evaluations', () => {
    for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
      expect(refusals(doubling(keyword, 40))).toEqual([
        'has 4398046511102 subschemas for one value, and may have 5000',
      ]);
      expect(refusals(doubling(keyword, 8))).toEqual([]);
    }
  });

  it('cannot double its work with every level of the value', () => {
    let value: unknown = {};
    for (let i = 0; i < 100; i++) value = { next: value };
    const next = { $ref: '#' };
    const branch = (name: string) => ({ properties: { next }, required: [name] });
    for (const keyword of ['anyOf', 'oneOf']) {
      expect(codes({ [keyword]: [branch('p'), branch('q')] }, value)).toEqual(new Set(['cost']));
    }
    const annotated = { anyOf: [branch('p'), branch('q')], unevaluatedProperties: false };
    expect(codes(annotated, value)).toEqual(new Set(['cost']));
  });

  it('cannot slow down secrets, lint or the empty check', () => {
    const schema = doubling('allOf', 40);
    expect(secretLeaves(schema, MANY, { visibility: 'plain', marked: [] })).toHaveLength(MANY.length);
    expect(secretSchemaPointers(schema)).toEqual([]);
    expect(lintSchema(schema)).toEqual([]);
    expect(isEmptySchema({ $ref: '#' })).toBe(true);
    const deep: unknown = JSON.parse(`${'{"items":'.repeat(50_000)}{}${'}'.repeat(50_000)}`);
    expect(secretSchemaPointers(deep)).toEqual([]);
    expect(lintSchema(deep)).toEqual([]);
    expect(secretLeaves(deep, [['x']], { visibility: 'plain', marked: [] })).toEqual(['/0/0']);
  });

  it('cannot make a union of many branches quadratic', () => {
    const branch = (i: number) => ({
      properties: { t: { const: i }, a: { type: 'string' } },
      required: ['t', 'a'],
    });
    const schema = { oneOf: Array.from({ length: 500 }, (_, i) => branch(i)) };
    expect(checkValue(compileSchema(schema), { t: 7 })).toEqual([
      { path: '/a', code: 'required', message: 'is required' },
    ]);
  });
});

describe('a hostile value', { timeout: TIMEOUT_MS }, () => {
  it('cannot exhaust the stack', () => {
    const deep: unknown = JSON.parse('['.repeat(400_000) + ']'.repeat(400_000));
    expect(codes({ items: { $ref: '#' } }, deep)).toEqual(new Set(['depth']));
    expect(codes({}, deep)).toEqual(new Set(['depth']));
    expect(secretLeaves({}, deep, { visibility: 'plain', marked: [] })).toHaveLength(1);
  });

  it('cannot produce more errors than are read', () => {
    const direct = { items: { type: 'string' } };
    const referenced = { items: { $ref: '#/$defs/s' }, $defs: { s: { type: 'string' } } };
    const union = { items: { oneOf: [{ type: 'string' }, { type: 'object' }] } };
    for (const schema of [direct, referenced, union]) {
      expect(checkValue(compileSchema(schema), MANY)).toHaveLength(100);
    }
    const names = Object.fromEntries(MANY.map((i) => [`k${i}`, 1]));
    expect(checkValue(compileSchema({ additionalProperties: false }), names)).toHaveLength(100);
  });

  it('cannot make uniqueItems compare every pair', () => {
    const items = MANY.map((i) => ({ i }));
    expect(codes({ uniqueItems: true }, items)).toEqual(new Set());
    expect(codes({ uniqueItems: true }, [...items, { i: 7 }])).toEqual(new Set(['uniqueItems']));
  });

  it('cannot make a pattern or a format backtrack', () => {
    const long = 'a'.repeat(1_000_000);
    expect(codes({ pattern: '^(a+)+$' }, `${long}!`)).toEqual(new Set(['pattern']));
    expect(
      codes({ patternProperties: { '^(a+)+$': {} }, additionalProperties: false }, { [`${long}!`]: 1 }),
    ).toEqual(new Set(['additionalProperties']));
    expect(codes({ pattern: 'a[ab]{900}[cd]' }, long)).toEqual(new Set(['cost']));
    expect(codes({ format: 'url' }, `http://${'a:a@'.repeat(250_000)}`)).toEqual(new Set(['format']));
    const stuffing = [
      'a',
      '0',
      '.',
      '-',
      '/',
      ':',
      '%20',
      'a.',
      'a-',
      '1:',
      '{a}',
      '{a',
      'AAAA',
      '~0',
      '(',
      '[',
      'a:a@',
      ' ',
      'T',
    ];
    const shells = ['', 'http://', 'a@', 'P', 'PT', '/', '#/', '//', '2020-01-01T00:00:00.', 'http://['];
    const formats = [
      'date',
      'time',
      'date-time',
      'iso-time',
      'iso-date-time',
      'duration',
      'uri',
      'uri-reference',
    ];
    formats.push(
      'uri-template',
      'url',
      'email',
      'hostname',
      'ipv4',
      'ipv6',
      'regex',
      'uuid',
      'json-pointer',
      'byte',
    );
    formats.push('json-pointer-uri-fragment', 'relative-json-pointer');
    for (const format of formats) {
      const compiled = compileSchema({ format });
      for (const shell of shells) {
        for (const stuff of stuffing) {
          const text = `${shell}${stuff.repeat(Math.ceil(10_000 / stuff.length))}\n^`;
          expect(checkValue(compiled, text).map(({ code }) => code)).not.toContain('cost');
        }
      }
    }
  });
});
